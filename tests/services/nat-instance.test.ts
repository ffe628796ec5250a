import { expect, test } from "vitest";
import { natInstance } from "../../src/services/nat-instance.ts";
import { alone } from "../support/service-alone.ts";

test("is charged by the second in every zone, with its root volume, and never by the byte", () => {
  const nat = alone(
    natInstance,
    { instance_type: "t4g.nano", disk: "4GB" },
    { zones: 2, hours: 2, activeSeconds: [3600, 60] },
  );
  nat.driver("carried up").hours.fill(1e12);
  expect(nat.meters()).toEqual({ hours: 2 * 3660, disk: 2 * 3660 * 4 * 2 ** 30 });
});

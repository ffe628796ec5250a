import { expect, test } from "vitest";
import type { Flow } from "../../src/network/flow.ts";
import { sustained } from "../../src/services/nat-instance-cell.ts";
import { natInstance } from "../../src/services/nat-instance.ts";
import { driver } from "../../src/simulation/driver.ts";
import { alone, requestClass } from "../support/service-alone.ts";

test("is charged by the second in every zone, with its root volume, and never by the byte", () => {
  const nat = alone(
    natInstance,
    { instance_type: "t4g.nano", disk: "4GB" },
    { zones: 2, hours: 2, activeSeconds: [3600, 60] },
  );
  nat.driver("carried up").hours.fill(1e12);
  expect(nat.meters()).toEqual({ hours: 2 * 3660, disk: 2 * 3660 * 4 * 2 ** 30 });
});

test("burstable types sustain little: 32 Mbit/s for a t4g.nano", () => {
  expect(["t4g.nano", "t3.medium", "c7gn.large"].map(sustained)).toEqual([4e6, 32e6, 625e6]);
});

/** Payment calls of `bytes` each behind a t4g.nano, full of credits for a minute at 5 Gbit/s. */
function calls(bytes: number) {
  const checkout = requestClass({ name: "checkout" });
  const flow: Flow = {
    from: "app",
    destination: { kind: "internet", name: "payment", addresses: 1 },
    driver: driver({ component: "traffic", name: "served checkout", unit: "1/s" }, 1, 0),
    bytesUp: bytes,
    bytesDown: 0,
    connections: 0,
    connectionSeconds: 0,
    cause: "payment calls",
    assumptions: [],
  };
  const through = [{ routed: { flow, paths: [] }, share: 1, classIndex: 0 }];
  return alone(natInstance, { instance_type: "t4g.nano" }, { classes: [checkout], through, assume: { natBurst: 1 } });
}

test("bursts while credits last, then lets through what it sustains; the requests behind the rest fail", () => {
  const nat = calls(1e6);
  const rows = ["minute  served/s  failed/s"];
  for (let minute = 0; minute < 6; minute += 1) {
    const { served, failed } = nat.step(60, [200 * 60]);
    rows.push(
      `${minute}`.padStart(6) + [served[0]!, failed[0]!].map((each) => (each / 60).toFixed(0).padStart(10)).join(""),
    );
  }
  expect(`\n${rows.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    minute  served/s  failed/s
         0       200         0
         1       200         0
         2       200         0
         3        37       163
         4         4       196
         5         4       196
    "
  `);
});

test.each([1, 60, 900])("the same in steps of %d s", (dt) => {
  const nat = calls(1e6);
  let served = 0;
  for (let second = 0; second < 3600; second += dt) served += nat.step(dt, [200 * dt]).served[0]!;
  // Credits of a minute's burst, and an hour of what it sustains.
  expect(served).toBeCloseTo(621 * 60 + 4 * 3600, 3);
  expect(nat.limit("bandwidth")?.value).toBe("32 Mbit/s sustained");
});

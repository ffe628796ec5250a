import { expect, test } from "vitest";
import { publicIpv4 } from "../../src/services/public-ipv4.ts";
import { alone } from "../support/service-alone.ts";

test("is charged by the second, each address", () => {
  const addresses = alone(publicIpv4, { addresses: 3 }, { hours: 2, activeSeconds: [3600, 90] });
  expect(addresses.meters()).toEqual({ in_use: 3 * 3690 });
});

test("an idle address is another product at AWS, at the same price", () => {
  expect(alone(publicIpv4, { idle: true }).meters()).toEqual({ idle: 3600 });
});

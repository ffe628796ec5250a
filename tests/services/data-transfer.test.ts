import { expect, test } from "vitest";
import { regions } from "../../src/regions.ts";
import { dataTransfer } from "../../src/services/data-transfer.ts";
import { metered } from "../../src/simulation/metered.ts";
import { component } from "../network/networks.ts";
import { emptyModel } from "../simulation/models.ts";

test("what left a Region is metered by where it went, and nothing of another Region", () => {
  const model = emptyModel({
    services: [dataTransfer],
    components: [component("transfer", "data_transfer", [])],
    hours: 2,
  });
  const network = {
    carriers: new Map(),
    senders: new Map(),
    internetOut: new Map([
      ["us-east-1", Float64Array.of(5, 7)],
      ["eu-west-1", Float64Array.of(1, 1)],
    ]),
    crossZone: new Map([["us-east-1", Float64Array.of(2, 2)]]),
    interRegion: new Map([
      ["us-east-1>eu-west-1", Float64Array.of(3, 0)],
      ["eu-west-1>us-east-1", Float64Array.of(9, 9)],
    ]),
  };
  const all = metered(model.model, 2, network, model.flowContext);
  expect(all.map(({ meterName, hours }) => [meterName, [...hours]])).toEqual([
    ["internet", [5, 7]],
    ["between_zones", [2, 2]],
    ["to.eu-west-1", [3, 0]],
  ]);
});

test("every Region has its meter, in gigabytes of 2^30 bytes", () => {
  const { meters } = dataTransfer;
  expect(Object.keys(meters)).toEqual(["internet", "between_zones", ...regions.map((region) => `to.${region}`)]);
  expect(
    Object.values(meters).every(
      ({ unit, size, rounding }) => unit === "GB" && size === 2 ** 30 && rounding === "exact",
    ),
  ).toBe(true);
});

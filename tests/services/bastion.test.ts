import { expect, test } from "vitest";
import { bastion } from "../../src/services/bastion.ts";
import { costOf, estimateOf, scenarioOf } from "../support/estimate-text.ts";
import { alone } from "../support/service-alone.ts";

test("is charged by the second with its root volume, for as long as it stands", () => {
  const host = alone(bastion, { instances: 2, disk: "10GB" }, { hours: 2, activeSeconds: [600, 3600] });
  expect(host.meters()).toEqual({ hours: 2 * 4200, disk: 2 * 4200 * 10 * 2 ** 30 });
});

const month = (architecture: string) =>
  estimateOf(
    scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { baseline: { mean: 0/s } }
architecture: { network: { nat: none }, ${architecture} }
`),
  );

test("a t4g.nano costs $7.36 a month: $3.07 for its hours, $0.64 for 8 GB, $3.65 for its address", () => {
  const estimate = month("bastion: {}");
  const costs = ["BoxUsage:t4g.nano", "EBS:VolumeUsage.gp3", "USE1-PublicIPv4:InUseAddress"].map((wanted) =>
    costOf(estimate, ({ usageType }) => usageType === wanted),
  );
  expect(costs).toEqual(["3.07", "0.64", "3.65"]);
  expect(costOf(estimate)).toBe("7.36");
});

test("an instance connect endpoint does the same for nothing", () => {
  const estimate = month("instance_connect_endpoint: {}");
  expect([estimate.bill.total, estimate.bill.lineItems]).toEqual(["0", []]);
});

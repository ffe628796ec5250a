/** What the other ways out of private subnets would cost, as the NAT report says it. */
import { expect, test } from "vitest";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

/** `gb` a month of S3 reads through NAT, in units of 2^30 bytes, from tasks in every zone. */
const layouts = (network: string, gb: number, region = "us-east-1") => {
  const estimate = estimateOf(
    scenarioOf(`
region: ${region}
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 2_628_000/month }, mix: { job: 100% } }
classes: { job: { cpu: 0s, calls: {}, telemetry: 0B, logs: 0B, s3: { gets: 1, down: ${(gb * 2 ** 30) / 2_628_000}B } } }
architecture:
  network: ${network}
  app: { min: 1, max: 1 }
  bucket: {}
`),
  );
  return (estimate.nat?.savings ?? [])
    .filter(({ change }) => /NAT/.test(change))
    .map(({ change, monthlyCost, breakEvenGb }) => [change, Number(monthlyCost).toFixed(2), breakEvenGb]);
};

test("three gateways are cheaper than one above 5,475 GB a month: two more cost $73.00, two thirds cross at $0.02", () => {
  expect(layouts("{ azs: 3, nat: single }", 10_240)).toEqual([
    ["a NAT gateway in each zone", "-63.53", "5475.0"],
    ["a regional NAT gateway", "-63.53", "5475.0"],
    // 3 × ((0.0168 + 0.005) × 730 + 8 GB × 0.08) = $49.66 a month, and nothing per GB.
    ["a NAT instance (t4g.small) in each zone", "-584.17", "225.6"],
  ]);
  // Below it the sign turns.
  expect(layouts("{ azs: 3, nat: single }", 1000)[0]).toEqual(["a NAT gateway in each zone", "59.67", "5475.0"]);
});

test("from one in each zone: one for all costs what crosses to it, a regional one the same", () => {
  expect(layouts("{ azs: 3, nat: per_az }", 10_240)).toEqual([
    ["one NAT gateway for all zones", "63.53", "5475.0"],
    ["a regional NAT gateway", "0.00", null],
    ["a NAT instance (t4g.small) in each zone", "-520.64", null],
  ]);
});

test("from instances: gateways charge every byte and more for their hours", () => {
  expect(layouts("{ azs: 2, nat: instance }", 1000).map(([change]) => change)).toEqual([
    "one NAT gateway for all zones",
    "a NAT gateway in each zone",
    "a regional NAT gateway",
  ]);
});

test("two zones: even at 3,650 GB a month, for one more gateway against half of the traffic crossing", () => {
  // $36.50 for one more gateway with its address, ½ × $0.02 for each GB.
  expect(layouts("{ azs: 2, nat: per_az }", 100)[0]).toEqual(["one NAT gateway for all zones", "-35.50", "3650.0"]);
});

test("in one zone there is nothing to spread", () => {
  expect(layouts("{ azs: 1, nat: single }", 100).map(([change]) => change)).toEqual([
    "a regional NAT gateway",
    "a NAT instance (t4g.small) in each zone",
  ]);
});

test("without NAT nothing is proposed", () => {
  expect(layouts("{ azs: 3, nat: none, gateway_endpoints: [s3] }", 100)).toEqual([]);
});

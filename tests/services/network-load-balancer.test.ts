import { expect, test } from "vitest";
import { networkLoadBalancer, nlcuHours } from "../../src/services/network-load-balancer.ts";
import { alone, requestClass } from "../support/service-alone.ts";
import { costOf, estimateOf, scenarioOf } from "../support/estimate-text.ts";

const GB = 2 ** 30;
const GIGABIT = 1e9 / 8;

/** Requests of 1 MB each way together, one new connection each. */
const download = requestClass({ name: "download", bytesIn: 0.2e6, bytesOut: 0.8e6, newConnections: 1 });

test("AWS's example: 1 new connection a second for 2 minutes each, 300 KB/s: 1.08 NLCU by bytes", () => {
  const hour = { newConnections: 3600, activeConnections: 120, bytes: 1.08 * GB };
  expect(nlcuHours({ protocol: "tcp", ...hour })).toBeCloseTo(1.08, 12);
});

test.each([
  ["tcp", 800, 100_000],
  ["udp", 400, 50_000],
  ["tls", 50, 3_000],
] as const)("one NLCU of %s is %d new connections a second, or %d active ones", (protocol, newPerSecond, active) => {
  const none = { protocol, newConnections: 0, activeConnections: 0, bytes: 0 };
  expect(nlcuHours({ ...none, newConnections: newPerSecond * 3600 })).toBe(1);
  expect(nlcuHours({ ...none, activeConnections: active })).toBe(1);
});

test("bills each hour by its largest dimension, and every hour begun", () => {
  const balancer = alone(networkLoadBalancer, { protocol: "tls" }, { hours: 2, activeSeconds: [3600, 60] });
  balancer.driver("new connections").hours.set([0, 50 * 3600]);
  balancer.driver("bytes").hours.set([3 * GB, GB / 2]);
  // 50 new TLS connections a second are one NLCU, the same held for 60 s are 3,000 active: one as well.
  expect(balancer.meters()).toEqual({ hours: 7200, nlcu: 3 + 1, reserved: 0 });
});

test("reserved LCUs are billed as reserved, and what an hour uses above them as used", () => {
  const balancer = alone(networkLoadBalancer, { reserved_lcu: 2 }, { hours: 2 });
  balancer.driver("bytes").hours.set([5 * GB, GB]);
  expect(balancer.meters()).toEqual({ hours: 7200, nlcu: 3, reserved: 4 });
});

test("a TLS listener can reserve nothing", () => {
  expect(networkLoadBalancer.config.safeParse({ protocol: "tls", reserved_lcu: 100 }).error?.issues).toMatchObject([
    { path: ["reserved_lcu"], message: "must be left out with a TLS listener, for which AWS reserves no capacity" },
  ]);
});

/** Gbit/s in step after step, from a quiet balancer. */
function loads(...gigabits: readonly number[]) {
  const balancer = alone(networkLoadBalancer, {}, { classes: [download] });
  balancer.step(60, [0]);
  return gigabits.map((load) => {
    const { served, failed } = balancer.step(60, [(load * GIGABIT * 60) / 1e6]);
    return [served[0]!, failed[0]!].map((requests) => Number(((requests * 1e6) / 60 / GIGABIT).toFixed(3)));
  });
}

test("3 Gbit/s pass at once, and 3 more after every minute", () => {
  expect(loads(3)).toEqual([[3, 0]]);
  // In the first minute capacity rises from 3 to 6, in the second to 9, in the third it passes 10 after 20 s.
  expect(loads(10, 10, 10, 10)).toEqual([
    [4.5, 5.5],
    [7.5, 2.5],
    [9.833, 0.167],
    [10, 0],
  ]);
});

test("a reservation stands from its first second: 5,000 LCUs are 11 Gbit/s", () => {
  const prepared = { reserved_lcu: () => 5000 };
  const balancer = alone(networkLoadBalancer, {}, { classes: [download], prepared });
  balancer.step(1, [0]);
  expect(balancer.step(1, [(11 * GIGABIT) / 1e6]).failed).toEqual([0]);
  expect(balancer.limit("bandwidth")?.value).toBe("11.0 Gbit/s");
});

test.each([1, 60, 900, 3600])("lets the same through in steps of %d s", (dt) => {
  const balancer = alone(networkLoadBalancer, {}, { classes: [download] });
  balancer.step(1, [0]);
  let failed = 0;
  for (let second = 0; second < 3600; second += dt) failed += balancer.step(dt, [(30 * GIGABIT * dt) / 1e6]).failed[0]!;
  // From 3 to 30 Gbit/s in nine minutes: a triangle of 27 Gbit/s × 540 s / 2.
  expect((failed * 1e6) / GIGABIT).toBeCloseTo((27 * 540) / 2, 3);
});

/** A shop behind `balancer` in three zones: 100 requests a second of 1 GB an hour and class. */
const shop = (balancer: string) => `
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 100/s }, mix: { api: 100% } }
classes: { api: { bytes: 80KB, request_bytes: 20KB, new_connections: 0.3, cpu: 1ms, calls: {}, telemetry: 0B, logs: 0B } }
architecture:
  network: { azs: 3, nat: none }
  balancer: ${balancer}
  app: { min: 1, max: 1 }
`;

test("stands in front of the application as the other balancer does, with an address in each zone", () => {
  const network = estimateOf(scenarioOf(shop("{ service: network_load_balancer }")));
  const application = estimateOf(scenarioOf(shop("{ service: application_load_balancer }")));
  expect(network.survival?.served).toBe(application.survival?.served);
  const lines = (component: string) =>
    network.bill.lineItems
      .filter((line) => line.component === component)
      .map(({ usageType, operation, quantity, cost }) => [usageType, operation, quantity, Number(cost).toFixed(2)]);
  // 100 requests × 100 KB are 9.5367431641 MB/s: 33.5276 GB an hour, for 730 hours.
  const nlcu = (100 * 102_400 * 3600) / GB;
  expect(lines("balancer")).toEqual([
    ["LoadBalancerUsage", "LoadBalancing:Network", "730", "16.43"],
    ["LCUUsage", "LoadBalancing:Network", String(Number((nlcu * 730).toFixed(10))), (nlcu * 730 * 0.006).toFixed(2)],
  ]);
  expect(lines("public_ipv4")).toEqual([["USE1-PublicIPv4:InUseAddress", null, "2190", "10.95"]]);
});

test("with cross-zone load balancing two thirds of the bytes to three zones' targets are charged on both sides", () => {
  const crossing = ({ usageType }: { usageType: string | null }) => usageType === "DataTransfer-Regional-Bytes";
  const cost = (config: string) => costOf(estimateOf(scenarioOf(shop(config))), crossing);
  const gigabytes = ((100 * 102_400 * 3600) / GB) * 730;
  expect(cost("{ service: network_load_balancer }")).toBe("0.00");
  expect(cost("{ service: network_load_balancer, cross_zone: true }")).toBe((((gigabytes * 2) / 3) * 0.02).toFixed(2));
});

test("a planned load balancer of type network becomes one, others do not", () => {
  const mapping = networkLoadBalancer.terraform["aws_lb"]!;
  const planned = (values: object) => ("config" in mapping ? mapping.config({ ...values }) : null);
  expect(planned({ load_balancer_type: "network", enable_cross_zone_load_balancing: true, internal: false })).toEqual({
    cross_zone: true,
    internal: false,
  });
  expect(planned({ load_balancer_type: "application" })).toBeNull();
});

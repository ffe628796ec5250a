import { expect, test } from "vitest";
import { gatewayLoadBalancer, glcuHours } from "../../src/services/gateway-load-balancer.ts";
import { costOf, estimateOf, scenarioOf } from "../support/estimate-text.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 2 ** 30;
const page = requestClass({ name: "page", bytesIn: 2_000, bytesOut: 30_000, newConnections: 0.5 });

test("one GLCU is 600 new connections a second, 60,000 active ones or 1 GB an hour, whichever is most", () => {
  const none = { newConnections: 0, activeConnections: 0, bytes: 0 };
  expect([
    glcuHours({ ...none, newConnections: 600 * 3600 }),
    glcuHours({ ...none, activeConnections: 60_000 }),
    glcuHours({ ...none, bytes: GB }),
    glcuHours({ newConnections: 600 * 3600, activeConnections: 180_000, bytes: 2 * GB }),
  ]).toEqual([1, 1, 1, 3]);
});

function balancer(config: object) {
  const it = alone(gatewayLoadBalancer, config, {
    zones: 2,
    classes: [page],
    others: { nat: ["nat_gateway", { addresses: 1 }] },
  });
  it.driver("attempts.page", "traffic").hours[0] = 1e6;
  it.driver("served.page", "traffic").hours[0] = 0.9e6;
  it.driver("carried up").hours[0] = GB;
  it.driver("carried down").hours[0] = 3 * GB;
  return it.meters();
}

const viewers = 1e6 * 2_000 + 0.9e6 * 30_000;

test("stands with an endpoint in each zone; both sides count every byte that is inspected, up or down", () => {
  expect(balancer({ inspects: ["viewers"] })).toEqual({
    hours: 7200,
    endpoint_hours: 7200,
    glcu: viewers / GB,
    endpoint_data: viewers,
  });
  expect(balancer({ inspects: ["outbound"] })).toMatchObject({ glcu: 4, endpoint_data: 4 * GB });
  expect(balancer({})).toMatchObject({ endpoint_data: viewers + 4 * GB });
});

test("a month in two zones costs $32.85 before the first byte, and $0.0075 for each GB that goes out", () => {
  const estimate = (calls: number) =>
    estimateOf(
      scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 100/s }, mix: { job: 100% } }
classes: { job: { cpu: 0s, calls: { partner: ${calls} }, telemetry: 0B, logs: 0B } }
destinations: { partner: { up: 0B, down: 4MB, new_connections: 0% } }
architecture:
  network: { azs: 2, nat: regional }
  inspection: { service: gateway_load_balancer, inspects: [outbound] }
  app: { min: 1, max: 1 }
`),
    );
  const cost = (calls: number) => costOf(estimate(calls), ({ component }) => component === "inspection");
  // 2 zones × 730 h × ($0.0125 + $0.01).
  expect(cost(0)).toBe("32.85");
  // 100 calls a second of 4 MB for 730 h are 1,026,562.5 GB, at $0.0035 for the endpoint and $0.004 for the GLCU.
  expect(cost(1)).toBe((32.85 + 1_026_562.5 * 0.0075).toFixed(2));
});

test("a planned load balancer of type gateway becomes one, others do not", () => {
  const mapping = gatewayLoadBalancer.terraform["aws_lb"]!;
  const planned = (type: string) => ("config" in mapping ? mapping.config({ load_balancer_type: type }) : null);
  expect([planned("gateway"), planned("network")]).toEqual([{}, null]);
});

/** A transit gateway and a VPN by themselves, and as the ways to another Region and to one's own premises. */
import { expect, test } from "vitest";
import type { Flow } from "../../src/network/flow.ts";
import type { Estimate } from "../../src/estimate-schema.ts";
import { transitGateway } from "../../src/services/transit-gateway.ts";
import { vpn } from "../../src/services/vpn.ts";
import { driver } from "../../src/simulation/driver.ts";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 2 ** 30;
const GIGABIT = 1e9 / 8;

test("each attachment is charged for every hour begun: VPCs, VPN connections, peerings with other Regions' gateways", () => {
  const hub = alone(
    transitGateway,
    { vpcs: 3, peerings: 1 },
    {
      hours: 2,
      activeSeconds: [60, 3600],
      others: { office: ["vpn", { connections: 2 }] },
      elsewhere: { standby: "transit_gateway", elsewhere: "vpn" },
    },
  );
  hub.driver("carried up").hours.set([GB, 0]);
  hub.driver("carried down").hours.set([0, GB]);
  const hour = 3600;
  expect(hub.meters()).toEqual({
    vpc_hours: 3 * 2 * hour,
    vpn_hours: 2 * 2 * hour,
    peering_hours: 2 * 2 * hour,
    bytes: 2 * GB,
  });
});

test("a VPN is charged by connection and hour", () => {
  expect(alone(vpn, { connections: 2 }, { hours: 2, activeSeconds: [0, 60] }).meters()).toEqual({ hours: 2 * 3600 });
});

/** Requests of 1 MB each over a VPN. */
function calls(config: object, others: Readonly<Record<string, readonly [string, unknown]>> = {}) {
  const flow: Flow = {
    from: "app",
    destination: { kind: "on_premises", name: "erp" },
    driver: driver({ component: "traffic", name: "served", unit: "1/s" }, 1, 0),
    bytesUp: 0.4e6,
    bytesDown: 0.6e6,
    connections: 0,
    connectionSeconds: 1,
    cause: "calls",
    assumptions: [],
  };
  const through = [{ routed: { flow, paths: [] }, share: 1, classIndex: 0 }];
  return alone(vpn, config, { id: "vpn", classes: [requestClass({ name: "order" })], through, others });
}

test.each([
  ["alone: one tunnel of a virtual private gateway", { connections: 2 }, {}, 1.25],
  ["behind a transit gateway: both tunnels", { connections: 1 }, { hub: ["transit_gateway", {}] }, 2.5],
] as const)("%s", (_what, config, others, gigabits) => {
  const it = calls(config, others);
  for (const dt of [1, 60, 900, 3600]) {
    const { served } = it.step(dt, [(10 * GIGABIT * dt) / 1e6]);
    expect((served[0]! * 1e6) / dt / GIGABIT).toBeCloseTo(gigabits, 9);
  }
});

/** Lines of a component as usage type, operation, quantity and dollars. */
const lines = ({ bill }: Estimate, ...components: readonly string[]) =>
  bill.lineItems
    .filter(({ component }) => components.includes(component))
    .map(({ component, usageType, operation, quantity, cost }) =>
      [component, usageType, operation ?? "", Number(quantity).toFixed(1), Number(cost).toFixed(2)].join(" "),
    );

/** 2,628,000 jobs a month, each of which sends 1 MB to `erp` and gets 3 MB back: 2,566.4 and 7,699.2 GB. */
const office = (architecture: string) =>
  estimateOf(
    scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 1/s }, mix: { job: 100% } }
classes: { job: { cpu: 0s, calls: { erp: 1 }, telemetry: 0B, logs: 0B } }
destinations: { erp: { on_premises: true, up: 1MB, down: 3MB, new_connections: 0% } }
architecture:
  network: { azs: 2, nat: single }
  app: { min: 1, max: 1 }
  ${architecture}
`),
  );

test("to one's own premises by VPN: its hours, and what leaves as data transfer out; nothing through NAT", () => {
  const estimate = office("office: { service: vpn }");
  expect(lines(estimate, "office", "data_transfer")).toEqual([
    "office VPN-Usage-Hours:ipsec.1 CreateVpnConnection 730.0 36.50",
    "data_transfer DataTransfer-Out-Bytes  2566.4 230.98",
  ]);
  expect(estimate.nat?.byDestination.map(({ destination }) => destination)).not.toContain("erp");
});

test("through a transit gateway every byte is processed once more, whichever side sends it", () => {
  const estimate = office("office: { service: vpn }\n  hub: { service: transit_gateway }");
  expect(lines(estimate, "hub", "office", "data_transfer")).toEqual([
    "office VPN-Usage-Hours:ipsec.1 CreateVpnConnection 730.0 36.50",
    "hub USE1-TransitGateway-Hours TransitGatewayVPC 730.0 36.50",
    "hub USE1-TransitGateway-Hours TransitGatewayVPN 730.0 36.50",
    "hub USE1-TransitGateway-Bytes TransitGatewayVPC 10265.6 205.31",
    "data_transfer DataTransfer-Out-Bytes  2566.4 230.98",
  ]);
});

test("without a VPN one's own premises cannot be reached, and the report says so", () => {
  expect(office("hub: { service: transit_gateway }").warnings).toContain(
    "app cannot reach erp: its route table has no way out (erp calls of job requests)",
  );
});

test("between Regions each gateway processes what its own side sends, and data transfer between Regions is charged beside it", () => {
  const between = (hubs: string) =>
    estimateOf(
      scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 100/s }, mix: { api: 100% } }
classes: { api: { cpu: 1ms, calls: {}, telemetry: 0B, logs: 0B, database: { cpu: 1ms, bytes: 10KB } } }
architecture:
  network: { azs: 1, nat: none }
  app: { min: 1, max: 1 }
  database: { service: aurora_serverless, region: eu-west-1, max: 8 }
  ${hubs}
`),
    );
  const hubs = "hub: { service: transit_gateway }\n  there: { service: transit_gateway, region: eu-west-1 }";
  const quantity = (estimate: Estimate, component: string, usageType: string) =>
    estimate.bill.lineItems
      .filter((line) => line.component === component && line.usageType.endsWith(usageType))
      .reduce((total, line) => total + Number(line.quantity), 0);
  const connected = between(hubs);
  const up = quantity(connected, "hub", "TransitGateway-Bytes");
  const down = quantity(connected, "there", "TransitGateway-Bytes");
  expect(up + down).toBeCloseTo((100 * 10_240 * 3600 * 730) / GB, 3);
  const sent = quantity(connected, "data_transfer", "AWS-Out-Bytes");
  expect([sent, quantity(connected, "eu-west-1.data_transfer", "AWS-Out-Bytes")]).toEqual([up, down]);
  expect(quantity(connected, "hub", "TransitGateway-Hours")).toBe(2 * 730);
  // Without them it is AWS's own network between the Regions: the same data transfer, and nothing else.
  expect(quantity(between(""), "data_transfer", "AWS-Out-Bytes")).toBe(sent);
});

test("planned attachments and connections are what is charged", () => {
  const planned = (service: typeof vpn, type: string) => {
    const mapping = service.terraform[type];
    return mapping !== undefined && "config" in mapping ? service.config.parse(mapping.config({})) : mapping;
  };
  expect([
    planned(transitGateway, "aws_ec2_transit_gateway"),
    planned(transitGateway, "aws_ec2_transit_gateway_vpc_attachment"),
    planned(transitGateway, "aws_ec2_transit_gateway_peering_attachment"),
    planned(vpn, "aws_vpn_connection"),
  ]).toEqual([
    { free: "its attachments are charged" },
    { vpcs: 1, peerings: 0 },
    { vpcs: 0, peerings: 1 },
    { connections: 1 },
  ]);
});

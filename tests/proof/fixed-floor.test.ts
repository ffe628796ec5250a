/**
 * What the reference architecture costs in a month without a single request: 730 hours at list prices of us-east-1. Beside it the
 * article's own numbers, as far as a bill can say them.
 */
import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.ts";
import type { Estimate } from "../../src/estimate-schema.ts";
import { costOf, estimateOf, scenarioOf } from "../support/estimate-text.ts";

const quiet = `
period: average_month
step: { base: 1h }
traffic: { baseline: { mean: 0/s } }
`;

/** Three zones, a NAT gateway in each, four interface endpoints, a balancer, three tasks. */
const reference = (database: string) => `
region: us-east-1
${quiet}
architecture:
  network:
    azs: 3
    nat: per_az
    gateway_endpoints: [s3, dynamodb]
    interface_endpoints: [ecr.api, ecr.dkr, logs, secretsmanager]
  balancer: {}
  app: { cpu: 2, memory: 4GB, arch: arm64, min: 3, max: 120 }
  ${database}
`;

const byUsageType = ({ bill }: Estimate) =>
  Object.fromEntries(
    [...new Set(bill.lineItems.map(({ usageType }) => usageType))].map((usageType) => [
      usageType,
      costOf({ bill } as Estimate, (line) => line.usageType === usageType),
    ]),
  );

test("the network, the balancer and three tasks stand for $397.49 a month", () => {
  const estimate = estimateOf(scenarioOf(reference("")));
  expect(byUsageType(estimate)).toEqual({
    LoadBalancerUsage: "16.43",
    "USE1-Fargate-ARM-vCPU-Hours:perCPU": "141.82",
    "USE1-Fargate-ARM-GB-Hours": "31.19",
    "NatGateway-Hours": "98.55",
    "USE1-VpcEndpoint-Hours": "87.60",
    "USE1-PublicIPv4:InUseAddress": "21.90", // three of NAT gateways, three of the balancer
  });
  expect(costOf(estimate)).toBe("397.49");
});

test.each([
  ["a writer and a reader of half a capacity unit", "min: 0.5, max: 64, readers: 1", "0.5 ACU", "87.60", "485.09"],
  [
    "a writer and a reader of eight, as a global database asks",
    "min: 8, max: 64, readers: 1",
    "0.5 ACU",
    "1401.60",
    "1799.09",
  ],
])("with %s the floor is higher by their capacity", (_what, config, held, capacity, floor) => {
  const estimate = estimateOf(scenarioOf(`${reference(`database: { ${config} }`)}\nassume: { acuBase: ${held} }`));
  const isAcu = ({ usageType }: { usageType: string }) => usageType === "Aurora:ServerlessV2Usage";
  expect(costOf(estimate, isAcu)).toBe(capacity);
  // The database's storage, backup and background I/O come on top of the floor, as assumptions of their size.
  const notInFloor = ["Aurora:StorageUsage", "Aurora:BackupUsage", "Aurora:StorageIOUsage"];
  expect(costOf(estimate, ({ usageType }) => notInFloor.includes(usageType))).toBe("17.36");
  expect(costOf(estimate, ({ usageType }) => !notInFloor.includes(usageType))).toBe(floor);
});

/** One job that reads objects of S3 and nothing else: 2,560,000 a month of 4 MB (10,000 GB) or 4.096 MB (10 TB). */
const readsOfS3 = (region: string, size: string, network: string) => `
region: ${region}
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 2_560_000/month }, mix: { job: 100% } }
classes: { job: { cpu: 0s, calls: {}, telemetry: 0B, logs: 0B, s3: { gets: 1, down: ${size} } } }
architecture:
  network: ${network}
  app: { min: 1, max: 1 }
  bucket: {}
`;
const s3Through = (network: string, region = "us-east-1", size = "4.096MB") =>
  estimateOf(scenarioOf(readsOfS3(region, size, network)));
const natBytes = ({ usageType }: { usageType: string }) => usageType.endsWith("NatGateway-Bytes");

test("10 TB from S3 through NAT: $450.00 in units of 1,000 GB, $460.80 as AWS counts, more in Europe", () => {
  const through = (region: string, size: string) =>
    costOf(s3Through("{ azs: 1, nat: single }", region, size), natBytes);
  expect([
    through("us-east-1", "4MB"),
    through("us-east-1", "4.096MB"),
    through("eu-west-1", "4.096MB"),
    through("eu-west-3", "4.096MB"),
    through("eu-central-1", "4.096MB"),
  ]).toEqual(["450.00", "460.80", "491.52", "512.00", "532.48"]);
});

test("a gateway endpoint that is routed takes all of it for nothing; one that is not takes none", () => {
  const routed = s3Through("{ azs: 1, nat: single, gateway_endpoints: [s3] }");
  const unrouted = s3Through("{ azs: 1, nat: single, gateway_endpoints: [{ service: s3, route_tables: [] }] }");
  expect([costOf(routed, natBytes), costOf(unrouted, natBytes)]).toEqual(["0.00", "460.80"]);
  expect(costOf(routed, ({ component }) => component === "endpoint-s3")).toBe("0.00");
});

test("a NAT gateway costs $36.50 a month with its address, $109.50 in three zones, $120.45 in Paris", () => {
  const standing = (region: string, network: string) =>
    costOf(
      estimateOf(
        scenarioOf(`region: ${region}\n${quiet}\narchitecture: { network: ${network}, registry: { stored: 0GB } }`),
      ),
    );
  expect(standing("us-east-1", "{ azs: 3, nat: single }")).toBe("36.50");
  expect(standing("us-east-1", "{ azs: 3, nat: per_az }")).toBe("109.50");
  expect(standing("eu-west-3", "{ azs: 3, nat: per_az }")).toBe("120.45");
});

test("one NAT gateway for three zones: 10 TB cross zones for $136.53, more than the two gateways saved", () => {
  const single = s3Through("{ azs: 3, nat: single }");
  const perZone = s3Through("{ azs: 3, nat: per_az }");
  const crossing = ({ usageType }: { usageType: string }) => usageType.endsWith("DataTransfer-Regional-Bytes");
  expect([costOf(single, crossing), costOf(perZone, crossing)]).toEqual(["136.53", "0.00"]);
  // Two more gateways with their addresses cost $73.00.
  expect(decimal(single.bill.total).minus(decimal(perZone.bill.total)).toFixed(2)).toBe("63.53");
});

test("$20,000 take 444,444 GB through NAT, 44 months of the article's own example", () => {
  const reads = s3Through("{ azs: 1, nat: single }", "us-east-1", `${444_444 / 2_560_000}GB`);
  expect(costOf(reads, natBytes)).toBe("19999.98");
});

test("or 169,661 GB that leave to the internet; the free 100 GB of egress are taken off before the tiers", () => {
  const sent = estimateOf(
    scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
allowances: always_free
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 2_560_000/month }, mix: { job: 100% } }
classes: { job: { cpu: 0s, calls: { partner: 1 }, telemetry: 0B, logs: 0B } }
destinations: { partner: { up: ${169_661 / 2_560_000}GB, down: 0B, new_connections: 0% } }
architecture:
  network: { azs: 1, nat: single }
  app: { min: 1, max: 1 }
`),
  );
  const egress = ({ usageType }: { usageType: string }) => usageType === "DataTransfer-Out-Bytes";
  expect([costOf(sent, natBytes), costOf(sent, egress)]).toEqual(["7634.75", "12369.25"]);
});

test("an interface endpoint pays from 209, 417 and 626 GB a month in one, two and three zones; in Paris from 201, 402 and 602", () => {
  const breakEven = (region: string, azs: number) => {
    const text = `
region: ${region}
period: average_month
step: { base: 1h }
traffic: { at: load_balancer, noise: 0%, baseline: { mean: 1/s }, mix: { api: 100% } }
architecture:
  network: { azs: ${azs}, nat: per_az }
  app: { min: 1, max: 1 }
  logs: {}
`;
    const savings = estimateOf(scenarioOf(text)).nat?.savings ?? [];
    const endpoint = savings.find(({ change }) => change === "add an interface endpoint for logs");
    return Math.round(Number(endpoint?.breakEvenGb));
  };
  expect([1, 2, 3].map((azs) => breakEven("us-east-1", azs))).toEqual([209, 417, 626]);
  expect([1, 2, 3].map((azs) => breakEven("eu-west-3", azs))).toEqual([201, 402, 602]);
});

test("half a capacity unit is $43.80 a month, $58.40 I/O-Optimized, $51.10 in Ireland and Frankfurt; eight are $700.80", () => {
  const capacity = (region: string, config: string, held: number) => {
    const text = `region: ${region}\n${quiet}\nassume: { acuBase: ${held} }\narchitecture: { database: { ${config} } }`;
    return costOf(estimateOf(scenarioOf(text)), ({ usageType }) => usageType.includes("ServerlessV2"));
  };
  expect(capacity("us-east-1", "min: 0.5, max: 64", 0.5)).toBe("43.80");
  expect(capacity("us-east-1", "min: 0.5, max: 64, mode: io_optimized", 0.5)).toBe("58.40");
  expect(capacity("eu-west-1", "min: 0.5, max: 64", 0.5)).toBe("51.10");
  expect(capacity("eu-central-1", "min: 0.5, max: 64", 0.5)).toBe("51.10");
  expect(capacity("us-east-1", "min: 8, max: 64", 0.5)).toBe("700.80");
});

test("the stack of a pull request costs $0.162 an hour, $0.32 for two, $118 when it is forgotten for a month", () => {
  const stack = (period: string) => {
    const text = `
region: us-east-1
period: ${period}
traffic: { baseline: { mean: 0/s } }
assume: { acuBase: 0.5, bkX: 0, dbGB: 0, ioBg: 0 }
architecture:
  network: { azs: 2, nat: single }
  balancer: {}
  app: { cpu: 0.5, memory: 1GB, min: 1, max: 1 }
  database: { min: 0.5, max: 4 }
`;
    return estimateOf(scenarioOf(text)).bill.total;
  };
  expect(decimal(stack("{ start: 2026-11-20, hours: 1 }")).toFixed(4)).toBe("0.1623");
  expect(decimal(stack("{ start: 2026-11-20, hours: 2 }")).toFixed(2)).toBe("0.32");
  expect(decimal(stack("average_month")).toFixed(2)).toBe("118.44");
});

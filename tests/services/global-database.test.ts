/** The primary cluster of an Aurora global database: what replication costs, and what it asks for. */
import { expect, test } from "vitest";
import { aurora } from "../../src/services/aurora.ts";
import { auroraServerless } from "../../src/services/aurora-serverless.ts";
import { costOf, estimateOf, scenarioOf } from "../support/estimate-text.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const checkout = requestClass({ name: "checkout", database: "it", databaseIos: 10, databaseReadShare: 0.4 });

test.each([
  ["serverless", auroraServerless, { min: 8, max: 16, storage: "1GB" }],
  ["provisioned", aurora, { storage: "1GB" }],
] as const)("%s: a write I/O is one more for its secondary; a read is none", (_kind, service, config) => {
  const cluster = alone(service, { ...config, replicate_to: "eu-west-1" }, { classes: [checkout] });
  cluster.driver("served.checkout", "traffic").hours.set([100]);
  expect(cluster.meters()["replicated_writes"]).toBeCloseTo(100 * 10 * 0.6, 9);
});

const shop = (database: string, replica = "replica: { service: aurora_serverless, region: eu-west-1, max: 16 }") =>
  scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { baseline: { mean: 1M/month }, mix: { checkout: 100% } }
classes: { checkout: { calls: {}, database: { cpu: 1ms, ios: 10, reads: 0%, bytes: 0B } } }
assume: { dbWriteKB: 4KB }
architecture: { network: { nat: none }, app: {}, database: { max: 16, readers: 0, ${database} }, ${replica} }
`);

test("ten writes for each of a million requests: $2 at $0.20 a million, and 38.15 GB to Ireland at $0.02", () => {
  const estimate = estimateOf(shop("min: 8, replicate_to: eu-west-1"));
  expect(costOf(estimate, ({ usageType }) => usageType === "Aurora:ReplicatedWriteIO")).toBe("2.00");
  expect(costOf(estimate, ({ usageType }) => usageType === "USE1-EU-AWS-Out-Bytes")).toBe("0.76");
});

test("asks for 8 ACU, and for the cluster that it replicates to", () => {
  expect(() => shop("min: 0.5, replicate_to: eu-west-1")).toThrow(
    "architecture.database.min must be at least 8 ACU in the primary cluster of a global database",
  );
  expect(() => shop("min: 8, replicate_to: eu-west-1", "")).toThrow(
    /architecture\.database\.replicate_to must name the Region of another Aurora cluster; got "eu-west-1"/,
  );
});

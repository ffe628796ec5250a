/** A shop on provisioned databases, caches and tables: one estimate with all of them, and what a scenario may not say of them. */
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

const shop = (architecture: string, prepare = "[]") => `
region: us-east-1
period: { start: 2026-11-02, days: 1 }
step: { base: 15m }
traffic: { at: load_balancer, noise: 0%, baseline: { shape: constant, mean: 20/s }, mix: { page: 60%, api: 40% } }
classes: { api: { dynamodb: { reads: 1, writes: 1 }, s3: { puts: 1, up: 100KB } } }
quotas: { fargate_vcpu: 100 }
prepare: ${prepare}
architecture:
  app: { cpu: 2, memory: 4GB, min: 4, max: 8 }
${architecture}`;

test("requests use what there is: the first database and the first cache, whichever service they are", async () => {
  const { bill, survival } = estimateOf(
    scenarioOf(
      shop(`
  database: { service: rds_postgresql, instance: db.m7g.large, deployment: multi_az, storage: 400GB }
  proxy: { service: rds_proxy }
  cache: { service: elasticache, type: cache.m7g.large, replicas: 1 }
  table: { mode: provisioned, write: { min: 20 }, read: { min: 20 }, storage: 10GB }
  bucket: { storage: 1TB, replicate_to: eu-west-1, rtc: true }
  warehouse: { service: redshift, nodes: 2, storage: 100GB }
`),
    ),
  );
  expect(survival?.verdict).toBe("survives");
  const mine = ["database", "proxy", "cache", "table", "bucket", "warehouse"];
  const lines = bill.lineItems
    .filter(({ component }) => mine.includes(component))
    .map(({ component, usageType, quantity, unit, cost }) =>
      [component.padEnd(10), usageType.padEnd(29), quantity.padStart(14), unit.padEnd(24), cost ?? "–"].join(" "),
    );
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../golden/services/data-services.txt");
  // Managed storage has no price: the bill says so.
  expect(bill.complete).toBe(false);
  expect(bill.unpriced.map(({ component, reason }) => [component, reason])).toEqual([
    ["warehouse", "no price for AmazonRedshift managed storage in us-east-1: a known gap (not found)"],
  ]);
  // 8 writes of 100 KB a second for a day, to the other Region.
  const [transfer] = bill.lineItems.filter(({ usageType }) => usageType === "USE1-EU-AWS-Out-Bytes");
  expect(Number(transfer?.quantity)).toBeCloseTo((8 * 86_400 * 100) / 1024 / 1024, 6);
});

function problemsOf(text: string): readonly string[] {
  try {
    scenarioOf(text);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ what }) => what);
    throw error;
  }
  return [];
}

test("a proxy needs a database, and one that is there", () => {
  expect(problemsOf(shop("  proxy: { service: rds_proxy }"))).toEqual([
    "architecture.proxy must have a database to stand in front of",
  ]);
  const database = "  main: { service: aurora }\n";
  expect(problemsOf(shop(`${database}  proxy: { service: rds_proxy, database: mian }`))).toEqual([
    'architecture.proxy.database must name a database of the architecture; got "mian"',
  ]);
  expect(problemsOf(shop(`${database}  proxy: { service: rds_proxy, database: main }`))).toEqual([]);
});

test("capacity units are prepared where there are any", () => {
  const prepare = "[{ component: table, min: 500, from: 1h, until: 2h }]";
  expect(problemsOf(shop("  table: { mode: provisioned }", prepare))).toEqual([]);
  expect(problemsOf(shop("  table: {}", prepare))).toEqual([
    "prepare[0].min is nothing that dynamodb can prepare; nothing of it can be prepared",
  ]);
});

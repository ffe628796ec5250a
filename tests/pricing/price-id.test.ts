import { expect, test } from "vitest";
import { composePriceId } from "../../src/pricing/price-id.ts";

const identity = {
  serviceCode: "AmazonRDS",
  region: "us-east-1",
  usageType: "InstanceUsage:db.m6g.large",
  operation: null,
  unit: "Hrs",
  product: "RDS PostgreSQL instance",
  attributes: { instanceType: "db.m6g.large", deploymentOption: "Single-AZ", databaseEngine: "PostgreSQL", vcpu: "2" },
};

test("an id is made of what tells products apart, in a fixed order, without blanks", () => {
  expect(composePriceId(identity)).toBe("AmazonRDS/us-east-1/InstanceUsage:db.m6g.large/PostgreSQL/Single-AZ");
  expect(composePriceId({ ...identity, operation: "CreateDBInstance:0014", attributes: {} })).toBe(
    "AmazonRDS/us-east-1/InstanceUsage:db.m6g.large/CreateDBInstance:0014",
  );
});

test("without usage type, product, unit and instance type stand in", () => {
  const attributes = { instanceType: "cache.m6g.large", cacheEngine: "Valkey" };
  const node = {
    ...identity,
    serviceCode: "AmazonElastiCache",
    usageType: null,
    product: "ElastiCache node",
    attributes,
  };
  expect(composePriceId(node)).toBe("AmazonElastiCache/us-east-1/ElastiCache-node/Hrs/cache.m6g.large/Valkey");
});

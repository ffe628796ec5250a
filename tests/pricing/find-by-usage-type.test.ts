import { expect, test } from "vitest";
import { findCacheDirectory, loadPriceBook } from "../../src/files/price-cache.ts";
import type { UsageQuery } from "../../src/pricing/price-catalogue.ts";

const regions = ["us-east-1", "eu-west-1", "eu-west-3", "global"];
const needed = regions.map((region) => ({ region, serviceCode: null }));
const catalogue = loadPriceBook({ cacheDirectory: findCacheDirectory(), needed });

/** `usage type at its first price`, or why there is none. */
function find(region: string, usageType: string, about: Partial<UsageQuery> = {}): string {
  const match = catalogue.findByUsageType({ region, usageType, ...about });
  if (match.kind === "found") return `${match.price.usageType} ${match.price.tiers[0]?.pricePerUnit}`;
  if (match.kind === "missing") return match.reason;
  return `ambiguous: ${match.candidates.map((price) => price.product).join(", ")}`;
}

test.each([
  ["eu-west-3", "EUW3-NatGateway-Bytes", "EUW3-NatGateway-Bytes 0.05"],
  ["eu-west-3", "NatGateway-Bytes", "EUW3-NatGateway-Bytes 0.05"],
  ["us-east-1", "USE1-NatGateway-Hours", "NatGateway-Hours 0.045"],
  ["us-east-1", "VpcEndpoint-Hours", "USE1-VpcEndpoint-Hours 0.01"],
  ["us-east-1", "KMS-Keys", "us-east-1-KMS-Keys 1"],
  ["eu-west-1", "EU-BoxUsage:c7g.xlarge", "EU-BoxUsage:c7g.xlarge 0.155"],
  ["us-east-1", "SpotUsage:c7g.xlarge", "SpotUsage:c7g.xlarge 0.068"],
  ["eu-west-3", "EUW3-EU-AWS-Out-Bytes", "EUW3-EU-AWS-Out-Bytes 0.02"],
  ["eu-west-3", "EU-AWS-Out-Bytes", "EUW3-EU-AWS-Out-Bytes 0.02"],
  ["us-east-1", "Fargate-vCPU-Hours:perCPU", "USE1-Fargate-vCPU-Hours:perCPU 0.04048"],
  ["us-east-1", "DataTransfer-Out-Bytes", "DataTransfer-Out-Bytes 0.09"],
  ["eu-west-1", "EU-DataTransfer-Out-Bytes", "EU-DataTransfer-Out-Bytes 0.09"],
])("%s: %s is %s", (region, usageType, expected) => {
  expect(find(region, usageType)).toBe(expected);
});

test("what is listed in global answers for any Region, under the edge group's own name", () => {
  expect(find("eu-west-3", "JP-DataTransfer-Out-Bytes")).toBe("JP-DataTransfer-Out-Bytes 0.114");
  expect(find("us-east-1", "HostedZone")).toBe("HostedZone 0.5");
});

test("names are matched whole: a longer one, a shorter one or another Region's is no price", () => {
  expect(find("us-east-1", "TS-LoadBalancerUsage")).toBe("no price for TS-LoadBalancerUsage in us-east-1");
  expect(find("us-east-1", "Gateway-Hours")).toBe("no price for Gateway-Hours in us-east-1");
  expect(find("eu-west-3", "EU-NatGateway-Bytes")).toBe(
    "no price for EU-NatGateway-Bytes in eu-west-3: EU- is the prefix of eu-west-1",
  );
  expect(find("mars-1", "NatGateway-Bytes")).toBe(
    "no price for NatGateway-Bytes in mars-1: the price cache does not cover this Region",
  );
});

test("one usage type at several prices needs operation or service code", () => {
  expect(find("us-east-1", "LoadBalancerUsage")).toBe(
    "ambiguous: Application load balancer, Gateway load balancer, Network load balancer",
  );
  expect(find("us-east-1", "LoadBalancerUsage", { operation: "LoadBalancing:Gateway" })).toBe(
    "LoadBalancerUsage 0.0125",
  );
  expect(find("us-east-1", "TimedStorage-ByteHrs")).toBe("ambiguous: CloudWatch logs, DynamoDB, ECR, S3");
  expect(find("us-east-1", "TimedStorage-ByteHrs", { serviceCode: "AmazonECR" })).toBe("TimedStorage-ByteHrs 0.1");
});

test("an engine picks its own price, or the one for any engine", () => {
  const postgres = { databaseEngine: "PostgreSQL" };
  const aurora = { databaseEngine: "Aurora PostgreSQL" };
  expect(find("us-east-1", "InstanceUsage:db.r6g.large")).toMatch(/^ambiguous: /);
  expect(find("us-east-1", "InstanceUsage:db.r6g.large", postgres)).toBe("InstanceUsage:db.r6g.large 0.225");
  expect(find("us-east-1", "InstanceUsage:db.r6g.large", aurora)).toBe("InstanceUsage:db.r6g.large 0.26");
  expect(find("us-east-1", "Aurora:StorageUsage", aurora)).toBe("Aurora:StorageUsage 0.1");
});

test("an operation another product has is not this product: Windows does not cost what Linux costs", () => {
  expect(find("us-east-1", "BoxUsage:c5.large", { operation: "RunInstances" })).toBe("BoxUsage:c5.large 0.085");
  expect(find("us-east-1", "BoxUsage:c5.large", { operation: "RunInstances:0002" })).toBe(
    "no price for BoxUsage:c5.large (RunInstances:0002) in us-east-1",
  );
});

test("unit, SKU and price id must fit when they are given", () => {
  expect(find("us-east-1", "LCUUsage", { sku: "P2XGEJ8N3KU52WA8" })).toBe("LCUUsage 0.008");
  expect(find("us-east-1", "NatGateway-Hours", { unit: "GB" })).toBe("no price for NatGateway-Hours (GB) in us-east-1");
  expect(find("us-east-1", "NatGateway-Hours", { sku: "P2XGEJ8N3KU52WA8" })).toBe(
    "no price for NatGateway-Hours (P2XGEJ8N3KU52WA8) in us-east-1",
  );
  const priceId = "AmazonVPC/global/VPC-endpoint-gateway/Hrs";
  expect(find("us-east-1", "VpcEndpoint-Hours", { priceId })).toBe("null 0");
});

test("Savings Plan rates and free allowances are not prices of usage", () => {
  expect(find("us-east-1", "Fargate-GB-Hours", { serviceCode: "ComputeSavingsPlans" })).toBe(
    "no price for ComputeSavingsPlans Fargate-GB-Hours in us-east-1",
  );
  expect(find("global", "Global-DataTransfer-Out-Bytes")).toBe("no price for Global-DataTransfer-Out-Bytes in global");
});

test("a known gap gives its reason, or its stand-in", () => {
  expect(find("eu-west-3", "EBS:SnapshotUsage")).toBe(
    "no price for AmazonEC2 EBS:SnapshotUsage in eu-west-3: a known gap (sources disagree or absent)",
  );
  expect(find("eu-west-3", "RegionalNatGateway-Bytes")).toBe("EUW3-RegionalNatGateway-Bytes 0.05");
});

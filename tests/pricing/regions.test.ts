import { expect, test } from "vitest";
import { baseUsageTypeOf, withoutRegionPrefix } from "../../src/pricing/regions.ts";

test.each([
  ["NatGateway-Hours", "us-east-1", "NatGateway-Hours"],
  ["USE1-Fargate-GB-Hours", "us-east-1", "Fargate-GB-Hours"],
  ["EU-NatGateway-Bytes", "eu-west-1", "NatGateway-Bytes"],
  ["EUW3-RegionalNatGateway-Hours", "eu-west-3", "RegionalNatGateway-Hours"],
  ["TS-LoadBalancerUsage", "us-east-1", "TS-LoadBalancerUsage"],
  ["sa-east-1-KMS-Keys", "sa-east-1", "KMS-Keys"],
  ["EUW3-EU-AWS-Out-Bytes", "eu-west-3", "AWS-Out-Bytes"],
  ["USE1-USE2-AWS-Out-Bytes", "us-east-1", "AWS-Out-Bytes"],
  ["JP-Requests-Tier1", "global", "Requests-Tier1"],
  ["DNS-Queries", "global", "DNS-Queries"],
  ["Global-DataTransfer-Out-Bytes", "global", "Global-DataTransfer-Out-Bytes"],
])("%s in %s is selected as %s", (usageType, region, base) => {
  expect(baseUsageTypeOf(usageType, region)).toBe(base);
});

test("another Region's prefix is not taken off: it names another Region's usage", () => {
  expect(withoutRegionPrefix("EU-NatGateway-Hours", "eu-west-3")).toBe("EU-NatGateway-Hours");
});

/** How collected records become prices of the cache. */
import { expect, test } from "vitest";
import { convertGaps } from "../../scripts/price-cache/gaps.ts";
import { convert, type PriceRecord } from "../../scripts/price-cache/records.ts";
import { convertSpot } from "../../scripts/price-cache/spot.ts";
import { withSeenUsageType } from "../../scripts/price-cache/usage-types.ts";

const record: PriceRecord = {
  service: "CloudFront requests",
  serviceCode: "AmazonCloudFront",
  region: "edge:Japan",
  usagetype: "JP-Requests-Tier1",
  unit: "Requests",
  usd: "9.0E-7",
  asOf: "2025-07-01",
  sources: ["public copy of AWS price data + #123 (an offer)"],
  confidence: "one-source",
};

test("an edge record goes to global with its group; numerals lose exponents, sources their finding number", () => {
  expect(convert([record])).toEqual({
    prices: [
      {
        priceId: "AmazonCloudFront/global/JP-Requests-Tier1",
        sku: null,
        serviceCode: "AmazonCloudFront",
        region: "global",
        usageType: "JP-Requests-Tier1",
        baseUsageType: "Requests-Tier1",
        operation: null,
        productFamily: null,
        unit: "Requests",
        tiers: [{ from: "0", to: null, pricePerUnit: "0.0000009" }],
        attributes: { edgeGroup: "Japan" },
        product: "CloudFront requests",
        description: null,
        asOf: "2025-07-01",
        sources: ["public copy of AWS price data (an offer)"],
        confidence: "one-source",
      },
    ],
    leftOut: [],
  });
});

test("tiers are put in order", () => {
  const tiers = [
    { from: 25, to: null, usd: "0.25" },
    { from: 0, to: 25, usd: "0.0000000000" },
  ];
  expect(convert([{ ...record, tiers }]).prices[0]?.tiers).toEqual([
    { from: "0", to: "25", pricePerUnit: "0" },
    { from: "25", to: null, pricePerUnit: "0.25" },
  ]);
});

test("what must not be used and what comes twice is left out with its reason", () => {
  const old = {
    ...record,
    serviceCode: "ComputeSavingsPlans",
    region: "eu-west-1",
    usagetype: "EU-Request",
    asOf: "2021-01-22",
    attributes: { note: "old; do not use beyond the format" },
  };
  const { prices, leftOut } = convert([record, old, record]);
  expect(prices).toHaveLength(1);
  expect(leftOut.map(({ usageType, why }) => [usageType, why])).toEqual([
    ["EU-Request", "a Savings Plan rate of 2021, superseded since: it must not be used"],
    ["JP-Requests-Tier1", "the same product again"],
  ]);
});

test("a Region nobody knows stops the build", () => {
  expect(() => convert([{ ...record, region: "mars-1" }])).toThrow("unknown Region: mars-1");
  expect(() => convert([{ ...record, region: "edge:Mars" }])).toThrow("unknown edge group: Mars");
});

test("a Spot record becomes a price with its band, its dates and its sources", () => {
  const dates = { spotUsd: "2026-01-19", spotUsdPrev: "2025-10-24", advisor: "2025-06-28" };
  const [full, bare] = convertSpot({
    asOf: dates,
    sources: { spotUsd: "feed", spotUsdPrev: "earlier feed", advisor: "advisor" },
    interruptionBands: [{ index: 4, label: ">20%" }],
    laterObservations: [{ asOf: "2026-09-28", region: "us-east-1", instanceType: "c7g.xlarge", spotUsd: "0.0682" }],
    records: [
      {
        region: "us-east-1",
        instanceType: "c7g.xlarge",
        spotUsd: "6.8E-2",
        spotUsdPrev: "0.0539",
        advisorSavingsPct: 62,
        interruption: 4,
      },
      { region: "eu-west-1", instanceType: "c8i.large", spotUsd: "0.0474" },
    ],
  });
  expect(full).toMatchObject({
    priceId: "AmazonEC2/us-east-1/SpotUsage:c7g.xlarge",
    usageType: "SpotUsage:c7g.xlarge",
    tiers: [{ from: "0", to: null, pricePerUnit: "0.068" }],
    asOf: "2026-01-19",
    sources: ["feed", "earlier feed", "advisor"],
    attributes: {
      instanceType: "c7g.xlarge",
      operatingSystem: "Linux",
      interruptionBand: ">20%",
      interruptionBandIndex: "4",
      advisorSavingsPercent: "62",
      advisorAsOf: "2025-06-28",
      previousPrice: "0.0539",
      previousPriceAsOf: "2025-10-24",
      laterPrice: "0.0682",
      laterPriceAsOf: "2026-09-28",
    },
  });
  expect(bare).toMatchObject({
    usageType: "EU-SpotUsage:c8i.large",
    sources: ["feed"],
    attributes: { instanceType: "c8i.large", operatingSystem: "Linux" },
  });
});

test("gaps in words become gaps a meter falls into, with the stand-in AWS's pages allow", () => {
  const gap = (serviceCode: string, usageType: string, why: string) => ({
    serviceCode,
    usageType,
    regions: ["eu-west-3"],
    why,
  });
  const gaps = convertGaps([
    gap("AmazonEC2", "RegionalNatGateway-Bytes", "not found"),
    gap("AmazonEC2", "EBS:SnapshotUsage", "as above"),
    gap("AmazonCloudFront", "origin shield requests", "no shield location there"),
    gap("AWSELB", "reserved LCU", "no product of its own: priced at LCUUsage (Facts §8), an assumption"),
  ]);
  expect(
    gaps.slice(0, 4).map(({ usageType, unit, why, assumeFrom }) => [usageType, unit, why, assumeFrom?.usageType]),
  ).toEqual([
    ["RegionalNatGateway-Bytes", null, "not found", "NatGateway-Bytes"],
    ["EBS:SnapshotUsage", null, "not found", undefined],
    ["Requests-OriginShield", null, "no shield location there", undefined],
    ["ReservedLCUUsage", "ReservedLCU-Hr", "no product of its own: priced at LCUUsage, an assumption", "LCUUsage"],
  ]);
  expect(gaps.slice(4).map(({ usageType }) => usageType)).toEqual(
    expect.arrayContaining(["NatGateway-Prvd-Gbps", "NatGateway-Prvd-Bytes", "S3-Egress-InputBytes"]),
  );
});

const unnamed = { ...record, service: "ElastiCache serverless", serviceCode: "AmazonElastiCache", usagetype: null };

test.each([
  ["us-east-1", "USE1-CachedData:Valkey"],
  ["eu-west-1", "EU-CachedData:Valkey"],
])("an unnamed record of %s gets the name that bills carry: %s", (region, usagetype) => {
  const cache = { ...unnamed, region, unit: "GB-Hours", attributes: { cacheEngine: "Valkey" } };
  expect(withSeenUsageType(cache)).toEqual({
    ...cache,
    usagetype,
    operation: "CreateServerlessCache",
    attributes: { cacheEngine: "Valkey", usagetypeEvidence: "seen" },
  });
});

test.each([
  ["USE2-Node:ra3.4xlarge", "seen"],
  ["Invalidations", "seen"],
  ["TS-Invalidations-Free", "pattern"],
  ["EU-Requests-RBP", "pattern"],
])("a pattern counts as seen where it ends in a name that was: %s is %s", (usagetype, usagetypeEvidence) => {
  const built = { ...record, usagetype, attributes: { usagetypeEvidence: "pattern" } };
  expect(withSeenUsageType(built)).toEqual({ ...built, attributes: { usagetypeEvidence } });
});

test("what was seen nowhere keeps its null", () => {
  const gateway = { ...unnamed, service: "VPC endpoint (gateway)", serviceCode: "AmazonVPC", unit: "Hrs" };
  expect(withSeenUsageType(gateway)).toBe(gateway);
});

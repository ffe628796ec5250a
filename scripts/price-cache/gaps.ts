/** The list of prices that were not found → known gaps a program can match. */
import type { KnownGap } from "../../src/pricing/known-gaps.ts";
import { GLOBAL, REGIONS } from "../../src/pricing/regions.ts";

export interface GapRecord {
  readonly serviceCode: string;
  /** AWS's name without prefix, or words. */
  readonly usageType: string;
  readonly regions: readonly string[];
  readonly why: string;
}

/**
 * What the words of a gap mean to a meter, and which price AWS's own pages let stand in for it. AWS states the regional NAT
 * gateway's price per zone as the zonal one (https://aws.amazon.com/vpc/pricing/) and bills a reserved LCU at the LCU's
 * price (https://aws.amazon.com/elasticloadbalancing/pricing/).
 */
const MEANING: Readonly<Record<string, Partial<KnownGap>>> = {
  "RegionalNatGateway-Hours": { assumeFrom: { usageType: "NatGateway-Hours", operation: "NatGateway" } },
  "RegionalNatGateway-Bytes": { assumeFrom: { usageType: "NatGateway-Bytes", operation: "NatGateway" } },
  "reserved LCU": { usageType: "ReservedLCUUsage", unit: "ReservedLCU-Hr", assumeFrom: { usageType: "LCUUsage" } },
  "origin shield requests": { usageType: "Requests-OriginShield" },
  "Replication Time Control data": {
    usageType: "S3RTC-Out-Bytes",
    unit: "GB",
    why: "absent from the price data; two public notes of 2026 quote the Price List's 0.015 USD a GB, in three Regions",
    assumePrice: "0.015",
  },
  "managed storage": { usageType: "managed storage", unit: "GB-Mo" },
  // Moves to colder classes cost what a PUT to Standard-IA does, Intelligent-Tiering's requests what Standard's do, and its archive
  // instant tier what Glacier Instant Retrieval does: https://aws.amazon.com/s3/pricing/
  "Requests-Tier4": { unit: "Requests", assumeFrom: { usageType: "Requests-SIA-Tier1" } },
  "Requests-INT-Tier1": { unit: "Requests", assumeFrom: { usageType: "Requests-Tier1" } },
  "Requests-INT-Tier2": { unit: "Requests", assumeFrom: { usageType: "Requests-Tier2" } },
  "TimedStorage-INT-AIA-ByteHrs": { unit: "GB-Mo", assumeFrom: { usageType: "TimedStorage-GIR-ByteHrs" } },
  // Since 2024-11 a replicated write costs what a write does: https://aws.amazon.com/dynamodb/pricing/provisioned/
  "ReplWriteCapacityUnit-Hrs": {
    unit: "ReplicatedWriteCapacityUnit-Hrs",
    assumeFrom: { usageType: "WriteCapacityUnit-Hrs" },
  },
};

/** The Regions whose price data of 2025-10 knows NAT gateways with provisioned bandwidth. */
const WITH_PROVISIONED_NAT = ["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"];

/** Gaps the records have and their list does not name. */
const ALSO: readonly GapRecord[] = [
  ...gaps("AmazonEC2", "absent from the price data of 2025-10 there", {
    regions: REGIONS.filter((region) => !WITH_PROVISIONED_NAT.includes(region)),
    usageTypes: ["NatGateway-Prvd-Gbps", "NatGateway-Prvd-Bytes"],
  }),
  ...gaps("AmazonRDS", "absent from the price data of 2025-06 there", {
    regions: ["eu-west-3"],
    usageTypes: sized(["InstanceUsage:db.r7g", "InstanceUsageIOOptimized:db.r7g", "Multi-AZUsage:db.r7g"]),
  }),
  ...gaps("AmazonRDS", "absent from the price data of 2025-06 there", {
    regions: ["eu-west-2", "eu-west-3", "ap-southeast-1", "ca-central-1", "sa-east-1"],
    usageTypes: sized(["InstanceUsage:db.r8g", "InstanceUsageIOOptimized:db.r8g"]),
  }),
  ...gaps("AmazonRDS", "not found", {
    regions: REGIONS,
    usageTypes: ["RDS:GP3-Throughput", "RDS:Multi-AZ-GP3-PIOPS", "RDS:Multi-AZ-GP3-Throughput"],
  }),
  ...gaps("AmazonElastiCache", "absent from the price data of 2025-06 there", {
    regions: ["eu-west-3"],
    usageTypes: ["large", "xlarge", "2xlarge"].map((size) => `NodeUsage:cache.r7g.${size}`),
  }),
  ...gaps("AmazonS3", "not found", {
    regions: REGIONS,
    usageTypes: [
      "Requests-INT-Tier1",
      "Requests-INT-Tier2",
      "Requests-ZIA-Tier1",
      "Requests-ZIA-Tier2",
      "Requests-GIR-Tier1",
      "Requests-GIR-Tier2",
      "Requests-GLACIER-Tier1",
      "Requests-GDA-Tier1",
      "Requests-Tier3",
      "Requests-Tier4",
      "Requests-Tier4 to Glacier Instant Retrieval",
      "Retrieval-ZIA",
      "TimedStorage-GDA-ByteHrs",
      "TimedStorage-INT-AIA-ByteHrs",
    ],
  }),
  ...gaps("AmazonDynamoDB", "not found", { regions: REGIONS, usageTypes: ["ReplWriteCapacityUnit-Hrs"] }),
];

function gaps(
  serviceCode: string,
  why: string,
  { regions, usageTypes }: { readonly regions: readonly string[]; readonly usageTypes: readonly string[] },
): readonly GapRecord[] {
  return usageTypes.map((usageType) => ({ serviceCode, usageType, regions, why }));
}

function sized(families: readonly string[]): readonly string[] {
  return families.flatMap((family) => ["large", "xlarge", "2xlarge", "4xlarge"].map((size) => `${family}.${size}`));
}

const SAO_PAULO = "sa-east-1";
const UNITED_STATES = ["us-east-1", "us-east-2", "us-west-2"];

/**
 * What CloudWatch bills under usage types of their own (…/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html) and the records
 * do not hold. Public notes of 2026 quote the Price List of us-east-2; a standard alarm costs the same there as in every Region but
 * one, and dashboards have one price everywhere.
 */
const MONITORING: readonly KnownGap[] = [
  quoted("CW:HighResAlarmMonitorUsage", "Alarms", { price: "0.3", regions: REGIONS, butNotIn: [SAO_PAULO] }),
  quoted("CW:CompositeAlarmMonitorUsage", "Alarms", { price: "0.5", regions: REGIONS, butNotIn: [SAO_PAULO] }),
  quoted("S3-Egress-InputBytes", "GB", { price: "0.035", regions: REGIONS, butNotIn: others(UNITED_STATES) }),
  quoted("DashboardsUsageHour-Basic", "Dashboards", { price: "3", regions: [GLOBAL], butNotIn: [] }),
].flat();

function others(known: readonly string[]): readonly string[] {
  return REGIONS.filter((region) => !known.includes(region));
}

/** CloudFront's flat-rate plans are on its pricing page and in no price list. */
const FLAT_RATE_PLANS: readonly KnownGap[] = Object.entries({
  free: "0",
  pro: "15",
  business: "200",
  premium: "1000",
  premium_750m: "1450",
  premium_1250m: "2250",
  premium_2000m: "3500",
  premium_3500m: "6000",
  premium_6000m: "10000",
}).map(([plan, assumePrice]) => ({
  serviceCode: "AmazonCloudFront",
  usageType: `flat-rate plan ${plan}`,
  unit: "Months",
  what: `flat-rate plan ${plan}`,
  regions: ["global"],
  why: `in no price list; https://aws.amazon.com/cloudfront/pricing/ says ${assumePrice} USD a month (2026-09)`,
  assumeFrom: null,
  assumePrice,
}));

/** A price that is quoted for some Regions, and unknown in those of `butNotIn`. */
function quoted(
  usageType: string,
  unit: string,
  of: { readonly price: string; readonly regions: readonly string[]; readonly butNotIn: readonly string[] },
): readonly KnownGap[] {
  const gap = { serviceCode: "AmazonCloudWatch", usageType, unit, what: usageType, assumeFrom: null };
  const regions = of.regions.filter((region) => !of.butNotIn.includes(region));
  const why = `absent from the price data; a public note of 2026 quotes the Price List's ${of.price} USD`;
  return [
    { ...gap, regions, why, assumePrice: of.price },
    ...(of.butNotIn.length === 0 ? [] : [{ ...gap, regions: of.butNotIn, why: "not found" }]),
  ];
}

/** One gap for each record, in the same order, then those nobody listed. */
export function convertGaps(records: readonly GapRecord[]): readonly KnownGap[] {
  let previous = "";
  const found = [...records, ...ALSO].map(({ serviceCode, usageType, regions, why }) => {
    const reason = why === "as above" ? previous : why.replace(/ \([^)]*§[^)]*\)/, "");
    previous = reason;
    const gap = { serviceCode, usageType, unit: null, what: usageType, regions, why: reason, assumeFrom: null };
    return { ...gap, ...MEANING[usageType] };
  });
  return [...found, ...MONITORING, ...FLAT_RATE_PLANS];
}

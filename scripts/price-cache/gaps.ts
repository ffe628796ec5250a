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
};

/** The Regions whose price data of 2025-10 knows NAT gateways with provisioned bandwidth. */
const WITH_PROVISIONED_NAT = ["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"];

/** Gaps the records have and their list does not name. */
const ALSO: readonly GapRecord[] = ["NatGateway-Prvd-Gbps", "NatGateway-Prvd-Bytes"].map((usageType) => ({
  serviceCode: "AmazonEC2",
  usageType,
  regions: REGIONS.filter((region) => !WITH_PROVISIONED_NAT.includes(region)),
  why: "absent from the price data of 2025-10 there",
}));

/** What CloudWatch bills under a usage type of its own (…/monitoring/cloudwatch_billing.html) and the records do not hold. */
const MONITORING: readonly GapRecord[] = [
  { usageType: "S3-Egress-InputBytes", regions: REGIONS },
  { usageType: "CW:HighResAlarmMonitorUsage", regions: REGIONS },
  { usageType: "CW:CompositeAlarmMonitorUsage", regions: REGIONS },
  { usageType: "DashboardsUsageHour-Basic", regions: [GLOBAL] },
].map((gap) => ({ serviceCode: "AmazonCloudWatch", why: "not found", ...gap }));

/** One gap for each record, in the same order, then those nobody listed. */
export function convertGaps(records: readonly GapRecord[]): readonly KnownGap[] {
  let previous = "";
  return [...records, ...ALSO, ...MONITORING].map(({ serviceCode, usageType, regions, why }) => {
    const reason = why === "as above" ? previous : why.replace(/ \([^)]*§[^)]*\)/, "");
    previous = reason;
    const gap = { serviceCode, usageType, unit: null, what: usageType, regions, why: reason, assumeFrom: null };
    return { ...gap, ...MEANING[usageType] };
  });
}

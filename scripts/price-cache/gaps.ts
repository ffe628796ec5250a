/** The list of prices that were not found → known gaps a program can match. */
import type { KnownGap } from "../../src/pricing/known-gaps.ts";

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
  "origin shield requests": { usageType: null, unit: "Requests" },
};

/** One gap for each record, in the same order. */
export function convertGaps(records: readonly GapRecord[]): readonly KnownGap[] {
  let previous = "";
  return records.map(({ serviceCode, usageType, regions, why }) => {
    const reason = why === "as above" ? previous : why.replace(/ \([^)]*§[^)]*\)/, "");
    previous = reason;
    const gap = { serviceCode, usageType, unit: null, what: usageType, regions, why: reason, assumeFrom: null };
    return { ...gap, ...MEANING[usageType] };
  });
}

/**
 * How AWS marks a usage type with its Region. The prefix cannot be derived from the Region's code (eu-west-1 is `EU-`),
 * us-east-1 writes it in some services and leaves it out in others, KMS writes the code itself, CloudFront an edge group.
 */

/** Where products without a Region are listed: Route 53, CloudFront, what applies everywhere. */
export const GLOBAL = "global";

/** The Regions the cache covers, each with the prefix of its usage types. */
export const REGION_PREFIXES: Readonly<Record<string, string>> = {
  "us-east-1": "USE1-",
  "us-east-2": "USE2-",
  "us-west-2": "USW2-",
  "eu-west-1": "EU-",
  "eu-west-2": "EUW2-",
  "eu-west-3": "EUW3-",
  "eu-central-1": "EUC1-",
  "ap-southeast-1": "APS1-",
  "ap-southeast-2": "APS2-",
  "ap-northeast-1": "APN1-",
  "ca-central-1": "CAN1-",
  "sa-east-1": "SAE1-",
};

/** Region codes the cache covers, without `global`. */
export const REGIONS: readonly string[] = Object.keys(REGION_PREFIXES);

/** Prefix of CloudFront's usage types → edge group, as its price list names it. */
export const EDGE_GROUPS: Readonly<Record<string, string>> = {
  "US-": "United States",
  "CA-": "Canada",
  "EU-": "EU",
  "JP-": "Japan",
  "IN-": "India",
  "AU-": "Australia",
  "AP-": "Asia Pacific",
  "SA-": "South America",
  "ME-": "Middle East",
  "ZA-": "South Africa",
};

/** A second spelling that bills have: Ireland's prefix with its number. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = { "EUW1-": "EU-" };

/** The usage type with the prefixes of the price list: `usualSpelling("USE1-EUW1-AWS-Out-Bytes") === "USE1-EU-AWS-Out-Bytes"`. */
export function usualSpelling(usageType: string): string {
  return usageType.replace(/(?<=^(?:[A-Z]{3}\d-)?)[A-Z]{3}\d-/g, (prefix) => OTHER_SPELLINGS[prefix] ?? prefix);
}

const INTER_REGION = "AWS-Out-Bytes";
const prefixes = new Set(Object.values(REGION_PREFIXES));

/**
 * The usage type without the Region's own prefix, where it has one:
 * `withoutRegionPrefix("EU-NatGateway-Hours", "eu-west-1") === "NatGateway-Hours"`, and the same for what has no prefix.
 * Another Region's prefix stays: it is not this Region's usage type.
 */
export function withoutRegionPrefix(usageType: string, region: string): string {
  const prefix = REGION_PREFIXES[region];
  if (prefix !== undefined && usageType.startsWith(prefix)) return usageType.slice(prefix.length);
  if (usageType.startsWith(`${region}-`)) return usageType.slice(region.length + 1);
  return usageType;
}

/** The Region whose prefix a usage type bears; null where it bears none. */
export function regionOfPrefix(usageType: string): string | null {
  return Object.entries(REGION_PREFIXES).find(([, prefix]) => usageType.startsWith(prefix))?.[0] ?? null;
}

/**
 * The name meters select by: without Region prefix, without edge group in `global`, without both prefixes between Regions
 * (`EUW3-EU-AWS-Out-Bytes` → `AWS-Out-Bytes`; the attributes `fromRegionCode` and `toRegionCode` tell them apart).
 */
export function baseUsageTypeOf(usageType: string, region: string): string {
  const hyphen = usageType.indexOf("-") + 1;
  if (region === GLOBAL) return usageType.slice(0, hyphen) in EDGE_GROUPS ? usageType.slice(hyphen) : usageType;
  const rest = withoutRegionPrefix(usageType, region);
  if (rest.endsWith(INTER_REGION) && prefixes.has(rest.slice(0, -INTER_REGION.length))) return INTER_REGION;
  return rest;
}

/** The usage type as AWS writes it in the Region, when it is prefixed: `prefixed("Request", "eu-west-3") === "EUW3-Request"`. */
export function prefixed(baseUsageType: string, region: string): string {
  // us-east-1 is left bare here: that is how its oldest services write it, and only they need this function.
  return region === "us-east-1" ? baseUsageType : `${REGION_PREFIXES[region] ?? ""}${baseUsageType}`;
}

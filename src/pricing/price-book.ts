/** Finds the one price of a meter, or of a usage row, among the files that were read. */
import { findByName, indexByName, type NameIndex } from "./find-by-usage-type.ts";
import { groupBy } from "./group-by.ts";
import { findGap, substituteFor, type KnownGap } from "./known-gaps.ts";
import type { PriceCatalogue, UsageQuery } from "./price-catalogue.ts";
import type { PriceFile } from "./price-file.ts";
import type { Price, PriceMatch, PriceSelector } from "./price.ts";
import { composePriceId } from "./price-id.ts";
import { GLOBAL, prefixed, REGION_PREFIXES, regionOfPrefix, withoutRegionPrefix } from "./regions.ts";
import { sameTiers } from "./tiers.ts";

/**
 * A catalogue over files already parsed. A listed gap with a stand-in is found, with confidence `assumed`:
 *
 *     const book = priceBook(files, gaps);
 *     book.match({ serviceCode: "AmazonEC2", usageType: "NatGateway-Bytes" }, "eu-west-3")
 *     // → { kind: "found", price: { usageType: "EUW3-NatGateway-Bytes", tiers: [{ from: "0", to: null, pricePerUnit: "0.05" }], … } }
 */
export function priceBook(files: readonly PriceFile[], gaps: readonly KnownGap[]): PriceCatalogue {
  const byService = groupBy(files, (file) => key(file.region, file.serviceCode));
  let all: readonly Price[] | null = null;
  const pricesOf = (): readonly Price[] => (all ??= files.flatMap((file) => file.prices));
  let byName: NameIndex | null = null;

  const match = (selector: PriceSelector, componentRegion: string): PriceMatch => {
    const region = selector.listedIn ?? componentRegion;
    const listed = byService.get(key(region, selector.serviceCode)) ?? [];
    const candidates = listed
      .flatMap((file) => file.named(selector.usageType))
      .filter((price) => fits(price, selector));
    return candidates.length > 0 ? oneOf(candidates) : withoutPrice(selector, region);
  };

  const withoutPrice = (selector: PriceSelector, region: string): PriceMatch => {
    const gap = findGap(gaps, selector, region);
    if (gap === null) return { kind: "missing", reason: `${noPrice(selector, region)}${uncached(region)}` };
    const standIn = gap.assumeFrom === null ? null : match(substituteFor(selector, gap.assumeFrom), region);
    if (standIn?.kind === "found") return { kind: "found", price: assumed(standIn.price, selector, region, gap) };
    if (gap.assumePrice !== undefined) {
      return { kind: "found", price: assumed(amountOf(gap, gap.assumePrice, region), selector, region, gap) };
    }
    return { kind: "missing", reason: `${noPrice(selector, region)}: a known gap (${gap.why})` };
  };

  const findByUsageType = (query: UsageQuery): PriceMatch => {
    byName ??= indexByName(pricesOf());
    const candidates = findByName(byName, pricesOf(), query);
    if (candidates.length > 0) return oneOf(candidates);
    const usageType = withoutRegionPrefix(query.usageType, query.region);
    const serviceCode = query.serviceCode ?? gaps.find((gap) => gap.usageType === usageType)?.serviceCode;
    if (serviceCode === undefined || query.sku !== undefined || query.priceId !== undefined) {
      return { kind: "missing", reason: `${noPriceOf(query)}${uncached(query.region) || misplaced(query)}` };
    }
    const operation = query.operation === undefined ? {} : { operation: query.operation };
    return withoutPrice({ serviceCode, usageType, ...operation }, query.region);
  };

  return {
    match,
    findByUsageType,
    get prices() {
      return pricesOf();
    },
  };
}

/** One price where all are equal in tiers and unit; several that differ are ambiguous, never the first of them. */
function oneOf(candidates: readonly Price[]): PriceMatch {
  const [first, ...rest] = candidates;
  if (first !== undefined && rest.every((other) => other.unit === first.unit && sameTiers(other.tiers, first.tiers))) {
    return { kind: "found", price: first };
  }
  return { kind: "ambiguous", candidates };
}

function fits(price: Price, { operation, unit, attributes = {} }: PriceSelector): boolean {
  if (operation !== undefined && price.operation !== operation) return false;
  if (unit !== undefined && price.unit !== unit) return false;
  return Object.entries(attributes).every(([name, value]) => price.attributes[name] === value);
}

function assumed(standIn: Price, selector: PriceSelector, region: string, gap: KnownGap): Price {
  const { serviceCode, usageType } = selector;
  const operation = selector.operation ?? null;
  const unit = gap.unit ?? standIn.unit;
  return {
    ...standIn,
    priceId: composePriceId({ serviceCode, region, usageType, operation, unit, product: gap.what, attributes: {} }),
    sku: null,
    // In us-east-1 nobody can say whether AWS writes the prefix.
    usageType: usageType === null || region === "us-east-1" ? null : prefixed(usageType, region),
    baseUsageType: usageType,
    operation,
    unit,
    description: `assumed at the price of ${standIn.usageType ?? standIn.product}: ${gap.why}`,
    confidence: "assumed",
  };
}

/** A gap's own amount, as if it were a price. */
function amountOf({ serviceCode, what, unit, why }: KnownGap, pricePerUnit: string, region: string): Price {
  return {
    priceId: what,
    sku: null,
    serviceCode,
    region,
    usageType: null,
    baseUsageType: null,
    operation: null,
    productFamily: null,
    unit: unit ?? "",
    tiers: [{ from: "0", to: null, pricePerUnit }],
    attributes: {},
    product: `${pricePerUnit} USD`,
    description: null,
    asOf: "2026-11-01",
    sources: [why],
    confidence: "assumed",
  };
}

function key(region: string, serviceCode: string): string {
  return `${region} ${serviceCode}`;
}

function noPrice({ serviceCode, usageType, operation, unit, attributes = {} }: PriceSelector, region: string): string {
  const narrowed = [operation, unit, ...Object.values(attributes)].filter((part) => part !== undefined);
  const detail = narrowed.length === 0 ? "" : ` (${narrowed.join(", ")})`;
  return `no price for ${serviceCode} ${usageType ?? "without usage type"}${detail} in ${region}`;
}

function noPriceOf({
  region,
  usageType,
  serviceCode,
  operation,
  databaseEngine,
  unit,
  sku,
  priceId,
}: UsageQuery): string {
  const narrowed = [operation, databaseEngine, unit, sku, priceId].filter((part) => part !== undefined);
  const detail = narrowed.length === 0 ? "" : ` (${narrowed.join(", ")})`;
  return `no price for ${serviceCode === undefined ? "" : `${serviceCode} `}${usageType}${detail} in ${region}`;
}

function uncached(region: string): string {
  return region === GLOBAL || region in REGION_PREFIXES ? "" : `: the price cache does not cover this Region`;
}

function misplaced({ region, usageType }: UsageQuery): string {
  const other = regionOfPrefix(usageType);
  return other === null || other === region ? "" : `: ${REGION_PREFIXES[other]} is the prefix of ${other}`;
}

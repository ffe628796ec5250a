/** On-demand price records, one flat object each → prices of the cache. */
import { decimal } from "../../src/decimal.ts";
import type { LeftOut } from "../../src/pricing/price-lists.ts";
import { composePriceId } from "../../src/pricing/price-id.ts";
import type { Price, PriceConfidence, Tier } from "../../src/pricing/price.ts";
import { baseUsageTypeOf, EDGE_GROUPS, GLOBAL, REGIONS } from "../../src/pricing/regions.ts";
import { withSeenUsageType } from "./usage-types.ts";

/** A record as the source file writes it. */
export interface PriceRecord {
  readonly service: string;
  readonly serviceCode: string;
  /** A Region code, `global`, `any`, or `edge:` and an edge group. */
  readonly region: string;
  readonly usagetype: string | null;
  readonly unit: string;
  /** The price of the first tier that is not free. */
  readonly usd: string;
  readonly tiers?: readonly { readonly from: number; readonly to: number | null; readonly usd: string }[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly operation?: string;
  readonly productFamily?: string;
  readonly sku?: string;
  readonly description?: string;
  readonly asOf: string;
  readonly sources: readonly string[];
  readonly confidence: PriceConfidence;
}

/** Every record becomes a price or is left out with its reason. Throws for a Region the cache does not know. */
export function convert(records: readonly PriceRecord[]): { prices: readonly Price[]; leftOut: readonly LeftOut[] } {
  const prices: Price[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  for (const collected of records) {
    const record = withSeenUsageType(collected);
    const price = toPrice(record);
    const why = whyLeftOut(record) ?? (seen.has(fingerprint(price)) ? "the same product again" : null);
    seen.add(fingerprint(price));
    if (why === null) prices.push(price);
    else leftOut.push(toLeftOut(price, plain(record.usd), why));
  }
  return { prices, leftOut };
}

function whyLeftOut({ serviceCode, asOf, attributes }: PriceRecord): string | null {
  const old = serviceCode === "ComputeSavingsPlans" && attributes?.["note"]?.includes("do not use") === true;
  return old ? `a Savings Plan rate of ${asOf.slice(0, 4)}, superseded since: it must not be used` : null;
}

function fingerprint({ priceId, asOf, tiers }: Price): string {
  return JSON.stringify([priceId, asOf, tiers]);
}

function toPrice(record: PriceRecord): Price {
  const { serviceCode, usagetype: usageType, unit, service: product, operation = null, sku = null } = record;
  const { region, edgeGroup } = place(record.region);
  const attributes = { ...record.attributes, ...(edgeGroup === null ? {} : { edgeGroup }) };
  const identity = { serviceCode, region, usageType, operation, unit, product, attributes };
  return {
    ...identity,
    priceId: sku ?? composePriceId(identity),
    sku,
    baseUsageType: usageType === null ? null : baseUsageTypeOf(usageType, region),
    productFamily: record.productFamily ?? null,
    tiers: tiersOf(record),
    description: record.description ?? null,
    asOf: record.asOf,
    sources: record.sources.map(readable),
    confidence: record.confidence,
  };
}

function place(region: string): { region: string; edgeGroup: string | null } {
  const edgeGroup = region.startsWith("edge:") ? region.slice("edge:".length) : null;
  if (edgeGroup !== null) {
    if (!Object.values(EDGE_GROUPS).includes(edgeGroup)) throw new Error(`unknown edge group: ${edgeGroup}`);
    return { region: GLOBAL, edgeGroup };
  }
  if (region === GLOBAL || region === "any") return { region: GLOBAL, edgeGroup };
  if (!REGIONS.includes(region)) throw new Error(`unknown Region: ${region}`);
  return { region, edgeGroup };
}

function tiersOf({ usd, tiers }: PriceRecord): readonly Tier[] {
  if (tiers === undefined) return [{ from: "0", to: null, pricePerUnit: plain(usd) }];
  return [...tiers]
    .sort((a, b) => a.from - b.from)
    .map((tier) => ({
      from: plain(String(tier.from)),
      to: tier.to === null ? null : plain(String(tier.to)),
      pricePerUnit: plain(tier.usd),
    }));
}

/** Digits without exponent or trailing zeros: `"9.0E-4"` → `"0.0009"`. */
export function plain(numeral: string): string {
  return decimal(numeral).toString();
}

/** A copy known by its content and date only; the number under which it was found says nothing to a reader. */
function readable(source: string): string {
  return source.replace(/ \+ #\d+/, "");
}

function toLeftOut(price: Price, pricePerUnit: string, why: string): LeftOut {
  const { serviceCode, region, usageType, unit, attributes, asOf } = price;
  return { serviceCode, region, usageType, unit, pricePerUnit, attributes, asOf, why };
}

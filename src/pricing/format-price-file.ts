/** Writes what price-file.ts reads. Apart from it, because estimates only read. */
import { PRICE_FILE_FORMAT } from "./price-file.ts";
import type { Price, Tier } from "./price.ts";

export interface PricesOfService {
  readonly region: string;
  readonly serviceCode: string;
  readonly prices: readonly Price[];
}

type Fields = Record<string, unknown>;

const SHAREABLE = ["operation", "productFamily", "unit", "product", "asOf", "confidence"] as const;

/** The text of a cache file: products in a stable order, one a line. */
export function formatPriceFile({ serviceCode, region, prices }: PricesOfService): string {
  const ordered = [...prices].sort(byName);
  const sources = byUse(ordered.flatMap((price) => price.sources));
  const at = new Map(sources.map((source, i) => [source, i]));
  const cited = (price: Price): readonly number[] => price.sources.map((source) => at.get(source) ?? 0);

  const shared: Fields = {};
  for (const field of SHAREABLE) {
    const value = sharedBy(ordered.map((price) => price[field]));
    if (value !== undefined && value !== null) shared[field] = value;
  }
  const sharedSources = sharedBy(ordered.map((price) => JSON.stringify(cited(price))));
  if (sharedSources !== undefined) shared["sources"] = JSON.parse(sharedSources) as unknown;
  const sharedAttributes = attributesSharedBy(ordered);
  if (Object.keys(sharedAttributes).length > 0) shared["attributes"] = sharedAttributes;

  const lines = ordered.map((price) => JSON.stringify(line(price, cited(price), shared, sharedAttributes)));
  const header = JSON.stringify({ format: PRICE_FILE_FORMAT, serviceCode, region });
  return [
    `${header.slice(0, -1)},"sources":[`,
    sources.map((source) => JSON.stringify(source)).join(",\n"),
    `],"shared":${JSON.stringify(shared)},"products":[`,
    lines.join(",\n"),
    "]}\n",
  ].join("\n");
}

function line(
  price: Price,
  cited: readonly number[],
  shared: Fields,
  sharedAttributes: Record<string, string>,
): Fields {
  const [first] = price.tiers;
  const isFlat = price.tiers.length === 1 && first?.from === "0" && first.to === null;
  const all: Fields = {
    priceId: price.priceId === price.sku ? undefined : price.priceId,
    sku: price.sku ?? undefined,
    usageType: price.usageType ?? undefined,
    operation: price.operation,
    productFamily: price.productFamily,
    unit: price.unit,
    price: isFlat ? first.pricePerUnit : undefined,
    tiers: isFlat ? undefined : price.tiers.map(({ from, to, pricePerUnit }: Tier) => [from, to, pricePerUnit]),
    attributes: ownAttributes(price.attributes, sharedAttributes),
    product: price.product,
    description: price.description ?? undefined,
    asOf: price.asOf,
    confidence: price.confidence,
    sources: cited,
  };
  // What the header says is left out; null is written only where it unsays the header.
  for (const [field, value] of Object.entries(all)) {
    const isShared = field in shared && field !== "attributes";
    const same = isShared ? JSON.stringify(value) === JSON.stringify(shared[field]) : value === null;
    if (same) all[field] = undefined;
  }
  return all;
}

function ownAttributes(attributes: Price["attributes"], shared: Record<string, string>): Fields | undefined {
  const own: Fields = {};
  for (const name of [...new Set([...Object.keys(shared), ...Object.keys(attributes)])].sort()) {
    const value = attributes[name] ?? null;
    if (value !== (shared[name] ?? null)) own[name] = value;
  }
  return Object.keys(own).length === 0 ? undefined : own;
}

function attributesSharedBy(prices: readonly Price[]): Record<string, string> {
  const names = new Set(prices.flatMap((price) => Object.keys(price.attributes)));
  const shared: Record<string, string> = {};
  for (const name of [...names].sort()) {
    const value = sharedBy(prices.map((price) => price.attributes[name]));
    if (value !== undefined) shared[name] = value;
  }
  return shared;
}

/** Most cited first: a source that a refresh adds to a few products comes last and moves no other line's index. */
function byUse(citations: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const source of citations) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b)).map(([source]) => source);
}

/** The value of more than half of the lines; undefined where there is none, or only one line. */
function sharedBy<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (count > 1 && count * 2 > values.length) return value;
  return undefined;
}

/** By base usage type, operation, attributes, id: code units, so that no locale moves a line. */
function byName(a: Price, b: Price): number {
  return (
    compare(a.baseUsageType ?? "", b.baseUsageType ?? "") ||
    compare(a.operation ?? "", b.operation ?? "") ||
    compare(attributesText(a), attributesText(b)) ||
    compare(a.priceId, b.priceId)
  );
}

function attributesText({ attributes }: Price): string {
  return JSON.stringify(Object.entries(attributes).sort(([a], [b]) => compare(a, b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * One file of the price cache: the products of a service in a Region, one per line, so that a refresh is a readable diff.
 * What more than half of the lines share (`shared`) and the sources, long and repeated, stand once in the header:
 *
 *     {"format":"surgecast/prices/1","serviceCode":"awskms","region":"eu-west-3","sources":["…"],
 *     "shared":{"product":"KMS","confidence":"two-sources"},
 *     "products":[
 *     {"sku":"U553…","usageType":"eu-west-3-KMS-Keys","unit":"Keys","price":"1","asOf":"2026-10-08","sources":[0]}
 *     ]}
 */
import { problem, UserError } from "../errors.ts";
import { groupBy } from "./group-by.ts";
import type { Price, PriceConfidence, Tier } from "./price.ts";
import { present } from "../invariant.ts";
import { baseUsageTypeOf } from "./regions.ts";

export const PRICE_FILE_FORMAT = "surgecast/prices/1";

/** The products of one service in one Region, in the cache's order; made one by one when asked for. */
export interface PriceFile {
  readonly region: string;
  readonly serviceCode: string;
  readonly count: number;
  /** The product of a line, from 0 to below `count`. */
  at(index: number): Price;
  /** Those of a base usage type; null for those without usage type. */
  named(baseUsageType: string | null): readonly Price[];
  readonly prices: readonly Price[];
}

type Attributes = Readonly<Record<string, string>>;

/** A product as its line writes it; null unsays what the header shares. */
interface Line {
  readonly priceId?: string;
  readonly sku?: string | null;
  readonly usageType?: string | null;
  readonly operation?: string | null;
  readonly productFamily?: string | null;
  readonly unit?: string;
  /** In place of `tiers` where one price holds for any quantity. */
  readonly price?: string;
  readonly tiers?: readonly (readonly [from: string, to: string | null, pricePerUnit: string])[];
  readonly attributes?: Readonly<Record<string, string | null>>;
  readonly product?: string;
  readonly description?: string | null;
  readonly asOf?: string;
  readonly sources?: readonly number[];
  readonly confidence?: PriceConfidence;
}

interface Header {
  readonly format: string;
  readonly serviceCode: string;
  readonly region: string;
  readonly sources: readonly string[];
  readonly shared: Line;
  readonly products: readonly Line[];
}

const PLAIN_NUMERAL = /^\d+(\.\d+)?$/;
const CONFIDENCES: ReadonlySet<string> = new Set(["raw-offer", "two-sources", "one-source", "page", "assumed"]);

/**
 * Reads a cache file; `path` names it in errors. A line becomes a price, and is checked, when it is first asked for: one
 * estimate needs a few of thousands.
 * Throws a UserError `PRICE_CACHE_BROKEN`: here for text that is not whole, later for a line that is not a product.
 */
export function parsePriceFile(text: string, path: string): PriceFile {
  const header = parseJson(text, path) as Partial<Header> | null;
  if (header?.format !== PRICE_FILE_FORMAT) throw broken(path, `is not in the format ${PRICE_FILE_FORMAT}`);
  const { serviceCode, region, sources, shared, products } = header;
  if (typeof serviceCode !== "string" || typeof region !== "string") {
    throw broken(path, "names no service or no Region");
  }
  if (!isListOfTexts(sources) || !Array.isArray(products) || typeof shared !== "object" || shared === null) {
    throw broken(path, "lacks its sources, what its lines share, or its products");
  }
  const whole = { format: header.format, serviceCode, region, sources, shared, products } as Header;
  const made: Price[] = [];
  const at = (i: number): Price => {
    const line = whole.products[i] ?? {};
    return (made[i] ??= toPrice(line, whole, () => broken(path, `product ${i + 1} is not a price`)));
  };
  let index: ReadonlyMap<string | null, readonly number[]> | null = null;
  return {
    region,
    serviceCode,
    count: products.length,
    at,
    named: (baseUsageType) => (index ??= indexLines(whole)).get(baseUsageType)?.map(at) ?? [],
    get prices() {
      return whole.products.map((_, i) => at(i));
    },
  };
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** The same of prices already made: for tests and for other sources of prices. All must be of one service and Region. */
export function priceFileOf(prices: readonly Price[]): PriceFile {
  const { region = "", serviceCode = "" } = prices[0] ?? {};
  const named = (name: string | null): readonly Price[] => prices.filter((price) => price.baseUsageType === name);
  const at = (index: number): Price => present(prices[index], `price ${index} of ${serviceCode}`);
  return { region, serviceCode, count: prices.length, at, named, prices };
}

/** Base usage type → numbers of its lines. */
function indexLines({ products, region }: Header): ReadonlyMap<string | null, readonly number[]> {
  return groupBy(products.keys(), (i) => {
    const usageType: unknown = products[i]?.usageType ?? null;
    // What is not one is refused when the line is read.
    return typeof usageType === "string" ? baseUsageTypeOf(usageType, region) : null;
  });
}

function toPrice(line: Line, { serviceCode, region, sources, shared }: Header, fault: () => UserError): Price {
  if (typeof line !== "object" || !namesOf(line).every(isName)) throw fault();
  const { sku = null, usageType = null, description = null } = line;
  const { operation, productFamily, unit, product, asOf, sources: cited, confidence } = { ...shared, ...line };
  const priceId = line.priceId ?? sku;
  const tiers = line.price === undefined ? tiersOf(line.tiers) : [flat(line.price)];
  if (typeof priceId !== "string" || typeof unit !== "string" || typeof product !== "string") throw fault();
  if (!tiers.every(isWritten)) throw fault();
  if (typeof asOf !== "string" || !Array.isArray(cited) || !CONFIDENCES.has(confidence ?? "")) throw fault();
  if (![operation ?? null, productFamily ?? null].every(isName)) throw fault();
  const attributes = attributesOf(shared.attributes, line.attributes);
  if (!Object.values(attributes).every((value: unknown) => typeof value === "string")) throw fault();
  return {
    priceId,
    sku,
    serviceCode,
    region,
    usageType,
    baseUsageType: usageType === null ? null : baseUsageTypeOf(usageType, region),
    operation: operation ?? null,
    productFamily: productFamily ?? null,
    unit,
    tiers,
    attributes,
    product,
    description,
    asOf,
    sources: (cited as readonly number[]).map((at) => sources[at] ?? refuse(fault)),
    confidence: confidence as PriceConfidence,
  };
}

/** What a line may leave out or leave open, by the keys that others are found by. */
function namesOf({ priceId, sku, usageType, description }: Line): readonly unknown[] {
  return [priceId ?? null, sku ?? null, usageType ?? null, description ?? null];
}

function isName(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isWritten({ from, to, pricePerUnit }: Tier): boolean {
  return isNumeral(from) && (to === null || isNumeral(to)) && isNumeral(pricePerUnit);
}

function isNumeral(text: unknown): boolean {
  return typeof text === "string" && PLAIN_NUMERAL.test(text);
}

function refuse(fault: () => UserError): never {
  throw fault();
}

function flat(pricePerUnit: string): Tier {
  return { from: "0", to: null, pricePerUnit };
}

/** Tiers as a line writes them; what is not one becomes a tier that `isWritten` refuses. */
function tiersOf(tiers: unknown): readonly Tier[] {
  const listed: readonly unknown[] = Array.isArray(tiers) && tiers.length > 0 ? tiers : [null];
  return listed.map((tier) => {
    const [from, to, pricePerUnit]: readonly unknown[] = Array.isArray(tier) ? tier : [];
    return { from, to, pricePerUnit } as Tier; // Checked by isWritten at once.
  });
}

function attributesOf(shared: Line["attributes"], own: Line["attributes"]): Attributes {
  if (shared === undefined) return (own ?? {}) as Attributes;
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...shared, ...own })) if (value !== null) merged[name] = value;
  return merged;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw broken(path, "is not whole JSON", cause);
  }
}

/** What to tell about a damaged file of the cache. */
export function broken(path: string, what: string, cause?: unknown): UserError {
  const hint = "run surgecast prices verify; restore pricing-cache from git or reinstall surgecast";
  return new UserError("PRICE_CACHE_BROKEN", [problem(`${path} ${what}`, hint)], { cause });
}

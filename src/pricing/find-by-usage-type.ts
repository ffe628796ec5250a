/** The products a usage row may mean: matched by the whole usage type, with or without the Region's prefix. */
import type { UsageQuery } from "./price-catalogue.ts";
import type { Price } from "./price.ts";
import { GLOBAL, withoutRegionPrefix } from "./regions.ts";
import { isAllowance } from "./tiers.ts";

/** Rates of a commitment, not prices of usage. */
const SAVINGS_PLANS = "ComputeSavingsPlans";

/** Region and a spelling of the usage type → products. */
export type NameIndex = ReadonlyMap<string, ReadonlySet<Price>>;

/** Every spelling under which a row may name a product: as AWS writes it, without the Region's prefix, as meters do. */
export function indexByName(prices: readonly Price[]): NameIndex {
  const index = new Map<string, Set<Price>>();
  for (const price of prices) {
    if (price.usageType === null || price.serviceCode === SAVINGS_PLANS || isAllowance(price)) continue;
    const unprefixed = withoutRegionPrefix(price.usageType, price.region);
    for (const name of [price.usageType, unprefixed, price.baseUsageType]) {
      const at = `${price.region} ${name}`;
      const listed = index.get(at);
      if (listed === undefined) index.set(at, new Set([price]));
      else listed.add(price);
    }
  }
  return index;
}

/** The products that fit everything the row says; in the row's Region, or else in `global`. */
export function findByName(index: NameIndex, prices: readonly Price[], query: UsageQuery): readonly Price[] {
  const here = narrow(named(index, query, query.region), query);
  if (here.length > 0) return here;
  const everywhere = narrow(named(index, query, GLOBAL), query);
  if (everywhere.length > 0) return everywhere;
  return byId(prices, query);
}

function named(index: NameIndex, { usageType, region }: UsageQuery, listedIn: string): readonly Price[] {
  const asWritten = index.get(`${listedIn} ${usageType}`) ?? [];
  const unprefixed = index.get(`${listedIn} ${withoutRegionPrefix(usageType, region)}`) ?? [];
  return [...new Set([...asWritten, ...unprefixed])];
}

/** A product whose usage type AWS's data does not name can still be named by its id. */
function byId(prices: readonly Price[], { region, sku, priceId }: UsageQuery): readonly Price[] {
  if (sku === undefined && priceId === undefined) return [];
  return prices.filter(
    (price) =>
      price.usageType === null &&
      (price.region === region || price.region === GLOBAL) &&
      price.serviceCode !== SAVINGS_PLANS &&
      !isAllowance(price) &&
      (sku === undefined || price.sku === sku) &&
      (priceId === undefined || price.priceId === priceId),
  );
}

function narrow(candidates: readonly Price[], query: UsageQuery): readonly Price[] {
  const { serviceCode, unit, sku, priceId, operation, databaseEngine } = query;
  const fitting = candidates.filter(
    (price) =>
      (serviceCode === undefined || price.serviceCode === serviceCode) &&
      (unit === undefined || price.unit === unit) &&
      (sku === undefined || price.sku === sku) &&
      (priceId === undefined || price.priceId === priceId),
  );
  const ofOperation = prefer(fitting, operation, (price) => price.operation);
  return prefer(ofOperation, databaseEngine, engineOf);
}

/** Products with the value asked for; without any, those that name none. */
function prefer(
  candidates: readonly Price[],
  wanted: string | undefined,
  valueOf: (price: Price) => string | null,
): readonly Price[] {
  if (wanted === undefined) return candidates;
  const equal = candidates.filter((price) => valueOf(price) === wanted);
  return equal.length > 0 ? equal : candidates.filter((price) => valueOf(price) === null);
}

/** Null where the price holds for any engine: AWS's data says `Any`, `Any/PostgreSQL` or nothing. */
function engineOf(price: Price): string | null {
  const engine = price.attributes["databaseEngine"];
  return engine === undefined || engine.startsWith("Any") ? null : engine;
}

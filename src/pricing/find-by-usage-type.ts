/** The products a usage row may mean: matched by the whole usage type, with or without the Region's prefix. */
import type { UsageQuery } from "./price-catalogue.ts";
import type { Price } from "./price.ts";
import { GLOBAL, usualSpelling, withoutRegionPrefix } from "./regions.ts";
import { isAllowance } from "./tiers.ts";

/** Rates of a commitment, not prices of usage. */
const SAVINGS_PLANS = "ComputeSavingsPlans";
const DATA_TRANSFER = "AWSDataTransfer";

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
  const found = findListed(index, query);
  if (found.length > 0) return found;
  // A bill shows data transfer under the service that sent it; the price list has one service for all of it.
  const transfer = query.serviceCode === undefined ? [] : findListed(index, { ...query, serviceCode: DATA_TRANSFER });
  return transfer.length > 0 ? transfer : byId(prices, query);
}

function findListed(index: NameIndex, query: UsageQuery): readonly Price[] {
  const here = narrow(named(index, query, query.region), query);
  return here.length > 0 ? here : narrow(named(index, query, GLOBAL), query);
}

function named(index: NameIndex, query: UsageQuery, listedIn: string): readonly Price[] {
  const { region } = query;
  const usageType = usualSpelling(query.usageType);
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
  const { serviceCode, unit, sku, priceId, operation, productFamily, databaseEngine } = query;
  const fitting = candidates.filter(
    (price) =>
      (serviceCode === undefined || price.serviceCode === serviceCode) &&
      (unit === undefined || price.unit === unit) &&
      (sku === undefined || price.sku === sku) &&
      (priceId === undefined || price.priceId === priceId),
  );
  const ofOperation = prefer(fitting, operation, (price) => price.operation);
  const ofFamily = prefer(ofOperation, productFamily, (price) => price.productFamily);
  return prefer(ofFamily, databaseEngine, engineOf);
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
export function engineOf(price: Price): string | null {
  const engine = price.attributes["databaseEngine"] ?? price.attributes["cacheEngine"];
  return engine === undefined || engine.startsWith("Any") ? null : engine;
}

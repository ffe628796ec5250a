/** What the clock hours cost: every line shared over the hours by its usage. */
import type { PriceBook } from "../pricing/price.ts";
import type { Bill } from "../rating/bill.ts";
import type { Metered } from "../simulation/metered.ts";

/** A component's products, each with what a base unit of it costs on average, in dollars, and how much was used in each hour. */
export interface ProductHours {
  readonly perUnit: number;
  /** Base units per hour of the period. */
  readonly units: Float64Array;
}

/**
 * By component and price. Tiers are spread evenly: each unit of a line costs that line's average. For pictures and for weighing; the
 * bill itself is exact.
 */
export function productHours(
  metered: readonly Metered[],
  bill: Bill,
  prices: PriceBook,
): ReadonlyMap<string, ProductHours> {
  const units = new Map<string, Float64Array>();
  for (const one of metered) {
    const match = prices.match(one.price, one.region);
    if (match.kind !== "found") continue;
    const key = keyOf(one.component, match.price.priceId);
    const sum = units.get(key) ?? new Float64Array(one.hours.length);
    units.set(key, sum);
    for (let h = 0; h < sum.length; h += 1) sum[h]! += one.hours[h]!;
  }
  const costs = new Map<string, number>();
  for (const { component, price, cost } of bill.lineItems) {
    if (price === null || cost === null) continue;
    const key = keyOf(component, price.priceId);
    costs.set(key, (costs.get(key) ?? 0) + cost.toNumber());
  }
  return new Map(
    [...units].flatMap(([key, hours]) => {
      const all = hours.reduce((sum, value) => sum + value, 0);
      return all === 0 ? [] : [[key, { perUnit: (costs.get(key) ?? 0) / all, units: hours }]];
    }),
  );
}

const keyOf = (component: string, priceId: string): string => JSON.stringify([component, priceId]);

/** Dollars in each of `hours` hours. */
export function hourCosts(products: ReadonlyMap<string, ProductHours>, hours: number): Float64Array {
  const costs = new Float64Array(hours);
  for (const { perUnit, units } of products.values()) {
    for (let h = 0; h < hours; h += 1) costs[h]! += (units[h] ?? 0) * perUnit;
  }
  return costs;
}

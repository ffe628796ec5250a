/** The clock hour that costs most: every line's cost, shared over the hours by its usage. */
import { type Decimal, fromCount } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { PriceBook } from "../pricing/price.ts";
import type { Bill } from "../rating/bill.ts";
import type { Metered } from "../simulation/metered.ts";
import type { Model } from "../simulation/model.ts";
import { iso } from "./instant.ts";

/** Null where nothing has a cost. Tiers are spread evenly: each unit of a line costs that line's average. */
export function peakHour(
  model: Model,
  metered: readonly Metered[],
  bill: Bill,
  prices: PriceBook,
): Estimate["bill"]["peakHour"] {
  const hours = Math.ceil(model.seconds / 3600);
  const priceIdOf = new Map<Metered, string>();
  for (const one of metered) {
    const match = prices.match(one.price, one.region);
    if (match.kind === "found") priceIdOf.set(one, match.price.priceId);
  }
  const costs = new Float64Array(hours);
  for (const line of bill.lineItems) {
    const cost: Decimal | null = line.cost;
    if (cost === null || cost.isZero()) continue;
    const columns = metered.filter(
      (one) => one.component === line.component && priceIdOf.get(one) === line.price?.priceId,
    );
    const units = columns.reduce(
      (total, { hours: column }) => total + column.reduce((sum, value) => sum + value, 0),
      0,
    );
    if (units === 0) continue;
    const perUnit = cost.toNumber() / units;
    for (const { hours: column } of columns) for (let h = 0; h < hours; h += 1) costs[h]! += column[h]! * perUnit;
  }
  let at = -1;
  for (let h = 0; h < hours; h += 1) if (costs[h]! > (at < 0 ? 0 : costs[at]!)) at = h;
  return at < 0 ? null : { start: iso(model, at * 3600), cost: fromCount(costs[at]!, 6).toString() };
}

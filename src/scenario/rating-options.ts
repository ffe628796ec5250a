/** How a scenario wants list prices turned into its own. */
import { decimal } from "../decimal.ts";
import type { RatingOptions } from "../rating/bill.ts";
import type { Scenario } from "./schema.ts";

export function ratingOptions({ allowances, already_used, discount, own_rates }: Scenario): RatingOptions {
  return {
    allowances,
    alreadyUsed: new Map(Object.entries(already_used).map(([id, quantity]) => [id, decimal(String(quantity))])),
    discountPercent: decimal(String(Math.round(discount * 1e8) / 1e6)),
    ownRates: new Map(Object.entries(own_rates).map(([id, price]) => [id, decimal(price)])),
  };
}

/** Raw usage → a full estimate: there is no scenario to simulate, only a bill. */
import type { Estimate } from "../estimate-schema.ts";
import type { PriceCatalogue } from "../pricing/price-catalogue.ts";
import { billDocument, noContext, pricesUsed } from "./bill-document.ts";
import type { RatingOptions } from "./bill.ts";
import { matchRawUsage } from "./match-raw-usage.ts";
import { rateMatched } from "./rate.ts";
import type { ParsedUsage } from "./raw-usage.ts";

/** What no price list row of usage contains. */
const NOT_INCLUDED = ["AWS Support", "taxes", "commitments (Savings Plans, Reserved Instances)"];

/**
 * The estimate for rows of one `month` (`YYYY-MM`); `scenario`, `nat` and `survival` are null. Rows without a price are in
 * `unpriced`, with the reason and their place. Throws a UserError PRICE_AMBIGUOUS with all rows that match several prices.
 */
export function estimateRawUsage(
  { rows, notUsage }: ParsedUsage,
  book: PriceCatalogue,
  { month, ...options }: RatingOptions & { readonly month: string },
): Estimate {
  const { matched, warnings } = matchRawUsage(rows, book, month);
  const bill = rateMatched(matched, book, options);
  return {
    schema: "surgecast/estimate/1",
    scenario: null,
    prices: pricesUsed(bill),
    bill: billDocument(bill, { ...noContext, notIncluded: NOT_INCLUDED }),
    nat: null,
    survival: null,
    batches: [],
    recovery: null,
    prepared: null,
    claims: [],
    assumptions: [],
    warnings: [...warnings, ...leftOut(notUsage)],
  };
}

function leftOut(notUsage: ParsedUsage["notUsage"]): readonly string[] {
  const kinds = [...notUsage].map(([kind, count]) => `${count} ${kind}`);
  return kinds.length === 0 ? [] : [`Lines of the bill that are no usage are left out: ${kinds.join(", ")}.`];
}

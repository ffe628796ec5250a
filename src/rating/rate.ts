/** Usage and prices → the bill. Pure and exact: every digit of every price and quantity is kept. */
import { sum, ZERO } from "../decimal.ts";
import { problem, UserError, type Problem } from "../errors.ts";
import { invariant } from "../invariant.ts";
import type { Price, PriceBook } from "../pricing/price.ts";
import type { Bill, RatingOptions, Usage } from "./bill.ts";
import { describeCandidates } from "./candidates.ts";
import { addToLine, closeLine, lineKey, openLine, type MatchedUsage, type OpenLine } from "./line-item.ts";
import { openMeters } from "./meter.ts";

/**
 * The bill for `usages`. Each price's tiers and each allowance apply to the payer's whole UTC calendar month, filled by the
 * usages in their order, so splitting usage among components never changes the total. Usage without a price keeps its
 * quantity with `cost: null`. Quantities are in the price's unit and not negative.
 *
 * Throws a UserError PRICE_AMBIGUOUS that names all usage with several prices and their candidates.
 * 10,000 GB through a NAT gateway at $0.045 are one line item of exactly `450`.
 */
export function rate(usages: readonly Usage[], book: PriceBook, options: RatingOptions): Bill {
  return rateMatched(matchUsages(usages, book), book, options);
}

/** The same for usage already matched; `book` holds the prices that `options.alreadyUsed` may name. */
export function rateMatched(
  matched: readonly MatchedUsage[],
  book: Pick<PriceBook, "prices">,
  options: RatingOptions,
): Bill {
  const meters = openMeters(options, book);
  const lines = new Map<string, OpenLine>();
  for (const each of matched) {
    const { usage, match } = each;
    invariant(!usage.quantity.isNegative(), `${usage.component} used ${usage.quantity.toString()} ${usage.unit}`);
    const key = lineKey(each);
    const line = lines.get(key) ?? openLine(each);
    lines.set(key, line);
    addToLine(line, usage, match.kind === "found" ? meters.charge(match.price, usage.month, usage.quantity) : []);
  }

  const lineItems = [...lines.values()].map(closeLine);
  return {
    lineItems,
    total: sum(lineItems.map(({ cost }) => cost ?? ZERO)),
    complete: lineItems.every(({ cost }) => cost !== null),
    allowancesWouldSave: meters.allowancesWouldSave(),
  };
}

function matchUsages(usages: readonly Usage[], book: PriceBook): readonly MatchedUsage[] {
  const problems: Problem[] = [];
  const matched: MatchedUsage[] = [];
  for (const usage of usages) {
    const match = book.match(usage.selector, usage.region);
    if (match.kind === "ambiguous") problems.push(ambiguity(usage, match.candidates));
    else matched.push({ usage, match });
  }
  if (problems.length > 0) throw new UserError("PRICE_AMBIGUOUS", problems);
  return matched;
}

function ambiguity({ component, selector, region }: Usage, candidates: readonly Price[]): Problem {
  const usageType = selector.usageType ?? "usage without a usage type";
  const owner = component === "" ? "" : `${component}: `;
  return problem(
    `${owner}${usageType} of ${selector.serviceCode} in ${region} has ${candidates.length} different prices`,
    `candidates: ${describeCandidates(candidates)}`,
  );
}

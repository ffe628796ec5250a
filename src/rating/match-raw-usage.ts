/** Finds the price of each row of raw usage. */
import { ZERO, type Decimal } from "../decimal.ts";
import { problem, UserError, type Problem } from "../errors.ts";
import { nearestUsageType } from "../nearest.ts";
import type { PriceCatalogue } from "../pricing/price-catalogue.ts";
import { GLOBAL, withoutRegionPrefix } from "../pricing/regions.ts";
import { ownersOf, whatTellsApart } from "./candidates.ts";
import type { MatchedUsage } from "./line-item.ts";
import type { RawUsage } from "./raw-usage.ts";
import { reasonsWithPlaces } from "./unpriced-reasons.ts";
import { isRegionAssumed, queryFor, regionOf, serviceCodeOf } from "./usage-query.ts";

/** Rows ready to rate. */
export interface MatchedRows {
  readonly matched: readonly MatchedUsage[];
  /** What was taken for granted. */
  readonly warnings: readonly string[];
}

type Match = MatchedUsage["match"];

/**
 * The rows with their prices, as usage of `month` (`YYYY-MM`). A row without a price stays, unpriced, with the nearest usage
 * type of its Region and its place as the reason. Throws a UserError PRICE_AMBIGUOUS with all rows that match several prices.
 */
export function matchRawUsage(rows: readonly RawUsage[], book: PriceCatalogue, month: string): MatchedRows {
  const matches = findPrices(rows, book);
  const reasons = reasonsWithPlaces(rows, matches);
  const matched = rows.map((row, index): MatchedUsage => {
    const match = matches[index];
    const usage = toUsage(row, month);
    return match?.kind === "found"
      ? { usage, match }
      : { usage, match: { kind: "missing", reason: reasons[index] ?? "" } };
  });
  return { matched, warnings: regionWarning(rows, matches) };
}

/**
 * The rows' numbers by priceId, for `alreadyUsed` (rows of one price add up) and `ownRates` (a price may come once). Rows
 * that name no price, or several, are a UserError: they could have no effect.
 */
export function numbersByPrice(
  rows: readonly RawUsage[],
  book: PriceCatalogue,
  repeated: "add up" | "refuse",
): ReadonlyMap<string, Decimal> {
  const problems: Problem[] = [];
  const numbers = new Map<string, Decimal>();
  for (const [index, match] of findPrices(rows, book).entries()) {
    const row = rows[index];
    if (row === undefined) continue;
    if (match.kind === "missing") {
      problems.push({ ...problem(match.reason), place: row.place });
      continue;
    }
    const { priceId } = match.price;
    if (repeated === "refuse" && numbers.has(priceId)) {
      problems.push({ ...problem(`${labelOf(row)} has a rate already`), place: row.place });
    }
    numbers.set(priceId, (numbers.get(priceId) ?? ZERO).plus(row.quantity));
  }
  if (problems.length > 0) throw new UserError("USAGE_INVALID", problems);
  return numbers;
}

function findPrices(rows: readonly RawUsage[], book: PriceCatalogue): readonly Match[] {
  const problems = new Map<string, Problem>();
  const known = new Map<string, Match>();
  const matches = rows.map((row): Match => {
    const query = queryFor(row, book);
    // A bill has the same few names over and over.
    const key = JSON.stringify([query, row.covered]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const match =
      row.covered === null ? book.findByUsageType(query) : ({ kind: "missing", reason: row.covered } as const);
    if (match.kind !== "ambiguous") {
      const settled = match.kind === "found" || row.covered !== null ? match : withSuggestion(match.reason, row, book);
      known.set(key, settled);
      return settled;
    }
    if (!problems.has(key)) {
      const what = `${labelOf(row)} in ${query.region} has ${match.candidates.length} different prices`;
      problems.set(key, { ...problem(what, whatTellsApart(match.candidates)), place: row.place });
    }
    return { kind: "missing", reason: "" };
  });
  if (problems.size > 0) throw new UserError("PRICE_AMBIGUOUS", [...problems.values()]);
  return matches;
}

function toUsage(row: RawUsage, month: string): MatchedUsage["usage"] {
  const operation = row.operation === null ? {} : { operation: row.operation };
  return {
    component: row.component,
    service: "",
    selector: { serviceCode: serviceCodeOf(row.serviceCode) ?? "", usageType: labelOf(row), ...operation },
    region: regionOf(row),
    month,
    quantity: row.quantity,
    unit: row.unit ?? "",
    cause: null,
    assumptions: [],
  };
}

function labelOf({ usageType, priceId, sku }: RawUsage): string {
  return usageType ?? priceId ?? sku ?? "";
}

/** The reason with what is listed under the name for others, or else with the nearest name of the Region. */
function withSuggestion(reason: string, row: RawUsage, book: PriceCatalogue): Match & { kind: "missing" } {
  if (row.usageType === null) return { kind: "missing", reason };
  const region = regionOf(row);
  const others = book.findByUsageType({ region, usageType: row.usageType });
  if (others.kind !== "missing") {
    const listed = others.kind === "found" ? [others.price] : others.candidates;
    return { kind: "missing", reason: `${reason}; what is listed there is for ${ownersOf(listed)}` };
  }
  const names = [region, GLOBAL].flatMap((where) => book.prices.filter((price) => price.region === where));
  const bases = new Set(names.map(({ baseUsageType }) => baseUsageType ?? ""));
  const close = nearestUsageType(withoutRegionPrefix(row.usageType, region), bases);
  return { kind: "missing", reason: close === null ? reason : `${reason}; the nearest usage type there is ${close}` };
}

function regionWarning(rows: readonly RawUsage[], matches: readonly Match[]): readonly string[] {
  const assumed = rows.filter((row, index) => {
    const match = matches[index];
    return isRegionAssumed(row) && match?.kind === "found" && match.price.region !== GLOBAL;
  });
  if (assumed.length === 0) return [];
  const which = assumed.length === 1 ? "1 row names" : `${assumed.length} rows name`;
  return [`${which} no Region and no prefix: taken as us-east-1, where AWS leaves the prefix out.`];
}

/** Finds the price of each row of raw usage. */
import { ZERO, type Decimal } from "../decimal.ts";
import { problem, UserError, type Problem } from "../errors.ts";
import { nearestUsageType } from "../nearest.ts";
import type { PriceCatalogue } from "../pricing/price-catalogue.ts";
import { GLOBAL } from "../pricing/regions.ts";
import { whatTellsApart } from "./candidates.ts";
import type { MatchedUsage } from "./line-item.ts";
import type { RawUsage } from "./raw-usage.ts";
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

function withSuggestion(reason: string, row: RawUsage, book: PriceCatalogue): Match & { kind: "missing" } {
  if (row.usageType === null) return { kind: "missing", reason };
  const region = regionOf(row);
  const names = book.prices
    .filter((price) => price.region === region || price.region === GLOBAL)
    .flatMap((price) => [price.usageType ?? "", price.baseUsageType ?? ""])
    .filter((name) => name !== row.usageType);
  const close = nearestUsageType(row.usageType, new Set(names));
  return { kind: "missing", reason: close === null ? reason : `${reason}; the nearest usage type there is ${close}` };
}

/** How many lines of a file a reason names before it only counts them. */
const SHOWN_LINES = 3;

/** Why each row has no price, with the lines of all rows that are one line of the bill: `… (usage.csv:3, 9, 12 and 2 more)`. */
function reasonsWithPlaces(rows: readonly RawUsage[], matches: readonly Match[]): readonly string[] {
  const keys = rows.map(({ component, region, usageType, operation, unit }, index) => {
    const match = matches[index];
    return match?.kind === "missing"
      ? JSON.stringify([component, region, usageType, operation, unit, match.reason])
      : "";
  });
  const places = new Map<string, { file: string; lines: number[] }>();
  for (const [index, { place }] of rows.entries()) {
    if (keys[index] === "" || keys[index] === undefined || place === null) continue;
    const at = places.get(keys[index]) ?? { file: place.file, lines: [] };
    at.lines.push(place.line);
    places.set(keys[index], at);
  }
  return rows.map((_, index) => {
    const match = matches[index];
    const at = places.get(keys[index] ?? "");
    if (match?.kind !== "missing" || at === undefined) return match?.kind === "missing" ? match.reason : "";
    const rest = at.lines.length - SHOWN_LINES;
    const more = rest > 0 ? ` and ${rest} more` : "";
    return `${match.reason} (${at.file}:${at.lines.slice(0, SHOWN_LINES).join(", ")}${more})`;
  });
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

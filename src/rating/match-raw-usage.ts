/** Finds the price of each row of raw usage. */
import { ZERO, type Decimal } from "../decimal.ts";
import { problem, UserError, type Problem } from "../errors.ts";
import type { PriceCatalogue } from "../pricing/price-catalogue.ts";
import type { PriceMatch } from "../pricing/price.ts";
import type { MatchedUsage } from "./line-item.ts";
import { nearest } from "./nearest.ts";
import { describeCandidates } from "./rate.ts";
import type { RawUsage } from "./raw-usage.ts";

/** Rows ready to rate. */
export interface MatchedRows {
  readonly matched: readonly MatchedUsage[];
  /** What has no price, with its place: `usage.csv:3:1 no price for …`. */
  readonly warnings: readonly string[];
}

/**
 * The rows with their prices, as usage of `month` (`YYYY-MM`). A row without a price stays, unpriced, with a warning that
 * names the nearest usage type of its Region. Throws a UserError PRICE_AMBIGUOUS with all rows that match several prices.
 */
export function matchRawUsage(rows: readonly RawUsage[], book: PriceCatalogue, month: string): MatchedRows {
  const matches = findPrices(rows, book);
  const warnings: string[] = [];
  const matched = rows.map((row, index): MatchedUsage => {
    const match = matches[index];
    if (match?.kind === "found") return { usage: toUsage(row, month), match };
    const reason = match === undefined ? "" : withSuggestion(match.reason, row, book);
    warnings.push(row.place === null ? reason : `${row.place.file}:${row.place.line}:${row.place.column} ${reason}`);
    return { usage: toUsage(row, month), match: { kind: "missing", reason } };
  });
  return { matched, warnings };
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
      problems.push({ ...problem(withSuggestion(match.reason, row, book)), place: row.place });
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

function findPrices(rows: readonly RawUsage[], book: PriceCatalogue): readonly MatchedUsage["match"][] {
  const problems: Problem[] = [];
  const matches: MatchedUsage["match"][] = [];
  for (const row of rows) {
    const match = findPrice(row, book);
    if (match.kind !== "ambiguous") matches.push(match);
    else {
      const what = `${labelOf(row)} in ${row.region} has ${match.candidates.length} different prices`;
      const hint = `say serviceCode, operation, databaseEngine, sku or priceId: ${describeCandidates(match.candidates)}`;
      problems.push({ ...problem(what, hint), place: row.place });
    }
  }
  if (problems.length > 0) throw new UserError("PRICE_AMBIGUOUS", problems);
  return matches;
}

function findPrice(row: RawUsage, book: PriceCatalogue): PriceMatch {
  const { serviceCode, operation, databaseEngine, unit, sku, priceId } = row;
  const asked = { serviceCode, operation, databaseEngine, unit, sku, priceId };
  const narrowed = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
  // A row that names its price by id alone takes usage type and Region from it.
  const byId =
    row.usageType === null ? book.prices.find((price) => isNamedBy(price.priceId, price.sku, row)) : undefined;
  const region = row.region === "" ? (byId?.region ?? "") : row.region;
  return book.findByUsageType({ region, usageType: row.usageType ?? byId?.usageType ?? "", ...narrowed });
}

function isNamedBy(priceId: string, sku: string | null, row: RawUsage): boolean {
  return row.priceId === null ? sku === row.sku : priceId === row.priceId;
}

function toUsage(row: RawUsage, month: string): MatchedUsage["usage"] {
  const operation = row.operation === null ? {} : { operation: row.operation };
  return {
    component: row.component,
    service: "",
    selector: { serviceCode: row.serviceCode ?? "", usageType: labelOf(row), ...operation },
    region: row.region,
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

function withSuggestion(reason: string, { usageType, region }: RawUsage, book: PriceCatalogue): string {
  if (usageType === null) return reason;
  const names = book.prices
    .filter((price) => price.region === region || price.region === "global")
    .flatMap((price) => [price.usageType ?? "", price.baseUsageType ?? ""])
    .filter((name) => name !== usageType);
  const close = nearest(usageType, names);
  return close === null ? reason : `${reason}; the nearest usage type there is ${close}`;
}

/** Why rows of usage have no price, with where they stand in their file. */
import type { MatchedUsage } from "./line-item.ts";
import type { RawUsage } from "./raw-usage.ts";

/** How many lines of a file a reason names before it only counts them. */
const SHOWN_LINES = 3;

/**
 * For each row the reason of its match, with the lines of all rows that are one line of the bill:
 * `… (usage.csv:3, 9, 12 and 2 more)`; null for a row with a price.
 */
export function reasonsWithPlaces(
  rows: readonly RawUsage[],
  matches: readonly MatchedUsage["match"][],
): readonly (string | null)[] {
  const linesOf = new Map<string, number[]>();
  const keys = rows.map((row, index) => {
    const match = matches[index];
    if (match?.kind !== "missing") return null;
    const { component, region, usageType, operation, unit, place } = row;
    const key = JSON.stringify([component, region, usageType, operation, unit, match.reason]);
    const lines = linesOf.get(key) ?? [];
    linesOf.set(key, lines);
    if (place !== null) lines.push(place.line);
    return { key, reason: match.reason, file: place?.file ?? "" };
  });
  return keys.map((row) => (row === null ? null : `${row.reason}${placesOf(row.file, linesOf.get(row.key) ?? [])}`));
}

function placesOf(file: string, lines: readonly number[]): string {
  if (lines.length === 0) return "";
  const rest = lines.length - SHOWN_LINES;
  return ` (${file}:${lines.slice(0, SHOWN_LINES).join(", ")}${rest > 0 ? ` and ${rest} more` : ""})`;
}

/** How old prices are. The day comes in as an argument: the core has no clock. */
import type { Price } from "./price.ts";

/** The same day a year earlier: `yearBefore("2026-11-23") === "2025-11-23"`. Dates of this form compare as texts. */
export function yearBefore(day: string): string {
  return `${String(Number(day.slice(0, 4)) - 1).padStart(4, "0")}${day.slice(4)}`;
}

/**
 * One sentence when some prices are older than a year on `today` (`YYYY-MM-DD`), else null:
 * `3 of 7 prices are older than a year on 2026-11-23; the oldest is of 2025-06-05.`
 */
export function ageNote(prices: readonly Price[], today: string): string | null {
  const limit = yearBefore(today);
  const old = prices.map((price) => price.asOf).filter((asOf) => asOf < limit);
  if (old.length === 0) return null;
  const oldest = old.reduce((a, b) => (a < b ? a : b));
  if (prices.length === 1) return `the price is of ${oldest}, older than a year on ${today}.`;
  const verb = old.length === 1 ? "is" : "are";
  return `${old.length} of ${prices.length} prices ${verb} older than a year on ${today}; the oldest is of ${oldest}.`;
}

/** How old the prices are, said once when it matters. */
import type { Estimate } from "../estimate-schema.ts";
import { plural } from "../report/figures.ts";
import { secondsOf } from "../report/instants.ts";
import { DAY_SECONDS } from "../units.ts";

/** Prices change rarely, but a month is long enough for AWS to have changed one. */
const FRESH_DAYS = 31;

/** A line about the oldest price an estimate rests on; null while all are fresh, or when there are none. */
export function priceAgeRemark({ oldest }: Estimate["prices"], today: Date): string | null {
  if (oldest === null) return null;
  const days = Math.floor((today.getTime() / 1000 - secondsOf(oldest)) / DAY_SECONDS);
  return days <= FRESH_DAYS
    ? null
    : `prices: the oldest was read ${plural(days, "day")} ago (${oldest}); surgecast prices refresh reads them again`;
}

/** Percentiles of sampled amounts, exact to the last digit. */
import { type Decimal, decimal, HUNDRED } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import { present } from "../invariant.ts";

export type Range = NonNullable<Estimate["bill"]["range"]>;

/**
 * The amount below which `percent` of a hundred lie, `[0, 100]`, of at least one amount in rising order: linear between the two nearest
 * order statistics, at position `(n − 1) × percent / 100` (definition 7 of Hyndman and Fan, 1996; what spreadsheets' PERCENTILE gives).
 * `percentile([decimal("1"), decimal("2")], 10)` is 1.1; where all amounts are equal it is that amount.
 */
export function percentile(sorted: readonly Decimal[], percent: number): Decimal {
  const hundredths = (sorted.length - 1) * percent;
  const at = Math.floor(hundredths / 100);
  const below = present(sorted[at], "order statistic");
  const above = sorted[at + 1] ?? below;
  return below.plus(
    above
      .minus(below)
      .times(decimal(String(hundredths - at * 100)))
      .dividedBy(HUNDRED),
  );
}

/**
 * Where an amount falls among others, `[0, 100]`, to two places: the share of them that is smaller, and half of the share that is equal
 * (mid-rank). 50 where all are equal to it.
 */
export function percentileOf(amount: Decimal, among: readonly Decimal[]): number {
  const halves = among.reduce((count, other) => count + (other.lt(amount) ? 2 : other.eq(amount) ? 1 : 0), 0);
  return Math.round((halves * 5000) / among.length) / 100;
}

/** P10, P50 and P90 of sampled amounts, at least one, and where the typical run's falls among them. */
export function rangeOf(sampled: readonly Decimal[], typical: Decimal): Range {
  const sorted = [...sampled].sort((a, b) => a.comparedTo(b));
  const at = (percent: number): string => percentile(sorted, percent).toString();
  return {
    p10: at(10),
    p50: at(50),
    p90: at(90),
    typicalPercentile: percentileOf(typical, sorted),
    runs: sorted.length,
  };
}

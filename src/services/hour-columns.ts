/** Arithmetic on hour columns: one number per hour of the period, in base units. Each gives a new column. */
import { HOUR_SECONDS } from "../units.ts";

/** Each hour `factor` times: `times(Float64Array.of(1, 2), 3)` is `3, 6`. */
export function times(column: Float64Array, factor: number): Float64Array {
  const result = new Float64Array(column.length);
  for (let h = 0; h < column.length; h += 1) result[h] = column[h]! * factor;
  return result;
}

/** Hour by hour, the sum of columns of `hours` hours; zeros for none. */
export function plus(hours: number, columns: Iterable<Float64Array>): Float64Array {
  const total = new Float64Array(hours);
  for (const column of columns) for (let h = 0; h < hours; h += 1) total[h]! += column[h]!;
  return total;
}

/** Seconds as AWS bills by the clock hour: an hour begun is a whole one. `wholeHours(Float64Array.of(0, 90))` is `0, 3600`. */
export function wholeHours(activeSeconds: Float64Array): Float64Array {
  return activeSeconds.map((seconds) => (seconds > 0 ? HOUR_SECONDS : 0));
}

/** Seconds of something that is billed for at least `minimum` seconds once it runs: what lacks is added to the hour it begins in. */
export function atLeast(activeSeconds: Float64Array, minimum: number): Float64Array {
  const total = activeSeconds.reduce((sum, seconds) => sum + seconds, 0);
  const first = activeSeconds.findIndex((seconds) => seconds > 0);
  return total >= minimum
    ? activeSeconds
    : activeSeconds.map((seconds, h) => seconds + (h === first ? minimum - total : 0));
}

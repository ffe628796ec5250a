/** Counts over time → a mean and a shape that a scenario's baseline can have. */
import { requestsBetween, type Recording } from "../../traffic/recorded.ts";
import { zoneOffset } from "../../traffic/time-zone.ts";
import { DAY_SECONDS, HOUR_SECONDS } from "../../units.ts";
import type { FoundShape } from "./finding.ts";

const WEEK_SECONDS = 7 * DAY_SECONDS;
/** A busiest hour this near to the mean is no peak. */
const FLAT = 1.1;

export interface Shaped {
  readonly meanPerSecond: number;
  readonly shape: FoundShape;
  readonly guesses: readonly string[];
}

/**
 * The mean over the counted time, and its shape: a table of the week's hours where there is a whole week, a day's peak where there
 * is a whole day, else constant.
 */
export function shapeOf(counts: Omit<Recording, "remarks" | "bytesPerRequest">, timezone: string): Shaped {
  const start = counts.fromSeconds[0] ?? 0;
  const end = counts.untilSeconds.at(-1) ?? 0;
  const length = end - start;
  const total = counts.requests.reduce((sum, requests) => sum + requests, 0);
  const meanPerSecond = length > 0 ? total / length : 0;
  const zone = timezone === "UTC" ? ["hours are UTC: say --timezone to have them in the time of your customers"] : [];
  if (length < DAY_SECONDS) {
    const minutes = Math.round(length / 60);
    const short = `the mean is that of ${minutes} min: traffic over whole days is mostly lower, and has a peak`;
    return { meanPerSecond, shape: { kind: "constant" }, guesses: [short] };
  }
  const unit = length >= WEEK_SECONDS ? WEEK_SECONDS : DAY_SECONDS;
  const rates = hourly(counts, { start, end, unit, timezone });
  const peak = Math.max(...rates);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  if (peak <= mean * FLAT) return { meanPerSecond, shape: { kind: "constant" }, guesses: [] };
  if (unit === WEEK_SECONDS) {
    const table = rates.map((rate) => Math.round((1000 * rate) / mean) / 1000);
    return { meanPerSecond, shape: { kind: "hour_of_week", table }, guesses: zone };
  }
  const peakToMean = Math.min(24, Math.round((100 * peak) / mean) / 100);
  const days = `a curve of the day from ${Math.round((10 * length) / DAY_SECONDS) / 10} days: weekends may differ`;
  return {
    meanPerSecond,
    shape: { kind: "daily", peakHour: rates.indexOf(peak), peakToMean },
    guesses: [days, ...zone],
  };
}

/** Requests a second in each local hour of the day or of the week, from Monday. */
function hourly(
  counts: Omit<Recording, "remarks" | "bytesPerRequest">,
  of: { readonly start: number; readonly end: number; readonly unit: number; readonly timezone: string },
): number[] {
  const hours = of.unit / HOUR_SECONDS;
  const requests = Array.from({ length: hours }, () => 0);
  const seconds = Array.from({ length: hours }, () => 0);
  const offsetAt = zoneOffset(of.timezone);
  for (let at = Math.floor(of.start / HOUR_SECONDS) * HOUR_SECONDS; at < of.end; at += HOUR_SECONDS) {
    const from = Math.max(at, of.start);
    const until = Math.min(at + HOUR_SECONDS, of.end);
    // 1970 began on a Thursday, three days after a Monday.
    const local = (at + offsetAt(at)) / HOUR_SECONDS + (of.unit === WEEK_SECONDS ? 72 : 0);
    const hour = Math.floor(local - hours * Math.floor(local / hours));
    requests[hour] = (requests[hour] ?? 0) + requestsBetween(counts, from, until);
    seconds[hour] = (seconds[hour] ?? 0) + until - from;
  }
  return requests.map((count, h) => ((seconds[h] ?? 0) > 0 ? count / (seconds[h] ?? 1) : 0));
}

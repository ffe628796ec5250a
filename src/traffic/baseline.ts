/** Requests per second before any event: a shape over the hours of the week, scaled so that its mean over the period is the one asked for. */
import { cosTurn } from "../math.ts";
import { zoneOffset } from "./time-zone.ts";

export interface Baseline {
  readonly shape: "constant" | "daily" | "weekly" | "hour_of_week";
  readonly meanPerSecond: number;
  /** Local hour of the day's peak, [0, 24). */
  readonly peakHour: number;
  readonly timezone: string;
  /** Busiest hour against the day's mean, ≥ 1. */
  readonly peakToMean: number;
  /** A weekend day against a weekday. */
  readonly weekend: number;
  /** 168 weights from Monday 00:00 local; for `hour_of_week`. */
  readonly table: readonly number[] | null;
}

/**
 * Rate at each full hour of the period and at its end (length: hours + 1), in requests per second; between two hours it is linear.
 * The mean of the piecewise-linear curve equals `meanPerSecond`. `offsets`: those of the baseline's zone, where they are known already.
 */
export function baselineRates(
  baseline: Baseline,
  startSeconds: number,
  hours: number,
  offsets = zoneOffsetHours(baseline, startSeconds, hours),
): Float64Array {
  const rates = new Float64Array(hours + 1);
  if (baseline.shape === "constant") return rates.fill(baseline.meanPerSecond);
  const startHour = startSeconds / 3600;
  let area = 0;
  for (let h = 0; h <= hours; h += 1) {
    rates[h] = weight(baseline, startHour + h + offsets[h]!);
    if (h > 0) area += (rates[h]! + rates[h - 1]!) / 2;
  }
  const scale = area === 0 ? 0 : (baseline.meanPerSecond * hours) / area;
  for (let h = 0; h <= hours; h += 1) rates[h]! *= scale;
  return rates;
}

/** Relative weight at a local hour counted from 1970-01-01T00:00 local, a Thursday. */
function weight(baseline: Baseline, localHour: number): number {
  const hourOfDay = localHour - 24 * Math.floor(localHour / 24);
  const day = (((Math.floor(localHour / 24) + 3) % 7) + 7) % 7;
  if (baseline.shape === "hour_of_week") return baseline.table?.[day * 24 + Math.floor(hourOfDay)] ?? 0;
  const daily = peakOfDay(baseline.peakToMean, hourOfDay - baseline.peakHour);
  return baseline.shape === "weekly" && day >= 5 ? daily * baseline.weekend : daily;
}

/** The quietest hour of a day with a high peak, against the day's mean. */
const NIGHT = 0.05;

/**
 * Weight `hours` from the peak, where the day's mean is 1: a cosine over the whole day, or, where the peak is nearly twice the mean
 * and more, a narrower one above a steady night.
 */
function peakOfDay(peak: number, hours: number): number {
  if (peak <= 2 - NIGHT) return 1 + (peak - 1) * cosTurn(hours / 24);
  const width = (48 * (1 - NIGHT)) / (peak - NIGHT);
  const distance = Math.abs(hours - 24 * Math.round(hours / 24));
  return distance >= width / 2 ? NIGHT : NIGHT + ((peak - NIGHT) * (1 + cosTurn(distance / width))) / 2;
}

/** Hours to add to UTC for local time, at each full hour. */
export function zoneOffsetHours(
  { timezone, shape }: { readonly timezone: string; readonly shape: Baseline["shape"] | "recorded" },
  startSeconds: number,
  hours: number,
): Float64Array {
  const offsets = new Float64Array(hours + 1);
  if (timezone === "UTC" || shape === "constant" || shape === "recorded") return offsets;
  const offsetAt = zoneOffset(timezone);
  return offsets.map((_, h) => offsetAt(startSeconds + h * 3600) / 3600);
}

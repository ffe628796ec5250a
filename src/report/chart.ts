/** Which columns of a run are worth a line of chart, over which stretch of time, and their values at the width of a page. */
import type { Series, SeriesColumn } from "../simulation/series.ts";
import { MINUTE_SECONDS } from "../units.ts";
import { count, scaledBytes } from "./figures.ts";

/** A half-open stretch of time `[from, to)` in seconds since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

interface Preference {
  readonly unit: RegExp;
  /** Looked for in `component name`. */
  readonly words: RegExp;
  /** How many columns of this kind to draw, largest first. */
  readonly most: number;
}

/** What a person looks for first, in this order. */
const PREFERENCES: readonly Preference[] = [
  { words: /\brequests\b/i, unit: /^(1|requests)\/s$/, most: 2 },
  { words: /\b(failed|errors)\b/i, unit: /^(1|requests)\/s$/, most: 1 },
  { words: /\brunning (?:tasks|instances)\b/i, unit: /^(?:tasks|instances)$/, most: 2 },
  { words: /./, unit: /^ACU$/, most: 1 },
  { words: /\bnat\b/i, unit: /^bytes\/s$/i, most: 1 },
];

/** The columns to draw, in the order of the preferences; none of them twice. */
export function chartColumns(series: Series): SeriesColumn[] {
  const chosen: SeriesColumn[] = [];
  for (const { words, unit, most } of PREFERENCES) {
    const matching = series.columns
      .filter((column) => !chosen.includes(column))
      .filter((column) => unit.test(column.unit) && words.test(`${column.component} ${column.name}`))
      .map((column) => ({ column, largest: largestOf(column.values) }))
      .sort((a, b) => b.largest - a.largest);
    chosen.push(...matching.slice(0, most).map(({ column }) => column));
  }
  return chosen;
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

/** Everything the series covers. */
export function wholeWindow({ startSeconds, stepSeconds }: Series): Window {
  const last = startSeconds.length - 1;
  return { from: startSeconds[0] ?? 0, to: (startSeconds[last] ?? 0) + (stepSeconds[last] ?? 0) };
}

/** From five minutes before an event to ten after it, within what the series covers; null where it lies outside. */
export function eventWindow(series: Series, event: Series["events"][number]): Window | null {
  const whole = wholeWindow(series);
  const from = Math.max(whole.from, event.startSeconds - 5 * MINUTE_SECONDS);
  const to = Math.min(whole.to, event.endSeconds + 10 * MINUTE_SECONDS);
  return from < to ? { from, to } : null;
}

/** The smallest and the largest value in each of equal parts of a window; NaN where the series has no step. */
export interface Envelope {
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/** What is left of a column at `width` equal parts of the window: no peak and no dip vanishes between two of them. */
export function envelope(series: Series, values: Float64Array, window: Window, width: number): Envelope {
  const { startSeconds, stepSeconds } = series;
  const part = (window.to - window.from) / width;
  const least = Array.from({ length: width }, () => NaN);
  const most = Array.from({ length: width }, () => NaN);
  for (let step = 0; step < values.length; step += 1) {
    const start = startSeconds[step] ?? NaN;
    const end = start + (stepSeconds[step] ?? NaN);
    const value = values[step] ?? NaN;
    if (!(end > window.from && start < window.to)) continue;
    const first = Math.max(0, Math.floor((start - window.from) / part));
    // The division may land a hair above a whole part: that part has not begun.
    const beyond = Math.min(width, Math.ceil((end - window.from) / part - 1e-9));
    for (let index = first; index < beyond; index += 1) {
      const low = least[index] ?? NaN;
      const high = most[index] ?? NaN;
      least[index] = Number.isNaN(low) ? value : Math.min(low, value);
      most[index] = Number.isNaN(high) ? value : Math.max(high, value);
    }
  }
  return { least, most };
}

/**
 * The largest value in each of `width` equal parts of the window (a peak must not vanish between two characters);
 * NaN where the series has no step.
 */
export function resample(series: Series, values: Float64Array, window: Window, width: number): readonly number[] {
  return envelope(series, values, window, width).most;
}

/** The smallest and the largest value of the steps that touch the window; null when none does. */
export function extremes(series: Series, values: Float64Array, window: Window): { least: number; most: number } | null {
  let least = Infinity;
  let most = -Infinity;
  for (let step = 0; step < values.length; step += 1) {
    const start = series.startSeconds[step] ?? NaN;
    const end = start + (series.stepSeconds[step] ?? NaN);
    const value = values[step] ?? NaN;
    if (!(end > window.from && start < window.to)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least <= most ? { least, most } : null;
}

const BITS = [
  { unit: "Gbit/s", size: 1e9 },
  { unit: "Mbit/s", size: 1e6 },
  { unit: "kbit/s", size: 1e3 },
] as const;

/** Bit rates are decimal: `scaledBits(2_000_000) === "2 Mbit/s"`. */
function scaledBits(value: number): string {
  const scale = BITS.find(({ size }) => Math.abs(value) >= size);
  return scale === undefined ? `${count(value)} bit/s` : `${count(value / scale.size)} ${scale.unit}`;
}

/** `inUnit(2048, "bytes/s") === "2 KB/s"`, `inUnit(40, "1/s") === "40/s"`, `inUnit(3, "tasks") === "3 tasks"`. */
export function inUnit(value: number, unit: string): string {
  if (unit === "bytes/s") return `${scaledBytes(value)}/s`;
  if (unit === "bytes") return scaledBytes(value);
  if (unit === "$/min") return `$${value.toFixed(Math.abs(value) < 0.1 ? 4 : 2)}/min`;
  if (unit === "bit/s") return scaledBits(value);
  return unit.startsWith("1/") ? `${count(value)}${unit.slice(1)}` : `${count(value)} ${unit}`;
}

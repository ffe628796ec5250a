/**
 * The steps of a run: `base` seconds everywhere, `fine` seconds around events. Edges align with hours, so that no step belongs to
 * two clock hours, and every delay elsewhere is in seconds, so that halving both steps changes no billed hour.
 */

/** Part of the period that is looked at closely, in seconds from its start, `[fromSeconds, untilSeconds)`. */
export interface Window {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

export interface Grid {
  /** Steps' starts, in seconds from the period's start. */
  readonly startSeconds: Float64Array;
  /** Steps' lengths, in seconds. */
  readonly stepSeconds: Float64Array;
  /** Clock hours the period touches. */
  readonly hours: number;
}

/** Share of a step that is taken for rounding. */
const ROUNDING = 1e-9;

/** The next whole number, unless it is missed by rounding only: 7,200 / (3,600 / 515) are 1,030 steps, not 1,031. */
function wholeUp(steps: number): number {
  return Math.ceil(steps - ROUNDING);
}

interface GridOf {
  readonly seconds: number;
  readonly baseSeconds: number;
  readonly fineSeconds: number;
  readonly windows: readonly Window[];
}

/** Base steps in an hour and in all, and fine steps in a base step. */
function steps({ seconds, baseSeconds, fineSeconds }: Omit<GridOf, "windows">) {
  const perHour = wholeUp(3600 / baseSeconds);
  const base = 3600 / perHour;
  return { perHour, base, perBase: Math.max(1, wholeUp(base / fineSeconds)), count: wholeUp(seconds / base) };
}

/** The base steps that a window makes fine, `[from, until)`. */
function touched(window: Window, base: number, count: number): readonly [from: number, until: number] {
  if (window.untilSeconds <= window.fromSeconds) return [0, 0];
  const from = Math.max(0, Math.floor(window.fromSeconds / base + ROUNDING));
  return [from, Math.max(from, Math.min(count, wholeUp(window.untilSeconds / base)))];
}

/** How many steps `grid` would make, without making them. */
export function stepCount(of: GridOf): number {
  const { base, perBase, count } = steps(of);
  const windows = of.windows.map((window) => touched(window, base, count)).toSorted(([a], [b]) => a - b);
  let fine = 0;
  let seen = 0;
  for (const [from, until] of windows) {
    fine += Math.max(0, until - Math.max(from, seen));
    seen = Math.max(seen, until);
  }
  return count - fine + fine * perBase;
}

/**
 * Steps over `[0, seconds)`. Lengths are rounded down so that a whole number fits an hour, and fine steps a base step.
 * `grid({ seconds: 7200, baseSeconds: 60, fineSeconds: 1, windows: [] }).stepSeconds.length === 120`.
 */
export function grid(of: GridOf): Grid {
  const { perHour, base, perBase, count } = steps(of);
  const fine = new Uint8Array(count);
  for (const window of of.windows) fine.fill(1, ...touched(window, base, count));
  const all = stepCount(of);
  const startSeconds = new Float64Array(all);
  const stepSeconds = new Float64Array(all);
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    const parts = fine[i] === 1 ? perBase : 1;
    // Counted from the full hour, so that no rounding grows over the period.
    const start = Math.floor(i / perHour) * 3600 + ((i % perHour) * 3600) / perHour;
    const length = Math.min(base, of.seconds - start);
    for (let part = 0; part < parts; part += 1) {
      startSeconds[at] = start + (length * part) / parts;
      stepSeconds[at] = length / parts;
      at += 1;
    }
  }
  return { startSeconds, stepSeconds, hours: wholeUp(of.seconds / 3600) };
}

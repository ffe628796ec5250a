/** What many draws say of one duration: quantiles, and the share that meets a goal. */

/** Draws of a duration in seconds; Infinity where it never ends. At least one. */
export type Draws = readonly number[];

/** A goal counts as met when at least this share of the draws meets it: when P90 does. */
export const GOAL_SHARE = 0.9;

export interface Distribution {
  /** Seconds that so many percent of the draws do not exceed; null: they never end within what is simulated. */
  readonly p10Seconds: number | null;
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
  readonly p99Seconds: number | null;
  readonly goalSeconds: number;
  /** Share of the draws within the goal, [0, 1]. */
  readonly shareMet: number;
  readonly verdict: "met" | "missed";
}

/** `distribution([60, 120, 600], 300)` has a median of 120 s and meets its goal in two of three draws: missed. */
export function distribution(draws: Draws, goalSeconds: number): Distribution {
  const sorted = draws.toSorted((a, b) => a - b);
  const shareMet = draws.filter((seconds) => seconds <= goalSeconds).length / draws.length;
  return {
    p10Seconds: quantileOf(sorted, 0.1),
    p50Seconds: quantileOf(sorted, 0.5),
    p90Seconds: quantileOf(sorted, 0.9),
    p99Seconds: quantileOf(sorted, 0.99),
    goalSeconds,
    shareMet: Math.round(shareMet * 1e6) / 1e6,
    verdict: shareMet >= GOAL_SHARE ? "met" : "missed",
  };
}

/** The least draw that at least `share` of all do not exceed, rounded to a tenth of a second; null where that is Infinity. */
export function quantileOf(sorted: Draws, share: number): number | null {
  const value =
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1))] ?? Infinity;
  return value === Infinity ? null : Math.round(value * 10) / 10;
}

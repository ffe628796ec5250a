/**
 * Draws of assumptions. Half of the draws lie between low and typical, half between typical and high, evenly: `typical` is the
 * median, and nothing outside of the stated range is ever drawn. Additions and multiplications alone, so that a draw is the same
 * on every machine.
 */
import type { Assumption } from "../assumption.ts";
import { hash01, stream } from "../math.ts";

/**
 * The value, in the assumption's unit, below which a share `u` in [0, 1] of the draws lies, counted from its low end.
 * `quantile({ low: 40, typical: 80, high: 160 }, 0.75) === 120`
 */
export function quantile({ low, typical, high }: Pick<Assumption, "low" | "typical" | "high">, u: number): number {
  return u < 0.5 ? low + (typical - low) * 2 * u : typical + (high - typical) * (2 * u - 1);
}

/**
 * Run number `run` (0, 1, 2, …) draws every assumption of the table: values in each one's unit, for `ModelOptions.assume`. A draw hangs
 * on seed, assumption and run alone, so that an assumption has the same value wherever it is used, and in the same run of another
 * architecture.
 */
export function draws(table: readonly Assumption[], seed: number, run: number): ReadonlyMap<string, number> {
  return new Map(
    table.map((assumption) => [assumption.id, quantile(assumption, hash01(seed, stream(assumption.id), run))]),
  );
}

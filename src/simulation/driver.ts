/**
 * A driver: an amount per step that costs follow. Cells set `now`; the kernel adds it to its hour after every step.
 * Levels are amounts too: ten running tasks in a step of 60 s are 600 task-seconds.
 */
export interface Driver {
  readonly component: string;
  readonly name: string;
  /** Unit of `now / dt`: `1/s`, `tasks`, `ACU`, `bytes/s`. */
  unit: string;
  /** Amount in the current step. */
  now: number;
  /** Amount in each hour of the period. */
  readonly hours: Float64Array;
  /** `now / dt` of every step, for the series; empty when no series is wanted. */
  readonly steps: Float64Array;
}

export function driver(
  of: { readonly component: string; readonly name: string; readonly unit: string },
  hours: number,
  steps: number,
): Driver {
  const made = { ...of, now: NaN, hours: new Float64Array(hours), steps: new Float64Array(steps) };
  // A field that is born as a fraction stays one: born as 0 it would change its kind, and the code that reads it, at the first amount.
  made.now = 0;
  return made;
}

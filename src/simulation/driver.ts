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
  { component, name, unit }: { readonly component: string; readonly name: string; readonly unit: string },
  hours: number,
  steps: number,
): Driver {
  // Written out instead of spread: V8 gives every spread copy a shape of its own, and the kernel would meet a hundred of them.
  return { component, name, unit, now: 0, hours: new Float64Array(hours), steps: new Float64Array(steps) };
}

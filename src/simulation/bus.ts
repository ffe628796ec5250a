/**
 * What the cells of the kernel hand each other within one step: the requests of each class that are still on their way, and
 * how long they have waited. One mutable object per run; cells read and write, nobody keeps a copy.
 */
export interface Bus {
  /** Index of the step in the grid. */
  step: number;
  /** Seconds from the period's start to the step's start. */
  seconds: number;
  /** Length of the step in seconds. */
  dt: number;
  /** Hour of the period, from 0. */
  hour: number;
  /** Event whose window this step belongs to, or -1. */
  event: number;
  /** Requests of each class that reach the next stage in this step. Cells pass on what they serve. Length: classes. */
  readonly flow: Float64Array;
  /** Seconds that those requests have waited and been worked on so far, on average. Length: classes. */
  readonly elapsed: Float64Array;
  /** Requests of each class that failed in this step, at any stage. Length: classes. */
  readonly failed: Float64Array;
}

export function bus(classes: number): Bus {
  return {
    step: 0,
    seconds: 0,
    dt: 0,
    hour: 0,
    event: -1,
    flow: new Float64Array(classes),
    elapsed: new Float64Array(classes),
    failed: new Float64Array(classes),
  };
}

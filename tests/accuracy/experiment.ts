/**
 * A measurement repeated on our code. To add one:
 *
 * 1. an entry in `measured/<service>.yaml`: source, conditions, figures;
 * 2. a file in `experiments/` that drives the real service or scenario code (`tests/support/service-alone.ts`) and exports an
 *    `Experiment`: nothing in it may know the measured figures, except points that it draws;
 * 3. a line in `experiments.ts`; then `npm run docs` writes table and plots into docs/accuracy.md.
 *
 * A figure further off than 15 % needs its reason (`misses`) beside the measured one; at most two may.
 */
export interface Experiment {
  /** Id of the measurement that it repeats. */
  readonly repeats: string;
  /** What was run, in a sentence or two: configuration, load, and what the source leaves open. */
  readonly setting: string;
  /** Deterministic, and the same on every version of Node: no clock, no chance, no Math.exp. */
  run(): Result;
}

export interface Result {
  /** Ours by the id of the measured figure, in its unit; every figure has one. */
  readonly figures: Readonly<Record<string, Ours>>;
  readonly plots: readonly Plot[];
}

/** One number, or the mean and the ends of what a sweep (of a phase, of runs) gave. */
export type Ours = number | { readonly mean: number; readonly from: number; readonly to: number };

/** Becomes `docs/accuracy/<name>.svg`. */
export interface Plot {
  /** File name without ending: `ecs-trigger`. */
  readonly name: string;
  /** Says what is seen, for those who do not see it too. */
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly PlotSeries[];
}

export interface Axis {
  /** With its unit: `seconds since the load began`. */
  readonly label: string;
  /** Ends; from 0, or from the smallest value above it where logarithmic, to the largest when left out. */
  readonly from?: number;
  readonly to?: number;
  readonly logarithmic?: boolean;
}

export interface PlotSeries {
  readonly name: string;
  readonly of: "measured" | "ours";
  /** `steps` holds each value until the next point. A second line of the same kind is dashed. */
  readonly shape: "line" | "steps" | "points";
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Mean and ends of a sweep. */
export function swept(values: readonly number[]): Ours {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    from: Math.min(...values),
    to: Math.max(...values),
  };
}

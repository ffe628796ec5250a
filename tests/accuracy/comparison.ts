/** Every measurement beside its experiment. */
import type { Experiment, Ours, Plot } from "./experiment.ts";
import { experiments } from "./experiments.ts";
import { type MeasuredFigure, type Measurement, measurements } from "./measurement.ts";

/** A figure may lie so far off and still count as reproduced. */
const TOLERANCE = 0.15;

export interface Compared {
  readonly figure: MeasuredFigure;
  readonly ours: Ours;
  /** Ours over the measured value, or over the nearest end of a measured range, less 1; 0 within a range. */
  readonly difference: number;
  readonly within: boolean;
}

export interface Comparison {
  readonly measurement: Measurement;
  readonly setting: string;
  readonly figures: readonly Compared[];
  readonly plots: readonly Plot[];
}

/** In the order of the experiments' list. Throws where a measurement has no experiment, or a figure no answer. */
export function comparisons(): readonly Comparison[] {
  const known = measurements();
  const repeated = new Set(experiments.map(({ repeats }) => repeats));
  const left = known.filter(({ id }) => !repeated.has(id)).map(({ id }) => id);
  if (left.length > 0) throw new Error(`no experiment repeats ${left.join(", ")}`);
  return experiments.map((experiment) => compared(experiment, known));
}

function compared(experiment: Experiment, known: readonly Measurement[]): Comparison {
  const measurement = known.find(({ id }) => id === experiment.repeats);
  if (measurement === undefined) throw new Error(`nothing is known of the measurement ${experiment.repeats}`);
  const { figures, plots } = experiment.run();
  return {
    measurement,
    setting: experiment.setting,
    figures: measurement.figures.map((figure) => {
      const ours = figures[figure.id];
      if (ours === undefined) throw new Error(`the experiment for ${measurement.id} does not answer ${figure.id}`);
      const difference = off(figure, typeof ours === "number" ? ours : ours.mean);
      return { figure, ours, difference, within: Math.abs(difference) <= TOLERANCE };
    }),
    plots,
  };
}

function off({ value, at_least, at_most, between }: MeasuredFigure, ours: number): number {
  const [low, high] = between ?? [value ?? at_least ?? -Infinity, value ?? at_most ?? Infinity];
  const nearest = Math.min(high, Math.max(low, ours));
  return nearest === ours ? 0 : ours / nearest - 1;
}

/** The run over time: every driver that did anything, per step, in its own unit; per hour where the steps were too many to keep. */
import type { Series } from "../simulation/series.ts";
import { HOUR_SECONDS } from "../units.ts";
import type { Model } from "../simulation/model.ts";
import type { Run } from "../simulation/simulate.ts";
import { endSeconds } from "../traffic/arrivals.ts";

export function seriesOf(model: Model, run: Run): Series {
  const { startSeconds, stepSeconds } = isHourly(run) ? hoursOf(run) : run.grid;
  return {
    startSeconds: startSeconds.map((seconds) => model.startSeconds + seconds),
    stepSeconds,
    columns: run.drivers
      .filter(({ hours }) => hours.some((value) => value !== 0))
      .map(({ component, name, unit, steps, hours }) => ({
        component,
        name,
        unit,
        values: isHourly(run) ? hours.map((amount) => amount / HOUR_SECONDS) : steps,
      })),
    events: model.traffic.events.map((event) => ({
      name: event.name,
      startSeconds: model.startSeconds + event.startSeconds,
      endSeconds: model.startSeconds + endSeconds(event),
    })),
  };
}

/** Whether the run has too many steps to keep each. */
export function isHourly({ grid, drivers }: Run): boolean {
  return drivers[0]?.steps.length !== grid.stepSeconds.length;
}

function hoursOf({ grid: { hours } }: Run): {
  readonly startSeconds: Float64Array;
  readonly stepSeconds: Float64Array;
} {
  return {
    startSeconds: Float64Array.from({ length: hours }, (_, hour) => hour * HOUR_SECONDS),
    stepSeconds: new Float64Array(hours).fill(HOUR_SECONDS),
  };
}

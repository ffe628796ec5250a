/** The run over time: every driver that did anything, per step, in its own unit. */
import type { Series } from "../simulation/series.ts";
import type { Model } from "../simulation/model.ts";
import type { Run } from "../simulation/simulate.ts";
import { endSeconds } from "../traffic/arrivals.ts";

export function seriesOf(model: Model, run: Run): Series {
  return {
    startSeconds: run.grid.startSeconds.map((seconds) => model.startSeconds + seconds),
    stepSeconds: run.grid.stepSeconds,
    columns: run.drivers
      .filter(({ steps }) => steps.some((value) => value !== 0))
      .map(({ component, name, unit, steps }) => ({ component, name, unit, values: steps })),
    events: model.traffic.events.map((event) => ({
      name: event.name,
      startSeconds: model.startSeconds + event.startSeconds,
      endSeconds: model.startSeconds + endSeconds(event),
    })),
  };
}

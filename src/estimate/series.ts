/**
 * The run over time: every driver that did anything, per step, in its own unit; per hour where the steps were too many to keep. Beside
 * them what is asked of third parties that have a limit, and the bill by the minute.
 */
import type { Driver } from "../simulation/driver.ts";
import type { Model } from "../simulation/model.ts";
import type { Series, SeriesBound, SeriesColumn } from "../simulation/series.ts";
import type { Run } from "../simulation/simulate.ts";
import { endSeconds } from "../traffic/arrivals.ts";
import { HOUR_SECONDS } from "../units.ts";

const HOUR_MINUTES = 60;

/** `hourCosts`: dollars in each hour of the period. */
export function seriesOf(model: Model, run: Run, hourCosts: Float64Array): Series {
  const { startSeconds, stepSeconds } = isHourly(run) ? hoursOf(run) : run.grid;
  const valuesOf = ({ hours, steps }: Driver): Float64Array =>
    isHourly(run) ? hours.map((amount) => amount / HOUR_SECONDS) : steps;
  const drivers = run.drivers
    .filter(({ hours }) => hours.some((value) => value !== 0))
    .map((driver) => ({
      component: driver.component,
      name: driver.name,
      unit: driver.unit,
      values: valuesOf(driver),
    }));
  return {
    startSeconds: startSeconds.map((seconds) => model.startSeconds + seconds),
    stepSeconds,
    columns: [...drivers, ...callColumns(model, run, valuesOf), ...costColumn(hourCosts, startSeconds)],
    bounds: boundsOf(model),
    events: model.traffic.events.map((event) => ({
      name: event.name,
      startSeconds: model.startSeconds + event.startSeconds,
      endSeconds: model.startSeconds + endSeconds(event),
    })),
  };
}

/** Calls that destinations with a limit answered: those of the requests that were served. */
function callColumns(model: Model, run: Run, valuesOf: (driver: Driver) => Float64Array): SeriesColumn[] {
  return [...model.destinations.values()].flatMap(({ name, limit }) => {
    if (limit === null) return [];
    const served = model.classes.flatMap((c) => {
      const calls = c.calls[name] ?? 0;
      const driver = run.drivers.find((one) => one.component === "traffic" && one.name === `served ${c.name}`);
      return calls === 0 || driver === undefined ? [] : [{ calls, values: valuesOf(driver) }];
    });
    const values = new Float64Array(served[0]?.values.length ?? 0);
    for (const one of served) one.values.forEach((value, i) => (values[i]! += value * one.calls));
    return values.some((value) => value > 0) ? [{ component: name, name: "calls", unit: "1/s", values }] : [];
  });
}

/**
 * The bill by the minute: what each clock hour costs, spread evenly over its minutes. Most of it is billed by the hour, and no finer
 * division would add up to it.
 */
function costColumn(hourCosts: Float64Array, startSeconds: Float64Array): SeriesColumn[] {
  if (hourCosts.every((cost) => cost === 0)) return [];
  const hourOf = (seconds: number): number => Math.floor(seconds / HOUR_SECONDS + 1e-9);
  const values = startSeconds.map((seconds) => (hourCosts[hourOf(seconds)] ?? 0) / HOUR_MINUTES);
  return [{ component: "bill", name: "cost", unit: "$/min", values }];
}

function boundsOf(model: Model): SeriesBound[] {
  const own = model.architecture.components.flatMap(({ id, kind, config }) =>
    (model.services.get(kind)?.bounds?.(config, { quota: model.quota }) ?? []).map(({ driver, title, value }) => ({
      component: id,
      column: driver,
      title,
      value,
    })),
  );
  const calls = [...model.destinations.values()].flatMap(({ name, limit }) =>
    limit === null
      ? []
      : [{ component: name, column: "calls", title: `${name} takes ${limit.perSecond}/s`, value: limit.perSecond }],
  );
  return [...own, ...calls];
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

/**
 * What an event would have needed to be served without failures, from the run's own peaks. Where requests failed, what was used
 * says little: then what arrived counts, each request once (who is served at once does not try again), at the work that
 * the estimate's assumptions give a request. Null where neither says it.
 */
import type { Estimate, EventOutcome } from "../../estimate-schema.ts";
import type { Series, SeriesColumn } from "../../simulation/series.ts";
import { secondsOf } from "../instants.ts";

/** Share of its CPU that a fleet is planned to use at the peak: above it, requests queue behind each other. */
export const PLANNED_UTILISATION = 0.6;

export interface EventNeeds {
  /** Requests of viewers and their retries per second, at most. */
  readonly attemptsPerSecond: number | null;
  /** vCPU at work at once in the application. */
  readonly vcpu: number | null;
  /** Capacity of all database instances together. */
  readonly acu: number | null;
  /** Load of the balancer. */
  readonly lcu: number | null;
  /** Calls to the payment provider per second. */
  readonly paymentsPerSecond: number | null;
}

/** The classes whose work per request is an assumption with one value for all of them. */
const WORK: Readonly<
  Record<string, { readonly cpu: string; readonly database: string | null; readonly bytes: string }>
> = {
  static: { cpu: "cpuApi", database: null, bytes: "staticKB" },
  page: { cpu: "cpuPage", database: "dbPage", bytes: "pageKB" },
  api: { cpu: "cpuApi", database: "dbApi", bytes: "apiKB" },
  checkout: { cpu: "cpuCo", database: "dbCo", bytes: "coKB" },
};

/** Whether no limit failed a request: what was used is then what was needed. */
export function wasServed({ limits }: EventOutcome): boolean {
  return limits.every(({ failed }) => failed === "0");
}

export function eventNeeds(estimate: Estimate, series: Series, event: EventOutcome): EventNeeds {
  const run = peaksOf(series, event);
  const served = wasServed(event);
  const assumed = (id: string): number => Number(estimate.assumptions.find((one) => one.id === id)?.value ?? NaN);
  const work = (part: "cpu" | "database"): number | null => workAtPeak(estimate, event, run, part, assumed);
  const databaseVcpu = served ? null : work("database");
  return {
    attemptsPerSecond: run.peak((at) => run.sum(at, "traffic", /^viewer |^retried /)),
    vcpu: served ? run.peak((at) => run.sum(at, null, /^CPU$/)) : work("cpu"),
    acu: served
      ? run.peak((at) => run.sum(at, null, /^capacity$/, "ACU"))
      : finite(((databaseVcpu ?? NaN) * assumed("acuPerVcpu")) / assumed("acuTarget")),
    lcu: (served ? null : balancerLoad(event, run, assumed)) ?? run.peak((at) => firstTriesLoad(run, at)),
    paymentsPerSecond: finite(
      ((run.peak((at) => run.sum(at, "traffic", /^missed checkout$/)) ?? NaN) * assumed("paymentCalls")) /
        assumed("checkoutRequestsPerOrder"),
    ),
  };
}

/** The columns of a run within an event. */
interface Peaks {
  /** The largest of a figure over the steps of the event; null where no step has it. */
  readonly peak: (figure: (step: number) => number) => number | null;
  /** Sum of the columns of a component (null: of any) that are called so; NaN where there is none. */
  readonly sum: (step: number, component: string | null, name: RegExp, unit?: string) => number;
}

function peaksOf(series: Series, event: EventOutcome): Peaks {
  const [from, to] = [secondsOf(event.start), secondsOf(event.end)];
  const steps = [...series.startSeconds.keys()].filter((step) => {
    const start = series.startSeconds[step] ?? NaN;
    return start >= from && start < to;
  });
  const found = new Map<string, readonly SeriesColumn[]>();
  const columns = (component: string | null, name: RegExp, unit?: string): readonly SeriesColumn[] => {
    const key = `${component ?? "*"} ${name.source} ${unit ?? ""}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const matching = series.columns.filter(
      (column) =>
        (component === null || column.component === component) &&
        name.test(column.name) &&
        (unit === undefined || column.unit === unit),
    );
    found.set(key, matching);
    return matching;
  };
  return {
    peak: (figure) => {
      const values = steps.map(figure).filter((value) => Number.isFinite(value));
      return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value));
    },
    sum: (step, component, name, unit) => {
      const matching = columns(component, name, unit);
      return matching.length === 0 ? NaN : matching.reduce((all, { values }) => all + (values[step] ?? NaN), 0);
    },
  };
}

/** vCPU that the peak asks of the application or of the database; null where a class's work per request is not known here. */
function workAtPeak(
  { bill }: Estimate,
  { byClass }: EventOutcome,
  run: Peaks,
  part: "cpu" | "database",
  assumed: (id: string) => number,
): number | null {
  // Static requests go to the bucket where there is one.
  const bucket = bill.byComponent.some(({ service }) => service === "s3");
  const classes = byClass.map((outcome) => outcome.class).filter((name) => name !== "static" || !bucket);
  return run.peak((at) =>
    classes.reduce((all, name) => {
      const id = WORK[name]?.[part];
      if (id === null) return all;
      // Milliseconds a request.
      return all + (run.sum(at, "traffic", new RegExp(`^missed ${name}$`)) * assumed(id ?? "")) / 1000;
    }, 0),
  );
}

/**
 * The balancer's load if everyone who arrives were answered at once: a unit is 25 new connections a second or 1 GB an hour. Null where
 * a class's bytes are not known here.
 */
function balancerLoad({ byClass }: EventOutcome, run: Peaks, assumed: (id: string) => number): number | null {
  const classes = byClass.map((outcome) => outcome.class).filter((name) => name !== "static");
  const arriving = (at: number, name: string): number => run.sum(at, "traffic", new RegExp(`^missed ${name}$`));
  const gigabytesPerHour = (kilobytes: number): number => (kilobytes * 1000 * 3600) / 2 ** 30;
  return run.peak((at) => {
    const requests = classes.reduce((all, name) => all + arriving(at, name), 0);
    const kilobytes = classes.reduce(
      (all, name) => all + arriving(at, name) * (assumed(WORK[name]?.bytes ?? "") + assumed("reqKB")),
      0,
    );
    return Math.max((requests * assumed("albNew")) / 25, gigabytesPerHour(kilobytes));
  });
}

/** The balancer's load without those who come again. */
function firstTriesLoad(run: Peaks, at: number): number {
  const load = run.sum(at, null, /^load$/, "LCU");
  const requests = run.sum(at, "balancer", /^requests$/);
  const retried = run.sum(at, "traffic", /^retried /);
  if (!(requests > 0) || Number.isNaN(retried)) return load;
  return load * Math.max(0, 1 - retried / requests);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

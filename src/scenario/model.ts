/** A scenario as the simulation takes it: base units, every default filled in, the network expanded. */
import type { Architecture } from "../architecture/architecture.ts";
import { expand } from "../architecture/expand.ts";
import { assumptions, type Assumptions } from "../assumption.ts";
import { present } from "../invariant.ts";
import { stream } from "../math.ts";
import { preparedKeys, type Service } from "../services/service.ts";
import type { Model, Prepared } from "../simulation/model.ts";
import { type Event, type Traffic } from "../traffic/arrivals.ts";
import { baselineRates, zoneOffsetHours } from "../traffic/baseline.ts";
import { placeRecording } from "../traffic/place-recording.ts";
import type { Recorded } from "../traffic/recorded.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import { assumptionTable } from "./assumption-table.ts";
import { disruptionWindows, fineWindows } from "./extent.ts";
import { namedDestinations } from "./named-destinations.ts";
import { period, type Period } from "./period.ts";
import { defaultQuotas } from "./quotas.ts";
import { baseMix, eventMix } from "./mix.ts";
import { requestClasses } from "./request-classes.ts";
import { viewerShares } from "./shares.ts";
import type { Scenario, ScenarioEvent } from "./schema.ts";

export interface ModelOptions {
  /** Assumptions by id, in their own unit, on top of the scenario's. */
  readonly assume?: ReadonlyMap<string, number>;
  /** Events to leave out; the grid stays as it was. */
  readonly without?: readonly string[];
  /** What of `prepare:` to leave out, by its place in the list. */
  readonly unprepared?: readonly number[];
  /** Grid steps instead of the scenario's, in seconds. */
  readonly step?: { readonly baseSeconds: number; readonly fineSeconds: number };
}

/** The models of one scenario: what no assumption and no event moves is worked out once. */
export function models(scenario: Scenario, services: readonly Service[]): (options?: ModelOptions) => Model {
  const table = assumptionTable(services);
  const byKind = new Map(services.map((one) => [one.kind, one]));
  const when = period(scenario);
  const architecture = expand(scenario, services);
  const offsets = zoneOffsetHours(scenario.traffic.baseline, when.startSeconds, Math.ceil(when.hours));
  const recorded = recordedOf(scenario, when);
  return (options = {}) => model(scenario, { table, byKind, when, architecture, offsets, recorded }, options);
}

interface Given {
  readonly table: ReturnType<typeof assumptionTable>;
  readonly byKind: ReadonlyMap<string, Service>;
  readonly when: Period;
  readonly architecture: Architecture;
  readonly offsets: Float64Array;
  readonly recorded: Recorded | null;
}

function model(scenario: Scenario, given: Given, options: ModelOptions): Model {
  const { table, byKind, when, architecture } = given;
  const { assume, without = [], unprepared = [], step } = options;
  const overrides = new Map([...Object.entries(scenario.assume), ...(assume ?? [])]);
  const values = assumptions(table, overrides);
  const classes = requestClasses(scenario, architecture.components, values);
  const events = scenario.traffic.events.map((event) => eventOf(event, scenario, classes, values));
  const kept = events.filter(({ name }) => !without.includes(name));
  return {
    startSeconds: when.startSeconds,
    seconds: when.hours * 3600,
    months: when.months.map(({ calendarHours, ...month }) => ({ ...month, monthHours: calendarHours })),
    baseSeconds: step?.baseSeconds ?? scenario.step.base,
    fineSeconds: step?.fineSeconds ?? scenario.step.event,
    windows: [
      ...scenario.traffic.events.flatMap((event) => fineWindows(event.at, event)),
      ...scenario.disruptions.flatMap(disruptionWindows),
    ],
    architecture,
    services: byKind,
    classes,
    traffic: trafficOf(scenario, classes, kept, given, values),
    atEdge: scenario.traffic.at === "edge",
    viewers: viewerShares(scenario),
    destinations: namedDestinations(scenario, classes, values),
    admission: admissionOf(scenario, classes),
    prepared: preparedOf(scenario, events, when).filter(
      ({ entry, event }) => (event === null || !without.includes(event)) && !unprepared.includes(entry),
    ),
    disruptions: scenario.disruptions.map(({ component, at, spot_interrupted, capacity_back }) => ({
      component,
      seconds: at,
      spotShare: spot_interrupted,
      backSeconds: capacity_back ?? null,
    })),
    quota: (name) => scenario.quotas[name] ?? defaultQuotas[name],
    assumptions: values,
  };
}

function trafficOf(
  scenario: Scenario,
  classes: readonly RequestClass[],
  events: readonly Event[],
  { when, offsets, recorded }: Given,
  values: Assumptions,
): Traffic {
  const { baseline, noise } = scenario.traffic;
  const shaped = baseline.shape === "daily" || baseline.shape === "weekly";
  // An average month has no traffic curve.
  const shape = when.averageMonth || baseline.shape === "recorded" ? "constant" : baseline.shape;
  // What was recorded has its own ups and downs.
  const usualNoise = (): number => (recorded === null ? values.value("noise") : 0);
  return {
    seed: scenario.seed,
    streams: Int32Array.from(classes, ({ name }) => stream(name)),
    noise: when.averageMonth ? 0 : (noise ?? usualNoise()),
    recorded,
    hourRates: baselineRates(
      {
        shape,
        meanPerSecond: meanPerSecond(baseline),
        peakHour: baseline.peak_hour,
        timezone: baseline.timezone,
        peakToMean: baseline.peak_to_mean ?? (shaped ? values.value("peakToMean") : 1),
        weekend: baseline.weekend ?? (baseline.shape === "weekly" ? values.value("weekendToWeek") : 1),
        table: baseline.table ?? null,
      },
      when.startSeconds,
      Math.ceil(when.hours),
      offsets,
    ),
    mix: baseMix(scenario, classes, values),
    events,
    startMinute: Math.floor(when.startSeconds / 60),
  };
}

function recordedOf({ recording, traffic: { baseline }, step }: Scenario, when: Period): Recorded | null {
  if (recording === null) return null;
  return placeRecording(recording, {
    startSeconds: when.startSeconds,
    seconds: when.hours * 3600,
    align: baseline.align ?? "start",
    repeat: baseline.repeat ?? null,
    timezone: baseline.timezone,
    scale: baseline.scale ?? 1,
    meanPerSecond: baseline.mean ?? null,
    stepSeconds: step.base,
  });
}

/** Requests a second at the edge, from a rate or from people: visitors × pages × requests that come with a page. */
export function meanPerSecond(baseline: Scenario["traffic"]["baseline"]): number {
  if (baseline.mean !== undefined) return baseline.mean;
  return (baseline.visitors ?? 0) * (baseline.pages_per_visit ?? 1) * (baseline.requests_per_page ?? 1);
}

function eventOf(
  event: ScenarioEvent,
  scenario: Scenario,
  classes: readonly RequestClass[],
  values: Assumptions,
): Event {
  return {
    name: event.name,
    startSeconds: event.at,
    rampSeconds: event.ramp,
    holdSeconds: event.hold,
    decaySeconds: event.decay,
    multiple: event.multiple,
    mix: eventMix(event, scenario, classes, values),
    stock: event.stock ?? null,
    botShare: event.bots?.share ?? 0,
    botBlockedShare: event.bots?.blocked ?? 0,
    coldShare: event.cold,
  };
}

function admissionOf(scenario: Scenario, classes: readonly RequestClass[]): Model["admission"] {
  const { admission } = scenario;
  if (admission === undefined) return null;
  const named = admission.classes;
  return {
    perSecond: admission.per_second,
    pollSeconds: admission.poll,
    gated: Uint8Array.from(classes, ({ name, origin }) =>
      Number(named === undefined ? origin === "balancer" : named.includes(name)),
    ),
  };
}

/** Offsets count from the named event's start, or from the period's. */
function preparedOf(scenario: Scenario, events: readonly Event[], when: Period): Prepared[] {
  return scenario.prepare.flatMap((prepare, entry) => {
    const event = prepare.event ?? (events.length === 1 ? events[0]?.name : undefined) ?? null;
    const origin =
      event === null
        ? 0
        : present(
            events.find(({ name }) => name === event),
            `event ${event}`,
          ).startSeconds;
    return preparedKeys.flatMap((key): Prepared[] => {
      const value = prepare[key];
      if (value === undefined) return [];
      return [
        {
          entry,
          component: prepare.component,
          key,
          value,
          fromSeconds: Math.max(0, origin + prepare.from),
          untilSeconds: prepare.until === undefined ? when.hours * 3600 : origin + prepare.until,
          lowered: prepare.until !== undefined,
          event,
        },
      ];
    });
  });
}

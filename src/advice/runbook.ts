/**
 * The runbook of an event, from a week before to two hours after: what to ask for, what to raise to which floor and when to lower it,
 * what to look at, what to do when it goes wrong. Floors are those of the set that survives, or those the scenario prepares.
 */
import type { Scenario } from "../scenario/schema.ts";
import type { Model } from "../simulation/model.ts";
import { preparedKeys } from "../services/service.ts";
import { type Event, endSeconds } from "../traffic/arrivals.ts";
import { zoneOffset } from "../traffic/time-zone.ts";
import { iso } from "../estimate/instant.ts";
import type { Measured } from "./measure.ts";
import { type QuotaNeed, QUOTA_LEAD_DAYS } from "./quotas.ts";
import type { Advice } from "./schema.ts";
import type { Prepare } from "./prepared.ts";

type Line = Advice["runbook"][number];

const DAY = 86_400;
const HOUR = 3600;
const MINUTE = 60;
const reservation =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html";
const scheduled =
  "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html";

export interface RunbookGiven {
  /** The scenario that is to be run: with the set that survives, where there is one. */
  readonly scenario: Scenario;
  /** As it is now. */
  readonly before: Scenario;
  readonly model: Model;
  readonly measured: Measured;
  readonly quotas: readonly QuotaNeed[];
}

/** Lines in the order of their time, event by event. */
export function runbookOf(given: RunbookGiven): readonly Line[] {
  return given.model.traffic.events.flatMap((event) => linesOf(event, given));
}

function linesOf(event: Event, given: RunbookGiven): readonly Line[] {
  const { scenario, model } = given;
  const { timezone } = scenario.traffic.baseline;
  const line = (seconds: number, kind: Line["kind"], action: string, source: string | null = null): Line => ({
    event: event.name,
    at: iso(model, event.startSeconds + seconds),
    local: localTime(model.startSeconds + event.startSeconds + seconds, timezone),
    offset: offsetOf(seconds),
    kind,
    action,
    source,
  });
  const steps = scenario.prepare.filter((step) => isFor(step, event, scenario));
  return [
    ...asked(event, given).map(({ seconds, action, source }) => line(seconds, "ask", action, source)),
    line(-7 * DAY, "check", `test the shop with ${rate(peakOf(event, model))} requests a second, images included`),
    line(-DAY, "check", "no deployment from here on; the image of the tasks is in the registry, alarms reach somebody"),
    ...steps.flatMap((step) =>
      raised(step, scenario).map(({ action, source }) => line(step.from, "raise", action, source)),
    ),
    ...readiness(steps, scenario).map((action) => line(-10 * MINUTE, "check", action)),
    line(
      0,
      "watch",
      `${event.name} begins: ${rate(peakOf(event, model))} requests a second within ${span(event.rampSeconds)}`,
    ),
    ...watched(given, event).map((action) => line(0, "watch", action)),
    ...rollBack(given).map((action) => line(0, "roll_back", action)),
    ...steps.flatMap((step) =>
      step.until === undefined
        ? [
            line(
              endSeconds(event) - event.startSeconds,
              "lower",
              `lower ${step.component} by hand: nothing in the scenario does`,
            ),
          ]
        : lowered(step, scenario).map((action) => line(step.until ?? 0, "lower", action, scheduled)),
    ),
    line(
      2 * HOUR,
      "check",
      "tasks, ACU, cache and LCU are back at their usual minimums: what is not is paid every day",
    ),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function isFor({ event }: Prepare, { name }: Event, { traffic: { events } }: Scenario): boolean {
  return event === name || (event === undefined && events.length === 1);
}

interface Asked {
  readonly seconds: number;
  readonly action: string;
  readonly source: string | null;
}

/** Quotas and other people's limits, which take days. */
function asked(_: Event, { quotas, scenario, before }: RunbookGiven): readonly Asked[] {
  const wanted = quotas.flatMap(({ title, now, request, source }): Asked[] =>
    request === null
      ? []
      : [
          {
            seconds: -QUOTA_LEAD_DAYS * DAY,
            action: `ask AWS for a quota of ${figure(request)} ${title}, now ${figure(now)}`,
            source,
          },
        ],
  );
  const limits = Object.entries(scenario.destinations).flatMap(([name, { limit }]): Asked[] => {
    const was = before.destinations[name]?.limit?.per_second;
    if (limit === undefined || was === undefined || limit.per_second <= was) return [];
    const action = `ask ${name} for ${figure(limit.per_second)} calls a second during the event, now ${figure(was)}`;
    return [{ seconds: -7 * DAY, action, source: null }];
  });
  return [...wanted, ...limits];
}

function raised(step: Prepare, scenario: Scenario): { readonly action: string; readonly source: string }[] {
  return preparedKeys.flatMap((key) => {
    const amount = step[key];
    if (amount === undefined) return [];
    const source = key === "reserved_lcu" ? reservation : scheduled;
    return [
      {
        action: `${raiseWords(step.component, key, scenario)} to ${figure(amount)}${unitOf(step.component, key, scenario)}`,
        source,
      },
    ];
  });
}

function raiseWords(component: string, key: (typeof preparedKeys)[number], scenario: Scenario): string {
  if (key === "reserved_lcu") return `raise the reserved capacity of ${component}`;
  if (key === "provisioned_concurrency") return `raise the provisioned concurrency of ${component}`;
  const of = kindOf(component, scenario) === "aurora_serverless" ? "each instance of " : "";
  return `raise the minimum of ${of}${component}`;
}

function unitOf(component: string, key: (typeof preparedKeys)[number], scenario: Scenario): string {
  if (key === "reserved_lcu") return " LCU";
  if (key === "provisioned_concurrency") return " environments";
  const units: Readonly<Record<string, string>> = {
    fargate: " tasks",
    ec2_auto_scaling: " instances",
    aurora_serverless: " ACU",
    elasticache_serverless: " ECPU a second",
    dynamodb: " capacity units",
  };
  return units[kindOf(component, scenario) ?? ""] ?? "";
}

const nounOf = {
  min: "the minimum",
  reserved_lcu: "the reserved capacity",
  provisioned_concurrency: "the provisioned concurrency",
} as const;

/** The setting as it is without preparation. */
function lowered(step: Prepare, scenario: Scenario): readonly string[] {
  return preparedKeys.flatMap((key) => {
    if (step[key] === undefined) return [];
    const config = scenario.components.find(({ id }) => id === step.component)?.config;
    const setting = {
      min: kindOf(step.component, scenario) === "elasticache_serverless" ? "min_ecpu" : "min",
      reserved_lcu: "reserved_lcu",
      provisioned_concurrency: "provisioned",
    }[key];
    const usual = numberAt(config, setting) ?? 0;
    if (usual === 0) return [`end ${nounOf[key]} of ${step.component}`];
    return [`lower ${nounOf[key]} of ${step.component} to ${figure(usual)}${unitOf(step.component, key, scenario)}`];
  });
}

function readiness(steps: readonly Prepare[], scenario: Scenario): readonly string[] {
  return steps.flatMap((step) =>
    preparedKeys.flatMap((key) => {
      const amount = step[key];
      if (amount === undefined) return [];
      const unit = unitOf(step.component, key, scenario);
      const state: Readonly<Record<string, string>> = {
        min: `${step.component} has its ${figure(amount)}${unit} running and healthy`,
        reserved_lcu: `the reservation of ${step.component} is in state "provisioned" in every zone`,
        provisioned_concurrency: `the ${figure(amount)} environments of ${step.component} are ready`,
      };
      return [state[key] ?? ""];
    }),
  );
}

/** Metrics by kind, with what is too much. */
const metrics: Readonly<Record<string, string>> = {
  application_load_balancer: "HTTPCode_ELB_5XX_Count above 0, RejectedConnectionCount above 0",
  fargate: "CPUUtilization above 85 % for a minute, RunningTaskCount below its floor",
  ec2_auto_scaling: "CPUUtilization above 85 % for a minute, GroupInServiceInstances below its floor",
  lambda: "Throttles above 0",
  aurora_serverless: "ACUUtilization above 90 %, DatabaseConnections near max_connections",
  aurora: "CPUUtilization above 85 %, DatabaseConnections near max_connections",
  rds_postgresql: "CPUUtilization above 85 %, DatabaseConnections near max_connections",
  elasticache_serverless: "ThrottledCmds above 0",
  elasticache: "EngineCPUUtilization above 85 %",
  dynamodb: "ThrottledRequests above 0",
  nat_gateway: "ErrorPortAllocation above 0, PacketsDropCount above 0",
  regional_nat_gateway: "ErrorPortAllocation above 0, PacketsDropCount above 0",
  s3: "5xxErrors above 0",
};

function watched({ scenario, model, measured }: RunbookGiven, event: Event): readonly string[] {
  const seen = new Set<string>();
  const standing = model.architecture.components.filter(({ region }) => region === model.architecture.region);
  const own = standing.flatMap(({ id, kind }) => {
    const metric = metrics[kind];
    if (metric === undefined || seen.has(kind)) return [];
    seen.add(kind);
    return [`watch ${id}: ${metric}`];
  });
  const others = Object.entries(scenario.destinations).flatMap(([name, { limit }]) =>
    limit === undefined ? [] : [`watch ${name}: refused calls, at ${figure(limit.per_second)} a second it is full`],
  );
  const limit = measured.moments.find((moment) => moment.event === event.name)?.firstLimit ?? null;
  return [...own, ...others, ...(limit === null ? [] : [`in the simulation this is short first: ${limit}`])];
}

function rollBack({ scenario, model }: RunbookGiven): readonly string[] {
  const fleet = scenario.components.find(({ kind }) => kind === "fargate" || kind === "ec2_auto_scaling");
  const max = fleet === undefined ? null : numberAt(fleet.config, "max");
  return [
    ...(fleet === undefined || max === null
      ? []
      : [
          `if requests fail for CPU: set the minimum of ${fleet.id} to its maximum of ${figure(max)} by hand, target tracking takes minutes`,
        ]),
    ...(model.admission === null
      ? ["if that is not enough: send visitors to a static page at the edge and let them in by and by"]
      : []),
    "if checkouts fail at a third party: stop the sale rather than lose orders, the page at the edge says when it goes on",
  ];
}

function kindOf(component: string, { components }: Scenario): string | undefined {
  return components.find(({ id }) => id === component)?.kind;
}

/** Requests of viewers a second at the height. */
function peakOf(event: Event, { traffic }: Model): number {
  const hour = Math.min(traffic.hourRates.length - 1, Math.max(0, Math.round(event.startSeconds / HOUR)));
  return (traffic.hourRates[hour] ?? 0) * event.multiple;
}

/** `19:00 20 Nov, Europe/Paris`. */
function localTime(utcSeconds: number, timezone: string): string {
  const local = new Date((utcSeconds + zoneOffset(timezone)(utcSeconds)) * 1000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)} ${timezone}`;
}

/** `T-7d`, `T-30m`, `T+0`, `T+2h`. */
export function offsetOf(seconds: number): string {
  const sign = seconds < 0 ? "-" : "+";
  const size = Math.abs(seconds);
  if (size === 0) return "T+0";
  if (size % DAY === 0) return `T${sign}${size / DAY}d`;
  if (size % HOUR === 0) return `T${sign}${size / HOUR}h`;
  return `T${sign}${Math.round(size / MINUTE)}m`;
}

function numberAt(config: unknown, key: string): number | null {
  if (typeof config !== "object" || config === null) return null;
  const found = Object.entries(config).find(([name]) => name === key)?.[1];
  return typeof found === "number" ? found : null;
}

const figure = (value: number): string => value.toLocaleString("en-US");
const rate = (perSecond: number): string => figure(Math.round(perSecond));
const span = (seconds: number): string => (seconds < 120 ? `${seconds} s` : `${Math.round(seconds / MINUTE)} min`);

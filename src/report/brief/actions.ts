/** What to do by when, so that the next run of this event may survive: derived from its peaks and from the limits it reached. */
import { decimal, ZERO, sum } from "../../decimal.ts";
import type { Estimate, EventOutcome } from "../../estimate-schema.ts";
import type { Series } from "../../simulation/series.ts";
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from "../../units.ts";
import { count, money } from "../figures.ts";
import { clock, day, secondsOf } from "../instants.ts";
import { type EventNeeds, PLANNED_UTILISATION, wasServed } from "./needs.ts";

/** Something to do, and until when in seconds since 1970. */
export interface Action {
  readonly component: string;
  readonly bySeconds: number;
  readonly by: string;
  readonly what: string;
}

/** Requests for quotas and calls to third parties take days. */
const AHEAD_DAYS = 7;
/** What is raised for an event stands half an hour before it. */
const READY_MINUTES = 30;
/** AWS reserves no fewer: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html */
const LEAST_RESERVED_LCU = 100;

/** Limits that stay when there is more of a component. */
const OWN_LIMITS = /quota|maximum|tasks it may have|connections|one row or lock/;

export function actionsFor(estimate: Estimate, series: Series, event: EventOutcome, needs: EventNeeds): Action[] {
  const start = secondsOf(event.start);
  const early = start - AHEAD_DAYS * DAY_SECONDS;
  const ready = start - READY_MINUTES * MINUTE_SECONDS;
  const ahead = (component: string, what: string): Action => ({ component, bySeconds: early, by: day(early), what });
  const by = `${day(ready)} ${clock(ready)}`;
  const before = (component: string, what: string): Action => ({ component, bySeconds: ready, by, what });
  const raised = [
    ...fargate(estimate, series, event, needs, { ahead, before }),
    ...database(estimate, series, event, needs, before),
    ...balancer(estimate, event, needs, before),
  ];
  const others = otherLimits(estimate, event, needs, new Set(raised.map(({ component }) => component)));
  return [...raised, ...others.map(({ component, what }) => ahead(component, what))].sort(
    (a, b) => a.bySeconds - b.bySeconds,
  );
}

interface When {
  readonly ahead: (component: string, what: string) => Action;
  readonly before: (component: string, what: string) => Action;
}

function fargate(estimate: Estimate, series: Series, event: EventOutcome, needs: EventNeeds, when: When): Action[] {
  const fleets = fleetsOf(estimate, series);
  const [fleet] = fleets;
  // Which of several fleets needs how much of it, nothing here says.
  if (fleet === undefined || fleets.length > 1 || needs.vcpu === null || fleet.vcpuPerTask === null) return [];
  const tasks = wasServed(event)
    ? atMost(fleet.tasks, series, event)
    : Math.ceil(needs.vcpu / PLANNED_UTILISATION / fleet.vcpuPerTask);
  const atWork = `${count(Math.ceil(needs.vcpu))} vCPU at work at the peak`;
  const planned = wasServed(event) ? atWork : `${atWork}, ${PLANNED_UTILISATION * 100}% of theirs`;
  const forgotten = fleet.taskHour === null ? null : Math.max(0, tasks - fleet.least) * fleet.taskHour * 24;
  const region = estimate.scenario?.region ?? "";
  return [
    when.ahead(
      fleet.name,
      `have a Fargate quota of at least ${count(Math.ceil(tasks * fleet.vcpuPerTask))} vCPU in ${region}; a new account has 6`,
    ),
    when.before(
      fleet.name,
      `have ${count(tasks)} tasks of ${fleet.name} running (${planned}), lower them after the event${ifForgotten(forgotten)}`,
    ),
  ];
}

function ifForgotten(dollarsPerDay: number | null): string {
  return dollarsPerDay === null || dollarsPerDay < 0.01
    ? ""
    : `: +${money(dollarsPerDay.toFixed(6))} a day if forgotten`;
}

interface Fleet {
  readonly name: string;
  readonly tasks: Float64Array;
  /** Fewest tasks at any time. */
  readonly least: number;
  readonly vcpuPerTask: number | null;
  /** Dollars a task costs an hour. */
  readonly taskHour: number | null;
}

function fleetsOf({ bill }: Estimate, { columns, stepSeconds }: Series): Fleet[] {
  return bill.byComponent
    .filter(({ service }) => service === "fargate")
    .flatMap(({ component, cost }) => {
      const tasks = columns.find((column) => column.component === component && column.name === "running tasks");
      if (tasks === undefined) return [];
      const billed = columns.find((column) => column.component === component && column.name === "billed") ?? tasks;
      const taskHours = billed.values.reduce(
        (all, value, step) => all + (value * (stepSeconds[step] ?? 0)) / HOUR_SECONDS,
        0,
      );
      const vcpuHours = sum(
        bill.lineItems
          .filter((line) => line.component === component && /Fargate.*vCPU-Hours/.test(line.usageType))
          .map(({ quantity }) => decimal(quantity)),
      );
      return [
        {
          name: component,
          tasks: tasks.values,
          least: tasks.values.reduce((least, value) => Math.min(least, value)),
          // Tasks have quarters of a vCPU and up: what remains is the series' rounding.
          vcpuPerTask:
            taskHours > 0 && vcpuHours.gt(ZERO) ? Math.round((vcpuHours.toNumber() / taskHours) * 4) / 4 : null,
          taskHour: cost === null || taskHours === 0 ? null : decimal(cost).toNumber() / taskHours,
        },
      ];
    });
}

function database(
  estimate: Estimate,
  series: Series,
  event: EventOutcome,
  { acu }: EventNeeds,
  before: When["before"],
): Action[] {
  const clusters = estimate.bill.byComponent.filter(({ service }) => service === "aurora_serverless");
  const [cluster] = clusters;
  if (cluster === undefined || clusters.length > 1 || acu === null) return [];
  const column = (name: string) =>
    series.columns.find((one) => one.component === cluster.component && one.name === name);
  const capacity = column("capacity");
  if (capacity === undefined) return [];
  const instances = Math.max(1, Math.round(atMost(column("running")?.values ?? Float64Array.of(), series, event)));
  const line = estimate.bill.lineItems.find(
    ({ component, usageType }) => component === cluster.component && /ServerlessV2/.test(usageType),
  );
  const price = line?.charges[0] === undefined ? null : decimal(line.charges[0].pricePerUnit).toNumber();
  const least = capacity.values.reduce((fewest, value) => Math.min(fewest, value), Infinity);
  const forgotten = price === null ? null : Math.max(0, acu - least) * price * 24;
  const each = Math.ceil(acu / instances);
  const owner = instances > 1 ? `each of the ${instances} instances of ${cluster.component}` : cluster.component;
  return [
    before(
      cluster.component,
      `have a minimum of ${count(each)} ACU for ${owner}, lower it after the event${ifForgotten(forgotten)}`,
    ),
  ];
}

function balancer({ bill }: Estimate, event: EventOutcome, { lcu }: EventNeeds, before: When["before"]): Action[] {
  const reached = event.limits.find(({ value }) => /\bLCU$/.test(value));
  const limit = reached ?? bill.byComponent.find(({ service }) => service === "application_load_balancer");
  if (limit === undefined || lcu === null || (reached === undefined && lcu <= LEAST_RESERVED_LCU)) return [];
  const reserve = Math.max(LEAST_RESERVED_LCU, Math.ceil(lcu / 10) * 10);
  return [
    before(
      limit.component,
      `reserve ${count(reserve)} LCU for ${limit.component} (its load at the peak, nobody trying twice), end the reservation after the event`,
    ),
  ];
}

/** Third parties, and every limit that the components already raised do not do away with. */
function otherLimits(
  { bill, nat }: Estimate,
  { limits }: EventOutcome,
  { paymentsPerSecond }: EventNeeds,
  raised: ReadonlySet<string>,
): Pick<Action, "component" | "what">[] {
  const own = new Set(bill.byComponent.map(({ component }) => component));
  const failing = limits.filter(({ failed }) => failed !== "0");
  const pays = nat?.byDestination.some(({ destination }) => destination === "payment") === true;
  const calls = paymentsPerSecond === null ? 0 : Math.ceil(paymentsPerSecond);
  // Who fails earlier in the chain never gets to pay: that the provider was not too slow says nothing then.
  const unasked = pays && calls > 0 && failing.length > 0 && failing.every(({ component }) => component !== "payment");
  const payment = {
    component: "payment",
    what: `ask payment for at least ${count(calls)} calls a second, if it takes fewer`,
  };
  return [
    ...(unasked ? [payment] : []),
    ...failing.flatMap(({ component, limit, value }) => {
      if (!own.has(component)) {
        const known = component === "payment" && paymentsPerSecond !== null;
        const needed = known ? `at least ${count(Math.ceil(paymentsPerSecond))} calls a second` : "more";
        return [{ component, what: `ask ${component} for ${needed}; it takes ${value}` }];
      }
      if (raised.has(component) && !OWN_LIMITS.test(limit)) return [];
      return [{ component, what: `see to ${component}: ${limit} (${value})` }];
    }),
  ];
}

/** The largest value of a column during the event; 0 where it has none. */
function atMost(values: Float64Array, { startSeconds }: Series, event: EventOutcome): number {
  const [from, to] = [secondsOf(event.start), secondsOf(event.end)];
  return values.reduce((most, value, step) => {
    const start = startSeconds[step] ?? NaN;
    return start >= from && start < to ? Math.max(most, value) : most;
  }, 0);
}

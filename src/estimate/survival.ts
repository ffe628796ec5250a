/** The verdict: per event the worst class decides; overall the worst event. */
import { fromCount, decimal } from "../decimal.ts";
import type { EventOutcome, LimitReached, Verdict } from "../estimate-schema.ts";
import type { LimitCounter } from "../simulation/limit.ts";
import type { Model } from "../simulation/model.ts";
import { quantileSeconds, type Tally } from "../simulation/outcome.ts";
import type { Run } from "../simulation/simulate.ts";
import { endSeconds, type Event } from "../traffic/arrivals.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import { iso } from "./instant.ts";

/** Below the objective but at least this share served in time: degrades. */
const DEGRADED_SHARE = 0.95;

/** Counts are whole requests in the report: a fluid's fractions mean nothing to a reader. */
const whole = (requests: number): string => fromCount(Math.round(requests)).toString();

/** `basket`: dollars an order is worth, as an exact numeral, or null. Event costs are filled in by the caller. */
export function survivalOf(model: Model, run: Run, basket: string | null) {
  const { events } = model.traffic;
  const outcomes = events.map((event, e) => eventOutcome(model, run, event, e));
  const all = run.tallies;
  const count = (of: (tally: Tally) => Float64Array): number => all.reduce((sum, tally) => sum + total(of(tally)), 0);
  const late = count((tally) => tally.late);
  const served = count((tally) => tally.onTime) + late;
  const lost = all.reduce((sum, tally, slot) => sum + ordersLost(tally, events[slot]), 0);
  const sells = model.classes.some(({ orders }) => orders > 0);
  const attempts = driverTotal(run, "viewer") + driverTotal(run, "retried");
  return {
    verdict: worst(
      events.length > 0 ? outcomes.map(({ verdict }) => verdict) : [verdictOf(model.classes, all.at(-1)!)],
    ),
    verdictShares: null,
    separatedBy: null,
    attempts: whole(attempts),
    requests: whole(count((tally) => tally.requests)),
    served: whole(served),
    late: whole(late),
    failed: whole(count((tally) => tally.failed)),
    orders: sells ? whole(ordersOf(run)) : null,
    ordersLost: sells
      ? {
          orders: whole(lost),
          value: basket === null ? null : fromCount(Math.round(lost)).times(decimal(basket)).toString(),
        }
      : null,
    events: outcomes,
  };
}

/** Orders completed in the whole period. */
export function ordersOf(run: Run): number {
  return run.tallies.reduce((sum, tally) => sum + tally.orders, 0);
}

function eventOutcome(model: Model, run: Run, event: Event, slot: number): EventOutcome {
  const tally = run.tallies[slot]!;
  const { classes } = model;
  return {
    name: event.name,
    start: iso(model, event.startSeconds),
    end: iso(model, endSeconds(event)),
    cost: null,
    range: null,
    verdict: verdictOf(classes, tally),
    requests: whole(total(tally.requests)),
    failed: whole(total(tally.failed)),
    peakRequestsPerSecond: Math.round(tally.peakPerSecond),
    worstMinute: worstMinute(model, event, tally),
    recoverySeconds: recoverySeconds(classes, event, tally),
    byClass: classes
      .filter((c) => tally.requests[c.index]! > 0)
      .map((c) => ({
        class: c.name,
        objective: objectiveText(c),
        served: whole(tally.onTime[c.index]! + tally.late[c.index]!),
        inTime: whole(tally.onTime[c.index]!),
        failed: whole(tally.failed[c.index]!),
        p99Seconds: rounded(quantileSeconds(tally, c.index, 0.99)),
      })),
    limits: limitsOf(model, run.limits, slot),
  };
}

function objectiveText({ objective }: RequestClass): string {
  if (objective === null) return "none";
  return `${Math.round(objective.share * 1e6) / 1e4}% within ${objective.withinSeconds}s`;
}

const rounded = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds * 1000) / 1000;

/** Share served in time; null when nothing was asked. */
function goodShare(good: number, bad: number): number | null {
  return good + bad < 1e-6 ? null : good / (good + bad);
}

/** The worst class decides. */
export function verdictOf(classes: readonly RequestClass[], tally: Tally): Verdict {
  return worst(
    classes.map((c): Verdict => {
      if (c.objective === null) return "survives";
      const share = goodShare(tally.onTime[c.index]!, tally.late[c.index]! + tally.failed[c.index]!);
      if (share === null || share >= c.objective.share - 1e-12) return "survives";
      return share >= DEGRADED_SHARE ? "degrades" : "fails";
    }),
  );
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fails")) return "fails";
  return verdicts.includes("degrades") ? "degrades" : "survives";
}

function worstMinute(model: Model, event: Event, tally: Tally): EventOutcome["worstMinute"] {
  const count = model.classes.length;
  let worstShare = 0;
  let at = -1;
  for (let m = 0; m * count < tally.minuteGood.length; m += 1) {
    let good = 0;
    let bad = 0;
    for (let c = 0; c < count; c += 1) {
      good += tally.minuteGood[m * count + c]!;
      bad += tally.minuteBad[m * count + c]!;
    }
    const share = good + bad < 1 ? 0 : bad / (good + bad);
    if (share <= worstShare) continue;
    worstShare = share;
    at = m;
  }
  if (at < 0) return null;
  return { start: iso(model, event.startSeconds + at * 60), failedShare: Math.round(worstShare * 1e6) / 1e6 };
}

/** From the end of the hold to the end of the last minute that missed an objective; null when the last minute seen still does. */
function recoverySeconds(classes: readonly RequestClass[], event: Event, tally: Tally): number | null {
  const count = classes.length;
  const minutes = tally.minuteGood.length / count;
  let last = -1;
  for (let m = 0; m < minutes; m += 1) {
    for (const c of classes) {
      const share = goodShare(tally.minuteGood[m * count + c.index]!, tally.minuteBad[m * count + c.index]!);
      if (c.objective !== null && share !== null && share < c.objective.share) last = m;
    }
  }
  if (last === minutes - 1 && last >= 0) return null;
  return Math.max(0, (last + 1) * 60 - event.rampSeconds - event.holdSeconds);
}

function ordersLost(tally: Tally, event: Event | undefined): number {
  const sellable =
    event === undefined || event.stock === null ? tally.ordersWanted : Math.min(event.stock, tally.ordersWanted);
  return Math.max(0, sellable - tally.orders);
}

function limitsOf(model: Model, limits: readonly LimitCounter[], slot: number): LimitReached[] {
  return limits
    .filter(({ firstSeconds }) => firstSeconds[slot]! >= 0)
    .sort((a, b) => a.firstSeconds[slot]! - b.firstSeconds[slot]!)
    .map((one) => ({
      component: one.component,
      limit: one.title,
      value: one.firstValue[slot] ?? one.value,
      firstReachedAt: iso(model, one.firstSeconds[slot]!),
      failed: whole(one.failed[slot]!),
      source: one.source,
    }));
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Sum over all classes of what the traffic drivers counted. */
function driverTotal(run: Run, what: string): number {
  return run.drivers
    .filter(({ component, name }) => component === "traffic" && name.startsWith(`${what} `))
    .reduce((sum, { hours }) => sum + total(hours), 0);
}

/**
 * A variant's run: what it costs and what becomes of the requests, event by event and between events. The same seed for all, so
 * that two variants differ by what was changed and by nothing else.
 */
import { cut, excerptOf, whole } from "../estimate/excerpt.ts";
import { pricingOf, rated } from "../estimate/priced.ts";
import { withSavingsPlans } from "../estimate/savings-plans.ts";
import { survivalOf, verdictOf } from "../estimate/survival.ts";
import type { Verdict } from "../estimate-schema.ts";
import { present } from "../invariant.ts";
import type { PriceBook } from "../pricing/price.ts";
import type { Bill } from "../rating/bill.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Model } from "../simulation/model.ts";
import type { Tally } from "../simulation/outcome.ts";
import { type Run, simulate } from "../simulation/simulate.ts";
import { usages, weightedUsages } from "../simulation/usage.ts";

/** What is to be measured: plain data, so that it may cross to a thread. */
export interface Measuring {
  readonly scenario: Scenario;
  /**
   * The whole period; an excerpt that stands for it, for differences between variants; or the hours `[fromHour, fromHour + hours)`,
   * for the verdict alone.
   */
  readonly part: "whole" | "excerpt" | Window;
}

export interface Window {
  readonly fromHour: number;
  readonly hours: number;
}

/** What a run came to. Decimals as exact strings. */
export interface Measured {
  /** The period's total, of an excerpt about that; "0" for a window. */
  readonly total: string;
  /** False where something has no price: then the total is a least. */
  readonly complete: boolean;
  readonly unpriced: readonly string[];
  readonly lines: readonly MeasuredLine[];
  /** Of the whole: the worst event's, or of usual traffic where there is none. */
  readonly verdict: Verdict;
  /** Every event in order, then usual traffic. */
  readonly moments: readonly MeasuredMoment[];
  /** In a waiting room: the most visitors at once, and the time the last admitted of them waited; null without one. */
  readonly held: { readonly visitors: number; readonly seconds: number } | null;
}

export interface MeasuredLine {
  readonly component: string;
  readonly usageType: string;
  readonly quantity: string;
  readonly cost: string | null;
}

/** An event, or what is outside of all events. */
export interface MeasuredMoment {
  /** Null for usual traffic. */
  readonly event: string | null;
  readonly verdict: Verdict;
  /** Of all requests, images included, `[0, 1]`; 1 where nothing was asked. */
  readonly servedShare: number;
  readonly byClass: readonly MeasuredClass[];
  /** The first limit on which requests failed, in words; null where none did. */
  readonly firstLimit: string | null;
}

export interface MeasuredClass {
  readonly name: string;
  /** Share served in time, `[0, 1]`. */
  readonly onTimeShare: number;
  /** Share that must be; null without an objective. */
  readonly objective: number | null;
}

/** Simulates and, except for a window, rates. Deterministic; throws PRICE_AMBIGUOUS as an estimate does. */
export function measure({ scenario, part }: Measuring, book: PriceBook, signal: AbortSignal | null = null): Measured {
  const pricing = pricingOf(scenario, book, { signal });
  const period = pricing.modelOf({});
  const excerpt = part === "whole" ? whole(period) : part === "excerpt" ? excerptOf(period) : { ...part, weights: [] };
  const model = part === "whole" ? period : cut(period, excerpt);
  const run = simulate(model, { keepSeries: model.admission !== null, signal, onProgress: null });
  const survival = survivalOf(model, run, null);
  const metered = typeof part === "string" ? withSavingsPlans(run.metered, scenario, pricing.prices) : [];
  const usage =
    part === "whole" ? usages(metered, period.months) : weightedUsages(metered, period.months, excerpt.weights);
  return {
    ...billed(rated(pricing, typeof part === "string" ? usage : [])),
    verdict: survival.verdict,
    moments: momentsOf(model, run, survival),
    held: heldOf(model, run),
  };
}

function billed({ total, complete, lineItems }: Bill): Pick<Measured, "total" | "complete" | "unpriced" | "lines"> {
  return {
    total: total.toString(),
    complete,
    unpriced: lineItems.filter(({ cost }) => cost === null).map((line) => `${line.component} ${line.usageType}`),
    lines: lineItems.map(({ component, usageType, quantity, cost }) => ({
      component,
      usageType,
      quantity: quantity.toString(),
      cost: cost?.toString() ?? null,
    })),
  };
}

function momentsOf(model: Model, run: Run, { events }: ReturnType<typeof survivalOf>): MeasuredMoment[] {
  const ofEvents = events.map((event, e): MeasuredMoment => {
    const failing = event.limits.find(({ failed }) => failed !== "0");
    return {
      event: event.name,
      verdict: event.verdict,
      ...sharesOf(model, present(run.tallies[e], "tally of an event")),
      firstLimit: failing === undefined ? null : `${failing.component}: ${failing.limit} (${failing.value})`,
    };
  });
  const rest = present(run.tallies.at(-1), "tally of usual traffic");
  const limit = run.limits.find(({ failed }) => (failed.at(-1) ?? 0) >= 0.5);
  return [
    ...ofEvents,
    {
      event: null,
      verdict: verdictOf(model.classes, rest),
      ...sharesOf(model, rest),
      firstLimit: limit === undefined ? null : `${limit.component}: ${limit.title} (${limit.value})`,
    },
  ];
}

function sharesOf({ classes }: Model, tally: Tally): Pick<MeasuredMoment, "servedShare" | "byClass"> {
  let good = 0;
  let all = 0;
  const byClass = classes.map(({ name, index, objective }): MeasuredClass => {
    const onTime = tally.onTime[index] ?? 0;
    const asked = onTime + (tally.late[index] ?? 0) + (tally.failed[index] ?? 0);
    good += onTime;
    all += asked;
    return { name, onTimeShare: asked < 1e-6 ? 1 : onTime / asked, objective: objective?.share ?? null };
  });
  return { servedShare: all < 1e-6 ? 1 : good / all, byClass };
}

/** Waiting visitors are admitted in turn, so who comes last waits for all before. */
function heldOf({ admission }: Model, run: Run): Measured["held"] {
  if (admission === null) return null;
  const held = run.drivers.find(({ component, name }) => component === "waiting_room" && name === "held");
  const visitors = held?.steps.reduce((most, value) => Math.max(most, value), 0) ?? 0;
  return { visitors, seconds: visitors / admission.perSecond };
}

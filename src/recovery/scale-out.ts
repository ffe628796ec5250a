/**
 * What the other Region does when viewers arrive: the shop as it stands there, simulated second by second under the scenario's own
 * traffic at that hour, from nobody (or, where both Regions serve, their share) to everybody within the record's time to live.
 */
import { models } from "../scenario/model.ts";
import type { Scenario } from "../scenario/schema.ts";
import { services } from "../services/index.ts";
import type { LimitCounter } from "../simulation/limit.ts";
import type { Model } from "../simulation/model.ts";
import type { Tally } from "../simulation/outcome.ts";
import { simulate } from "../simulation/simulate.ts";
import { baselineRequests, type Event } from "../traffic/arrivals.ts";
import type { Recorded } from "../traffic/recorded.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import { HOUR_SECONDS, MINUTE_SECONDS } from "../units.ts";
import { withinPeriod } from "./loss.ts";
import { recovered } from "./standing.ts";
import type { Timeline } from "./timeline.ts";

/** The scenario before the loss, and what is lost of it. */
export interface Loss {
  readonly home: Model;
  /** Seconds from the period's start. */
  readonly lostSeconds: number;
  /** Orders that the stock of the event at that moment still allows; null: without limit. */
  readonly stockLeft: number | null;
}

export interface Elsewhere {
  /** The scenario with what stands in the Region `to`. */
  readonly month: Scenario;
  readonly to: string;
  /** Part of the viewers whom it serves before the loss, [0, 1). */
  readonly sharedBefore: number;
}

export interface ScaleOut {
  /** From `ready` until every objective is met; Infinity when that is not within the hours simulated. */
  readonly seconds: number;
  /** In the order in which they were reached. */
  readonly limits: readonly LimitCounter[];
}

/** Hours after viewers were sent in which the objectives may be met. */
export const HOURS_AFTER = 4;
/** Minutes in a row that must meet every objective. */
const STEADY_MINUTES = 5;
/** Counts of recorded traffic, each over this time. */
const SLOT_SECONDS = 10;
/** Looked at by the second: from before viewers are sent until this long after. */
const FINE_SECONDS = 45 * MINUTE_SECONDS;
const NAME = "recovery";

/** One run; `assume` holds values of assumptions in their units. */
export function scaleOut(
  { home, lostSeconds, stockLeft }: Loss,
  { month, to, sharedBefore }: Elsewhere,
  when: Timeline,
  assume: ReadonlyMap<string, number>,
  signal: AbortSignal | null,
): ScaleOut {
  const lostAt = home.startSeconds + lostSeconds;
  // Half an hour of nobody, or of one's own share, lets what stands there settle.
  const startSeconds = Math.floor((lostAt + when.switched - HOUR_SECONDS / 2) / HOUR_SECONDS) * HOUR_SECONDS;
  const loss = lostAt - startSeconds;
  const readySeconds = Math.round(loss + when.ready);
  const hours = Math.ceil((readySeconds + HOURS_AFTER * HOUR_SECONDS) / HOUR_SECONDS);
  const builtSeconds = loss + when.detection + when.alarm + when.decision + when.stack;
  const scenario = recovered(month, to, { startSeconds, hours, builtSeconds: Math.max(0, builtSeconds) });
  const model = models(scenario, services)({ assume });
  const sent = (t: number) =>
    sharedBefore + (1 - sharedBefore) * Math.max(0, Math.min(1, (t - when.switched) / Math.max(1, when.dns)));
  const recorded = countsFrom(home, { seconds: hours * HOUR_SECONDS, loss, lostSeconds, sent });
  const shifted = home.traffic.events.map((event) => ({
    ...event,
    startSeconds: event.startSeconds - lostSeconds + loss,
  }));
  const watched = watching(readySeconds, hours * HOUR_SECONDS - readySeconds, model.traffic.mix, stockLeft);
  const run = simulate(
    {
      ...model,
      windows: [{ fromSeconds: loss + when.switched - MINUTE_SECONDS, untilSeconds: readySeconds + FINE_SECONDS }],
      traffic: { ...model.traffic, noise: home.traffic.noise, recorded, events: [...shifted, watched] },
    },
    { keepSeries: false, signal, onProgress: null },
  );
  const slot = shifted.length;
  const starts = [...shifted.map(({ startSeconds: at }) => at), readySeconds];
  return {
    seconds: firstSteady(model.classes, run.tallies, starts, {
      from: readySeconds,
      until: hours * HOUR_SECONDS,
    }),
    limits: run.limits
      .filter(({ firstSeconds }) => firstSeconds[slot]! >= 0)
      .toSorted((a, b) => a.firstSeconds[slot]! - b.firstSeconds[slot]!),
  };
}

/** The home's baseline from the time around the loss on, as far as it is sent here. */
function countsFrom(
  home: Model,
  of: {
    readonly seconds: number;
    readonly loss: number;
    readonly lostSeconds: number;
    /** Share of all viewers who are sent here, `t` seconds after the loss. */
    readonly sent: (t: number) => number;
  },
): Recorded {
  const slots = Math.floor(of.seconds / SLOT_SECONDS);
  const fromSeconds = Float64Array.from({ length: slots }, (_, i) => i * SLOT_SECONDS);
  return {
    fromSeconds,
    untilSeconds: fromSeconds.map((from) => from + SLOT_SECONDS),
    requests: fromSeconds.map((from) => {
      const t = from - of.loss;
      const share = of.sent(t + SLOT_SECONDS / 2);
      if (share === 0) return 0;
      const at = withinPeriod(home, of.lostSeconds + t, SLOT_SECONDS);
      return share * baselineRequests(home.traffic, at, SLOT_SECONDS);
    }),
    bytesPerRequest: null,
    remarks: [],
  };
}

/** An event that adds nothing: its minutes are counted by themselves. */
function watching(startSeconds: number, holdSeconds: number, mix: Float64Array, stock: number | null): Event {
  return {
    name: NAME,
    startSeconds,
    rampSeconds: 0,
    holdSeconds,
    decaySeconds: 0,
    multiple: 1,
    mix,
    stock,
    botShare: 0,
    botBlockedShare: 0,
    coldShare: 0,
  };
}

/** Seconds from `from` to the first of five minutes in a row in which every class meets its objective. */
function firstSteady(
  classes: readonly RequestClass[],
  tallies: readonly Tally[],
  starts: readonly number[],
  { from, until }: { readonly from: number; readonly until: number },
): number {
  let steady = 0;
  for (let minute = 0; from + (minute + 1) * MINUTE_SECONDS <= until; minute += 1) {
    steady = meetsAll(classes, tallies, starts, from + minute * MINUTE_SECONDS) ? steady + 1 : 0;
    if (steady === STEADY_MINUTES) return (minute + 1 - STEADY_MINUTES) * MINUTE_SECONDS;
  }
  return Infinity;
}

/** A later event counts its own minutes: those of all are put together. */
function meetsAll(
  classes: readonly RequestClass[],
  tallies: readonly Tally[],
  starts: readonly number[],
  at: number,
): boolean {
  return classes.every(({ objective, index }) => {
    let good = 0;
    let bad = 0;
    for (const [slot, start] of starts.entries()) {
      const minute = Math.floor((at - start) / MINUTE_SECONDS + 1e-9);
      const cell = minute * classes.length + index;
      if (minute < 0) continue;
      good += tallies[slot]!.minuteGood[cell] ?? 0;
      bad += tallies[slot]!.minuteBad[cell] ?? 0;
    }
    return objective === null || good + bad < 1e-6 || good / (good + bad) >= objective.share;
  });
}

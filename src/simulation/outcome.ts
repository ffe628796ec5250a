/**
 * What became of the requests: served in time, served late, given up; by class, for every event and for the rest of the period.
 * A request fails once, when it is given up.
 */
import type { RequestClass } from "../traffic/request-class.ts";
import type { Event } from "../traffic/arrivals.ts";
import { endSeconds } from "../traffic/arrivals.ts";
import type { Bus } from "./bus.ts";

/** Latencies are kept in buckets of a fifth of an octave, from 1 ms to about an hour: p99 is exact to 15 %. */
const BUCKETS = 110;
const GROWTH = 1.1486983549970351;
export const latencyBounds = Float64Array.from({ length: BUCKETS }, (_, i) => {
  let bound = 0.001;
  for (let k = 0; k < i; k += 1) bound *= GROWTH;
  return bound;
});

/** Time after an event's end in which its last failures still count for it. */
export const TAIL_SECONDS = 600;

/** Counts of one event, or of all time outside of events. Arrays by class unless said otherwise. */
export interface Tally {
  /** Viewer requests, those at the edge included. */
  readonly requests: Float64Array;
  readonly onTime: Float64Array;
  readonly late: Float64Array;
  readonly failed: Float64Array;
  /** Served requests by latency bucket; `[c * BUCKETS + bucket]`. */
  readonly latency: Float64Array;
  orders: number;
  ordersWanted: number;
  peakPerSecond: number;
  /** By minute since the event's start and class, `[minute * classes + c]`; empty outside of events. */
  readonly minuteGood: Float64Array;
  readonly minuteBad: Float64Array;
}

export interface Outcome {
  /** One per event, in their order, and last the rest of the period. */
  readonly tallies: readonly Tally[];
  /** Requests that found their answer at the edge, `requests` in all. */
  step(at: {
    readonly viewer: Float64Array;
    readonly hits: Float64Array;
    readonly givenUp: Float64Array;
    readonly humanShare: number;
  }): void;
  /** Whether the stock of the event that the step belongs to has been sold. */
  soldOut(): boolean;
}

export function outcome(classes: readonly RequestClass[], events: readonly Event[], bus: Bus): Outcome {
  const count = classes.length;
  const minutes = events.map((event) => Math.ceil((endSeconds(event) - event.startSeconds + TAIL_SECONDS) / 60));
  const tallies = [...minutes, 0].map((length) => tally(count, length));
  const bucketOf = new Int32Array(count);
  const within = Float64Array.from(classes, (c) => c.objective?.withinSeconds ?? Infinity);

  return { tallies, step, soldOut };

  function soldOut(): boolean {
    const stock = bus.event < 0 ? null : (events[bus.event]?.stock ?? null);
    return stock !== null && tallies[bus.event]!.orders >= stock;
  }

  function step({ viewer, hits, givenUp, humanShare }: Parameters<Outcome["step"]>[0]): void {
    const slot = bus.event < 0 ? events.length : bus.event;
    const into = tallies[slot]!;
    const event = events[slot];
    const minute = event === undefined ? -1 : Math.floor((bus.seconds - event.startSeconds) / 60 + 1e-9);
    let all = 0;
    for (let c = 0; c < count; c += 1) {
      const one = classes[c]!;
      const served = bus.flow[c]!;
      const seconds = bus.elapsed[c]! + one.serviceSeconds;
      const late = seconds > within[c]! ? served : 0;
      all += viewer[c]!;
      into.requests[c]! += viewer[c]!;
      into.onTime[c]! += served - late + hits[c]!;
      into.late[c]! += late;
      into.failed[c]! += givenUp[c]!;
      if (served > 0) into.latency[c * BUCKETS + bucket(c, seconds)]! += served;
      if (hits[c]! > 0) into.latency[c * BUCKETS + EDGE_BUCKET]! += hits[c]!;
      if (one.orders > 0) order(into, event, served * one.orders * humanShare, givenUp[c]! * one.orders * humanShare);
      if (minute < 0 || minute * count + c >= into.minuteGood.length) continue;
      into.minuteGood[minute * count + c]! += served - late + hits[c]!;
      into.minuteBad[minute * count + c]! += late + givenUp[c]!;
    }
    if (all / bus.dt > into.peakPerSecond) into.peakPerSecond = all / bus.dt;
  }

  /** Orders stop when the stock is sold; wanting goes on. */
  function order(into: Tally, event: Event | undefined, made: number, lost: number): void {
    const left = event?.stock === null || event === undefined ? Infinity : event.stock - into.orders;
    into.orders += made < left ? made : left;
    into.ordersWanted += made + lost;
  }

  /** The bucket moves little from step to step, so the search starts where it ended. */
  function bucket(c: number, seconds: number): number {
    let at = bucketOf[c]!;
    while (at < BUCKETS - 1 && seconds > latencyBounds[at]!) at += 1;
    while (at > 0 && seconds <= latencyBounds[at - 1]!) at -= 1;
    bucketOf[c] = at;
    return at;
  }
}

/** About 30 ms: an answer from the edge. */
const EDGE_BUCKET = 25;

function tally(classes: number, minutes: number): Tally {
  return {
    requests: new Float64Array(classes),
    onTime: new Float64Array(classes),
    late: new Float64Array(classes),
    failed: new Float64Array(classes),
    latency: new Float64Array(classes * BUCKETS),
    orders: 0,
    ordersWanted: 0,
    peakPerSecond: 0,
    minuteGood: new Float64Array(minutes * classes),
    minuteBad: new Float64Array(minutes * classes),
  };
}

/** Latency in seconds that `share` of the served requests of class `c` stay within; null when none was served. */
export function quantileSeconds(of: Tally, c: number, share: number): number | null {
  let total = 0;
  for (let b = 0; b < BUCKETS; b += 1) total += of.latency[c * BUCKETS + b]!;
  if (total === 0) return null;
  let below = 0;
  for (let b = 0; b < BUCKETS; b += 1) {
    below += of.latency[c * BUCKETS + b]!;
    if (below >= total * share) return latencyBounds[b]!;
  }
  return latencyBounds[BUCKETS - 1]!;
}

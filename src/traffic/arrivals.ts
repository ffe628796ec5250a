/**
 * Requests that viewers send in each step, by class: baseline × events × noise × mix. A block: no feedback, so a column of steps
 * at a time. Noise is a hash of (seed, class, minute): it does not move when an event or a class is removed.
 */
import { hash01 } from "../math.ts";
import { requestsBetween, type Recorded } from "./recorded.ts";

export interface Event {
  readonly name: string;
  /** Seconds from the period's start; the ramp begins here. */
  readonly startSeconds: number;
  readonly rampSeconds: number;
  readonly holdSeconds: number;
  readonly decaySeconds: number;
  readonly multiple: number;
  /** Shares by class at the height; the baseline's when the event does not shift it. Length: classes. */
  readonly mix: Float64Array;
  readonly stock: number | null;
  readonly botShare: number;
  readonly botBlockedShare: number;
  /** Share of cached objects that no edge holds yet when it begins. */
  readonly coldShare: number;
}

export interface Traffic {
  readonly seed: number;
  /** Numbers that name the classes to the hash, so that their order does not matter. */
  readonly streams: Int32Array;
  readonly noise: number;
  /** Requests per second at each full hour, linear between. Length: hours + 1. */
  readonly hourRates: Float64Array;
  /** Counts that stand in place of `hourRates`; null: none were recorded. */
  readonly recorded: Recorded | null;
  readonly mix: Float64Array;
  readonly events: readonly Event[];
  /** Minutes since 1970 at the period's start, for the noise. */
  readonly startMinute: number;
}

/** End of an event's decay, in seconds from the period's start. */
export function endSeconds(event: Event): number {
  return event.startSeconds + event.rampSeconds + event.holdSeconds + event.decaySeconds;
}

/** Height of an event at a time, [0, 1]: linear up the ramp, 1 through the hold, linear down the decay. */
export function height(event: Event, seconds: number): number {
  const t = seconds - event.startSeconds;
  if (t < 0) return 0;
  if (t < event.rampSeconds) return t / event.rampSeconds;
  const held = t - event.rampSeconds;
  if (held < event.holdSeconds) return 1;
  const falling = held - event.holdSeconds;
  return falling < event.decaySeconds ? 1 - falling / event.decaySeconds : 0;
}

export interface Arrivals {
  /** Requests of people (and unblocked bots) per class and step; `requests[c * rows + i]`. */
  readonly requests: Float64Array;
  /** Requests of bots that the firewall blocks, per step. */
  readonly blocked: Float64Array;
  /** Share of the step's requests that people sent, [0, 1]. */
  readonly humanShare: Float64Array;
}

export function arrivals(classes: number, rows: number): Arrivals {
  return {
    requests: new Float64Array(classes * rows),
    blocked: new Float64Array(rows),
    humanShare: new Float64Array(rows),
  };
}

/** Requests of the baseline in `dt` seconds from `start` on, in seconds from the period's start. */
export function baselineRequests({ recorded, hourRates }: Traffic, start: number, dt: number): number {
  if (recorded !== null) return requestsBetween(recorded, start, start + dt);
  const middle = start + dt / 2;
  const hour = Math.floor(middle / 3600);
  const low = hourRates[hour]!;
  return (low + (hourRates[hour + 1]! - low) * (middle / 3600 - hour)) * dt;
}

/**
 * Fills `into` for steps `[from, from + count)` of a grid. Rates are taken at the middle of each step, recorded requests as many as
 * fell into it; where one event follows or overlaps another, their extra requests add up.
 */
export function fillArrivals(
  into: Arrivals,
  traffic: Traffic,
  steps: { readonly startSeconds: Float64Array; readonly stepSeconds: Float64Array },
  from: number,
  count: number,
): void {
  const classes = traffic.mix.length;
  const rows = into.blocked.length;
  for (let i = 0; i < count; i += 1) {
    const dt = steps.stepSeconds[from + i]!;
    const middle = steps.startSeconds[from + i]! + dt / 2;
    const base = baselineRequests(traffic, steps.startSeconds[from + i]!, dt);
    const minute = traffic.startMinute + Math.floor(middle / 60);
    for (let c = 0; c < classes; c += 1) into.requests[c * rows + i] = base * traffic.mix[c]!;
    let bots = 0;
    let blocked = 0;
    let people = base;
    for (const event of traffic.events) {
      const g = height(event, middle);
      if (g === 0) continue;
      for (let c = 0; c < classes; c += 1) {
        into.requests[c * rows + i]! += base * g * (event.multiple * event.mix[c]! - traffic.mix[c]!);
      }
      people += base * g * (event.multiple - 1);
      const all = (base * g * event.multiple * event.botShare) / (1 - event.botShare);
      blocked += all * event.botBlockedShare;
      const passing = all * (1 - event.botBlockedShare);
      bots += passing;
      for (let c = 0; c < classes; c += 1) into.requests[c * rows + i]! += passing * event.mix[c]!;
    }
    into.blocked[i] = blocked;
    into.humanShare[i] = people + bots > 0 ? people / (people + bots) : 1;
    for (let c = 0; c < classes; c += 1) {
      const noise =
        traffic.noise === 0 ? 1 : 1 + traffic.noise * (2 * hash01(traffic.seed, traffic.streams[c]!, minute) - 1);
      const requests = into.requests[c * rows + i]! * noise;
      // Two lulls at once could take away more than there is.
      into.requests[c * rows + i] = requests > 0 ? requests : 0;
    }
  }
}

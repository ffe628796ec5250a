/**
 * A first-in, first-out queue in front of a capacity, as a fluid: amounts of requests instead of single ones, so that a step may
 * be a second or an hour. Viewers leave when their wait would exceed their patience, which bounds the queue to
 * capacity × patience; while nothing is served at all they stay until it is over. Classes share the queue; each request of
 * class c takes `demand[c]` units of work. While anything waits, a step is walked through second by second, so that who waits how
 * long hardly depends on the step's length.
 */
import type { Bus } from "./bus.ts";
import type { LimitCounter } from "./limit.ts";
import { giveUp } from "./patience.ts";
import { type Cohort, waitingLine, workOf } from "./waiting-line.ts";

export interface Queue {
  /** Takes the bus's flow, passes on what `capacity` units of work allow in this step, and fails who gives up. */
  step(capacity: number): void;
  /** Requests of class `c` waiting at the end of the step. */
  waiting(c: number): number;
  /** Seconds that a request arriving at the end of the step would wait; while nothing is served, those that the first has waited. */
  readonly waitSeconds: number;
  /** Units of work done in the step. */
  readonly worked: number;
  /** `share` of all that waits fails on a limit of its own (the tasks that held it are gone), `[0, 1]`. */
  drop(share: number, on: Pick<LimitCounter, "fail">): void;
}

export interface QueueOptions {
  readonly bus: Bus;
  /** Units of work per request of each class; 0: the class passes by. */
  readonly demand: Float64Array;
  /** Seconds after which a viewer of each class gives up, counted from the first arrival. */
  readonly patienceSeconds: Float64Array;
  readonly limit: Pick<LimitCounter, "reach" | "fail">;
  /** Requests that may wait in all; beyond it they fail at once. */
  readonly maxWaiting?: number;
}

/** Longest slice of a step in which the queue moves at once. */
const SLICE_SECONDS = 1;
/** Less than this share of something is rounding. */
const DUST = 1e-9;

export function queue(options: QueueOptions): Queue {
  const { bus, demand, patienceSeconds, limit, maxWaiting = Infinity } = options;
  const classes = demand.length;
  const line = waitingLine(classes);
  const inside = new Float64Array(classes);
  const served = new Float64Array(classes);
  /** Request-seconds that the served ones have been on their way. */
  const waited = new Float64Array(classes);
  const gone = new Float64Array(classes);
  const leaving = { cohorts: line.cohorts, demand, gone, maxWaiting };

  const self = { waitSeconds: 0, worked: 0, step, waiting: (c: number) => inside[c]!, drop };
  return self;

  function step(capacity: number): void {
    const { flow, dt, seconds } = bus;
    let arriving = 0;
    for (let c = 0; c < classes; c += 1) arriving += flow[c]! * demand[c]!;
    self.worked = arriving;
    self.waitSeconds = 0;
    if (line.cohorts.length === 0 && arriving <= capacity) return;
    limit.reach();
    self.worked = 0;
    served.fill(0);
    waited.fill(0);
    gone.fill(0);
    const slices = Math.max(1, Math.ceil(dt / SLICE_SECONDS - DUST));
    const length = dt / slices;
    for (let i = 0; i < slices; i += 1) {
      if (line.cohorts.length === 0 && arriving <= capacity) {
        pass(1 - i / slices, arriving);
        break;
      }
      const from = seconds + i * length;
      arrive(from, from + length, 1 / slices);
      serve(from, capacity / slices, length);
      giveUp(leaving, from + length, capacity / dt, length);
    }
    settle(capacity / dt);
  }

  /** `share` of the flow goes through without waiting. */
  function pass(share: number, arriving: number): void {
    self.worked += arriving * share;
    for (let c = 0; c < classes; c += 1) {
      served[c]! += bus.flow[c]! * share;
      waited[c]! += bus.flow[c]! * share * bus.elapsed[c]!;
    }
  }

  function arrive(from: number, to: number, share: number): void {
    const cohort = line.join(from, to);
    for (let c = 0; c < classes; c += 1) {
      if (demand[c]! === 0) continue;
      cohort.amounts[c] = bus.flow[c]! * share;
      cohort.elapsed[c] = bus.elapsed[c]!;
      cohort.patience[c] = patienceSeconds[c]! - bus.elapsed[c]!;
    }
  }

  /** The oldest first, as far as `work` goes in `length` seconds. */
  function serve(start: number, work: number, length: number): void {
    let done = 0;
    while (line.cohorts.length > 0) {
      const cohort = line.cohorts[0]!;
      const needed = workOf(cohort, demand);
      const all = needed <= 0 || needed <= (work - done) * (1 + DUST);
      const share = all ? 1 : (work - done) / needed;
      if (needed > 0 && share > 0) leaveServed(cohort, share, start + ((done + (needed * share) / 2) / work) * length);
      done += needed * share;
      if (!all) break;
      line.shift();
    }
    self.worked += done;
  }

  /** The first `share` of a cohort is served, at `at` on average. */
  function leaveServed(cohort: Cohort, share: number, at: number): void {
    const span = cohort.to - cohort.from;
    const wait = Math.max(0, at - cohort.from - (span * share) / 2);
    cohort.from += span * share;
    for (let c = 0; c < classes; c += 1) {
      const out = cohort.amounts[c]! * share;
      cohort.amounts[c]! -= out;
      served[c]! += out;
      waited[c]! += out * (cohort.elapsed[c]! + wait);
    }
  }

  /** Hands on what was served and counts what waits and what failed. */
  function settle(perSecond: number): void {
    const { flow, elapsed, seconds, dt } = bus;
    let work = 0;
    inside.fill(0);
    for (const cohort of line.cohorts) {
      work += workOf(cohort, demand);
      for (let c = 0; c < classes; c += 1) inside[c]! += cohort.amounts[c]!;
    }
    for (let c = 0; c < classes; c += 1) {
      if (demand[c]! === 0) continue;
      flow[c] = served[c]!;
      if (served[c]! > 0) elapsed[c] = waited[c]! / served[c]!;
      limit.fail(c, gone[c]!);
    }
    if (work <= 0) line.clear();
    else self.waitSeconds = perSecond > 0 ? work / perSecond : seconds + dt - line.cohorts[0]!.from;
  }

  function drop(share: number, on: Pick<LimitCounter, "fail">): void {
    for (let c = 0; c < classes; c += 1) {
      for (const { amounts } of line.cohorts) amounts[c]! *= 1 - share;
      on.fail(c, inside[c]! * share);
      inside[c]! *= 1 - share;
    }
    if (share >= 1) line.clear();
  }
}

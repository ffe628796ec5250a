/** Who leaves a queue: the impatient, the least patient first; those whose time is up while nothing is served; whoever does not fit. */
import { type Cohort, workOf } from "./waiting-line.ts";

export interface Leaving {
  readonly cohorts: readonly Cohort[];
  /** Units of work per request of each class. */
  readonly demand: Float64Array;
  /** Requests that left, by class; added to. */
  readonly gone: Float64Array;
  /** Requests that may wait in all. */
  readonly maxWaiting: number;
}

/** Less than this share of the work ahead is rounding. */
const DUST = 1e-9;

/** At `now`, at the end of `length` seconds in which `perSecond` units of work a second were done. */
export function giveUp(of: Leaving, now: number, perSecond: number, length: number): void {
  const { cohorts, demand, maxWaiting } = of;
  let ahead = 0;
  let waiting = 0;
  for (const cohort of cohorts) {
    if (perSecond > 0) ahead = leaveImpatient(of, cohort, ahead, now, perSecond);
    else leaveStalled(of, cohort, now, length);
    for (let c = 0; c < demand.length; c += 1) waiting += cohort.amounts[c]!;
  }
  for (let i = cohorts.length - 1; waiting > maxWaiting && i >= 0; i -= 1) waiting = overflow(of, cohorts[i]!, waiting);
}

/**
 * The cohort's requests, all classes evenly mixed, line up behind `start` units of work; whoever would wait longer than their
 * patience does not stay. Classes of equal patience lose equal shares. Gives the work up to the last who stays.
 */
function leaveImpatient(of: Leaving, cohort: Cohort, start: number, now: number, perSecond: number): number {
  const { demand } = of;
  let end = start;
  let joining = workOf(cohort, demand);
  let joined = 0;
  let reached = -1;
  while (joining > 0) {
    const limit = nextLimit(cohort, demand, reached, now, perSecond);
    const part = Math.max(0, (limit - end) / joining);
    if (joined + part >= 1 - DUST) return end + joining * (1 - joined);
    end += joining * part;
    joined += part;
    for (let c = 0; c < demand.length; c += 1) {
      if (cohort.amounts[c]! <= 0 || demand[c] === 0 || limitOf(cohort, c, now, perSecond) !== limit) continue;
      joining -= cohort.amounts[c]! * demand[c]!;
      leave(of, cohort, c, cohort.amounts[c]! * (1 - joined));
    }
    reached = limit;
  }
  return end;
}

/** The least work that someone will not wait behind, above `reached`. */
function nextLimit(cohort: Cohort, demand: Float64Array, reached: number, now: number, perSecond: number): number {
  let least = Infinity;
  for (let c = 0; c < demand.length; c += 1) {
    if (cohort.amounts[c]! <= 0 || demand[c] === 0) continue;
    const limit = limitOf(cohort, c, now, perSecond);
    if (limit > reached && limit < least) least = limit;
  }
  return least;
}

function limitOf({ patience, to }: Cohort, c: number, now: number, perSecond: number): number {
  return perSecond * Math.max(0, patience[c]! - (now - to));
}

/** Nothing is served: whoever has waited out their patience in the last `length` seconds leaves. */
function leaveStalled(of: Leaving, cohort: Cohort, now: number, length: number): void {
  for (let c = 0; c < of.demand.length; c += 1) {
    const patience = cohort.patience[c]!;
    if (cohort.amounts[c]! <= 0 || cohort.from + patience >= now) continue;
    const first = Math.max(cohort.from, now - length - patience);
    const share = cohort.to + patience <= now ? 1 : (now - patience - first) / (cohort.to - first);
    leave(of, cohort, c, cohort.amounts[c]! * share);
  }
}

function overflow(of: Leaving, cohort: Cohort, waiting: number): number {
  const classes = of.demand.length;
  let here = 0;
  for (let c = 0; c < classes; c += 1) here += cohort.amounts[c]!;
  if (here <= 0) return waiting;
  const share = Math.min(1, (waiting - of.maxWaiting) / here);
  for (let c = 0; c < classes; c += 1) leave(of, cohort, c, cohort.amounts[c]! * share);
  return waiting - here * share;
}

function leave({ gone }: Leaving, cohort: Cohort, c: number, requests: number): void {
  cohort.amounts[c]! -= requests;
  gone[c]! += requests;
}

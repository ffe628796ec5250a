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
    if (perSecond > 0) ahead = leaveImpatient(of, cohort, ahead + workOf(cohort, demand), now, perSecond);
    else leaveStalled(of, cohort, now, length);
    for (let c = 0; c < demand.length; c += 1) waiting += cohort.amounts[c]!;
  }
  for (let i = cohorts.length - 1; waiting > maxWaiting && i >= 0; i -= 1) waiting = overflow(of, cohorts[i]!, waiting);
}

/** `end`: work up to the cohort's last request, who may wait no longer than its patience. Gives what is left of that work. */
function leaveImpatient(of: Leaving, cohort: Cohort, end: number, now: number, perSecond: number): number {
  const { demand } = of;
  let work = end;
  for (let round = 0; round < demand.length; round += 1) {
    let least = -1;
    let allowed = work * (1 - DUST);
    for (let c = 0; c < demand.length; c += 1) {
      if (cohort.amounts[c]! <= 0) continue;
      const atMost = perSecond * Math.max(0, cohort.patience[c]! - (now - cohort.to));
      if (atMost >= allowed) continue;
      allowed = atMost;
      least = c;
    }
    if (least < 0) break;
    const excess = Math.min(cohort.amounts[least]!, (work - allowed) / demand[least]!);
    leave(of, cohort, least, excess);
    work -= excess * demand[least]!;
  }
  return work;
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

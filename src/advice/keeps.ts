/** Whether a change keeps what the shop can take: the verdict, and what is served where it is not good to begin with. */
import type { Verdict } from "../estimate-schema.ts";
import type { Measured, MeasuredMoment } from "./measure.ts";

/** A thousandth of the requests: what a run differs by where nothing that matters changed. */
const TOLERANCE = 0.001;

const rank: Readonly<Record<Verdict, number>> = { fails: 0, degrades: 1, survives: 2 };

/** `1` better, `-1` worse, `0` the same. */
export function comparedVerdicts(before: Verdict, after: Verdict): number {
  return Math.sign(rank[after] - rank[before]);
}

/**
 * Whether every event, and usual traffic, keeps its verdict or improves it, and where it does not survive serves each class as
 * well as before.
 */
export function keepsVerdict(before: Measured, after: Measured): boolean {
  return before.moments.every((moment, i) => {
    const then = after.moments[i];
    return then !== undefined && keepsMoment(moment, then);
  });
}

function keepsMoment(before: MeasuredMoment, after: MeasuredMoment): boolean {
  if (comparedVerdicts(before.verdict, after.verdict) < 0) return false;
  if (after.verdict === "survives") return true;
  return before.byClass.every((one, c) => {
    const then = after.byClass[c];
    if (one.objective === null || then === undefined || then.onTimeShare >= one.objective) return true;
    return then.onTimeShare >= one.onTimeShare - TOLERANCE;
  });
}

/** The moments that are worse than before, in words: `drop: 62.3% instead of 64.9% served`. */
export function worsened(before: Measured, after: Measured): readonly string[] {
  return before.moments.flatMap((moment, i) => {
    const then = after.moments[i];
    if (then === undefined || keepsMoment(moment, then)) return [];
    const name = moment.event ?? "usual traffic";
    const limit = then.firstLimit === null ? "" : `; ${then.firstLimit}`;
    if (then.verdict !== moment.verdict) return [`${name} ${then.verdict}${limit}`];
    const { now, was, of } = worstClass(moment, then);
    return [`${name}: ${percent(now)} instead of ${percent(was)} of ${of} in time${limit}`];
  });
}

function worstClass(before: MeasuredMoment, after: MeasuredMoment): { now: number; was: number; of: string } {
  let worst = { now: after.servedShare, was: before.servedShare, of: "requests" };
  let fall = TOLERANCE;
  for (const [c, one] of before.byClass.entries()) {
    const then = after.byClass[c]?.onTimeShare ?? one.onTimeShare;
    if (one.objective === null || one.onTimeShare - then <= fall) continue;
    fall = one.onTimeShare - then;
    worst = { now: then, was: one.onTimeShare, of: one.name };
  }
  return worst;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

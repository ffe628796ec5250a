/** Many nights of a batch, each with its own interruptions: what the mean does not tell. */
import { stream } from "../../math.ts";
import type { BatchPlan } from "./plan.ts";
import { type BatchRun, batchRun, chances, firstInterruption, undisturbedRun } from "./replication.ts";

export interface BatchRuns {
  /** Runs that were tried. */
  readonly count: number;
  /** The run in which nothing is interrupted, and how many were so. */
  readonly calm: BatchRun;
  readonly calmCount: number;
  /** All others, in the order in which they were tried. */
  readonly disturbed: readonly BatchRun[];
}

/** Runs tried: enough for the hundredth part of them to be a hundred. */
const RUNS = 10_000;
/** Instances times times at which all are looked at, beyond which fewer are tried. */
const MOST_WORK = 2_000_000;
const LEAST_RUNS = 20;

/** Seeded: the same plan of the same component has the same nights. */
export function batchRuns(plan: BatchPlan, seed: number, component: string, most = RUNS): BatchRuns {
  const calm = undisturbedRun(plan);
  const disturbed: BatchRun[] = [];
  const purpose = stream(`interruptions of ${component}`);
  let count = 0;
  let work = 0;
  while (count < most && (count < LEAST_RUNS || work < MOST_WORK)) {
    const chance = chances(seed, purpose, count);
    count += 1;
    if (firstInterruption(plan, chance) >= calm.finishSeconds) continue;
    const run = batchRun(plan, chance);
    work += plan.poolOf.length * (2 + run.reclaims);
    disturbed.push(run);
  }
  return { count, calm, calmCount: count - disturbed.length, disturbed };
}

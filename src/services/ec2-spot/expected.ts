/**
 * A run of a batch on average, for the month's bill: what a run without interruptions takes, and what one interruption adds times
 * how many there are. Exact as long as hardly any instance is interrupted twice in a run, which a test holds against many runs; where
 * more are, the mean of some runs stands instead.
 */
import { exp } from "../../math.ts";
import { HOUR_SECONDS } from "../../units.ts";
import { batchRuns } from "./distribution.ts";
import { type BatchPlan, undisturbedSeconds, workingShare } from "./plan.ts";
import { type BatchRun, MOST_TIMES } from "./replication.ts";

export interface ExpectedRun {
  /** From launch to end. */
  readonly seconds: number;
  /** Instances started, those after an interruption included. */
  readonly launches: number;
  /** Instance-seconds on Spot that are charged, by pool: what AWS interrupts in its first hour is not. */
  readonly spotSeconds: Float64Array;
  readonly onDemandSeconds: Float64Array;
  /** Instance-seconds for which volumes stand. */
  readonly volumeSeconds: number;
}

/** Rounds in which the time at risk follows from the interruptions and they from it. */
const ROUNDS = 5;
/** Interruptions of an instance in a run, from which on being interrupted twice counts. */
const OFTEN = 0.1;
const SOME_RUNS = 200;

/** A run of none at all has no instance. */
export function expectedRun(plan: BatchPlan): ExpectedRun {
  const { pools, poolOf, spotInstances } = plan;
  const spotSeconds = new Float64Array(pools.length);
  const onDemandSeconds = new Float64Array(pools.length);
  if (poolOf.length === 0) return { seconds: 0, launches: 0, spotSeconds, onDemandSeconds, volumeSeconds: 0 };

  const calm = undisturbedSeconds(plan);
  if (Math.max(...pools.map(({ perSecond }) => perSecond)) * calm > OFTEN) return meanRun(plan);
  const vcpus = poolOf.reduce((sum, p) => sum + pools[p]!.vcpus, 0);
  let seconds = calm;
  for (let round = 0; round < ROUNDS; round += 1) {
    let lost = 0;
    for (let i = 0; i < spotInstances; i += 1) {
      const { vcpus: own, perSecond } = pools[poolOf[i]!]!;
      lost += own * perSecond * lostSeconds(plan, seconds);
    }
    seconds = calm + lost / vcpus;
  }

  let launches = poolOf.length;
  let volumeSeconds = 0;
  const { waitSeconds, onDemandShare } = replacement(plan);
  for (const [i, p] of poolOf.entries()) {
    if (i >= spotInstances) {
      onDemandSeconds[p]! += seconds;
      volumeSeconds += seconds;
      continue;
    }
    const { perSecond } = pools[p]!;
    const other = plan.otherPools ? Number(p === 0) : p;
    const gone = perSecond * gapSeconds(waitSeconds, seconds);
    const replaced = (perSecond * squared(Math.max(0, seconds - waitSeconds))) / 2;
    const free = (perSecond * squared(Math.min(seconds, HOUR_SECONDS))) / 2;
    launches += perSecond * seconds;
    spotSeconds[p]! += seconds - gone - replaced - free;
    spotSeconds[other]! += replaced * (1 - onDemandShare);
    onDemandSeconds[p]! += replaced * onDemandShare;
    volumeSeconds += seconds - (plan.keeps === "everything" ? 0 : gone);
  }
  return { seconds, launches, spotSeconds, onDemandSeconds, volumeSeconds };
}

/** What is given up lasts until then. */
function meanRun(plan: BatchPlan): ExpectedRun {
  const { count, calm, calmCount, disturbed } = batchRuns(plan, 0, "any", SOME_RUNS);
  const giveUp = MOST_TIMES * undisturbedSeconds(plan);
  const mean = (of: (run: BatchRun) => number): number =>
    (calmCount * of(calm) + disturbed.reduce((sum, run) => sum + of(run), 0)) / count;
  return {
    seconds: mean(({ finishSeconds }) => Math.min(finishSeconds, giveUp)),
    launches: mean(({ launches }) => launches),
    spotSeconds: Float64Array.from(plan.pools, (_, p) => mean(({ spotSeconds }) => spotSeconds[p]!)),
    onDemandSeconds: Float64Array.from(plan.pools, (_, p) => mean(({ onDemandSeconds }) => onDemandSeconds[p]!)),
    volumeSeconds: mean(({ volumeSeconds }) => volumeSeconds),
  };
}

/** From an interruption to the launch after it, on average, and the share of those launches that are on demand. */
function replacement(plan: BatchPlan): { readonly waitSeconds: number; readonly onDemandShare: number } {
  const { replaceSeconds, drySeconds, fallbackSeconds } = plan;
  const mayFallBack = fallbackSeconds !== null && plan.pools.some(({ vcpus }) => vcpus <= plan.fallbackVcpus);
  if (mayFallBack && fallbackSeconds === 0) return { waitSeconds: replaceSeconds, onDemandShare: 1 };
  if (plan.otherPools) return { waitSeconds: replaceSeconds, onDemandShare: 0 };
  const patience = mayFallBack ? fallbackSeconds : Infinity;
  const stillDry = drySeconds === 0 ? 0 : exp(-patience / drySeconds);
  return { waitSeconds: replaceSeconds + drySeconds * (1 - stillDry), onDemandShare: stillDry };
}

/**
 * Working seconds that one instance loses with an interruption, summed over the moments of a run of `seconds` at which it may come: no
 * work until another has booted, or until the end, and what was not saved is done again.
 */
function lostSeconds(plan: BatchPlan, seconds: number): number {
  const { bootSeconds } = plan;
  const { waitSeconds } = replacement(plan);
  const boot = Math.min(bootSeconds, seconds);
  const working = seconds - boot;
  // Interrupted while it boots: the boot begins again.
  const booting = boot * Math.min(waitSeconds, working) + (boot * boot) / 2;
  return booting + gapSeconds(waitSeconds + bootSeconds, working) + unsavedSeconds(plan, working);
}

/** The least of `gap` and what is left of a span, summed over the span. */
function gapSeconds(gap: number, span: number): number {
  return gap >= span ? squared(span) / 2 : gap * span - squared(gap) / 2;
}

/** Work that is lost with an interruption, in seconds of working and saving, summed over the moments of `span`. */
function unsavedSeconds(plan: BatchPlan, span: number): number {
  const { checkpointSeconds: every, checkpointTakesSeconds: takes, keeps } = plan;
  if (keeps === "everything") return 0;
  const cycle = every + takes;
  // In a cycle the unsaved grows for `every`, and stays while it is being saved.
  const within = (length: number): number => {
    const grown = Math.min(length, every);
    return squared(grown) / 2 + every * Math.max(0, length - every);
  };
  const cycles = every === Infinity ? 0 : Math.floor(span / cycle);
  const unsaved = (cycles === 0 ? 0 : cycles * within(cycle)) + within(span - (cycles === 0 ? 0 : cycles * cycle));
  // Work per second of working and saving is less than one.
  const inWallSeconds = unsaved / workingShare(plan);
  return keeps === "notice" ? Math.min(inWallSeconds, takes * span) : inWallSeconds;
}

const squared = (x: number): number => x * x;

/**
 * One night of a batch, event by event: AWS takes instances of a type back, several at once; each is replaced where there is capacity,
 * boots and goes on with what was saved. When instances come and go does not hang on the work, which ends as soon as they have done it.
 */
import { hash01, log } from "../../math.ts";
import { HOUR_SECONDS, MINUTE_SECONDS } from "../../units.ts";
import { type BatchPlan, keptSeconds, undisturbedSeconds, workingShare } from "./plan.ts";

/** What one run took. */
export interface BatchRun {
  /** From the first launch to the end of the work; Infinity where it is given up. */
  readonly finishSeconds: number;
  /** Instances that AWS took back, and in how many strokes. */
  readonly interruptions: number;
  readonly reclaims: number;
  readonly launches: number;
  /** Instance-seconds that are charged, by pool: on Spot without those that AWS interrupts in their first hour, and on demand. */
  readonly spotSeconds: Float64Array;
  readonly onDemandSeconds: Float64Array;
  /** Instance-seconds for which the volumes stand: interrupted or not, and while an instance hibernates. */
  readonly volumeSeconds: number;
}

/** A number in [0, 1) for a purpose, by its name and up to three counters. */
export type Chance = (purpose: "gap" | "hit" | "dry", pool: number, event: number, instance: number) => number;

/** The chances of one run of one component: the same whenever it is asked for. */
export function chances(seed: number, stream: number, run: number): Chance {
  const purposes = { gap: 1, hit: 2, dry: 3 };
  return (purpose, pool, event, instance) =>
    hash01(
      seed,
      Math.imul(stream + purposes[purpose], 0x2545f491) ^ Math.imul(run + 1, 0x9e3779b1),
      Math.imul(pool * 65_537 + event, 0x3c6ef372) ^ instance,
    );
}

/** Beyond this many times the undisturbed time a run is given up, and charged until then. */
export const MOST_TIMES = 50;
/** Nor are more strokes followed than these, or than make so many looks at an instance. */
const LEAST_STROKES = 100;
const MOST_LOOKS = 200_000;

/** Time until the next of events that come at a constant rate; `u` in [0, 1). */
const waitingTime = (u: number, perSecond: number): number => -log(1 - u) / perSecond;

/** The first interruption of any pool, in seconds after the start. */
export function firstInterruption(plan: BatchPlan, chance: Chance): number {
  let first = Infinity;
  for (let p = 0; p < plan.pools.length; p += 1) first = Math.min(first, gapSeconds(plan, chance, p, 0));
  return first;
}

function gapSeconds({ pools, togetherShare }: BatchPlan, chance: Chance, p: number, event: number): number {
  const rate = pools[p]!.perSecond / togetherShare;
  return rate > 0 ? waitingTime(chance("gap", p, event, 0), rate) : Infinity;
}

/** The run in which nothing is interrupted. */
export function undisturbedRun(plan: BatchPlan): BatchRun {
  return batchRun(plan, () => 1 - 2 ** -53, true);
}

/** `calm`: nothing is interrupted, whatever the chances. */
export function batchRun(plan: BatchPlan, chance: Chance, calm = false): BatchRun {
  const { pools, poolOf, bootSeconds } = plan;
  const count = poolOf.length;
  const speed = workingShare(plan);
  const pool = Int32Array.from(poolOf);
  const onDemand = Uint8Array.from(poolOf, (_, i) => Number(i >= plan.spotInstances));
  const launched = new Float64Array(count);
  const ready = new Float64Array(count).fill(bootSeconds);
  const dryUntil = new Float64Array(pools.length);
  const events = new Int32Array(pools.length);
  const next = Float64Array.from(pools, (_, p) => (calm ? Infinity : gapSeconds(plan, chance, p, 0)));
  const spotSeconds = new Float64Array(pools.length);
  const onDemandSeconds = new Float64Array(pools.length);
  const giveUp = MOST_TIMES * undisturbedSeconds(plan);
  let fallbackVcpus = plan.fallbackVcpus;
  let strokesLeft = Math.max(LEAST_STROKES, MOST_LOOKS / count);
  let left = plan.workVcpuSeconds;
  let interruptions = 0;
  let launches = count;
  let volumeSeconds = 0;
  let now = 0;
  let end = finish();

  while (end < Infinity) {
    const p = next.indexOf(Math.min(...next));
    if (next[p]! >= end) break;
    if (next[p]! > giveUp || strokesLeft <= 0) end = Infinity;
    else {
      now = next[p]!;
      interrupt(p);
      events[p]! += 1;
      strokesLeft -= 1;
      next[p] = now + gapSeconds(plan, chance, p, events[p]!);
      end = finish();
    }
  }
  const until = end < Infinity ? end : now;
  for (let i = 0; i < count; i += 1) {
    charge(i, until, false);
    if (plan.keeps === "everything") volumeSeconds -= Math.max(0, launched[i]! - until);
  }
  const reclaims = events.reduce((sum, of) => sum + of, 0);
  return { finishSeconds: end, interruptions, reclaims, launches, spotSeconds, onDemandSeconds, volumeSeconds };

  /** AWS takes back what it takes of a pool, now. */
  function interrupt(p: number): void {
    const event = events[p]!;
    dryUntil[p] = Math.max(dryUntil[p]!, now + waitingTime(chance("dry", p, event, 0), 1 / plan.drySeconds));
    for (let i = 0; i < count; i += 1) {
      if (pool[i] !== p || onDemand[i] === 1 || launched[i]! > now) continue;
      if (chance("hit", p, event, i) >= plan.togetherShare) continue;
      interruptions += 1;
      charge(i, now, true);
      left -= keptSeconds(plan, Math.max(0, now - ready[i]!)) * pools[p]!.vcpus;
      replace(i);
    }
  }

  /** What takes the instance's place, where and when. */
  function replace(i: number): void {
    const own = pool[i]!;
    const { fallbackSeconds } = plan;
    const [spotPool, spotAt] = spotCapacity(own);
    const mayFallBack = fallbackSeconds !== null && pools[own]!.vcpus <= fallbackVcpus;
    const fallsBack = mayFallBack && (fallbackSeconds === 0 || now + fallbackSeconds < spotAt);
    const at = fallsBack ? now + fallbackSeconds : spotAt;
    if (fallsBack) {
      onDemand[i] = 1;
      fallbackVcpus -= pools[own]!.vcpus;
    }
    pool[i] = fallsBack ? own : spotPool;
    launched[i] = at + plan.replaceSeconds;
    ready[i] = launched[i] + bootSeconds;
    launches += 1;
    // The volume of a hibernated instance stays until it wakes up, or the run ends.
    if (plan.keeps === "everything") volumeSeconds += launched[i] - now;
  }

  /** The pool that has Spot capacity first, and when: the least interrupted of those that have it now. */
  function spotCapacity(own: number): readonly [pool: number, at: number] {
    if (!plan.otherPools) return capacityOf(own);
    let best = capacityOf(0);
    for (let p = 1; p < pools.length; p += 1) {
      const other = capacityOf(p);
      if (other[1] < best[1]) best = other;
    }
    return best;
  }

  function capacityOf(p: number): readonly [pool: number, at: number] {
    return [p, Math.max(now, dryUntil[p]!)];
  }

  /** Adds what the instance is charged for up to `seconds`. */
  function charge(i: number, seconds: number, byAws: boolean): void {
    const stands = seconds - launched[i]!;
    if (stands <= 0) return;
    volumeSeconds += Math.max(MINUTE_SECONDS, stands);
    const charged = byAws && stands < HOUR_SECONDS ? 0 : Math.max(MINUTE_SECONDS, stands);
    const column = onDemand[i] === 1 ? onDemandSeconds : spotSeconds;
    column[pool[i]!]! += charged;
  }

  /** When the work that is left is done if nothing more is interrupted. */
  function finish(): number {
    let vcpus = 0;
    let lead = 0;
    const booting: number[] = [];
    const join = (i: number): void => {
      const { vcpus: own } = pools[pool[i]!]!;
      vcpus += own;
      lead += own * ready[i]!;
    };
    const done = (): number => (vcpus > 0 ? (left / speed + lead) / vcpus : Infinity);
    for (let i = 0; i < count; i += 1) {
      if (ready[i]! <= now) join(i);
      else booting.push(i);
    }
    booting.sort((a, b) => ready[a]! - ready[b]!);
    for (const i of booting) {
      if (done() <= ready[i]!) break;
      join(i);
    }
    return Math.max(MINUTE_SECONDS, done());
  }
}

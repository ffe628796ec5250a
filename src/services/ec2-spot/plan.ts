/**
 * One run of a batch as numbers: which instances of which types do how much work, how often they are interrupted, what that costs in
 * time. The work lies in a queue that all instances take from, so that none waits for another's share; what an interrupted instance
 * had not saved goes back to it.
 */
import { AVERAGE_MONTH_HOURS, HOUR_SECONDS, MINUTE_SECONDS } from "../../units.ts";
import { vcpusOf } from "../instance-types.ts";
import type { ComponentContext } from "../service.ts";
import { checkpointOf, type Ec2SpotConfig, fallbackSeconds, typesOf, weekdays } from "./config.ts";
import { BAND_TIME, bandOf, hazardAssumption, interruptionsPerSecond } from "./hazard.ts";

/** A type's spare capacity in the Region. */
export interface Pool {
  readonly type: string;
  readonly vcpus: number;
  /** Interruptions a second of one instance. */
  readonly perSecond: number;
}

export interface BatchPlan {
  /** In the order in which capacity is looked for: the least interrupted first, of equal ones as they are written. */
  readonly pools: readonly Pool[];
  /** Pool of each instance at the start; those from `spotInstances` on are on demand. Its length: the instances that the quotas allow. */
  readonly poolOf: readonly number[];
  readonly spotInstances: number;
  /** vCPUs on demand that the quota leaves for what falls back. */
  readonly fallbackVcpus: number;
  /** vCPU-seconds of the whole run. */
  readonly workVcpuSeconds: number;
  readonly bootSeconds: number;
  readonly checkpointSeconds: number;
  readonly checkpointTakesSeconds: number;
  /** What an interruption leaves of the work since the last checkpoint. */
  readonly keeps: "checkpoint" | "notice" | "everything";
  /** From an interruption until another instance is launched where there is capacity. */
  readonly replaceSeconds: number;
  /** Mean time until an interrupted pool has capacity again. */
  readonly drySeconds: number;
  /** Share of a pool's instances that one interruption takes, (0, 1]. */
  readonly togetherShare: number;
  /** Whether an interrupted instance may be replaced by one of another pool. */
  readonly otherPools: boolean;
  /** Seconds after which an instance that finds no Spot capacity is launched on demand; null: never. */
  readonly fallbackSeconds: number | null;
  /** Ids of the assumptions in all this. */
  readonly assumptions: readonly string[];
}

/** What a plan is made from, beside the configuration. */
export type PlanContext = Pick<ComponentContext, "region" | "assume" | "quota">;

/** The first form of `spotH` is instance-hours of a c7g.xlarge, which has four vCPUs. */
const SPOT_HOURS_VCPUS = 4;

/** Smallest share that may be taken together: below it instances are interrupted one by one. */
const LEAST_TOGETHER = 0.01;

/** Runs in an average month. */
export function runsPerMonth({ days }: Ec2SpotConfig): number {
  return (AVERAGE_MONTH_HOURS / 24) * (days.length / weekdays.length);
}

export function batchPlan(config: Ec2SpotConfig, context: PlanContext): BatchPlan {
  const used = new Set<string>();
  const assume = (id: string): number => {
    used.add(id);
    return context.assume(id);
  };
  const workVcpuSeconds = config.work ?? (assume("spotH") * SPOT_HOURS_VCPUS) / runsPerMonth(config);
  const { everySeconds, takesSeconds, onNotice } = checkpointOf(config);
  const hibernates = config.on_interruption === "hibernate";
  const all = typesOf(config).map((type): Pool => {
    const perSecond =
      config.interrupted === undefined
        ? interruptionsPerSecond(assume(hazardAssumption(type, context.region)), assume(BAND_TIME))
        : interruptionsPerSecond(config.interrupted, AVERAGE_MONTH_HOURS * HOUR_SECONDS);
    return { type, vcpus: vcpusOf(type) ?? 1, perSecond: perSecond * config.crowding };
  });
  const pools = all.toSorted((a, b) => a.perSecond - b.perSecond);
  const placed = placement(config, pools, context);
  const fallback = fallbackSeconds(config);
  return {
    pools,
    ...placed,
    fallbackVcpus: fallback === null ? 0 : context.quota("ec2_on_demand_vcpu") - onDemandVcpus(placed, pools),
    workVcpuSeconds,
    bootSeconds: assume("spotBoot"),
    checkpointSeconds: hibernates ? Infinity : (everySeconds ?? assume("spotCheckpoint")),
    checkpointTakesSeconds: hibernates ? 0 : takesSeconds,
    keeps: hibernates ? "everything" : onNotice ? "notice" : "checkpoint",
    replaceSeconds: assume("spotReplace"),
    drySeconds: assume("spotDry"),
    togetherShare: Math.max(LEAST_TOGETHER, assume("spotTogether")),
    // A hibernated instance wakes up as the type it was.
    otherPools: pools.length > 1 && !hibernates,
    fallbackSeconds: fallback,
    assumptions: [...used],
  };
}

/**
 * AWS takes the pools of most spare capacity, of those the cheapest, and publishes neither that capacity nor what it takes for equal:
 * the advisor's band stands for it, and the types of the lowest band named share the instances evenly.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-allocation-strategy.html
 */
function placement(
  config: Ec2SpotConfig,
  pools: readonly Pool[],
  context: PlanContext,
): Pick<BatchPlan, "poolOf" | "spotInstances"> {
  const band = ({ type }: Pool): number => bandOf(type, context.region)?.index ?? Infinity;
  const lowest = Math.min(...pools.map(band));
  const taken =
    config.allocation === "diversified" || config.interrupted !== undefined
      ? pools.map((_, p) => p)
      : pools.flatMap((pool, p) => (band(pool) === lowest ? [p] : []));
  const onDemand = Math.min(config.on_demand_base, config.instances);
  const spot = filled(config.instances - onDemand, taken, pools, context.quota("ec2_spot_vcpu"));
  const base = filled(onDemand, taken, pools, context.quota("ec2_on_demand_vcpu"));
  return { poolOf: [...spot, ...base], spotInstances: spot.length };
}

/** Pools of up to `wanted` instances in turn, as many as a quota of vCPUs allows. */
function filled(wanted: number, taken: readonly number[], pools: readonly Pool[], quotaVcpus: number): number[] {
  const poolOf: number[] = [];
  let vcpus = 0;
  for (let i = 0; i < wanted; i += 1) {
    const pool = taken[i % taken.length] ?? 0;
    vcpus += pools[pool]?.vcpus ?? 0;
    if (vcpus > quotaVcpus) break;
    poolOf.push(pool);
  }
  return poolOf;
}

function onDemandVcpus(
  { poolOf, spotInstances }: Pick<BatchPlan, "poolOf" | "spotInstances">,
  pools: readonly Pool[],
): number {
  return poolOf.slice(spotInstances).reduce((sum, pool) => sum + pools[pool]!.vcpus, 0);
}

/** Share of an instance's time in which it works rather than saves. */
export function workingShare({ checkpointSeconds, checkpointTakesSeconds }: BatchPlan): number {
  if (checkpointTakesSeconds === 0) return 1;
  return checkpointSeconds / (checkpointSeconds + checkpointTakesSeconds);
}

/** Seconds of a run without any interruption: boot, then work on all instances. Infinite without an instance. */
export function undisturbedSeconds(plan: BatchPlan): number {
  const vcpus = plan.poolOf.reduce((sum, pool) => sum + plan.pools[pool]!.vcpus, 0);
  if (vcpus === 0) return Infinity;
  return Math.max(MINUTE_SECONDS, plan.bootSeconds + plan.workVcpuSeconds / (vcpus * workingShare(plan)));
}

/** Seconds after a run's start by which it must have ended; null where nothing is said. */
export function deadlineSeconds({ at, deadline }: Ec2SpotConfig): number | null {
  if (deadline === undefined) return null;
  if (typeof deadline === "number") return deadline;
  const seconds = secondsOfDay(deadline) - secondsOfDay(at);
  return seconds > 0 ? seconds : seconds + 24 * HOUR_SECONDS;
}

/** `"02:30"` is 9,000. */
export function secondsOfDay(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * HOUR_SECONDS + Number(minutes) * MINUTE_SECONDS;
}

/**
 * Seconds of work that an instance keeps which was interrupted after `seconds` of working and saving, in seconds of its speed.
 * With checkpoints every 600 s that take none: `1500 → 1200`.
 */
export function keptSeconds(plan: BatchPlan, seconds: number): number {
  const { checkpointSeconds: every, checkpointTakesSeconds: takes, keeps } = plan;
  if (keeps === "everything") return seconds;
  const cycles = every === Infinity ? 0 : Math.floor(seconds / (every + takes));
  const saved = cycles * every;
  return keeps === "checkpoint" ? saved : Math.max(saved, (seconds - takes) * workingShare(plan));
}

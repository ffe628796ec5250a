/**
 * The warm pool of an Auto Scaling group: instances that have been initialized and wait, stopped or running, beside the group.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
 */
import type { Driver } from "../../simulation/driver.ts";
import { fleet } from "./cohorts.ts";

export interface WarmPoolOf {
  /** Instances that wait, at least. */
  readonly min: number;
  /** Instances of group and pool together: the pool holds what the group does not want of them. */
  readonly prepared: number;
  /** From a stopped instance to one that takes requests. */
  readonly startSeconds: number;
  /** From launch to initialized. */
  readonly initializeSeconds: number;
  /** Instances in the pool, and of them those that run, and are charged as such: all while they initialize. */
  readonly pooled: Driver;
  readonly running: Driver;
  /** Whether they run while they wait; stopped and hibernated ones are charged for their volumes only. */
  readonly keepsRunning: boolean;
}

export interface WarmPool {
  readonly startSeconds: number;
  readonly drivers: readonly Driver[];
  /** Full for a group of `desired` instances. */
  settle(desired: number): void;
  /** Takes up to `wanted` initialized instances out at `seconds`; how many there were. */
  take(wanted: number, seconds: number): number;
  /** Counts what stands in it in a step of `dt` seconds that begins at `seconds`. */
  count(seconds: number, dt: number): void;
  /** Fills or empties it at `seconds` for a group of `desired`; instances launched. */
  fill(desired: number, seconds: number): number;
}

export function warmPool(of: WarmPoolOf): WarmPool {
  const times = { startSeconds: of.initializeSeconds, warmUpSeconds: 0 };
  const size = (desired: number): number => Math.max(of.min, of.prepared - desired, 0);
  let pool = fleet(0, times);
  return {
    startSeconds: of.startSeconds,
    drivers: [of.pooled, of.running],
    settle(desired) {
      pool = fleet(size(desired), times);
    },
    take(wanted, seconds) {
      pool.advance(seconds);
      const taken = Math.min(wanted, pool.ready);
      if (taken > 0) pool.retire(taken, seconds);
      return taken;
    },
    count(seconds, dt) {
      pool.advance(seconds);
      of.pooled.now = (pool.ready + pool.launching) * dt;
      of.running.now = (of.keepsRunning ? pool.ready + pool.launching : pool.launching) * dt;
    },
    fill(desired, seconds) {
      const missing = size(desired) - pool.ready - pool.launching;
      if (missing > 0) pool.launch(missing, seconds);
      else if (missing < 0) pool.stop(-missing, seconds);
      return Math.max(0, missing);
    },
  };
}

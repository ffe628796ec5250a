/**
 * Provisioned capacity units of one kind: up to five minutes of unused ones are saved up for bursts, and auto scaling follows the
 * utilisation. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 */
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from "../../units.ts";
import { targetTracking } from "../../simulation/target-tracking.ts";
import { creditBucket, type CreditBucket } from "../credit-bucket.ts";
import type { CapacityUnits } from "./config.ts";

/** …/developerguide/burst-adaptive-capacity.html */
const BURST_SECONDS = 300;
/** Decreases at any time of a day, and one more in each hour that had none: …/developerguide/ServiceQuotas.html */
const FREE_DECREASES = 4;
/** Utilisation falls this far below its target before capacity does. */
const SCALE_IN_BELOW = 0.2;

export interface ProvisionedOptions {
  readonly units: CapacityUnits;
  /** Utilisation that auto scaling keeps, [0.2, 0.9]. */
  readonly target: number;
  /** Units a second that the account allows. */
  readonly quota: number;
  /** The smallest capacity at a time, seconds since the period's start. */
  readonly leastAt: (seconds: number) => number;
  /** From a decision until it counts, and from a minute's end until its alarm sees it. */
  readonly updateSeconds: number;
  readonly alarmSeconds: number;
}

export interface ProvisionedUnits {
  /** Units a second in the step under way. */
  readonly perSecond: number;
  /** Begins a step of at most a minute under `needed` units a second; gives the units that can be consumed in it. */
  begin(needed: number, seconds: number, dt: number): number;
  /** `consumed` units were consumed in it. */
  end(consumed: number, seconds: number, dt: number): void;
}

/** A table as if its first load had been there before, with all credits that it may save. */
export function provisionedUnits(options: ProvisionedOptions): ProvisionedUnits {
  const { units, target, leastAt, updateSeconds } = options;
  const scales = units.max !== undefined;
  const tracking = targetTracking({
    periodSeconds: MINUTE_SECONDS,
    target,
    highDatapoints: 2,
    lowDatapoints: 15,
    lowShare: Math.max(0, target - SCALE_IN_BELOW) / target,
    delaySeconds: options.alarmSeconds,
    // The delay ends with the alarm's look.
    alarmPhase: (options.alarmSeconds % MINUTE_SECONDS) / MINUTE_SECONDS,
  });
  let credits: CreditBucket | null = null;
  let update: { readonly units: number; readonly at: number } | null = null;
  let decreases: readonly number[] = [];
  const self = { perSecond: units.min, begin, end };
  return self;

  function begin(needed: number, seconds: number, dt: number): number {
    if (credits === null) {
      self.perSecond = bounded(scales ? Math.ceil(needed / target) : 0, seconds);
      credits = creditBucket(self.perSecond * BURST_SECONDS, (perSecond) => perSecond * BURST_SECONDS);
    }
    if (update !== null && seconds >= update.at - 1e-6) {
      self.perSecond = update.units;
      update = null;
    }
    // What is prepared is set in time, and without auto scaling also taken back at once.
    const floor = least(seconds);
    if (self.perSecond < floor || !scales) self.perSecond = floor;
    return credits.available(self.perSecond, Infinity, dt);
  }

  function end(consumed: number, seconds: number, dt: number): void {
    const { perSecond } = self;
    credits?.settle(perSecond, consumed, dt);
    if (!scales) return;
    tracking.observe(consumed / (perSecond * dt), perSecond, seconds, dt);
    decide(seconds + dt);
  }

  function decide(seconds: number): void {
    const wanted = tracking.wanted(seconds);
    if (update !== null || wanted === null) return;
    const next = bounded(wanted.capacity, seconds);
    if (next === self.perSecond || (next < self.perSecond && !mayDecrease(seconds))) return;
    if (next < self.perSecond) decreases = [...decreases, seconds];
    update = { units: next, at: seconds + updateSeconds };
  }

  function mayDecrease(seconds: number): boolean {
    decreases = decreases.filter((at) => at > seconds - DAY_SECONDS);
    const last = decreases.at(-1);
    return decreases.length < FREE_DECREASES || last === undefined || seconds - last >= HOUR_SECONDS;
  }

  function least(seconds: number): number {
    return Math.min(options.quota, Math.max(units.min, leastAt(seconds)));
  }

  function bounded(wanted: number, seconds: number): number {
    const floor = least(seconds);
    return Math.min(options.quota, Math.max(floor, Math.min(wanted, units.max ?? floor)));
  }
}

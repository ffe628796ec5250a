/**
 * Capacity of one Aurora Serverless instance over time. Growth is regulated by a token bucket even where the host has room
 * (Barnhart et al., Resource Management in Aurora Serverless, VLDB 2024), and the larger the current capacity, the larger the step
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html). It begins a little after the
 * load. Scaling down is gradual, and begins only when capacity has not been needed for minutes: what others measured is flat at first.
 * The curve is integrated exactly, so that a step may be a second or an hour.
 */
import { exp, log } from "../../math.ts";

/** Tokens are ACU: a full bucket is what an instance gains at once; it refills at `perSecond + perAcuSecond × capacity`. */
export interface Growth {
  /** ACU in a full bucket. */
  readonly burst: number;
  /** ACU per second, whatever the capacity. */
  readonly perSecond: number;
  /** ACU per second for each ACU the instance has. */
  readonly perAcuSecond: number;
  /** Time for which capacity is short before it grows. */
  readonly lagSeconds: number;
}

export interface Decline {
  /** Time for which less is needed before capacity falls. */
  readonly holdSeconds: number;
  /** Time constant of the fall. */
  readonly fallSeconds: number;
}

export interface CapacityCurve {
  /** ACU at the end of the last step. */
  readonly acu: number;
  /** ACU-seconds of the last step. */
  readonly acuSeconds: number;
  /** Moves towards `target` ACU, > 0, for `dt` seconds. */
  step(target: number, dt: number): void;
  /** Starts again at `acu`, with a full bucket. */
  reset(acu: number): void;
}

/**
 * A curve at `acu` with a full bucket. `capacityCurve(0.5, growth, decline)` with a burst of 3.5 and no lag stands at 4 ACU at once,
 * then grows as the bucket refills.
 */
export function capacityCurve(acu: number, growth: Growth, decline: Decline): CapacityCurve {
  const { fallSeconds } = decline;
  let tokens = growth.burst;
  /** Seconds for which capacity has been short, and for which less has been needed. */
  let short = 0;
  let spare = 0;
  const self = {
    acu,
    acuSeconds: 0,
    step(target: number, dt: number): void {
      self.acuSeconds = 0;
      if (target > self.acu) rise(target, dt);
      else fall(target, dt);
    },
    reset(at: number): void {
      self.acu = at;
      self.acuSeconds = 0;
      tokens = growth.burst;
      short = 0;
      spare = 0;
    },
  };
  return self;

  function rise(target: number, dt: number): void {
    const waiting = Math.min(dt, Math.max(0, growth.lagSeconds - short));
    short += dt;
    spare = 0;
    stay(waiting);
    const rest = dt - waiting;
    if (rest <= 0) return;
    const atOnce = Math.min(tokens, target - self.acu);
    tokens -= atOnce;
    self.acu += atOnce;
    const growing = self.acu < target ? grow(target, rest) : 0;
    stay(rest - growing);
  }

  /** The bucket is empty and every refill is spent: dC/dt = r + g·C. Gives the seconds until `target`, at most `dt`. */
  function grow(target: number, dt: number): number {
    const { perSecond: r, perAcuSecond: g } = growth;
    const from = self.acu;
    const needed = g > 0 ? log((r + g * target) / (r + g * from)) / g : (target - from) / r;
    const seconds = Math.min(dt, needed);
    if (needed <= dt) self.acu = target;
    else self.acu = g > 0 ? ((r + g * from) * exp(g * seconds) - r) / g : from + r * seconds;
    self.acuSeconds += g > 0 ? (self.acu - from - r * seconds) / g : ((from + self.acu) / 2) * seconds;
    return seconds;
  }

  function fall(target: number, dt: number): void {
    const from = self.acu;
    short = 0;
    const waiting = from > target ? Math.min(dt, Math.max(0, decline.holdSeconds - spare)) : 0;
    spare = from > target ? spare + dt : 0;
    stay(waiting);
    const rest = dt - waiting;
    const needed = from > target ? fallSeconds * log(from / target) : 0;
    const seconds = Math.min(rest, needed);
    self.acu = needed <= rest ? target : from * exp(-seconds / fallSeconds);
    self.acuSeconds += fallSeconds * (from - self.acu);
    refill(seconds);
    stay(rest - seconds);
  }

  function stay(seconds: number): void {
    self.acuSeconds += self.acu * seconds;
    refill(seconds);
  }

  function refill(seconds: number): void {
    tokens = Math.min(growth.burst, tokens + (growth.perSecond + growth.perAcuSecond * self.acu) * seconds);
  }
}

/**
 * How fast a function gains environments for requests that cannot wait: at most 1,000 at any moment, refilled by 1,000 in 10 s and
 * never saved up beyond that. A request that starts an environment holds it through INIT too, so that until the first are ready
 * every further request starts one as well. https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 */

export const AT_ONCE = 1000;
export const PER_SECOND = 100;

/** Less than this share is rounding. */
const ROUNDING = 1e-9;
/** Starts that are told apart until they have answered once; beyond that the newest two are merged. */
const COHORTS = 64;

export interface GrowthStep {
  /** Requests, and the seconds for which all of them together hold an environment, without INIT. */
  readonly requests: number;
  readonly heldSeconds: number;
  /** Environments there are: busy, unused, provisioned or in INIT. */
  readonly have: number;
  /** Environments that there may be, [0, ∞]. */
  readonly max: number;
  readonly initSeconds: number;
  /** Of the period. */
  readonly seconds: number;
  readonly dt: number;
}

export interface LambdaGrowth {
  /** Share of the step's requests that found an environment. */
  readonly passed: number;
  /** Environments that it started, and how many there were at the busiest moment. */
  readonly started: number;
  readonly peak: number;
  /** Whether what is missing is missing because there may not be more. */
  readonly atMost: boolean;
  step(of: GrowthStep): void;
}

export function lambdaGrowth(): LambdaGrowth {
  /** When the first and the last of a cohort take a second request. */
  const from = new Float64Array(COHORTS);
  const to = new Float64Array(COHORTS);
  const amounts = new Float64Array(COHORTS);
  let head = 0;
  let count = 0;
  /** Environments that may start right now. */
  let allowed = AT_ONCE;
  const self = { passed: 1, started: 0, peak: 0, atMost: false, step };
  return self;

  function step(of: GrowthStep): void {
    const { requests, heldSeconds, have, max, initSeconds, dt } = of;
    self.passed = 1;
    self.started = 0;
    self.peak = 0;
    self.atMost = false;
    if (requests > 0) {
      const each = heldSeconds / requests;
      const perSecond = requests / dt;
      const usable = Math.min(have, max);
      // Until what starts first is ready and has answered, only what was ready before takes a second request.
      const first = Math.min(dt, initSeconds + each);
      const ready = Math.max(0, usable - starting(of.seconds + dt / 2));
      const missing = Math.max(0, perSecond - ready / each) * first;
      const begun = Math.max(0, Math.min(missing, allowed + PER_SECOND * first, max - usable));
      const early = Math.min(perSecond * first, (ready / each) * first + begun);
      self.started = begun;
      const late = later(of, usable + begun, dt - first);
      const share = (early + late) / requests;
      self.passed = share > 1 - ROUNDING ? 1 : share;
      self.peak = self.started > 0 ? usable + self.started : Math.min(max, perSecond * each);
      self.atMost = self.passed < 1 && usable + self.started >= max - 1e-9;
      if (self.started > 0) join(self.started, of.seconds + initSeconds + each, first);
    }
    allowed = Math.max(0, Math.min(AT_ONCE, allowed + PER_SECOND * dt - self.started));
  }

  /** The last `length` seconds of a step: what has started serves again and again, and more starts as it may. Gives what is served. */
  function later({ requests, heldSeconds, max, initSeconds, dt }: GrowthStep, have: number, length: number): number {
    const needed = heldSeconds / dt;
    const asked = (requests / dt) * length;
    if (length <= 0 || needed <= have) return Math.max(0, asked);
    const left = Math.min(AT_ONCE, allowed + PER_SECOND * (dt - length) - self.started);
    const begin = Math.min(max, have + left);
    const started = Math.max(0, Math.min(needed, max, begin + PER_SECOND * length) - have);
    const possible = reachSeconds(begin, PER_SECOND, max, length) - started * Math.min(initSeconds, length);
    self.started += started;
    return Math.min(asked, (Math.max(0, possible) * requests) / heldSeconds);
  }

  /** Environments that have not answered their first request at a time. */
  function starting(seconds: number): number {
    while (count > 0 && to[head]! <= seconds) {
      head = (head + 1) % COHORTS;
      count -= 1;
    }
    let total = 0;
    for (let i = 0; i < count; i += 1) {
      const at = (head + i) % COHORTS;
      total += amounts[at]! * Math.min(1, (to[at]! - seconds) / (to[at]! - from[at]!));
    }
    return total;
  }

  function join(amount: number, seconds: number, length: number): void {
    const merged = count === COHORTS;
    const at = (head + count - (merged ? 1 : 0)) % COHORTS;
    from[at] = merged ? from[at]! : seconds;
    to[at] = seconds + length;
    amounts[at] = amount + (merged ? amounts[at]! : 0);
    if (!merged) count += 1;
  }
}

/**
 * Environment-seconds that a concurrency can give in `dt` seconds which starts at `from` and grows by `perSecond` up to `max`:
 * `reachSeconds(5, 5, 20, 10) === 155`.
 */
export function reachSeconds(from: number, perSecond: number, max: number, dt: number): number {
  const growing = Math.max(0, (max - from) / perSecond);
  if (growing >= dt) return from * dt + (perSecond * dt * dt) / 2;
  return from * growing + (perSecond * growing * growing) / 2 + max * (dt - growing);
}

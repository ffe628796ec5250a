/** The tasks or instances of one service as launch cohorts: whole units, in the order they become ready; the last stops first. */

export interface Fleet {
  /** Units that take requests. */
  readonly ready: number;
  /** Of those, units that became ready less than the warm-up ago, and work slower. */
  readonly cold: number;
  /** Of those that are ready, units that the metrics do not count yet. */
  readonly uncounted: number;
  /** Units that boot. */
  readonly launching: number;
  /** Units begin to launch at `seconds`; they are ready after `startSeconds`, the fleet's own when left out. */
  launch(units: number, seconds: number, startSeconds?: number): void;
  /**
   * Stops units at `seconds`, launching ones first, then the last started. Gives the seconds for which they are charged beyond
   * that: while a ready one drains, and what is short of AWS's minimum charge of one minute each.
   */
  stop(units: number, seconds: number): number;
  /** Takes the oldest units out of service at `seconds`; others have replaced them. */
  retire(units: number, seconds: number): void;
  /** Moves on to `seconds`: launched units become ready, cold ones warm. */
  advance(seconds: number): void;
}

export interface FleetTimes {
  /** From launch to ready. */
  readonly startSeconds: number;
  /** From ready to full speed, and until the metrics count a unit. */
  readonly warmUpSeconds: number;
  readonly uncountedSeconds?: number;
  /** Charged after a ready unit is stopped, while the balancer lets its connections end. */
  readonly drainSeconds?: number;
}

interface Cohort {
  readonly startedSeconds: number;
  readonly readySeconds: number;
  units: number;
}

const MINIMUM_SECONDS = 60;

/** A fleet of `units` that have been running since long before. */
export function fleet(units: number, times: FleetTimes): Fleet {
  const { startSeconds, warmUpSeconds, uncountedSeconds = 0, drainSeconds = 0 } = times;
  const running: Cohort[] = [{ startedSeconds: -Infinity, readySeconds: -Infinity, units }];
  const starting: Cohort[] = [];
  const self = { ready: units, cold: 0, uncounted: 0, launching: 0, launch, stop, retire, advance };
  return self;

  function launch(count: number, seconds: number, takesSeconds: number = startSeconds): void {
    if (count <= 0) return;
    const readySeconds = seconds + takesSeconds;
    // Units out of a warm pool overtake those that boot.
    let at = starting.length;
    while (at > 0 && starting[at - 1]!.readySeconds > readySeconds) at -= 1;
    starting.splice(at, 0, { startedSeconds: seconds, readySeconds, units: count });
    self.launching += count;
  }

  function stop(count: number, seconds: number): number {
    const [fromStarting, unusedStarting] = take(starting, count, seconds, 0);
    self.launching -= fromStarting;
    const [fromRunning, unusedRunning] = take(running, count - fromStarting, seconds, drainSeconds);
    self.ready -= fromRunning;
    age(seconds);
    return unusedStarting + unusedRunning;
  }

  function retire(count: number, seconds: number): void {
    let left = count;
    while (left > 0) {
      const oldest = running[0]!;
      const part = Math.min(oldest.units, left);
      oldest.units -= part;
      left -= part;
      if (oldest.units > 0 || running.length === 1) break;
      running.shift();
    }
    self.ready -= count - left;
    age(seconds);
  }

  function advance(seconds: number): void {
    while (starting.length > 0 && starting[0]!.readySeconds <= seconds + 1e-6) {
      const cohort = starting.shift()!;
      self.launching -= cohort.units;
      self.ready += cohort.units;
      running.push(cohort);
    }
    if (self.cold > 0 || self.uncounted > 0 || running.length > 1) age(seconds);
  }

  function age(seconds: number): void {
    let cold = 0;
    let uncounted = 0;
    for (let i = running.length - 1; i >= 0; i -= 1) {
      const { startedSeconds, readySeconds, units: count } = running[i]!;
      const isCold = seconds - readySeconds < warmUpSeconds;
      const isUncounted = seconds - readySeconds < uncountedSeconds;
      if (isCold) cold += count;
      if (isUncounted) uncounted += count;
      if (isCold || isUncounted || seconds - startedSeconds < MINIMUM_SECONDS) continue;
      merge(i);
      break;
    }
    self.cold = cold;
    self.uncounted = uncounted;
  }

  /** Cohorts up to `last` that are older than the minimum charge need no telling apart. */
  function merge(last: number): void {
    let old = running[0]!.units;
    for (let i = 1; i <= last; i += 1) old += running[i]!.units;
    running.splice(0, last + 1, { ...running[last]!, units: old });
  }
}

/** Takes `count` units off the end; how many there were, and the seconds charged after they stop. */
function take(
  cohorts: Cohort[],
  count: number,
  seconds: number,
  drainSeconds: number,
): readonly [taken: number, chargedSeconds: number] {
  let taken = 0;
  let charged = 0;
  while (taken < count && cohorts.length > 0) {
    const cohort = cohorts[cohorts.length - 1]!;
    const part = Math.min(cohort.units, count - taken);
    charged += part * Math.max(drainSeconds, MINIMUM_SECONDS - (seconds - cohort.startedSeconds));
    taken += part;
    cohort.units -= part;
    if (cohort.units === 0 && cohorts.length > 1) cohorts.pop();
    else if (cohort.units === 0) break;
  }
  return [taken, charged];
}

/**
 * Application Auto Scaling's target tracking, as its alarms make it: datapoints of a metric per period, a high alarm after three
 * above the target, a low one after fifteen below nine tenths of it, a delay until a datapoint can be seen, cooldowns.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */

export interface TargetTrackingPolicy {
  /** Seconds per datapoint: 60, or 20 for high-resolution metrics. */
  readonly periodSeconds: number;
  /** In the metric's unit. */
  readonly target: number;
  readonly highDatapoints: number;
  readonly lowDatapoints: number;
  /** The low alarm's threshold as a share of the target: 0.9 for ECS. */
  readonly lowShare: number;
  /** From a period's end until its datapoint is seen by the alarm. */
  readonly delaySeconds: number;
}

export interface TargetTracking {
  /** The metric's mean over a step that begins at `seconds` and lasts `dt`; NaN: no data (nothing ran). */
  observe(value: number, seconds: number, dt: number): void;
  /**
   * Capacity that the last seen datapoints ask for at `seconds`, given what runs; null while no alarm speaks. Calls come in the order
   * of time; the answer holds until the next one.
   */
  wanted(running: number, seconds: number): { readonly direction: "out" | "in"; readonly capacity: number } | null;
}

/** A policy without history. It sees nothing of the present: only datapoints of whole periods, `delaySeconds` after they end. */
export function targetTracking(policy: TargetTrackingPolicy): TargetTracking {
  const { periodSeconds, target, delaySeconds } = policy;
  const kept = policy.lowDatapoints + Math.ceil(delaySeconds / periodSeconds) + 2;
  const values = new Float64Array(kept).fill(NaN);
  const ends = new Float64Array(kept).fill(-Infinity);
  const answer: { direction: "out" | "in"; capacity: number } = { direction: "out", capacity: 0 };
  // One object, because captured variables that hold fractions would be allocated anew at every assignment.
  const self = { weight: 0, sum: 0, newest: NaN, changesSeconds: Infinity };
  let next = 0;
  let alarm: "out" | "in" | null = null;

  return { observe, wanted };

  function observe(value: number, seconds: number, dt: number): void {
    let from = seconds;
    const until = seconds + dt;
    // Guard against 59.999…: a period ends where the step ends.
    while (from < until - 1e-6) {
      const end = (Math.floor(from / periodSeconds + 1e-9) + 1) * periodSeconds;
      const to = end < until + 1e-6 ? end : until;
      if (value >= 0) {
        self.weight += to - from;
        self.sum += value * (to - from);
      }
      if (to === end) push(end);
      from = to;
    }
  }

  function push(end: number): void {
    values[next] = self.weight > 0 ? self.sum / self.weight : NaN;
    ends[next] = end;
    next = (next + 1) % kept;
    self.weight = 0;
    self.sum = 0;
    if (end + delaySeconds < self.changesSeconds) self.changesSeconds = end + delaySeconds;
  }

  function wanted(running: number, seconds: number): typeof answer | null {
    // Alarms change only when a datapoint comes into sight.
    if (seconds + 1e-6 >= self.changesSeconds) look(seconds);
    if (alarm === null) return null;
    answer.direction = alarm;
    answer.capacity = Math.ceil((running * self.newest) / target - 1e-9);
    return answer;
  }

  function look(seconds: number): void {
    const lowest = target * policy.lowShare;
    alarm = null;
    if (streak(seconds, policy.highDatapoints, (value) => value > target)) alarm = "out";
    else if (streak(seconds, policy.lowDatapoints, (value) => value < lowest)) alarm = "in";
    self.changesSeconds = Infinity;
    for (let i = 0; i < kept; i += 1) {
      const seen = ends[i]! + delaySeconds;
      if (seen > seconds + 1e-6 && seen < self.changesSeconds) self.changesSeconds = seen;
    }
  }

  /** Whether the newest `count` visible values all hold; missing data never speaks. Keeps the newest. */
  function streak(seconds: number, count: number, holds: (value: number) => boolean): boolean {
    let seen = 0;
    for (let back = 1; back <= kept && seen < count; back += 1) {
      const i = (next - back + kept) % kept;
      if (ends[i]! + delaySeconds > seconds + 1e-6) continue;
      if (!holds(values[i]!)) return false;
      if (seen === 0) self.newest = values[i]!;
      seen += 1;
    }
    return seen === count;
  }
}

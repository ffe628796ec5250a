/**
 * Application Auto Scaling's target tracking, as its alarms make it: datapoints of a metric per period, a high alarm after three
 * above the target, a low one after fifteen below nine tenths of it, a delay until a datapoint is published, and alarms that look
 * only now and then: once a minute, those of shorter periods every ten seconds.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
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
  /** From a period's end until its datapoint is published. */
  readonly delaySeconds: number;
  /** When the alarm looks, as a share of the time from one look to the next, [0, 1): 0 is on the full minute. */
  readonly alarmPhase: number;
}

/** An alarm of a period of a minute or longer is evaluated every minute, one of a shorter period every ten seconds. */
export const evaluationSeconds = (periodSeconds: number): number => (periodSeconds >= 60 ? 60 : 10);

export interface TargetTracking {
  /** The metric's mean, and what ran, over a step that begins at `seconds` and lasts `dt`; NaN: no data (nothing ran). */
  observe(value: number, running: number, seconds: number, dt: number): void;
  /**
   * Capacity that the last seen datapoints ask for at `seconds`: what ran when the newest began × metric / target, so that what has
   * been added since counts as part of it. Null while no alarm speaks. Calls come in the order of time.
   */
  wanted(seconds: number): Wanted | null;
}

export interface Wanted {
  readonly direction: "out" | "in";
  readonly capacity: number;
}

/** A policy without history. It sees nothing of the present: only datapoints of whole periods, once they are published and looked at. */
export function targetTracking(policy: TargetTrackingPolicy): TargetTracking {
  const { periodSeconds, target, delaySeconds } = policy;
  const everySeconds = evaluationSeconds(periodSeconds);
  const phaseSeconds = policy.alarmPhase * everySeconds;
  const kept = policy.lowDatapoints + Math.ceil((delaySeconds + everySeconds) / periodSeconds) + 2;
  const values = new Float64Array(kept).fill(NaN);
  /** Metric × what ran when its period began: the load that a datapoint stands for. */
  const loads = new Float64Array(kept).fill(NaN);
  /** When the alarm first sees each. */
  const seen = new Float64Array(kept).fill(-Infinity);
  // One object, because captured variables that hold fractions would be allocated anew at every assignment.
  const self = { weight: 0, sum: 0, ran: 0, changesSeconds: Infinity };
  let next = 0;
  let answer: Wanted | null = null;

  return {
    observe(value, running, seconds, dt) {
      let from = seconds;
      const until = seconds + dt;
      // Guard against 59.999…: a period ends where the step ends.
      while (from < until - 1e-6) {
        const end = (Math.floor(from / periodSeconds + 1e-9) + 1) * periodSeconds;
        const to = end < until + 1e-6 ? end : until;
        if (value >= 0) {
          if (self.weight === 0) self.ran = running;
          self.weight += to - from;
          self.sum += value * (to - from);
        }
        if (to === end) push(end);
        from = to;
      }
    },
    wanted(seconds) {
      // Alarms change only when a datapoint comes into sight.
      if (seconds + 1e-6 >= self.changesSeconds) answer = look(seconds);
      return answer;
    },
  };

  function push(end: number): void {
    values[next] = self.weight > 0 ? self.sum / self.weight : NaN;
    loads[next] = values[next]! * self.ran;
    const at = seenAt(end);
    seen[next] = at;
    next = (next + 1) % kept;
    self.weight = 0;
    self.sum = 0;
    if (at < self.changesSeconds) self.changesSeconds = at;
  }

  /** The first look of the alarm at or after the datapoint's publication. */
  function seenAt(end: number): number {
    const looks = Math.ceil((end + delaySeconds - phaseSeconds) / everySeconds - 1e-9);
    return looks * everySeconds + phaseSeconds;
  }

  function look(seconds: number): Wanted | null {
    self.changesSeconds = Infinity;
    for (let i = 0; i < kept; i += 1) {
      const at = seen[i]!;
      if (at > seconds + 1e-6 && at < self.changesSeconds) self.changesSeconds = at;
    }
    const high = streak(seconds, policy.highDatapoints, target, 1);
    if (high !== null) return { direction: "out", capacity: Math.ceil(high / target - 1e-9) };
    const low = streak(seconds, policy.lowDatapoints, target * policy.lowShare, -1);
    if (low !== null) return { direction: "in", capacity: Math.ceil(low / target - 1e-9) };
    return null;
  }

  /** The load of the newest visible datapoint, when the newest `count` visible ones are all above the threshold (`sign` 1) or below it (-1); missing data never speaks. */
  function streak(seconds: number, count: number, threshold: number, sign: number): number | null {
    let counted = 0;
    let newest = NaN;
    for (let back = 1; back <= kept && counted < count; back += 1) {
      const i = (next - back + kept) % kept;
      if (seen[i]! > seconds + 1e-6) continue;
      if (!((values[i]! - threshold) * sign > 0)) return null;
      if (counted === 0) newest = loads[i]!;
      counted += 1;
    }
    return counted === count ? newest : null;
  }
}

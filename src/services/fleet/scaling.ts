/**
 * How many tasks or instances a service wants: target tracking on CPU, on requests per unit, or on both, between minimum and
 * maximum. It scales out in proportion to the metric as fast as it can, "but scales in more gradually".
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
import { evaluationSeconds, targetTracking, type TargetTracking } from "../../simulation/target-tracking.ts";

export interface ScalingPolicies {
  /** Share of a unit's CPU, and requests a second and unit; undefined: no policy of that kind. */
  readonly cpu: number | undefined;
  readonly requests: number | undefined;
  readonly vcpusPerUnit: number;
  readonly periodSeconds: number;
  /** From a period's end until its datapoint is published, and when alarms look: see `TargetTrackingPolicy`. */
  readonly delaySeconds: number;
  readonly alarmPhase: number;
  /** The low alarm's threshold as a share of the target: 0.9 for ECS, 0.7 for EC2. */
  readonly lowShare: number;
  /** Largest share of the units that one decision takes away, (0, 1]; at least one unit goes. */
  readonly inShare: number;
  readonly outCooldownSeconds: number;
  readonly inCooldownSeconds: number;
}

export interface Scaling {
  /** The fleet's mean CPU utilisation and requests a second in a step in which `running` units ran; no datapoint when none did. */
  observe(utilisation: number, requestsPerSecond: number, running: number, seconds: number, dt: number): void;
  /** Units wanted at `seconds`, when `desired` were wanted before. */
  decide(desired: number, seconds: number): number;
  /** Units that hold the targets under a steady load, in vCPUs and requests a second; 0 without a policy. */
  steady(vcpus: number, requestsPerSecond: number): number;
}

export function scaling(of: ScalingPolicies): Scaling {
  const policy = (target: number | undefined): TargetTracking | null =>
    target === undefined
      ? null
      : targetTracking({
          periodSeconds: of.periodSeconds,
          target,
          highDatapoints: 3,
          lowDatapoints: 15,
          lowShare: of.lowShare,
          delaySeconds: of.delaySeconds,
          alarmPhase: of.alarmPhase,
        });
  // While the alarm stays on, each of its looks decides anew.
  const inPauseSeconds = Math.max(of.inCooldownSeconds, evaluationSeconds(of.periodSeconds));
  const byCpu = policy(of.cpu);
  const byRequests = policy(of.requests);
  let lastOut = -Infinity;
  let lastIn = -Infinity;

  return {
    observe(utilisation, requestsPerSecond, running, seconds, dt) {
      byCpu?.observe(running > 0 ? utilisation : NaN, running, seconds, dt);
      byRequests?.observe(running > 0 ? requestsPerSecond / running : NaN, running, seconds, dt);
    },
    decide(desired, seconds) {
      // A larger scale-out is allowed during a cooldown, which therefore only holds back taking away again.
      const out = Math.max(outOf(byCpu, seconds), outOf(byRequests, seconds));
      if (out > desired) {
        lastOut = seconds;
        return out;
      }
      if (seconds - lastIn < inPauseSeconds || seconds - lastOut < of.outCooldownSeconds) return desired;
      // With several policies the fleet shrinks only when all of them agree.
      const into = Math.max(inOf(byCpu, seconds), inOf(byRequests, seconds));
      if (into >= desired) return desired;
      lastIn = seconds;
      // Without a policy the minimum alone decides.
      if (byCpu === null && byRequests === null) return into;
      return Math.max(into, desired - Math.max(1, Math.floor(desired * of.inShare + 1e-9)));
    },
    steady(vcpus, requestsPerSecond) {
      const forCpu = of.cpu === undefined ? 0 : vcpus / of.vcpusPerUnit / of.cpu;
      const forRequests = of.requests === undefined ? 0 : requestsPerSecond / of.requests;
      return Math.ceil(Math.max(forCpu, forRequests) - 1e-9);
    },
  };
}

function outOf(policy: TargetTracking | null, seconds: number): number {
  const wanted = policy?.wanted(seconds) ?? null;
  return wanted !== null && wanted.direction === "out" ? wanted.capacity : 0;
}

function inOf(policy: TargetTracking | null, seconds: number): number {
  if (policy === null) return 0;
  const wanted = policy.wanted(seconds);
  return wanted !== null && wanted.direction === "in" ? wanted.capacity : Infinity;
}

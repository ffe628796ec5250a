/** How an EC2 Auto Scaling group behaves: a fleet of instances that boot for minutes, or come out of a warm pool. */
import type { Ec2AutoScalingConfig } from "./ec2-auto-scaling-config.ts";
import { fleetCell } from "./fleet/machine.ts";
import { scaling } from "./fleet/scaling.ts";
import { minimumOverTime } from "./fleet/schedule.ts";
import { warmPool, type WarmPool } from "./fleet/warm-pool.ts";
import { vcpusOf } from "./instance-types.ts";
import type { Cell, CellContext } from "./service.ts";

export function ec2AutoScalingCell(of: Ec2AutoScalingConfig, context: CellContext): Cell {
  const vcpusPerUnit = vcpusOf(of.type) ?? 1;
  const { type, interval, timeout, threshold, grace } = of.health_check;
  // Two checks must pass before the balancer sends requests.
  const startSeconds = bootSeconds(of, context) + 2 * interval;
  const minimum = minimumOverTime(of.min, of.scaling.scheduled, context);
  const quotaUnits = unitsInQuota(of, vcpusPerUnit, context);
  return fleetCell(
    {
      unit: "instances",
      vcpusPerUnit,
      times: {
        startSeconds,
        warmUpSeconds: context.assume("warmUp"),
        uncountedSeconds: of.scaling.warm_up,
        drainSeconds: of.deregistration,
      },
      coldSpeed: context.assume("coldSpeed"),
      policies: scaling({
        cpu: of.scaling.cpu,
        requests: of.scaling.requests,
        vcpusPerUnit,
        periodSeconds: 60,
        delaySeconds: context.assume("metricDelay"),
        alarmPhase: context.assume("alarmPhase"),
        lowShare: 0.7,
        inShare: context.assume("scaleInShare"),
        // A group waits for its instances' warm-up instead.
        outCooldownSeconds: 0,
        inCooldownSeconds: 0,
      }),
      minimum,
      max: of.max,
      quotaUnits,
      mostUnits: quotaUnits,
      launchRate: null,
      warmPool: poolOf(of, context),
      spot: null,
      health:
        type === "ec2"
          ? null
          : {
              intervalSeconds: interval,
              timeoutSeconds: timeout,
              threshold,
              replaces: "terminate_first",
              graceSeconds: grace,
            },
      limits: {
        cpu: context.limit("cpu", `${Math.min(of.max, quotaUnits, minimum(0))} instances × ${vcpusPerUnit} vCPU`),
        max: context.limit("max", `${of.max} instances`),
        quota: context.limit("quota", quotaWords(of, context)),
        launchRate: null,
        health: context.limit("health_checks", `${threshold} checks slower than ${timeout} s`),
      },
    },
    context,
  );
}

function bootSeconds(of: Ec2AutoScalingConfig, context: CellContext): number {
  return of.boot ?? context.assume("ec2Boot") + context.assume("appBoot");
}

function poolOf(of: Ec2AutoScalingConfig, context: CellContext): WarmPool | null {
  const pooled = context.driver("warm pool", "instances");
  const running = context.driver("running in warm pool", "instances");
  if (of.warm_pool === undefined) return null;
  const { state, min, prepared = of.max, start } = of.warm_pool;
  return warmPool({
    min,
    prepared,
    startSeconds: start ?? context.assume("warmStart"),
    initializeSeconds: bootSeconds(of, context),
    pooled,
    running,
    keepsRunning: state === "running",
  });
}

/** Instances whose On-Demand part and whose Spot part both stay within their quota. */
function unitsInQuota(of: Ec2AutoScalingConfig, vcpus: number, context: CellContext): number {
  const onDemand = Math.floor(context.quota("ec2_on_demand_vcpu") / vcpus + 1e-9);
  if (of.spot === 0) return onDemand;
  const spot = Math.floor(context.quota("ec2_spot_vcpu") / vcpus + 1e-9);
  const base = Math.min(of.on_demand_base, onDemand);
  const above = Math.min((onDemand - base) / (1 - of.spot), spot / of.spot);
  return Math.floor(base + above + 1e-9);
}

function quotaWords(of: Ec2AutoScalingConfig, context: CellContext): string {
  const onDemand = `${context.quota("ec2_on_demand_vcpu")} On-Demand vCPU`;
  return of.spot === 0 ? onDemand : `${onDemand}, ${context.quota("ec2_spot_vcpu")} Spot vCPU`;
}

/** How an ECS service on Fargate behaves: a fleet of tasks that pull their image, under the launch rates and quotas of ECS. */
import type { FargateConfig } from "./fargate-config.ts";
import { launchRate } from "./fargate-launches.ts";
import { fargateSpot } from "./fargate-spot.ts";
import { fleetCell } from "./fleet/machine.ts";
import { scaling } from "./fleet/scaling.ts";
import { minimumOverTime } from "./fleet/schedule.ts";
import type { Cell, CellContext } from "./service.ts";

export function fargateCell(of: FargateConfig, context: CellContext): Cell {
  const startSeconds =
    context.assume("taskStart") +
    (of.image ?? context.assume("imageMB")) / context.assume("pullMBps") +
    context.assume("appBoot") +
    // Two checks must pass before the balancer sends requests.
    2 * of.health_check.interval;
  const minimum = minimumOverTime(of.min, of.scaling.scheduled, context);
  const quotaUnits = Math.floor(context.quota("fargate_vcpu") / of.cpu + 1e-9);
  const mostUnits = Math.min(quotaUnits, context.quota("ecs_tasks_per_service"));
  const { interval, timeout, threshold } = of.health_check;
  const isFine = of.scaling.metric_period === "20s";
  return fleetCell(
    {
      unit: "tasks",
      vcpusPerUnit: of.cpu,
      times: { startSeconds, warmUpSeconds: context.assume("warmUp") },
      coldSpeed: context.assume("coldSpeed"),
      policies: scaling({
        cpu: of.scaling.cpu,
        requests: of.scaling.requests,
        vcpusPerUnit: of.cpu,
        periodSeconds: isFine ? 20 : 60,
        delaySeconds: context.assume(isFine ? "metricDelayFine" : "metricDelay"),
        alarmPhase: context.assume("alarmPhase"),
        lowShare: 0.9,
        inShare: context.assume("scaleInShare"),
        outCooldownSeconds: of.scaling.out_cooldown,
        inCooldownSeconds: of.scaling.in_cooldown,
      }),
      minimum,
      max: of.max,
      quotaUnits,
      mostUnits,
      launchRate: launchRate(),
      warmPool: null,
      spot: fargateSpot(of, context),
      health: {
        intervalSeconds: interval,
        timeoutSeconds: timeout,
        threshold,
        replaces: "launch_first",
        graceSeconds: 0,
      },
      limits: {
        cpu: context.limit("cpu", `${Math.min(of.max, mostUnits, minimum(0))} tasks × ${of.cpu} vCPU`),
        max: context.limit("max", `${of.max} tasks`),
        quota: context.limit("quota", `${context.quota("fargate_vcpu")} vCPU`),
        launchRate: context.limit("launch_rate", "100 tasks at once, then 20/s"),
        health: context.limit("health_checks", `${threshold} checks slower than ${timeout} s`),
      },
    },
    context,
  );
}

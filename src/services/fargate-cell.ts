/** How an ECS service on Fargate behaves: a queue in front of its tasks' CPU, scaling, launches, quota, health checks. */
import { queue } from "../simulation/queue.ts";
import { sliced } from "../simulation/slices.ts";
import type { FargateConfig } from "./fargate-config.ts";
import { fleet } from "./fargate-fleet.ts";
import { launchRate } from "./fargate-launches.ts";
import { scaling } from "./fargate-scaling.ts";
import type { Cell, CellContext } from "./service.ts";

/** Longest step in which a fleet moves at once: about the time in which target tracking answers. */
const SLICE_SECONDS = 300;

export function fargateCell(of: FargateConfig, context: CellContext): Cell {
  const { bus, classes } = context;
  const startSeconds =
    context.assume("taskStart") +
    (of.image ?? context.assume("imageMB")) / context.assume("pullMBps") +
    context.assume("appBoot") +
    // Two checks must pass before the balancer sends requests.
    2 * of.health_check.interval;
  const warmUpSeconds = context.assume("warmUp");
  const coldSpeed = context.assume("coldSpeed");
  const minimum = context.prepared("min", of.min);
  const quotaTasks = Math.floor(context.quota("fargate_vcpu") / of.cpu + 1e-9);
  const most = Math.min(of.max, quotaTasks, context.quota("ecs_tasks_per_service"));
  const policies = scaling(of, context.assume("metricDelay"));
  const launch = launchRate();

  const cpu = context.limit("cpu", `${Math.min(most, minimum(0))} tasks × ${of.cpu} vCPU`);
  const limits = {
    max: context.limit("max", `${of.max} tasks`),
    quota: context.limit("quota", `${context.quota("fargate_vcpu")} vCPU`),
    launchRate: context.limit("launch_rate", "100 tasks at once, then 20/s"),
    health: context.limit(
      "health_checks",
      `${of.health_check.threshold} checks slower than ${of.health_check.timeout} s`,
    ),
  };
  const demand = Float64Array.from(classes, (c) => (c.compute === context.id ? c.cpuSeconds : 0));
  const patienceSeconds = Float64Array.from(classes, (c) => c.patienceSeconds);
  const waiting = queue({ bus, demand, patienceSeconds, limit: cpu });

  const running = context.driver("running tasks", "tasks");
  const billed = context.driver("billed", "tasks");
  const launches = context.driver("launches", "1/s");
  const used = context.driver("CPU", "vCPU");

  let desired = 0;
  let tasks = fleet(0, startSeconds, warmUpSeconds);
  let settled = false;
  let unhealthySeconds = 0;
  let replacing = 0;
  let labelled = -1;

  const step = sliced(bus, SLICE_SECONDS, [running, billed, launches, used], move);
  return { stage: "compute", step, waiting: waiting.waiting };

  function move(): void {
    const { seconds, dt } = bus;
    if (!settled) settle();
    tasks.advance(seconds);
    replaceUnhealthy();
    const requests = requestsHere();
    const capacity = (tasks.ready - tasks.cold * (1 - coldSpeed)) * of.cpu;
    waiting.step(capacity * dt);
    policies.observe(waiting.worked / (capacity * dt), requests / dt, tasks.ready, seconds, dt);
    running.now = tasks.ready * dt;
    const held = tasks.ready + tasks.launching;
    decide(seconds + dt);
    billed.now = held * dt + follow(seconds + dt);
    used.now = waiting.worked;
  }

  /** The period begins as if its first load had been there before: with the tasks that hold the target. */
  function settle(): void {
    const { dt, flow, seconds } = bus;
    let vcpus = 0;
    for (let c = 0; c < demand.length; c += 1) vcpus += (flow[c]! * demand[c]!) / dt;
    desired = Math.min(most, Math.max(minimum(seconds), policies.steady(vcpus, requestsHere() / dt)));
    tasks = fleet(desired, startSeconds, warmUpSeconds);
    settled = true;
  }

  /** Requests of this step that come for the tasks. */
  function requestsHere(): number {
    let requests = 0;
    for (let c = 0; c < demand.length; c += 1) if (demand[c]! > 0) requests += bus.flow[c]!;
    return requests;
  }

  /** What the policies want, within minimum, maximum and quota. */
  function decide(now: number): void {
    desired = Math.max(policies.decide(desired, now), minimum(now));
    if (desired > of.max) limits.max.reach();
    if (Math.min(desired, of.max) > quotaTasks) limits.quota.reach();
    if (desired > most) desired = most;
  }

  /** Launches or stops towards `desired`; gives the seconds added by the one-minute minimum. */
  function follow(now: number): number {
    const standing = tasks.ready + tasks.launching;
    // Replacements come on top of the maximum, never of the quota.
    if (desired + replacing > quotaTasks) limits.quota.reach();
    const missing = Math.min(desired + replacing, quotaTasks) - standing;
    const launched = launch(Math.max(0, missing), now, bus.dt);
    launches.now = launched;
    tasks.launch(launched, now);
    if (launched < missing) limits.launchRate.reach();
    label();
    return missing < 0 ? tasks.stop(-missing, now) : 0;
  }

  function label(): void {
    if (tasks.ready === labelled) return;
    labelled = tasks.ready;
    cpu.value = `${labelled} tasks × ${of.cpu} vCPU`;
  }

  /**
   * Every task shares the queue, so all answer late together. ECS starts replacements first and stops a task when its replacement
   * is ready: what waited on it is lost, and the new one starts cold.
   */
  function replaceUnhealthy(): void {
    const { interval, timeout, threshold } = of.health_check;
    label();
    unhealthySeconds = waiting.waitSeconds > timeout ? unhealthySeconds + bus.dt : 0;
    if (replacing === 0 && unhealthySeconds >= interval * threshold && tasks.ready > 0) {
      replacing = tasks.ready;
      limits.health.reach();
      return;
    }
    // Recovered before any replacement could be launched: they stay.
    if (unhealthySeconds === 0 && tasks.launching === 0 && tasks.ready <= desired) replacing = 0;
    const surplus = tasks.ready - desired;
    if (replacing === 0 || surplus <= 0) return;
    const replaced = Math.min(replacing, surplus);
    waiting.drop(replaced / tasks.ready, limits.health);
    tasks.retire(replaced, bus.seconds);
    replacing -= replaced;
    unhealthySeconds = 0;
  }
}

/**
 * ECS service on Fargate: whole tasks billed per second with a minute's minimum, a queue in front of their CPU, target tracking
 * that sees only past datapoints, a launch bucket, a start delay, the account's vCPU quota, and health checks that replace tasks
 * which answer too late.
 */
import * as z from "zod";
import type { Assumption } from "../assumption.ts";
import type { Flow } from "../network/flow.ts";
import type { PriceSelector } from "../pricing/price.ts";
import { count, duration, rate, share, size } from "../quantities.ts";
import { queue } from "../simulation/queue.ts";
import { targetTracking, type TargetTracking } from "../simulation/target-tracking.ts";
import { tokenBucket } from "../simulation/token-bucket.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { fleet } from "./fargate-fleet.ts";
import { type Cell, type CellContext, type Meter, service } from "./service.ts";

const config = z.strictObject({
  cpu: z.literal([0.25, 0.5, 1, 2, 4, 8, 16, 32]).default(2).describe("vCPU per task"),
  memory: size().default(4 * GIGABYTE),
  arch: z.enum(["arm64", "x86_64"]).default("arm64"),
  min: count(0).default(2),
  max: count(1).default(10),
  /** Share of the tasks on Fargate Spot. */
  spot: share().default(0),
  /** Storage per task; 20 GB are included. */
  ephemeral: size().default(20 * GIGABYTE),
  image: size().optional(),
  scaling: z
    .strictObject({
      cpu: share().optional(),
      /** Requests per task. */
      requests: rate().optional(),
      metric_period: z.union([z.literal("60s"), z.literal("20s")]).default("60s"),
      out_cooldown: duration().default(300),
      in_cooldown: duration().default(300),
    })
    .default({ cpu: 0.55, metric_period: "60s", out_cooldown: 300, in_cooldown: 300 }),
  health_check: z
    .strictObject({ interval: duration().default(10), timeout: duration().default(5), threshold: count(1).default(3) })
    .prefault({}),
  /** Agents that talk all day, per task: `up` and `down` in every `every`. `telemetry` has a default. */
  background: z
    .record(
      z.string(),
      z.strictObject({ up: size().optional(), down: size().default(0), every: duration().default(1) }),
    )
    .default({}),
});
type Config = z.output<typeof config>;

const page = "https://aws.amazon.com/fargate/pricing/";
const throttling = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html";

const assumptions: readonly Assumption[] = [
  {
    id: "taskStart",
    what: "time from the decision to launch a Fargate task until it runs, beside pulling its image",
    low: 15,
    typical: 23,
    high: 60,
    unit: "s",
    baseUnits: 1,
    source: "AWS's high-resolution scaling benchmark of 2026-06-18 implies 23 s",
    confidence: "A",
  },
  row("imageMB", "size of a task's image", 100, 300, 1000, "MB", 1e6),
  row("pullMBps", "speed at which a task pulls its image", 100, 50, 25, "MB/s", 1e6),
  row("appBoot", "time the application takes to start", 3, 10, 30, "s", 1),
  row("warmUp", "time after which a new task works at full speed", 10, 30, 120, "s", 1),
  row("coldSpeed", "speed of a task that is still warming up", 0.8, 0.5, 0.25, "share", 1),
  row("metricDelay", "metric periods from a period's end until the alarm sees its datapoint", 1, 2, 3, "periods", 1),
];

function row(
  id: string,
  what: string,
  low: number,
  typical: number,
  high: number,
  unit: string,
  baseUnits: number,
): Assumption {
  return { id, what, low, typical, high, unit, baseUnits, source: "practitioner's judgement", confidence: "C" };
}

const usageTypes = {
  arm64: { cpu: "Fargate-ARM-vCPU-Hours:perCPU", memory: "Fargate-ARM-GB-Hours" },
  x86_64: { cpu: "Fargate-vCPU-Hours:perCPU", memory: "Fargate-GB-Hours" },
} as const;

function price(resource: "cpu" | "memory", spot: boolean): (of: Config) => PriceSelector {
  return ({ arch }) => ({
    serviceCode: "AmazonECS",
    usageType: `${spot ? "SpotUsage-" : ""}${usageTypes[arch][resource]}`,
  });
}

function meter(of: Pick<Meter<Config>, "title" | "price" | "size"> & { readonly unit?: string }): Meter<Config> {
  return { unit: "hours", rounding: "second_min_60", infracost: null, filters: { productFamily: "Compute" }, ...of };
}

export const fargate = service<Config>({
  kind: "fargate",
  title: "Fargate",
  sources: [page, throttling],
  config,
  assumptions,
  meters: {
    vcpu: {
      ...meter({ title: "vCPU", price: price("cpu", false), size: HOUR_SECONDS }),
      infracost: { name: "Per vCPU per hour", unit: "CPU" },
    },
    memory: {
      ...meter({ title: "Memory", price: price("memory", false), size: HOUR_SECONDS * GIGABYTE }),
      infracost: { name: "Per GB per hour", unit: "GB" },
    },
    spot_vcpu: { ...meter({ title: "Spot vCPU", price: price("cpu", true), size: HOUR_SECONDS }), filters: null },
    spot_memory: {
      ...meter({ title: "Spot memory", price: price("memory", true), size: HOUR_SECONDS * GIGABYTE }),
      filters: null,
    },
    ephemeral: meter({
      title: "Ephemeral storage above 20 GB",
      price: { serviceCode: "AmazonECS", usageType: "Fargate-EphemeralStorage-GB-Hours" },
      size: HOUR_SECONDS * GIGABYTE,
      unit: "GB-Hours",
    }),
  },
  limits: {
    cpu: { title: "CPU", source: page, seen: "requests wait, then time out" },
    max: { title: "tasks it may have", source: "scenario", seen: "no more tasks are launched" },
    quota: {
      title: "the account's quota of Fargate vCPU",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
      seen: "no more tasks are launched",
    },
    launch_rate: { title: "launch rate", source: throttling, seen: "tasks launch later" },
    health_checks: {
      title: "time to answer health checks",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html",
      seen: "tasks are replaced while they are needed, and what waits on them is lost",
    },
  },
  prepares: ["min"],
  terraform: {},
  cell,
  flows(of, context): Flow[] {
    const launches = context.driver("launches");
    const taskSeconds = context.driver("running tasks");
    const image = of.image ?? context.assume("imageMB");
    const aws = (name: "s3" | "ecr.api" | "ecr.dkr") =>
      ({ kind: "aws", service: name, region: context.region }) as const;
    const base = { from: context.id, connectionSeconds: 60, assumptions: of.image === undefined ? ["imageMB"] : [] };
    const agentUp = (name: string, up: number | undefined): number =>
      up ?? (name === "telemetry" ? context.assume("telTask") : 0);
    const pull = { ...base, driver: launches, cause: "image pulls at task launch", connections: 1 };
    return [
      // Layers come from S3; the manifest and the tokens from the registry's API.
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
      { ...pull, destination: aws("s3"), bytesUp: 20_000, bytesDown: image },
      { ...pull, destination: aws("ecr.api"), bytesUp: 4_000, bytesDown: 8_000, assumptions: [] },
      { ...pull, destination: aws("ecr.dkr"), bytesUp: 4_000, bytesDown: 20_000, assumptions: [] },
      ...Object.entries(of.background).map(([name, { up, down, every }]) => ({
        ...base,
        driver: taskSeconds,
        destination: context.destination(name),
        bytesUp: agentUp(name, up) / every,
        bytesDown: down / every,
        connections: 0,
        cause: `${name} agents in every task`,
        assumptions: up === undefined ? ["telTask"] : [],
      })),
    ];
  },
  block(of, context) {
    const billed = context.driver("billed").hours;
    const scaled = (factor: number) => billed.map((taskSeconds) => taskSeconds * factor);
    const onDemand = 1 - of.spot;
    context.meter("vcpu", scaled(of.cpu * onDemand));
    context.meter("memory", scaled(of.memory * onDemand));
    if (of.spot > 0) {
      context.meter("spot_vcpu", scaled(of.cpu * of.spot));
      context.meter("spot_memory", scaled(of.memory * of.spot));
    }
    const extra = of.ephemeral - 20 * GIGABYTE;
    if (extra > 0) context.meter("ephemeral", scaled(extra));
  },
});

function cell(of: Config, context: CellContext): Cell {
  const { bus, classes } = context;
  const startSeconds =
    context.assume("taskStart") +
    (of.image ?? context.assume("imageMB")) / context.assume("pullMBps") +
    context.assume("appBoot") +
    // Two checks must pass before the balancer sends requests.
    2 * of.health_check.interval;
  const coldSpeed = context.assume("coldSpeed");
  const minimum = context.prepared("min", of.min);
  const quotaTasks = Math.floor(context.quota("fargate_vcpu") / of.cpu + 1e-9);
  const most = Math.min(of.max, quotaTasks, context.quota("ecs_tasks_per_service"));
  let desired = Math.min(most, minimum(0));
  const tasks = fleet(desired, startSeconds, context.assume("warmUp"));
  // Burst of 100, then 20 a second per account and Region; one service launches at most 500 a minute.
  const bucket = tokenBucket(100, 20);
  const scheduler = tokenBucket(500, 500 / 60);

  const cpu = context.limit("cpu", `${desired} tasks × ${of.cpu} vCPU`);
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

  const periodSeconds = of.scaling.metric_period === "20s" ? 20 : 60;
  const policy = (target: number): TargetTracking =>
    targetTracking({
      periodSeconds,
      target,
      highDatapoints: 3,
      lowDatapoints: 15,
      lowShare: 0.9,
      delaySeconds: context.assume("metricDelay") * periodSeconds,
    });
  const byCpu = of.scaling.cpu === undefined ? null : policy(of.scaling.cpu);
  const byRequests = of.scaling.requests === undefined ? null : policy(of.scaling.requests);
  let lastOut = -Infinity;
  let lastIn = -Infinity;
  let unhealthySeconds = 0;
  let replacing = 0;
  let labelled = desired;

  return { stage: "compute", step, waiting: waiting.waiting };

  function step(): void {
    const { seconds, dt } = bus;
    tasks.advance(seconds);
    replaceUnhealthy();
    const requests = requestsHere();
    const capacity = (tasks.ready - tasks.cold * (1 - coldSpeed)) * of.cpu;
    waiting.step(capacity * dt);
    observe(requests, capacity);
    const before = tasks.ready + tasks.launching;
    decide();
    const short = follow(seconds + dt);
    running.now = tasks.ready * dt;
    billed.now = before * dt + short;
    used.now = waiting.worked;
  }

  function requestsHere(): number {
    let requests = 0;
    for (let c = 0; c < demand.length; c += 1) if (demand[c]! > 0) requests += bus.flow[c]!;
    return requests;
  }

  function observe(requests: number, capacity: number): void {
    const { seconds, dt } = bus;
    byCpu?.observe(capacity > 0 ? waiting.worked / (capacity * dt) : NaN, seconds, dt);
    byRequests?.observe(tasks.ready > 0 ? requests / dt / tasks.ready : NaN, seconds, dt);
  }

  /** What the policies want, within minimum, maximum and quota. A larger scale-out is allowed during a cooldown. */
  function decide(): void {
    const now = bus.seconds + bus.dt;
    const least = minimum(now);
    const out = Math.max(outOf(byCpu, now), outOf(byRequests, now));
    if (out > desired) {
      desired = out;
      lastOut = now;
    } else if (now - lastIn >= of.scaling.in_cooldown && now - lastOut >= of.scaling.in_cooldown) {
      const into = Math.max(inOf(byCpu, now), inOf(byRequests, now));
      if (into < desired) {
        desired = into;
        lastIn = now;
      }
    }
    if (desired < least) desired = least;
    if (desired > of.max) limits.max.reach();
    if (Math.min(desired, of.max) > quotaTasks) limits.quota.reach();
    if (desired > most) desired = most;
  }

  function outOf(policyOf: TargetTracking | null, now: number): number {
    const wanted = policyOf?.wanted(tasks.ready, now) ?? null;
    return wanted !== null && wanted.direction === "out" ? wanted.capacity : 0;
  }

  function inOf(policyOf: TargetTracking | null, now: number): number {
    if (policyOf === null) return 0;
    const wanted = policyOf.wanted(tasks.ready, now);
    return wanted !== null && wanted.direction === "in" ? wanted.capacity : Infinity;
  }

  /** Launches or stops towards `desired`; gives the seconds added by the one-minute minimum. */
  function follow(now: number): number {
    const { dt } = bus;
    bucket.refill(dt);
    scheduler.refill(dt);
    const missing = desired + replacing - tasks.ready - tasks.launching;
    launches.now = 0;
    if (missing > 0) {
      const launched = bucket.take(scheduler.take(missing));
      if (launched < missing) limits.launchRate.reach();
      tasks.launch(launched, now);
      launches.now = launched;
      return 0;
    }
    if (missing < 0) {
      label();
      return tasks.stop(-missing, now);
    }
    label();
    return 0;
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
    const surplus = tasks.ready - desired;
    if (replacing === 0 || surplus <= 0) return;
    const replaced = Math.min(replacing, surplus);
    waiting.drop(replaced / tasks.ready, limits.health);
    tasks.retire(replaced);
    replacing -= replaced;
    unhealthySeconds = 0;
  }
}

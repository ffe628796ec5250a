/**
 * A fleet of equal units, tasks or instances, that serves requests: a queue in front of its CPU, scaling that sees past datapoints
 * only, whole units that take time to start, a quota, and health checks that replace units which answer too late.
 */
import type { LimitCounter } from "../../simulation/limit.ts";
import { queue } from "../../simulation/queue.ts";
import { sliced } from "../../simulation/slices.ts";
import type { Cell, CellContext } from "../service.ts";
import { fleet, type FleetTimes } from "./cohorts.ts";
import type { Scaling } from "./scaling.ts";
import type { SpotPart } from "./spot-part.ts";
import type { WarmPool } from "./warm-pool.ts";

export interface FleetOf {
  /** `tasks`. Its drivers are `running tasks`, `billed`, `launches` and `CPU`. */
  readonly unit: "tasks" | "instances";
  readonly vcpusPerUnit: number;
  readonly times: FleetTimes;
  /** Speed of a unit that warms up, (0, 1]. */
  readonly coldSpeed: number;
  readonly policies: Scaling;
  /** Units that must run at a moment, in seconds since the period's start. */
  readonly minimum: (seconds: number) => number;
  readonly max: number;
  /** Units that the account's quota allows, and those that any limit but the maximum does. */
  readonly quotaUnits: number;
  readonly mostUnits: number;
  /** Of `wanted` units, how many launch at the end of a step of `dt` seconds that ends at `seconds`. */
  readonly launchRate: ((wanted: number, seconds: number, dt: number) => number) | null;
  readonly warmPool: WarmPool | null;
  /** The part on Fargate Spot; null: none. */
  readonly spot: FleetSpot | null;
  readonly health: HealthChecks | null;
  readonly limits: {
    readonly cpu: LimitCounter;
    readonly max: LimitCounter;
    readonly quota: LimitCounter;
    readonly launchRate: LimitCounter | null;
    readonly health: LimitCounter | null;
  };
}

export interface FleetSpot {
  readonly part: SpotPart;
  /** From SIGTERM until what still runs is killed. */
  readonly stopSeconds: number;
  /** Interruptions a second of one task, beside those that the scenario states. */
  readonly perSecond: number;
  readonly limit: LimitCounter;
}

export interface HealthChecks {
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly threshold: number;
  /** ECS launches replacements first; an Auto Scaling group terminates first. */
  readonly replaces: "launch_first" | "terminate_first";
  /** After a replacement, no check counts for so long. */
  readonly graceSeconds: number;
}

/** Longest step in which a fleet moves at once: about the time in which target tracking answers. */
const SLICE_SECONDS = 300;

export function fleetCell(of: FleetOf, context: CellContext): Cell {
  const { bus, classes } = context;
  const { policies, minimum, limits, vcpusPerUnit, warmPool } = of;
  const most = Math.min(of.max, of.mostUnits);
  const waitsForWarmUp = (of.times.uncountedSeconds ?? 0) > 0;
  const demand = Float64Array.from(classes, (c) => (c.compute === context.id ? c.cpuSeconds : 0));
  const patienceSeconds = Float64Array.from(classes, (c) => c.patienceSeconds);
  const waiting = queue({ bus, demand, patienceSeconds, limit: limits.cpu });

  const running = context.driver(`running ${of.unit}`, of.unit);
  const billed = context.driver("billed", of.unit);
  const launches = context.driver("launches", "1/s");
  const used = context.driver("CPU", "vCPU");
  const onSpot = of.spot === null ? null : context.driver("billed on Spot", of.unit);
  const drivers = [running, billed, launches, used, ...(onSpot === null ? [] : [onSpot]), ...(warmPool?.drivers ?? [])];

  let desired = 0;
  let units = fleet(0, of.times);
  let settled = false;
  let unhealthySeconds = 0;
  let replacing = 0;
  let graceUntil = -Infinity;
  let labelled = -1;

  const step = sliced(bus, SLICE_SECONDS, drivers, move);
  return { stage: "compute", step, waiting: waiting.waiting };

  function move(): void {
    const { seconds, dt } = bus;
    if (!settled) settle();
    units.advance(seconds);
    warmPool?.count(seconds, dt);
    const stoppingSeconds = of.spot === null ? 0 : takeBack(of.spot);
    if (of.health !== null) replaceUnhealthy(of.health);
    const requests = requestsHere();
    const capacity = (units.ready - units.cold * (1 - of.coldSpeed)) * vcpusPerUnit;
    waiting.step(capacity * dt);
    // Every unit shares the load, so those that are counted show the metrics of all.
    const counted = units.ready - units.uncounted;
    const share = units.ready > 0 ? counted / units.ready : 0;
    policies.observe(waiting.worked / (capacity * dt), (requests / dt) * share, counted, seconds, dt);
    running.now = units.ready * dt;
    const held = units.ready + units.launching;
    decide(seconds + dt);
    const spotTasks = of.spot?.part.tasks ?? 0;
    const charged = follow(seconds + dt);
    billed.now = held * dt + charged;
    used.now = waiting.worked;
    if (of.spot === null || onSpot === null) return;
    // One by one tasks are taken back all the time: each is launched anew, and two are charged for while one stops.
    const replaced = spotTasks * of.spot.perSecond * dt;
    const stopping = stoppingSeconds + replaced * of.spot.stopSeconds;
    launches.now += replaced;
    billed.now += stopping;
    onSpot.now = spotTasks * dt + stopping + (held > 0 ? (charged * spotTasks) / held : 0);
  }

  /** The period begins as if its first load had been there before: with the units that hold the target. */
  function settle(): void {
    const { dt, flow, seconds } = bus;
    let vcpus = 0;
    for (let c = 0; c < demand.length; c += 1) vcpus += (flow[c]! * demand[c]!) / dt;
    desired = Math.min(most, Math.max(minimum(seconds), policies.steady(vcpus, requestsHere() / dt)));
    units = fleet(desired, of.times);
    warmPool?.settle(desired);
    of.spot?.part.settle(desired);
    settled = true;
  }

  /** Requests of this step that come for the units. */
  function requestsHere(): number {
    let requests = 0;
    for (let c = 0; c < demand.length; c += 1) if (demand[c]! > 0) requests += bus.flow[c]!;
    return requests;
  }

  /** What the policies want, within minimum, maximum and quota. */
  function decide(now: number): void {
    let wanted = policies.decide(desired, now);
    // A group gives nothing back while it waits for what it has added.
    if (wanted < desired && (units.uncounted > 0 || (waitsForWarmUp && units.launching > 0))) wanted = desired;
    desired = Math.max(wanted, minimum(now));
    if (desired > of.max) limits.max.reach();
    if (Math.min(desired, of.max) > of.quotaUnits) limits.quota.reach();
    if (desired > most) desired = most;
  }

  /** Launches or stops towards `desired`; gives the seconds that are charged beyond those they stand. */
  function follow(now: number): number {
    const standing = units.ready + units.launching;
    // Replacements come on top of the maximum, never of the quota.
    if (desired + replacing > of.quotaUnits) limits.quota.reach();
    const missing = Math.min(desired + replacing, of.quotaUnits) - standing;
    const wanted = withCapacity(Math.max(0, missing), standing, now);
    const launched = of.launchRate === null ? wanted : of.launchRate(wanted, now, bus.dt);
    if (launched < wanted) limits.launchRate?.reach();
    launches.now = launched;
    start(launched, now);
    label();
    const charged = missing < 0 ? units.stop(-missing, now) : 0;
    of.spot?.part.moved(units.ready + units.launching, now);
    return charged;
  }

  /** Of the units that are missing, those that need no Spot capacity where there is none. */
  function withCapacity(missing: number, standing: number, now: number): number {
    if (of.spot === null) return missing;
    const launchable = of.spot.part.launchable(missing, standing + missing, now);
    if (launchable < missing) of.spot.limit.reach();
    return launchable;
  }

  /**
   * AWS takes tasks back: from its notice on they get no new requests, and what they hold and cannot answer until they are killed is
   * lost. Gives the seconds for which they are charged until then.
   * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
   */
  function takeBack({ part, stopSeconds, limit }: FleetSpot): number {
    const before = part.tasks;
    const taken = part.takenBack(bus.seconds, bus.dt);
    if (taken === 0) return 0;
    limit.value = `${taken} of ${before} Spot tasks taken back`;
    limit.reach();
    const ready = Math.min(taken, units.ready);
    const answered = waiting.waitSeconds > stopSeconds ? stopSeconds / waiting.waitSeconds : 1;
    if (ready > 0) waiting.drop((ready / units.ready) * (1 - answered), limit);
    units.retire(ready, bus.seconds);
    units.stop(taken - ready, bus.seconds);
    return ready * stopSeconds;
  }

  function start(launched: number, now: number): void {
    const pooled = warmPool?.take(launched, now) ?? 0;
    units.launch(pooled, now, warmPool?.startSeconds);
    units.launch(launched - pooled, now);
    // What fills the pool is launched, what comes out of it was before.
    if (warmPool !== null) launches.now += warmPool.fill(desired, now) - pooled;
  }

  function label(): void {
    if (units.ready === labelled) return;
    labelled = units.ready;
    limits.cpu.value = `${labelled} ${of.unit} × ${vcpusPerUnit} vCPU`;
  }

  /** Every unit shares the queue, so all answer late together. */
  function replaceUnhealthy(checks: HealthChecks): void {
    label();
    const late = waiting.waitSeconds > checks.timeoutSeconds && bus.seconds >= graceUntil;
    unhealthySeconds = late ? unhealthySeconds + bus.dt : 0;
    const failed = late && unhealthySeconds >= checks.intervalSeconds * checks.threshold && units.ready > 0;
    if (checks.replaces === "launch_first") replaceOneByOne(failed);
    else if (failed) terminate(checks.graceSeconds);
  }

  /** Replacements start first and stop a unit when one is ready: what waited on it is lost, and the new one starts cold. */
  function replaceOneByOne(failed: boolean): void {
    if (replacing === 0 && failed) {
      replacing = units.ready;
      limits.health?.reach();
      return;
    }
    // Recovered before any replacement could be launched: they stay.
    if (unhealthySeconds === 0 && units.launching === 0 && units.ready <= desired) replacing = 0;
    const surplus = units.ready - desired;
    if (replacing === 0 || surplus <= 0) return;
    const replaced = Math.min(replacing, surplus);
    if (limits.health !== null) waiting.drop(replaced / units.ready, limits.health);
    units.retire(replaced, bus.seconds);
    replacing -= replaced;
    unhealthySeconds = 0;
  }

  /** All that answer late are terminated at once; new ones boot in their place. */
  function terminate(graceSeconds: number): void {
    limits.health?.reach();
    if (limits.health !== null) waiting.drop(1, limits.health);
    units.retire(units.ready, bus.seconds);
    unhealthySeconds = 0;
    graceUntil = bus.seconds + of.times.startSeconds + graceSeconds;
  }
}

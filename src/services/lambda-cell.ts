/**
 * How a Lambda function works off what waits for it, as a fluid, so that steps may be seconds or an hour. Messages of a batch are
 * worked on one after another; concurrency grows only while messages wait, as fast as AWS lets it, and is exact over a step. What it
 * fails on comes back later, until it is given up.
 */
import { exp, pow } from "../math.ts";
import { backlog } from "../simulation/backlog.ts";
import type { Concurrency } from "./lambda-concurrency.ts";
import { environments, type EnvironmentsOf } from "./lambda-environments.ts";
import { AT_ONCE, PER_SECOND, reachSeconds } from "./lambda-growth.ts";
import { redelivery, type RedeliveryOf } from "./redelivery.ts";
import type { Cell, CellContext } from "./service.ts";

/** How many batches may be read or events taken at once while messages wait. */
interface Growth {
  /** At rest, and above what is busy at rest. */
  readonly atRest: number;
  readonly spare: number;
  readonly perSecond: number;
  readonly max: number;
}

/** A queue is read in five batches at a time, then 300 more a minute, at most 1,250 (services-sqs-scaling.html). */
const queueGrowth: Growth = { atRest: 5, spare: 0, perSecond: 5, max: 1250 };
/** Events come as they come: 1,000 environments at once, then 1,000 in 10 s, continuously (scaling-behavior.html). */
const eventGrowth: Growth = { atRest: 0, spare: AT_ONCE, perSecond: PER_SECOND, max: Infinity };

/** A long poll without a message ends after 20 s (services-sqs-scaling.html). */
const LONG_POLL_SECONDS = 20;
/** SQS hands over, and deletes, at most ten messages in a request (SQS quotas). */
const MESSAGES_PER_REQUEST = 10;
/** An environment takes at most ten invocations a second (scaling-behavior.html). */
const SHORTEST_TURN_SECONDS = 0.1;

export interface LambdaWork extends EnvironmentsOf {
  /** Messages per served request of each class. */
  readonly perRequest: Float64Array;
  /** Further events per second. */
  readonly background: number;
  /** Seconds to work on one message, and what is billed of them. */
  readonly seconds: number;
  readonly billedSeconds: number;
  /** Invocations that may run at once: the function's reservation, or what the account has left, or the event source's maximum. */
  readonly concurrency: Concurrency;
  /** How it reads its queue; null where events come directly. */
  readonly queue: { readonly batchSize: number; readonly pollersAtRest: number; readonly pollSeconds: number } | null;
  /** Share of messages that it fails on, [0, 1], and what becomes of them; with them of their whole batch, or not. */
  readonly errors: number;
  readonly wholeBatch: boolean;
  readonly redelivery: RedeliveryOf;
  /** Seconds that a message waits at most. */
  readonly keptMessageSeconds: number;
}

export function lambdaCell(work: LambdaWork, context: CellContext): Cell {
  const { bus } = context;
  const { perRequest, seconds, memoryGb, queue } = work;
  const growth = queue === null ? eventGrowth : queueGrowth;
  const batch = queue?.batchSize ?? 1;
  const pollSeconds = queue?.pollSeconds ?? 0;
  const heldSeconds = Math.max(seconds, SHORTEST_TURN_SECONDS / batch);
  // Where many wait, batches are full.
  const turnSeconds = heldSeconds + pollSeconds / batch;
  const waiting = backlog();
  const again = redelivery(work.redelivery);
  const limit = context.limit("concurrency", `${Math.min(growth.max, work.concurrency.most)} at once`);
  const lost = context.limit("retention", `${Math.round(work.keptMessageSeconds / 36) / 100} h`);
  const pool = environments(work, context);

  const messages = context.driver("messages", "1/s");
  const background = context.driver("background", "1/s");
  const invocations = context.driver("invocations", "1/s");
  const concurrency = context.driver("concurrency", "environments");
  const environmentsNow = context.driver("environments", "environments");
  const waitingNow = context.driver("backlog", "messages");
  const oldest = context.driver("oldest message", "s");
  const receives = context.driver("receives", "1/s");
  const deletes = context.driver("deletes", "1/s");
  const emptyReceives = context.driver("empty receives", "1/s");
  const dead = context.driver("dead letters", "1/s");

  // One object, because captured variables that hold fractions would be allocated anew at every assignment.
  const self = { max: Infinity, reach: Math.min(work.concurrency.most, growth.atRest + growth.spare) };

  return { stage: "worker", step, waiting: () => 0 };

  function step(): void {
    const { dt, flow } = bus;
    background.now = work.background * dt;
    let arriving = background.now;
    for (let c = 0; c < flow.length; c += 1) arriving += flow[c]! * perRequest[c]!;
    again.arrive(arriving);
    arriving += again.due(bus.seconds);
    const left = waiting.amount * turnSeconds;
    waiting.add(arriving, bus.seconds, dt);
    dead.now = expire();
    self.max = Math.min(growth.max, work.concurrency.now());
    self.reach = Math.min(self.max, self.reach);

    const wanted = waiting.amount * turnSeconds;
    const possible = reachSeconds(self.reach, growth.perSecond, self.max, dt);
    const drained = wanted <= possible;
    const worked = drained ? waiting.amount : possible / turnSeconds;
    waiting.take(worked);
    const grew = wanted > self.reach * dt;
    const perInvocation = grew ? batch : batchFill(arriving / dt);
    const invoked = worked / perInvocation;
    const busy = worked * heldSeconds + invoked * pollSeconds;
    const needed = (arriving * turnSeconds) / dt;
    const reached = self.reach + growth.perSecond * dt;
    const peak = grew ? Math.min(self.max, reached, highest(left, needed)) : busy / dt;
    if (!drained && reached >= self.max) hold();
    moveReach(drained, needed, dt);

    const failing = failingShare(perInvocation);
    dead.now += again.fail(worked, failing, bus.seconds + dt);
    const ready = pool.provision(dt);
    const cold = pool.start(invoked, peak, busy / dt, dt);
    pool.bill(worked * work.billedSeconds * memoryGb, busy / dt, cold);
    work.concurrency.ran(Math.max(busy / dt, ready));

    messages.now = worked;
    invocations.now = invoked;
    concurrency.now = busy;
    environmentsNow.now = pool.warm * dt;
    waitingNow.now = waiting.amount * dt;
    oldest.now = waiting.oldestSeconds(bus.seconds + dt) * dt;
    receives.now = queue === null ? 0 : worked / Math.min(perInvocation, MESSAGES_PER_REQUEST);
    deletes.now = receives.now * (1 - failing);
    emptyReceives.now = emptyPolls(arriving / dt, busy / dt, dt);
  }

  /** Others of the account may leave it less than it could have. */
  function hold(): void {
    limit.value = `${Math.floor(self.max)} at once`;
    limit.reach();
  }

  /** What has waited for as long as it is kept is gone. */
  function expire(): number {
    const gone = waiting.expire(bus.seconds + bus.dt - work.keptMessageSeconds);
    if (gone <= 0) return 0;
    lost.reach();
    again.leave(gone);
    return gone;
  }

  /** Share of messages that come back: those that failed, or all of a batch in which one did. */
  function failingShare(perInvocation: number): number {
    if (work.errors === 0 || !work.wholeBatch) return work.errors;
    return work.errors === 1 ? 1 : 1 - pow(1 - work.errors, perInvocation);
  }

  /**
   * The concurrency at which a growing event source catches up, when `left` environment-seconds waited and `needed` arrive per
   * second: the later root of left + needed·t = reach·t + growth·t²/2, put into reach + growth·t.
   */
  function highest(left: number, needed: number): number {
    return needed + Math.sqrt((needed - self.reach) * (needed - self.reach) + 2 * growth.perSecond * left);
  }

  /** While messages wait the event source adds; when none do it falls back as fast to what arrives. */
  function moveReach(drained: boolean, needed: number, dt: number): void {
    const { max } = self;
    const change = growth.perSecond * dt;
    const rest = Math.min(max, Math.max(growth.atRest, needed + growth.spare));
    if (!drained) self.reach = Math.min(max, self.reach + change);
    else self.reach = self.reach > rest ? Math.max(rest, self.reach - change) : Math.min(rest, self.reach + change);
  }

  /** Where the pollers at rest keep up, a batch holds what arrived while they worked; beyond, batches are full. */
  function batchFill(perSecond: number): number {
    if (batch === 1) return 1;
    const share = (perSecond * heldSeconds) / growth.atRest;
    return share >= 1 ? batch : Math.min(batch, 1 / (1 - share));
  }

  /** Long polls that end without a message: idle pollers, each seeing its share of the arrivals at random. */
  function emptyPolls(perSecond: number, busyAtOnce: number, dt: number): number {
    if (queue === null) return 0;
    const idle = queue.pollersAtRest - busyAtOnce;
    if (idle <= 0) return 0;
    const expected = (perSecond / queue.pollersAtRest) * LONG_POLL_SECONDS;
    const emptyShare = expected < 1e-6 ? 1 : expected / (exp(expected) - 1);
    return ((idle * dt) / LONG_POLL_SECONDS) * emptyShare;
  }
}

/**
 * How a Lambda function serves requests behind a balancer or an API: one environment for each at a time. What finds none is refused
 * at once, with 429; new ones come 1,000 at once and 1,000 in 10 s, up to the account's or the function's concurrency.
 * https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 */
import { MEGABYTE } from "../units.ts";
import { reachSeconds } from "./lambda-cell.ts";
import { environments, type EnvironmentsOf } from "./lambda-environments.ts";
import type { Cell, CellContext } from "./service.ts";

/** "At 1,769 MB, a function has the equivalent of one vCPU" (Lambda's configuration of memory). */
const BYTES_PER_VCPU = 1769 * MEGABYTE;
const AT_ONCE = 1000;
const PER_SECOND = 100;
/** An environment takes at most ten invocations a second (scaling-behavior.html). */
const SHORTEST_TURN_SECONDS = 0.1;

export interface LambdaRequests extends EnvironmentsOf {
  readonly memoryBytes: number;
  /** Seconds for one request of any class; null: as its class says, with the CPU that the memory gives. */
  readonly seconds: number | null;
  /** Requests that may run at once. */
  readonly concurrency: number;
  /** What says so: the account's quota, or what the function reserves or its source allows. */
  readonly limitedBy: "quota" | "requests";
  /** Events beside requests, per second, and the time each takes. */
  readonly background: number;
  readonly backgroundSeconds: number;
}

export function lambdaRequestsCell(of: LambdaRequests, context: CellContext): Cell {
  const { bus, classes } = context;
  const { concurrency: max } = of;
  const mine = Uint8Array.from(classes, ({ compute, origin }) =>
    Number(compute === context.id && origin === "balancer"),
  );
  const seconds = Float64Array.from(
    classes,
    ({ serviceSeconds, cpuSeconds }) =>
      of.seconds ?? serviceSeconds + cpuSeconds * Math.max(0, BYTES_PER_VCPU / of.memoryBytes - 1),
  );
  const longer = Float64Array.from(classes, ({ serviceSeconds }, c) => Math.max(0, seconds[c]! - serviceSeconds));
  const limits = {
    concurrency: context.limit(of.limitedBy, `${max} at once`),
    growth: context.limit("growth", `${AT_ONCE} environments at once, then ${AT_ONCE} in 10 s`),
  };
  const pool = environments(of, context);
  const invocations = context.driver("invocations", "1/s");
  const busyNow = context.driver("concurrency", "environments");
  const environmentsNow = context.driver("environments", "environments");
  const background = context.driver("background", "1/s");
  // A function that serves requests reads no queue.
  for (const name of ["messages", "backlog", "oldest message", "receives", "empty receives"])
    context.driver(name, "1/s");

  let reach = Math.min(max, AT_ONCE);
  let settled = false;

  return { stage: "compute", step, waiting: () => 0 };

  function step(): void {
    const { dt, flow } = bus;
    background.now = of.background * dt;
    let held = background.now * Math.max(of.backgroundSeconds, SHORTEST_TURN_SECONDS);
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 1) held += flow[c]! * Math.max(seconds[c]!, SHORTEST_TURN_SECONDS);
    }
    const needed = held / dt;
    const ready = pool.provision(dt);
    // The period begins as if its first load had been there before.
    if (!settled) {
      reach = Math.min(max, needed + AT_ONCE);
      pool.settle(Math.min(max, needed));
      settled = true;
    }
    const from = Math.min(max, Math.max(reach, pool.warm, ready));
    const possible = reachSeconds(from, PER_SECOND, max, dt);
    const passed = held > possible ? possible / held : 1;
    const atEnd = Math.min(max, from + PER_SECOND * dt);
    refuse(1 - passed, atEnd);
    moveReach(from, atEnd, needed, passed < 1, dt);
    const busy = (held * passed) / dt;
    const peak = passed < 1 ? atEnd : needed;
    serve(busy, peak, dt);
    busyNow.now = busy * dt;
    environmentsNow.now = Math.max(pool.warm, ready) * dt;
  }

  function refuse(share: number, atEnd: number): void {
    if (share <= 0) return;
    const limit = atEnd >= max ? limits.concurrency : limits.growth;
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      const refused = bus.flow[c]! * share;
      bus.flow[c]! -= refused;
      limit.fail(c, refused);
    }
  }

  /** What could run at once rises while it is short; else it falls back as fast to what runs and a thousand more. */
  function moveReach(from: number, atEnd: number, needed: number, short: boolean, dt: number): void {
    const rest = Math.min(max, needed + AT_ONCE);
    if (short) reach = atEnd;
    else reach = from > rest ? Math.max(rest, from - PER_SECOND * dt) : Math.min(rest, atEnd);
  }

  function serve(busy: number, peak: number, dt: number): void {
    let invoked = background.now;
    let gbSeconds = background.now * billed(of.backgroundSeconds);
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      invoked += bus.flow[c]!;
      gbSeconds += bus.flow[c]! * billed(seconds[c]!);
    }
    const cold = pool.start(invoked, peak, busy, dt);
    // Requests that start an environment wait for it.
    const coldSeconds = invoked > 0 ? (cold / invoked) * of.initSeconds : 0;
    for (let c = 0; c < classes.length; c += 1) if (mine[c] === 1) bus.elapsed[c]! += longer[c]! + coldSeconds;
    pool.bill(gbSeconds * of.memoryGb, busy, cold);
    invocations.now = invoked;
  }
}

/** Rounded up to the millisecond; the subtraction forgives what doubles add. */
export function billed(seconds: number): number {
  return Math.ceil(seconds * 1000 - 1e-9) / 1000;
}

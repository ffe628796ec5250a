/**
 * How a Lambda function serves requests behind a balancer or an API: one environment for each at a time. What finds none is refused
 * at once, with 429; new ones come 1,000 at once and 1,000 in 10 s, up to the account's or the function's concurrency.
 * https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html
 */
import { MEGABYTE } from "../units.ts";
import type { Concurrency } from "./lambda-concurrency.ts";
import { environments, type EnvironmentsOf } from "./lambda-environments.ts";
import { AT_ONCE, lambdaGrowth } from "./lambda-growth.ts";
import type { Cell, CellContext } from "./service.ts";

/** "At 1,769 MB, a function has the equivalent of one vCPU" (Lambda's configuration of memory). */
const BYTES_PER_VCPU = 1769 * MEGABYTE;
/** An environment takes at most ten invocations a second (scaling-behavior.html). */
const SHORTEST_TURN_SECONDS = 0.1;

export interface LambdaRequests extends EnvironmentsOf {
  readonly memoryBytes: number;
  /** Seconds for one request of any class; null: as its class says, with the CPU that the memory gives. */
  readonly seconds: number | null;
  /** Requests that may run at once. */
  readonly concurrency: Concurrency;
  /** What says so: the account's quota, or what the function reserves or its source allows. */
  readonly limitedBy: "quota" | "requests";
  /** Events beside requests, per second, and the time each takes. */
  readonly background: number;
  readonly backgroundSeconds: number;
}

export function lambdaRequestsCell(of: LambdaRequests, context: CellContext): Cell {
  const { bus, classes } = context;
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
    concurrency: context.limit(of.limitedBy, `${of.concurrency.most} at once`),
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

  const growth = lambdaGrowth();
  const demand = { requests: 0, heldSeconds: 0, have: 0, max: 0, initSeconds: of.initSeconds, seconds: 0, dt: 0 };
  let settled = false;

  return { stage: "compute", step, waiting: () => 0 };

  function step(): void {
    const { dt, flow } = bus;
    background.now = of.background * dt;
    let requests = background.now;
    let held = background.now * Math.max(of.backgroundSeconds, SHORTEST_TURN_SECONDS);
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      requests += flow[c]!;
      held += flow[c]! * Math.max(seconds[c]!, SHORTEST_TURN_SECONDS);
    }
    const ready = pool.provision(dt);
    const max = of.concurrency.now();
    // The period begins as if its first load had been there before.
    if (!settled) pool.settle(Math.min(max, held / dt));
    settled = true;
    demand.requests = requests;
    demand.heldSeconds = held;
    demand.have = Math.max(pool.warm, ready);
    demand.max = max;
    demand.seconds = bus.seconds;
    demand.dt = dt;
    growth.step(demand);
    refuse(1 - growth.passed);
    const busy = (held * growth.passed) / dt;
    const cold = serve(busy, growth.peak, dt);
    busyNow.now = busy * dt + cold * of.initSeconds;
    of.concurrency.ran(Math.max(busyNow.now / dt, ready));
    environmentsNow.now = Math.max(pool.warm, ready) * dt;
  }

  function refuse(share: number): void {
    if (share <= 0) return;
    const limit = growth.atMost ? limits.concurrency : limits.growth;
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      const refused = bus.flow[c]! * share;
      bus.flow[c]! -= refused;
      limit.fail(c, refused);
    }
  }

  /** Counts what is worked on, and bills it; gives the environments started for it. */
  function serve(busy: number, peak: number, dt: number): number {
    let invoked = background.now;
    let gbSeconds = background.now * billed(of.backgroundSeconds);
    for (let c = 0; c < classes.length; c += 1) {
      if (mine[c] === 0) continue;
      invoked += bus.flow[c]!;
      gbSeconds += bus.flow[c]! * billed(seconds[c]!);
    }
    // What has started is busy when the step ends.
    const cold = pool.start(invoked, peak, growth.started > 0 ? peak : busy, dt);
    // Requests that start an environment wait for it.
    const coldSeconds = invoked > 0 ? (cold / invoked) * of.initSeconds : 0;
    for (let c = 0; c < classes.length; c += 1) if (mine[c] === 1) bus.elapsed[c]! += longer[c]! + coldSeconds;
    pool.bill(gbSeconds * of.memoryGb, busy, cold);
    invocations.now = invoked;
    return cold;
  }
}

/** Rounded up to the millisecond; the subtraction forgives what doubles add. */
export function billed(seconds: number): number {
  return Math.ceil(seconds * 1000 - 1e-9) / 1000;
}

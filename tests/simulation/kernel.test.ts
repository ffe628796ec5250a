import { expect, test } from "vitest";
import { type EdgeCache, edgeCache } from "../../src/services/cloudfront-cache.ts";
import type { Cell, Stage } from "../../src/services/service.ts";
import { bus } from "../../src/simulation/bus.ts";
import type { Driver } from "../../src/simulation/driver.ts";
import { grid } from "../../src/simulation/grid.ts";
import { kernel } from "../../src/simulation/kernel.ts";
import { limitCounter } from "../../src/simulation/limit.ts";
import { outcome } from "../../src/simulation/outcome.ts";
import { queue } from "../../src/simulation/queue.ts";
import { registry } from "../../src/simulation/registry.ts";
import { retries } from "../../src/simulation/retries.ts";
import { requestClass } from "../support/service-alone.ts";

interface Setup {
  readonly seconds: number;
  readonly dt: number;
  /** Viewer requests of each step. */
  readonly viewers: readonly number[];
  /** Requests a second that the compute cell takes; without queue what exceeds it fails at once. */
  readonly capacity: number;
  readonly queued?: boolean;
  readonly retries?: number;
  readonly edge?: EdgeCache;
  /** More cells, by stage; each notes its name when it is called. */
  readonly stages?: readonly Stage[];
}

/** One class through a compute cell of fixed capacity. */
function run({ seconds, dt, viewers, capacity, queued = false, retries: tries = 0, edge, stages = [] }: Setup) {
  const steps = grid({ seconds, baseSeconds: dt, fineSeconds: dt, windows: [] });
  const count = steps.stepSeconds.length;
  const ride = bus(1);
  const page = requestClass({ name: "page", retries: tries, retryShare: 1, retryAfterSeconds: 2 });
  const drivers = registry(steps.hours, count);
  const counter = (name: string): Driver => drivers.declare("traffic", name, "1/s");
  const requests = {
    viewer: [counter("viewer page")],
    missed: [counter("missed page")],
    retried: [counter("retried page")],
    attempts: [counter("attempts page")],
    served: [counter("served page")],
    failed: [counter("failed page")],
    all: { requests: counter("requests"), failed: counter("failed"), blocked: counter("blocked bots") },
  };
  const limit = limitCounter({ component: "app", name: "cpu", title: "CPU", source: "", value: "" }, ride, 0);
  const patienceSeconds = Float64Array.of(queued ? 10 : 0);
  const waiting = queue({ bus: ride, demand: Float64Array.of(1), patienceSeconds, limit });
  const calls: string[] = [];
  const compute: Cell = {
    stage: "compute",
    step() {
      calls.push("compute");
      waiting.step(capacity * ride.dt);
    },
    waiting: waiting.waiting,
  };
  const noted = stages.map((stage): Cell => ({
    stage,
    step: () => void calls.push(stage),
    settle: () => void calls.push(`${stage} settles`),
    waiting: () => 0,
  }));
  const tried = retries([page], ride);
  const result = outcome([page], [], ride);
  kernel({
    grid: steps,
    bus: ride,
    classes: [page],
    edges: [edge ?? null],
    coldShare: () => 0,
    cells: [...noted, compute],
    retries: tried,
    outcome: result,
    requests,
    drivers: drivers.drivers,
    events: new Int16Array(count).fill(-1),
    keepSeries: true,
    blockSteps: count,
  })(
    {
      rows: count,
      requests: Float64Array.from({ length: count }, (_, i) => viewers[i] ?? 0),
      humanShare: new Float64Array(count).fill(1),
      blocked: new Float64Array(count).fill(3),
    },
    0,
    count,
  );
  return { requests, calls, tally: result.tallies[0]!, waiting: waiting.waiting(0) + tried.pending(0) };
}

const total = (driver: Driver): number => driver.hours.reduce((sum, value) => sum + value, 0);

test("cells are called by stage, whatever the order they were given in, and settle when all is served", () => {
  const { calls } = run({
    seconds: 1,
    dt: 1,
    viewers: [1],
    capacity: 10,
    stages: ["network", "database", "balancer", "third_party"],
  });
  expect(calls).toEqual([
    "balancer",
    "compute",
    "database",
    "third_party",
    "network",
    "balancer settles",
    "database settles",
    "third_party settles",
    "network settles",
  ]);
});

test("what fails comes again on a later step, as an attempt, and fails once when it is given up", () => {
  const { requests, tally } = run({ seconds: 5, dt: 1, viewers: [100, 0, 0, 0, 0], capacity: 10, retries: 1 });
  // Ten are served, ninety come again two seconds later; ten of them are served.
  expect([...requests.attempts[0]!.steps]).toEqual([100, 0, 90, 0, 0]);
  expect([...requests.retried[0]!.steps]).toEqual([0, 0, 90, 0, 0]);
  expect([...requests.served[0]!.steps].map((n) => Math.round(n * 1e9) / 1e9)).toEqual([10, 0, 10, 0, 0]);
  expect([total(requests.viewer[0]!), total(requests.failed[0]!)]).toEqual([100, expect.closeTo(80, 9)]);
  expect([tally.requests[0], tally.onTime[0], tally.failed[0]]).toEqual([
    100,
    expect.closeTo(20, 9),
    expect.closeTo(80, 9),
  ]);
});

test("the edge answers what it holds; the origin sees the rest, and both count as served", () => {
  const edge = edgeCache({
    class: { edge: { ttlSeconds: 9, keys: 1, cacheableShare: 1, evictedShare: 0 } },
    caches: 1,
  });
  const { requests, tally } = run({ seconds: 60, dt: 60, viewers: [60], capacity: 100, edge });
  // One request a second: λ/(1 + λ × TTL) = 0.1 misses a second.
  expect([total(requests.viewer[0]!), total(requests.missed[0]!)]).toEqual([60, expect.closeTo(6, 9)]);
  expect([total(requests.served[0]!), tally.onTime[0]]).toEqual([expect.closeTo(6, 9), expect.closeTo(60, 9)]);
});

test("an hour's counts stand in the hour of the step's start, and the series shows rates", () => {
  const { requests } = run({ seconds: 7200, dt: 1800, viewers: [1800, 3600, 5400, 7200], capacity: 1e9 });
  expect([...requests.viewer[0]!.hours]).toEqual([5400, 12_600]);
  expect([...requests.viewer[0]!.steps]).toEqual([1, 2, 3, 4]);
  expect([...requests.all.requests.hours, ...requests.all.blocked.hours]).toEqual([5400, 12_600, 6, 6]);
});

test.each([0.5, 1, 60])("viewers = served + given up + what is still inside: steps of %d s", (dt) => {
  const steps = 600 / dt;
  const viewers = Array.from({ length: steps }, (_, i) => (i < steps / 2 ? 30 : 3) * dt);
  const { requests, tally, waiting } = run({ seconds: 600, dt, viewers, capacity: 10, queued: true, retries: 3 });
  const out = tally.onTime[0]! + tally.late[0]! + tally.failed[0]!;
  expect(out + waiting).toBeCloseTo(300 * 30 + 300 * 3, 6);
  expect(total(requests.attempts[0]!)).toBeCloseTo(total(requests.missed[0]!) + total(requests.retried[0]!), 6);
  expect(total(requests.served[0]!)).toBeLessThanOrEqual(10 * 600 + 1e-6);
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bus } from "../../src/simulation/bus.ts";
import { limitCounter } from "../../src/simulation/limit.ts";
import { queue } from "../../src/simulation/queue.ts";

interface Setup {
  readonly demand: readonly number[];
  readonly patience: readonly number[];
  readonly maxWaiting?: number;
}

/** A queue alone. `step(dt, capacity per second, arrivals per second by class, seconds already elapsed)`. */
function alone({ demand, patience, maxWaiting = Infinity }: Setup) {
  const ride = bus(demand.length);
  const of = { component: "it", name: "cpu", title: "CPU", source: "", value: "" };
  const limit = limitCounter(of, ride, 0);
  const lost = limitCounter(of, ride, 0);
  const it = queue({
    bus: ride,
    demand: Float64Array.from(demand),
    patienceSeconds: Float64Array.from(patience),
    limit,
    maxWaiting,
  });
  return {
    queue: it,
    limit,
    lost,
    step(dt: number, capacity: number, perSecond: readonly number[], elapsed: readonly number[] = []) {
      ride.dt = dt;
      ride.flow.set(perSecond.map((rate) => rate * dt));
      ride.elapsed.set(demand.map((_, c) => elapsed[c] ?? 0));
      ride.failed.fill(0);
      it.step(capacity * dt);
      ride.seconds += dt;
      return { served: [...ride.flow], failed: [...ride.failed], elapsed: [...ride.elapsed] };
    },
    waiting: () => demand.map((_, c) => it.waiting(c)),
  };
}

/** Served and failed requests by class after `schedule` in steps of `dt`. */
function totals(
  setup: Setup,
  dt: number,
  schedule: readonly (readonly [seconds: number, capacity: number, perSecond: readonly number[]])[],
) {
  const it = alone(setup);
  const served = setup.demand.map(() => 0);
  const failed = setup.demand.map(() => 0);
  for (const [seconds, capacity, perSecond] of schedule) {
    for (let at = 0; at < seconds - 1e-9; at += dt) {
      const out = it.step(dt, capacity, perSecond);
      for (let c = 0; c < served.length; c += 1) {
        served[c]! += out.served[c]!;
        failed[c]! += out.failed[c]!;
      }
    }
  }
  return { served, failed, waiting: it.waiting() };
}

test("passes on at once what the capacity allows, and says nothing of a limit", () => {
  const it = alone({ demand: [0.5], patience: [10] });
  expect(it.step(1, 10, [20])).toEqual({ served: [20], failed: [0], elapsed: [0] });
  expect([it.queue.worked, it.queue.waitSeconds, it.limit.firstSeconds[0]]).toEqual([10, 0, NaN]);
});

test("beyond capacity requests wait, longer by the second; each waits for the work ahead of it", () => {
  const it = alone({ demand: [1], patience: [10] });
  const waits = Array.from({ length: 4 }, () => {
    const { elapsed } = it.step(1, 10, [15]);
    return [elapsed[0], it.queue.waitSeconds, it.queue.waiting(0)];
  });
  // Every second 5 more wait, half a second's work; who is served in second n came when the queue was n × ⅔ seconds shorter.
  expect(waits).toEqual([
    [expect.closeTo(1 / 6, 12), 0.5, 5],
    [expect.closeTo(1 / 2, 12), 1, 10],
    [expect.closeTo(5 / 6, 12), 1.5, 15],
    [expect.closeTo(7 / 6, 12), 2, 20],
  ]);
  expect(it.limit.firstSeconds[0]).toBe(0);
});

test("overloaded for long, it serves its capacity, the wait is the patience, and the rest gives up", () => {
  const it = alone({ demand: [1], patience: [10] });
  for (let second = 0; second < 60; second += 1) it.step(1, 10, [40]);
  const { served, failed, elapsed } = it.step(1, 10, [40]);
  expect([served[0], failed[0]]).toEqual([expect.closeTo(10, 9), expect.closeTo(30, 9)]);
  expect(it.queue.waitSeconds).toBeCloseTo(10, 9);
  // The last to be let in found a queue of ten seconds; a slice of a second is as fine as waits are told apart.
  expect(elapsed[0]).toBeGreaterThan(9);
  expect(elapsed[0]).toBeLessThanOrEqual(10);
});

test("a backlog drains at what is left of the capacity, then nothing waits", () => {
  const it = alone({ demand: [1], patience: [100] });
  it.step(1, 10, [110]);
  const left = Array.from({ length: 21 }, () => {
    it.step(1, 10, [5]);
    return it.queue.waiting(0);
  });
  expect(left.slice(0, 3)).toEqual([95, 90, 85].map((n) => expect.closeTo(n, 9)));
  expect(left[18]).toBeCloseTo(5, 9);
  expect(left.slice(19)).toEqual([0, 0]);
  expect(it.step(1, 10, [5])).toEqual({ served: [5], failed: [0], elapsed: [0] });
});

test("the least patient give up first; those who came before them keep their place", () => {
  const it = alone({ demand: [1, 1], patience: [2, 20] });
  const seconds = Array.from({ length: 60 }, () => it.step(1, 10, [10, 20]));
  // While the queue is shorter than two seconds both classes are served as they came.
  expect(seconds[0]!.served).toEqual([expect.closeTo(10 / 3, 9), expect.closeTo(20 / 3, 9)]);
  expect(seconds[0]!.failed).toEqual([0, 0]);
  // Once it is longer nobody of the first class joins it.
  expect(seconds[59]!.served).toEqual([expect.closeTo(0, 9), expect.closeTo(10, 9)]);
  expect(seconds[59]!.failed).toEqual([expect.closeTo(10, 9), expect.closeTo(10, 9)]);
  expect(it.queue.waitSeconds).toBeCloseTo(20, 9);
});

test("time spent before counts against the patience, and the wait is added to it", () => {
  const it = alone({ demand: [1], patience: [10] });
  for (let second = 0; second < 30; second += 1) it.step(1, 10, [40], [7]);
  expect(it.queue.waitSeconds).toBeCloseTo(3, 9);
  const { elapsed } = it.step(1, 10, [40], [7]);
  expect(elapsed[0]).toBeGreaterThan(9);
  expect(elapsed[0]).toBeLessThanOrEqual(10);
});

test("a class without demand passes by, whatever waits", () => {
  const it = alone({ demand: [1, 0], patience: [10, 0] });
  it.step(1, 0, [50, 50]);
  expect(it.step(1, 0, [50, 70], [0, 3])).toEqual({ served: [0, 70], failed: [0, 0], elapsed: [0, 3] });
  expect(it.waiting()).toEqual([100, 0]);
});

test("while nothing is served viewers wait until their patience is over, then leave one by one as they came", () => {
  const it = alone({ demand: [1], patience: [10] });
  const lost = Array.from({ length: 30 }, (_, second) => it.step(1, 0, [second < 15 ? 4 : 0]).failed[0]!);
  expect(lost.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
  expect(lost.slice(10, 25)).toEqual(Array.from({ length: 15 }, () => expect.closeTo(4, 9)));
  expect(lost.slice(25)).toEqual([0, 0, 0, 0, 0]);
  expect(it.waiting()).toEqual([0]);
});

test.each([0.5, 1, 60])(
  "a stalled queue that works again serves those who came within their patience: steps of %d s",
  (dt) => {
    const { served, failed } = totals({ demand: [1], patience: [15] }, dt, [
      [60, 0, [4]],
      [60, 100, [4]],
    ]);
    // Of 60 seconds without service the last 15 still wait.
    expect(failed[0]).toBeCloseTo(45 * 4, 6);
    expect(served[0]).toBeCloseTo(15 * 4 + 60 * 4, 6);
  },
);

test("after a stall each is served with the time it really waited", () => {
  const it = alone({ demand: [1], patience: [100] });
  for (let second = 0; second < 30; second += 1) it.step(1, 0, [second < 1 ? 10 : 0]);
  expect(it.queue.waitSeconds).toBe(30);
  // Came in second 0, served in second 30.
  expect(it.step(1, 10, [0])).toEqual({ served: [10], failed: [0], elapsed: [expect.closeTo(30, 9)] });
});

test("no more than the most wait; the last to come fail at once", () => {
  const it = alone({ demand: [1, 1], patience: [1000, 1000], maxWaiting: 30 });
  it.step(1, 10, [20, 0]);
  expect(it.waiting()).toEqual([10, 0]);
  expect(it.step(1, 10, [0, 60]).failed).toEqual([0, expect.closeTo(30, 9)]);
  expect(it.waiting()).toEqual([0, expect.closeTo(30, 9)]);
});

test("what is dropped fails on another limit", () => {
  const it = alone({ demand: [1], patience: [100] });
  it.step(1, 10, [50]);
  it.queue.drop(0.25, it.lost);
  expect([it.queue.waiting(0), it.lost.failed[0], it.limit.failed[0]]).toEqual([30, 10, 0]);
  it.queue.drop(1, it.lost);
  expect([it.queue.waiting(0), it.lost.failed[0]]).toEqual([0, 40]);
  expect(it.step(1, 0, [0])).toEqual({ served: [0], failed: [0], elapsed: [0] });
});

const stepwise: Parameters<typeof totals>[2] = [
  [120, 10, [3, 5]],
  [300, 10, [9, 20]],
  [60, 40, [9, 20]],
  [120, 0, [2, 2]],
  [600, 10, [2, 2]],
];

test.each([0.5, 2, 5, 60])("served and failed hardly depend on the step: %d s against 1 s", (dt) => {
  const setup: Setup = { demand: [1, 0.5], patience: [5, 15] };
  for (const schedule of [stepwise, [[3600, 10, [30, 30]] as const]]) {
    const fine = totals(setup, 1, schedule);
    const coarse = totals(setup, dt, schedule);
    for (let c = 0; c < 2; c += 1) {
      const all = fine.served[c]! + fine.failed[c]!;
      expect(Math.abs(coarse.served[c]! - fine.served[c]!) / all).toBeLessThan(0.005);
      expect(Math.abs(coarse.failed[c]! - fine.failed[c]!) / all).toBeLessThan(0.005);
    }
  }
});

test("in = served + failed + waiting for every class, nothing is ever negative", () => {
  const classes = fc.integer({ min: 1, max: 4 });
  const amount = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1000, noNaN: true }));
  const patience = fc.oneof(fc.constantFrom(0, 1e6, Infinity), fc.double({ min: 0.1, max: 60, noNaN: true }));
  const cases = classes.chain((count) =>
    fc.record({
      demand: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 5, noNaN: true })), {
        minLength: count,
        maxLength: count,
      }),
      patience: fc.array(patience, { minLength: count, maxLength: count }),
      maxWaiting: fc.constantFrom(0, 50, Infinity),
      steps: fc.array(
        fc.record({
          dt: fc.constantFrom(0.5, 1, 7, 60),
          capacity: amount,
          perSecond: fc.array(amount, { minLength: count, maxLength: count }),
          elapsed: fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: count, maxLength: count }),
        }),
        { minLength: 1, maxLength: 30 },
      ),
    }),
  );
  fc.assert(
    fc.property(cases, (setup) => {
      const it = alone(setup);
      const sent = setup.demand.map(() => 0);
      const out = setup.demand.map(() => 0);
      for (const { dt, capacity, perSecond, elapsed } of setup.steps) {
        const done = it.step(dt, capacity, perSecond, elapsed);
        for (let c = 0; c < sent.length; c += 1) {
          sent[c]! += perSecond[c]! * dt;
          out[c]! += done.served[c]! + done.failed[c]!;
          expect(Math.min(done.served[c]!, done.failed[c]!, it.queue.waiting(c))).toBeGreaterThanOrEqual(0);
          expect(done.elapsed[c]!).not.toBeNaN();
        }
        expect(it.queue.worked).toBeLessThanOrEqual(capacity * dt * (1 + 1e-6) + 1e-9);
        expect(it.waiting().reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(setup.maxWaiting + 1e-6);
      }
      for (let c = 0; c < sent.length; c += 1) {
        expect((out[c]! + it.queue.waiting(c) + 1) / (sent[c]! + 1)).toBeCloseTo(1, 9);
      }
    }),
    { numRuns: 150 },
  );
});

test("classes of equal patience are served and lose equal shares, whatever a request of each costs", () => {
  // Five a second of each: 10 + 1 + 4 units of work a second on a capacity of 5.
  const { served, failed } = totals({ demand: [2, 0.2, 0.8], patience: [10, 10, 10] }, 1, [[300, 5, [5, 5, 5]]]);
  for (const c of [0, 1, 2])
    expect(failed[c]! / (served[c]! + failed[c]!)).toBeCloseTo(failed[0]! / (served[0]! + failed[0]!), 9);
  expect(failed[0]! / 1500).toBeCloseTo(2 / 3, 1);
});

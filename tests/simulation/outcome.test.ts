import { expect, test } from "vitest";
import { bus } from "../../src/simulation/bus.ts";
import { latencyBounds, outcome, quantileSeconds, TAIL_SECONDS } from "../../src/simulation/outcome.ts";
import type { Event } from "../../src/traffic/arrivals.ts";
import { requestClass } from "../support/service-alone.ts";

const page = requestClass({ name: "page", serviceSeconds: 0.2, objective: { share: 0.99, withinSeconds: 1 } });
const checkout = requestClass({ name: "checkout", index: 1, serviceSeconds: 0.5, orders: 0.5 });

const drop: Event = {
  name: "drop",
  startSeconds: 600,
  rampSeconds: 60,
  holdSeconds: 60,
  decaySeconds: 60,
  multiple: 10,
  mix: Float64Array.of(0.9, 0.1),
  stock: null,
  botShare: 0,
  botBlockedShare: 0,
  coldShare: 0,
};

interface Seconds {
  readonly at: number;
  readonly dt?: number;
  readonly event?: number;
  readonly viewer: readonly number[];
  readonly hits?: readonly number[];
  readonly served?: readonly number[];
  readonly waited?: readonly number[];
  readonly givenUp?: readonly number[];
  readonly humanShare?: number;
}

function count(steps: readonly Seconds[], events: readonly Event[] = [drop]) {
  const ride = bus(2);
  const it = outcome([page, checkout], events, ride);
  for (const { at, dt = 1, event = -1, viewer, hits = [0, 0], served = [0, 0], waited = [0, 0], ...rest } of steps) {
    ride.seconds = at;
    ride.dt = dt;
    ride.event = event;
    ride.flow.set(served);
    ride.elapsed.set(waited);
    it.step({
      viewer: Float64Array.from(viewer),
      hits: Float64Array.from(hits),
      givenUp: Float64Array.from(rest.givenUp ?? [0, 0]),
      humanShare: rest.humanShare ?? 1,
    });
  }
  return it.tallies;
}

test("requests are on time, late or failed, and each is counted once", () => {
  const [, rest] = count([
    { at: 0, viewer: [100, 10], hits: [40, 0], served: [50, 8], waited: [0.8, 0], givenUp: [10, 2] },
    { at: 1, viewer: [100, 0], hits: [0, 0], served: [90, 0], waited: [0.81, 0], givenUp: [10, 0] },
  ]);
  // 0.8 + 0.2 s are within one second, 0.81 + 0.2 are not; without an objective nothing is late.
  expect([rest!.requests, rest!.onTime, rest!.late, rest!.failed].map((column) => [...column])).toEqual([
    [200, 10],
    [90, 8],
    [90, 0],
    [20, 2],
  ]);
});

test("each event has its own tally, by minute since its start; the rest of the period has none by minute", () => {
  const [ofDrop, rest] = count([
    { at: 0, viewer: [5, 0], served: [5, 0] },
    { at: 600, event: 0, viewer: [60, 0], served: [50, 0], givenUp: [10, 0] },
    { at: 659, event: 0, viewer: [60, 0], hits: [20, 0], served: [40, 0] },
    { at: 660, event: 0, viewer: [80, 1], served: [80, 1], waited: [2, 0] },
  ]);
  expect([[...rest!.requests], rest!.minuteGood.length]).toEqual([[5, 0], 0]);
  expect(ofDrop!.minuteGood.length / 2).toBe((180 + TAIL_SECONDS) / 60);
  expect([Array.from(ofDrop!.minuteGood).slice(0, 4), Array.from(ofDrop!.minuteBad).slice(0, 4)]).toEqual([
    [110, 0, 0, 1],
    [10, 0, 80, 0],
  ]);
  expect(ofDrop!.peakPerSecond).toBe(81);
});

test("the peak is a rate, whatever the step", () => {
  const [rest] = count([{ at: 0, dt: 60, viewer: [600, 60] }], []);
  expect(rest!.peakPerSecond).toBe(11);
});

test("p99 is right to a bucket, 15 %, and hits at the edge take about 30 ms", () => {
  const [rest] = count(
    [
      { at: 0, viewer: [980, 0], served: [980, 0], waited: [0.1, 0] },
      { at: 1, viewer: [20, 0], served: [20, 0], waited: [4.8, 0] },
      { at: 2, viewer: [0, 7], hits: [0, 7] },
    ],
    [],
  );
  const near = (quantile: number | null, seconds: number): boolean =>
    quantile !== null && quantile >= seconds && quantile <= seconds * 1.15;
  expect([near(quantileSeconds(rest!, 0, 0.5), 0.3), near(quantileSeconds(rest!, 0, 0.99), 5)]).toEqual([true, true]);
  expect(quantileSeconds(rest!, 1, 0.99)).toBeCloseTo(0.032, 3);
  expect(quantileSeconds(count([], [])[0]!, 0, 0.99)).toBe(null);
});

test("latencies from a millisecond to an hour have their bucket, in any order", () => {
  const waits = [0, 3000, 0.002, 90, 1e9, 0.5];
  const [rest] = count(
    waits.map((wait, at) => ({ at, viewer: [1, 0], served: [1, 0], waited: [wait, 0] })),
    [],
  );
  const buckets = [...rest!.latency].flatMap((amount, b) =>
    amount > 0 ? [[latencyBounds[b - 1]!, latencyBounds[b]!, amount]] : [],
  );
  const sorted = waits.map((wait) => wait + 0.2).toSorted((a, b) => a - b);
  expect(buckets.reduce((sum, [, , amount]) => sum + amount!, 0)).toBe(waits.length);
  // 0.2 and 0.202 s share one.
  expect(buckets).toHaveLength(5);
  expect(buckets[0]![0]! < sorted[0]! && sorted[1]! <= buckets[0]![1]!).toBe(true);
  expect(latencyBounds.at(-1)).toBeGreaterThan(3600);
});

test("orders stop when the stock is sold, and wanting goes on; bots buy nothing", () => {
  const sell = { event: 0, viewer: [0, 100], served: [0, 80], givenUp: [0, 20] };
  const steps = [
    { at: 600, ...sell },
    { at: 601, ...sell, humanShare: 0.5 },
    { at: 602, ...sell },
  ];
  const [limited] = count(steps, [{ ...drop, stock: 70 }]);
  // Half an order per request: 40, then 20 of people, then the ten that are left.
  expect([limited!.orders, limited!.ordersWanted]).toEqual([70, 50 + 25 + 50]);
  const [free] = count(steps);
  expect([free!.orders, free!.ordersWanted]).toEqual([100, 125]);
});

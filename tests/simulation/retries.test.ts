import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bus } from "../../src/simulation/bus.ts";
import { retries } from "../../src/simulation/retries.ts";
import { requestClass } from "../support/service-alone.ts";

interface Viewers {
  readonly retries: number;
  readonly retryShare: number;
  readonly retryAfterSeconds: number;
}

/** One class of viewers. `step(dt, fresh, failing)`: of what arrives the share `failing` fails; gives what arrived and was given up. */
function viewers(of: Viewers) {
  const ride = bus(1);
  const tries = retries([requestClass({ name: "page", ...of })], ride);
  return {
    pending: () => tries.pending(0),
    step(dt: number, fresh: number, failing: number) {
      ride.dt = dt;
      ride.flow[0] = fresh;
      const back = tries.due(0);
      const arrived = ride.flow[0];
      const failed = arrived * failing;
      const givenUp = tries.failed(0, failed);
      ride.seconds += dt;
      return { back, arrived, givenUp, served: arrived - failed };
    },
    /** What waited elsewhere fails in a step without arrivals. */
    failLate(requests: number) {
      return tries.failed(0, requests);
    },
  };
}

test("a failed request comes again after its pause, as long as its viewer has tries left", () => {
  const it = viewers({ retries: 2, retryShare: 1, retryAfterSeconds: 5 });
  const steps = Array.from({ length: 20 }, (_, second) => it.step(1, second === 0 ? 100 : 0, 1));
  const back = steps.flatMap(({ back: amount }, second) => (amount > 0 ? [[second, amount]] : []));
  // The pause counts from the middle of the step: 5.5 and 10.5 s.
  expect(back).toEqual([
    [5, 100],
    [10, 100],
  ]);
  expect(steps.map(({ givenUp }) => givenUp).filter((amount) => amount > 0)).toEqual([100]);
  expect(it.pending()).toBe(0);
});

test("of those who fail only a share tries again; the others give up at once", () => {
  const it = viewers({ retries: 3, retryShare: 0.6, retryAfterSeconds: 5 });
  expect(it.step(1, 100, 1).givenUp).toBeCloseTo(40, 9);
  expect(it.pending()).toBeCloseTo(60, 9);
});

test("nobody tries again without retries", () => {
  const it = viewers({ retries: 0, retryShare: 1, retryAfterSeconds: 5 });
  expect(it.step(1, 100, 0.5)).toEqual({ back: 0, arrived: 100, givenUp: 50, served: 50 });
  expect(it.pending()).toBe(0);
});

test("a fraction of a retry is the share of viewers who try once more", () => {
  const it = viewers({ retries: 1.25, retryShare: 1, retryAfterSeconds: 1 });
  const arrived = Array.from({ length: 12 }, (_, second) => it.step(1, second === 0 ? 100 : 0, 1).arrived);
  expect(arrived.filter((amount) => amount > 0)).toEqual([100, 100, 25]);
});

test("never in the step in which it failed, however long the step and short the pause", () => {
  for (const dt of [0.5, 1, 60, 3600]) {
    const it = viewers({ retries: 1, retryShare: 1, retryAfterSeconds: 0 });
    expect(it.step(dt, 100, 1)).toEqual({ back: 0, arrived: 100, givenUp: 0, served: 0 });
    expect(it.step(dt, 0, 0)).toEqual({ back: 100, arrived: 100, givenUp: 0, served: 100 });
  }
});

test("what fails where nothing arrives is of the attempts that came before: none is lost, none is tried for ever", () => {
  const it = viewers({ retries: 1, retryShare: 1, retryAfterSeconds: 10 });
  it.step(1, 100, 0.5);
  // 50 wait for their second try; 30 that were queued somewhere now fail in a step without arrivals.
  it.step(1, 0, 0);
  const before = it.pending();
  expect(it.failLate(30) + it.pending() - before).toBeCloseTo(30, 9);
});

test("fresh = served + given up + pending, in whatever steps, and each viewer at most 1 + retries times", () => {
  const steps = fc.array(
    fc.record({
      dt: fc.constantFrom(0.25, 0.5, 1, 60, 3600),
      fresh: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })),
      failing: fc.constantFrom(0, 0.3, 1),
      late: fc.constantFrom(0, 0, 0.5),
    }),
    { minLength: 1, maxLength: 60 },
  );
  const people = fc.record({
    retries: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: 0, max: 4, noNaN: true })),
    retryShare: fc.double({ min: 0, max: 1, noNaN: true }),
    retryAfterSeconds: fc.double({ min: 0, max: 400, noNaN: true }),
  });
  fc.assert(
    fc.property(people, steps, (of, load) => {
      const it = viewers(of);
      let fresh = 0;
      let arrived = 0;
      let out = 0;
      // Requests that passed and are queued downstream, to fail later.
      let queued = 0;
      for (const { dt, fresh: now, failing, late } of load) {
        fresh += now;
        const done = it.step(dt, now, failing);
        arrived += done.arrived;
        const failLate = queued * late;
        out += done.givenUp + it.failLate(failLate);
        queued += done.served - failLate;
      }
      const all = out + queued + it.pending();
      expect((all + 1) / (fresh + 1)).toBeCloseTo(1, 8);
      expect(arrived).toBeLessThanOrEqual(fresh * (1 + Math.ceil(of.retries)) * (1 + 1e-9) + 1e-6);
    }),
    { numRuns: 200 },
  );
});

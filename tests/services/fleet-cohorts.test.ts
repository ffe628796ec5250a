import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fleet } from "../../src/services/fleet/cohorts.ts";

/** Tasks start in 50 s and are cold for 30 s more. */
const START = 50;
const WARM_UP = 30;

function state(of: ReturnType<typeof fleet>) {
  return { ready: of.ready, cold: of.cold, launching: of.launching };
}

test("launched tasks are ready after the start time, and warm after the warm-up", () => {
  const it = fleet(2, { startSeconds: START, warmUpSeconds: WARM_UP });
  it.launch(3, 100);
  const at = [100, 149, 150, 179, 180].map((seconds) => {
    it.advance(seconds);
    return state(it);
  });
  expect(at).toEqual([
    { ready: 2, cold: 0, launching: 3 },
    { ready: 2, cold: 0, launching: 3 },
    { ready: 5, cold: 3, launching: 0 },
    { ready: 5, cold: 3, launching: 0 },
    { ready: 5, cold: 0, launching: 0 },
  ]);
});

test("launching tasks stop first, then the last started; each is charged for a minute at least", () => {
  const it = fleet(4, { startSeconds: START, warmUpSeconds: WARM_UP });
  it.launch(2, 0);
  it.advance(55);
  it.launch(1, 55);
  // At 58 s: one launching of 3 s, two running of 58 s, the rest of long ago.
  expect(it.stop(4, 58)).toBe(57 + 2 * 2);
  expect(state(it)).toEqual({ ready: 3, cold: 0, launching: 0 });
});

test("a task that ran for a minute stops without extra charge", () => {
  const it = fleet(1, { startSeconds: START, warmUpSeconds: WARM_UP });
  it.launch(1, 0);
  it.advance(60);
  expect(it.stop(1, 60)).toBe(0);
});

test("replacements are cold, even when they are all that is left", () => {
  const it = fleet(3, { startSeconds: START, warmUpSeconds: WARM_UP });
  it.launch(3, 0);
  it.advance(50);
  it.retire(3, 50);
  expect(state(it)).toEqual({ ready: 3, cold: 3, launching: 0 });
  it.advance(80);
  expect(state(it)).toEqual({ ready: 3, cold: 0, launching: 0 });
});

test("no more stop or retire than there are", () => {
  const it = fleet(2, { startSeconds: START, warmUpSeconds: WARM_UP });
  it.launch(1, 0);
  it.stop(9, 10);
  expect(state(it)).toEqual({ ready: 0, cold: 0, launching: 0 });
  it.retire(3, 10);
  expect(state(it)).toEqual({ ready: 0, cold: 0, launching: 0 });
  it.launch(2, 20);
  it.advance(70);
  expect(state(it)).toEqual({ ready: 2, cold: 2, launching: 0 });
});

test("tasks are whole, and neither made nor lost", () => {
  const act = fc.record({
    what: fc.constantFrom("launch", "stop", "retire"),
    tasks: fc.integer({ min: 0, max: 20 }),
    after: fc.integer({ min: 0, max: 90 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), fc.array(act, { maxLength: 40 }), (first, acts) => {
      const it = fleet(first, { startSeconds: START, warmUpSeconds: WARM_UP });
      let seconds = 0;
      let count = first;
      for (const { what, tasks, after } of acts) {
        seconds += after;
        it.advance(seconds);
        const before = it.ready + it.launching;
        if (what === "launch") {
          it.launch(tasks, seconds);
          count += tasks;
        } else if (what === "stop") {
          const short = it.stop(tasks, seconds);
          count -= Math.min(tasks, before);
          expect(short).toBeGreaterThanOrEqual(0);
          expect(short).toBeLessThanOrEqual(60 * tasks);
        } else {
          const ready = it.ready;
          it.retire(tasks, seconds);
          count -= Math.min(tasks, ready);
        }
        expect(it.ready + it.launching).toBe(count);
        expect(it.cold).toBeLessThanOrEqual(it.ready);
        expect(Math.min(it.ready, it.launching, it.cold)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

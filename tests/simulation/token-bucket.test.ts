import * as fc from "fast-check";
import { expect, test } from "vitest";
import { tokenBucket } from "../../src/simulation/token-bucket.ts";

test("gives its burst at once, then whole tokens as they come", () => {
  const it = tokenBucket(100, 20);
  expect([it.take(150), it.take(1)]).toEqual([100, 0]);
  const taken = [0.04, 0.04, 1, 2].map((dt) => {
    it.refill(dt);
    return it.take(50);
  });
  expect(taken).toEqual([0, 1, 20, 40]);
});

test("saves up no more than its burst, unless somebody waited for every token", () => {
  const rested = tokenBucket(100, 20);
  rested.refill(3600);
  expect(rested.available).toBe(100);
  const asked = tokenBucket(100, 20);
  asked.take(100);
  asked.refill(60, true);
  expect(asked.available).toBe(1200);
});

test("keeps its burst of what nobody took, however long somebody waited for something else", () => {
  const it = tokenBucket(100, 20);
  const taken = Array.from({ length: 60 }, () => {
    it.refill(1, true);
    return it.take(0);
  });
  expect(new Set(taken)).toEqual(new Set([0]));
  expect(it.available).toBe(100);
});

test("never gives more than its burst and what came since, in whatever steps", () => {
  const act = fc.record({ dt: fc.constantFrom(0.5, 1, 60), wanted: fc.integer({ min: 0, max: 300 }) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 50 }), (acts) => {
      const it = tokenBucket(100, 20);
      let seconds = 0;
      let taken = 0;
      let waited = false;
      for (const { dt, wanted } of acts) {
        it.refill(dt, waited);
        seconds += dt;
        const now = it.take(wanted);
        waited = now < wanted;
        taken += now;
        expect(Number.isInteger(now) && now >= 0 && now <= wanted).toBe(true);
        expect(taken).toBeLessThanOrEqual(100 + 20 * seconds + 1e-6);
      }
    }),
  );
});

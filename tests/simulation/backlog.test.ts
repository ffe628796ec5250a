import * as fc from "fast-check";
import { expect, test } from "vitest";
import { backlog } from "../../src/simulation/backlog.ts";

test("the oldest leave first, and its age is that of the oldest left", () => {
  const messages = backlog();
  messages.add(100, 0, 10);
  messages.add(60, 10, 10);
  messages.take(50);
  expect([messages.amount, messages.oldestSeconds(20)]).toEqual([110, 15]);
  messages.take(65);
  expect([messages.amount, messages.oldestSeconds(20)]).toEqual([45, 7.5]);
  messages.take(1000);
  expect([messages.amount, messages.oldestSeconds(20)]).toEqual([0, 0]);
});

test("keeps every message, even with more steps behind than it can tell apart", () => {
  const steps = fc.array(
    fc.record({ arriving: fc.integer({ min: 0, max: 1000 }), leaving: fc.integer({ min: 0, max: 1000 }) }),
  );
  fc.assert(
    fc.property(steps, (each) => {
      const messages = backlog(3);
      let expected = 0;
      each.forEach(({ arriving, leaving }, second) => {
        messages.add(arriving, second, 1);
        messages.take(leaving);
        expected = Math.max(0, expected + arriving - leaving);
        expect(messages.amount).toBeCloseTo(expected, 6);
        expect(messages.oldestSeconds(second + 1)).toBeGreaterThanOrEqual(0);
      });
    }),
  );
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { detectionSeconds } from "../../src/recovery/health-checks.ts";

const many = (check: Parameters<typeof detectionSeconds>[0]): number[] =>
  Array.from({ length: 500 }, (_, run) => detectionSeconds(check, 1, run)).toSorted((a, b) => a - b);

test("three failures ten seconds apart and four seconds without a connection: seen after 24 to 34 s", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 1e6 }), (seed, run) => {
      const seconds = detectionSeconds({ intervalSeconds: 10, threshold: 3 }, seed, run);
      expect(seconds).toBeGreaterThanOrEqual(24);
      expect(seconds).toBeLessThan(34);
    }),
  );
});

test("the 14th of 16 checkers decides: then 18 % of them or fewer say healthy", () => {
  // The 14th of 16 evenly drawn phases lies at 14/17 of the interval on average.
  const all = many({ intervalSeconds: 30, threshold: 3 });
  const mean = all.reduce((sum, seconds) => sum + seconds, 0) / all.length;
  expect(mean - 64).toBeGreaterThan((30 * 14) / 17 - 1);
  expect(mean - 64).toBeLessThan((30 * 14) / 17 + 1);
});

test("a threshold of one waits for one round only", () => {
  const all = many({ intervalSeconds: 10, threshold: 1 });
  expect(all[0]).toBeGreaterThan(4);
  expect(all.at(-1)).toBeLessThan(14);
});

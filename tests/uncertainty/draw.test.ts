import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Assumption } from "../../src/assumption.ts";
import { draws, quantile } from "../../src/uncertainty/draw.ts";

const assumption = (id: string, low: number, typical: number, high: number): Assumption => ({
  id,
  what: id,
  low,
  typical,
  high,
  unit: "ms",
  baseUnits: 0.001,
  source: "judgement",
  confidence: "C",
});

test("low, typical and high are the ends and the median", () => {
  const page = { low: 40, typical: 80, high: 160 };
  expect([0, 0.25, 0.5, 0.75, 1].map((u) => quantile(page, u))).toEqual([40, 60, 80, 120, 160]);
});

test("low may be the larger number: the mild end of a utilisation", () => {
  expect(quantile({ low: 0.65, typical: 0.55, high: 0.45 }, 0.25)).toBeCloseTo(0.6, 12);
});

test("no draw lies outside of the range, and half lie on each side of typical", () => {
  const page = assumption("cpuPage", 40, 80, 160);
  const values = Array.from({ length: 10_000 }, (_, run) => draws([page], 1, run).get("cpuPage") ?? NaN);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(40);
  expect(Math.max(...values)).toBeLessThanOrEqual(160);
  const below = values.filter((value) => value < 80).length;
  // Four standard deviations of a fair coin thrown ten thousand times.
  expect(Math.abs(below - 5000)).toBeLessThan(200);
});

test("two assumptions are drawn independently", () => {
  const both = [assumption("cpuPage", 0, 1, 2), assumption("cpuApi", 0, 1, 2)];
  const pairs = Array.from({ length: 10_000 }, (_, run) => [...draws(both, 1, run).values()]);
  const covariance = pairs.reduce((sum, [x = 0, y = 0]) => sum + (x - 1) * (y - 1), 0) / pairs.length;
  // The variance of one is a third.
  expect(Math.abs(covariance * 3)).toBeLessThan(0.04);
});

test("a draw does not move when other assumptions come or go", () => {
  const table = [assumption("a", 0, 1, 2), assumption("b", 0, 1, 2), assumption("c", 0, 1, 2)];
  fc.assert(
    fc.property(fc.integer(), fc.nat(), fc.subarray(table, { minLength: 1 }), (seed, run, some) => {
      const all = draws(table, seed, run);
      for (const [id, value] of draws(some, seed, run)) expect(value).toBe(all.get(id));
    }),
  );
});

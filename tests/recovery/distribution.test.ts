import { expect, test } from "vitest";
import { distribution } from "../../src/recovery/distribution.ts";

const minutes = (...values: readonly number[]): number[] => values.map((value) => value * 60);

test("says what so many percent of the draws do not exceed, and how many meet the goal", () => {
  expect(distribution(minutes(10, 1, 2, 3, 4, 5, 6, 7, 8, 9), 540)).toEqual({
    p10Seconds: 60,
    p50Seconds: 300,
    p90Seconds: 540,
    p99Seconds: 600,
    goalSeconds: 540,
    shareMet: 0.9,
    verdict: "met",
  });
});

test("a goal is missed when one draw in nine misses it", () => {
  expect(distribution(minutes(1, 2, 3, 4, 5, 6, 7, 8, 90), 540)).toMatchObject({
    shareMet: 0.888889,
    verdict: "missed",
  });
});

test("what never ends has no quantile, and meets no goal", () => {
  expect(distribution([60, Infinity], 3600)).toMatchObject({
    p10Seconds: 60,
    p50Seconds: 60,
    p90Seconds: null,
    shareMet: 0.5,
    verdict: "missed",
  });
});

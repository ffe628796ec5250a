import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.ts";
import { percentile, percentileOf, rangeOf } from "../../src/uncertainty/percentiles.ts";

const all = (...amounts: readonly string[]) => amounts.map(decimal);

test("a percentile is linear between the two nearest order statistics, to the last digit", () => {
  const amounts = all("1", "2", "4", "8");
  expect([0, 10, 50, 90, 100].map((percent) => percentile(amounts, percent).toString())).toEqual([
    "1",
    "1.3",
    "3",
    "6.8",
    "8",
  ]);
  expect(percentile(all("0.1", "0.2"), 10).toString()).toBe("0.11");
  expect(percentile(all("7.25"), 90).toString()).toBe("7.25");
});

test("an amount falls at the share that is smaller, and half of the share that is equal", () => {
  expect(percentileOf(decimal("4"), all("1", "2", "4", "8"))).toBe(62.5);
  expect(percentileOf(decimal("3"), all("1", "2", "4", "8"))).toBe(50);
  expect(percentileOf(decimal("0"), all("1", "2"))).toBe(0);
  expect(percentileOf(decimal("9"), all("1", "2"))).toBe(100);
  expect(percentileOf(decimal("5"), all("1", "5", "9"))).toBe(50);
});

test("where all runs cost the same, so does every percentile, and the typical run is in the middle", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (runs, cents) => {
      const amount = decimal(`${cents}.0123456789`);
      const range = rangeOf(
        Array.from({ length: runs }, () => amount),
        amount,
      );
      const same = amount.toString();
      expect(range).toEqual({ p10: same, p50: same, p90: same, typicalPercentile: 50, runs });
    }),
  );
});

test("the order of the runs does not matter, percentiles rise, and none leaves the range", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }), (numbers) => {
      const amounts = numbers.map((number) => decimal(String(number)));
      const range = rangeOf(amounts, decimal("0"));
      expect(rangeOf(amounts.toReversed(), decimal("0"))).toEqual(range);
      const rising = [Math.min(...numbers), range.p10, range.p50, range.p90, Math.max(...numbers)].map(Number);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    }),
  );
});

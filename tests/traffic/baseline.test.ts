import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Baseline, baselineRates } from "../../src/traffic/baseline.ts";

const seconds = (iso: string): number => Date.parse(iso) / 1000;

const weekly: Baseline = {
  shape: "weekly",
  meanPerSecond: 40,
  peakHour: 20,
  timezone: "Europe/Paris",
  peakToMean: 1.8,
  weekend: 1.1,
  table: null,
};

/** Mean of the curve that is linear between full hours. */
function mean(rates: Float64Array): number {
  let area = 0;
  for (let h = 1; h < rates.length; h += 1) area += (rates[h]! + rates[h - 1]!) / 2;
  return area / (rates.length - 1);
}

/** Hours of the period, from 0, at which each day of 24 hours (from the given hour on) has its highest rate. */
function peaks(rates: Float64Array, from: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => {
    const first = from + day * 24;
    const hours = rates.subarray(first, first + 24);
    return first + hours.indexOf(hours.reduce((most, rate) => Math.max(most, rate), 0));
  });
}

test("a constant rate is the mean at every hour", () => {
  expect([...baselineRates({ ...weekly, shape: "constant" }, 0, 3)]).toEqual([40, 40, 40, 40]);
});

test("the mean over the period is the one asked for, whatever the shape, zone and period", () => {
  const shapes = fc.record({
    shape: fc.constantFrom("constant", "daily", "weekly", "hour_of_week" as const),
    meanPerSecond: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
    peakHour: fc.double({ min: 0, max: 23.9, noNaN: true }),
    timezone: fc.constantFrom("UTC", "Europe/Paris", "Asia/Kolkata", "America/St_Johns"),
    peakToMean: fc.double({ min: 1, max: 12, noNaN: true }),
    weekend: fc.double({ min: 0.1, max: 3, noNaN: true }),
    table: fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 168, maxLength: 168 }),
  });
  fc.assert(
    fc.property(
      shapes,
      fc.integer({ min: 400_000, max: 500_000 }),
      fc.integer({ min: 1, max: 800 }),
      (shape, hour, hours) => {
        const rates = baselineRates(shape, hour * 3600, hours);
        expect(rates.length).toBe(hours + 1);
        expect(mean(rates) / shape.meanPerSecond).toBeCloseTo(1, 9);
        expect(Math.min(...rates)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60 },
  );
});

test("the peak stays at 20:00 in Paris when its clocks go back, from 18:00 to 19:00 UTC", () => {
  const rates = baselineRates(weekly, seconds("2026-10-23T00:00:00Z"), 5 * 24);
  expect(peaks(rates, 0, 5).map((h) => h % 24)).toEqual([18, 18, 19, 19, 19]);
});

test("and when they go forward, from 19:00 to 18:00 UTC", () => {
  const rates = baselineRates(weekly, seconds("2026-03-27T00:00:00Z"), 5 * 24);
  expect(peaks(rates, 0, 5).map((h) => h % 24)).toEqual([19, 19, 18, 18, 18]);
});

test("the busiest hour is as much above the day's mean as was asked, however high", () => {
  for (const peakToMean of [1, 1.4, 1.9, 2, 2.5, 6]) {
    const rates = baselineRates({ ...weekly, shape: "daily", timezone: "UTC", peakToMean }, 0, 24);
    // Hours are joined by straight lines, which cut a little off a narrow peak's sides.
    expect(Math.abs(rates[20]! / 40 / peakToMean - 1)).toBeLessThan(0.01);
    expect(Math.min(...rates)).toBeGreaterThan(0);
  }
});

test("a weekend day has its factor against a weekday, by the local calendar", () => {
  // Monday 2 November 2026 in UTC.
  const rates = baselineRates({ ...weekly, timezone: "UTC", weekend: 1.5 }, seconds("2026-11-02T00:00:00Z"), 7 * 24);
  const noon = Array.from({ length: 7 }, (_, day) => rates[day * 24 + 12]! / rates[12]!);
  expect(noon).toEqual([1, 1, 1, 1, 1, expect.closeTo(1.5, 12), expect.closeTo(1.5, 12)]);
});

test("a table of the week begins on Monday at midnight, local time", () => {
  const table = Array.from({ length: 168 }, (_, h) => h + 1);
  // Sunday 1 November 2026, 23:00 UTC is Monday 00:00 in Paris.
  const shape: Baseline = { ...weekly, shape: "hour_of_week", table };
  const rates = baselineRates(shape, seconds("2026-11-01T23:00:00Z"), 167);
  const scale = rates[0]!;
  expect([0, 1, 24, 167].map((h) => rates[h]! / scale)).toEqual([1, 2, 25, 168].map((w) => expect.closeTo(w, 9)));
});

test("before 1970 and across a year's end the week goes on", () => {
  const rates = baselineRates({ ...weekly, timezone: "UTC", weekend: 2 }, seconds("1969-12-26T00:00:00Z"), 4 * 24);
  const noon = [0, 1, 2, 3].map((day) => rates[day * 24 + 12]! / rates[12]!);
  expect(noon).toEqual([1, 2, 2, 1].map((factor) => expect.closeTo(factor, 12)));
});

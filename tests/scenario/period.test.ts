import * as fc from "fast-check";
import { expect, test } from "vitest";
import { period } from "../../src/scenario/period.ts";

const start = (text: string) => Date.parse(text) / 1000;

test("a calendar month has its own hours", () => {
  expect(period({ period: { month: "2026-11" } })).toEqual({
    startSeconds: start("2026-11-01T00:00:00Z"),
    endSeconds: start("2026-12-01T00:00:00Z"),
    hours: 720,
    months: [{ month: "2026-11", fromHour: 0, hours: 720, calendarHours: 720 }],
    averageMonth: false,
  });
  expect(period({ period: { month: "2028-02" } }).hours).toBe(29 * 24);
  expect(period({ period: { month: "2026-12" } }).endSeconds).toBe(start("2027-01-01T00:00:00Z"));
});

test("a period across the end of a month lies in two, each with its own length", () => {
  expect(period({ period: { start: start("2026-10-31T18:00:00Z"), hours: 30 } })).toEqual({
    startSeconds: start("2026-10-31T18:00:00Z"),
    endSeconds: start("2026-11-02T00:00:00Z"),
    hours: 30,
    months: [
      { month: "2026-10", fromHour: 0, hours: 6, calendarHours: 744 },
      { month: "2026-11", fromHour: 6, hours: 24, calendarHours: 720 },
    ],
    averageMonth: false,
  });
});

test("a period that ends with its month does not touch the next", () => {
  expect(period({ period: { start: start("2026-11-29T00:00:00Z"), days: 2 } }).months).toEqual([
    { month: "2026-11", fromHour: 0, hours: 48, calendarHours: 720 },
  ]);
});

test("the average month has 730 hours and begins nowhere in particular", () => {
  expect(period({ period: "average_month" })).toEqual({
    startSeconds: start("2026-01-01T00:00:00Z"),
    endSeconds: start("2026-01-31T10:00:00Z"),
    hours: 730,
    months: [{ month: "2026-01", fromHour: 0, hours: 730, calendarHours: 730 }],
    averageMonth: true,
  });
});

test("months follow one another without gap and add up to the period", () => {
  const hours = fc.integer({ min: 1, max: 24 * 800 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 24 * 3650 }), hours, (after, hours) => {
      const result = period({ period: { start: start("2024-01-01T00:00:00Z") + after * 3600, hours } });
      let hour = 0;
      for (const month of result.months) {
        expect(month.fromHour).toBe(hour);
        expect(month.hours).toBeGreaterThan(0);
        expect(month.hours).toBeLessThanOrEqual(month.calendarHours);
        const first = new Date((result.startSeconds + hour * 3600) * 1000);
        expect(month.month).toBe(first.toISOString().slice(0, 7));
        hour += month.hours;
      }
      expect(hour).toBe(hours);
      expect(new Set(result.months.map(({ month }) => month)).size).toBe(result.months.length);
    }),
  );
});

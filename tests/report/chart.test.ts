import { expect, test } from "vitest";
import { chartColumns, eventWindow, extremes, inUnit, resample, wholeWindow } from "../../src/report/chart.ts";
import { spanMarks, timeAxis } from "../../src/report/text/time-axis.ts";
import type { Series } from "../../src/simulation/series.ts";
import { dropSeries } from "../support/estimates.ts";

/** Two steps of a minute, four of fifteen seconds, one of a minute. */
const series: Series = {
  startSeconds: Float64Array.of(0, 60, 120, 135, 150, 165, 180),
  stepSeconds: Float64Array.of(60, 60, 15, 15, 15, 15, 60),
  columns: [],
  events: [],
};
const values = Float64Array.of(1, 2, 3, 9, 4, 5, 6);

test("keeps the largest value of every stretch, whatever the steps' lengths", () => {
  expect(resample(series, values, wholeWindow(series), 4)).toEqual([1, 2, 9, 6]);
  expect(resample(series, values, wholeWindow(series), 2)).toEqual([2, 9]);
});

test("repeats a step that is longer than a stretch", () => {
  expect(resample(series, values, { from: 0, to: 120 }, 6)).toEqual([1, 1, 1, 2, 2, 2]);
});

test("has no value where the series has no step", () => {
  expect(resample(series, values, { from: 180, to: 300 }, 2)).toEqual([6, Number.NaN]);
});

test("finds the smallest and the largest value of the steps in a window", () => {
  expect(extremes(series, values, { from: 120, to: 180 })).toEqual({ least: 3, most: 9 });
  expect(extremes(series, values, { from: 500, to: 600 })).toBeNull();
});

test("looks from five minutes before an event to ten after it, within the series", () => {
  const event = { name: "drop", startSeconds: 7200, endSeconds: 9000 };
  const hours = (amount: number): Series => ({
    ...series,
    startSeconds: Float64Array.of(0),
    stepSeconds: Float64Array.of(amount * 3600),
  });
  expect(eventWindow(hours(24), event)).toEqual({ from: 6900, to: 9600 });
  expect(eventWindow(hours(2.5), event)).toEqual({ from: 6900, to: 9000 });
  expect(eventWindow(hours(1), event)).toBeNull();
});

test("draws requests, running tasks, ACU and NAT throughput, the largest of each first", () => {
  expect(chartColumns(dropSeries).map(({ component, name }) => `${component} ${name}`)).toEqual([
    "cdn requests",
    "balancer requests",
    "app running tasks",
    "database capacity",
    "nat processed",
  ]);
});

test("prints values in their column's unit", () => {
  expect([inUnit(40, "1/s"), inUnit(3, "tasks"), inUnit(2048, "bytes/s"), inUnit(0.5, "ACU")]).toEqual([
    "40/s",
    "3 tasks",
    "2 KB/s",
    "0.5 ACU",
  ]);
});

test("puts ticks at round times", () => {
  const from = Date.UTC(2026, 10, 20, 17, 55) / 1000;
  expect(timeAxis({ from, to: from + 46 * 60 }, 46)).toEqual([
    "─────┬──────────────┬──────────────┬──────────",
    "     18:00          18:15          18:30",
  ]);
});

test("marks an event over its stretch, or points at it where there is no room", () => {
  const window = { from: 0, to: 100 };
  expect(spanMarks([{ name: "drop", from: 10, to: 30 }], window, 40)).toEqual(["    ▾ drop"]);
  expect(spanMarks([{ name: "drop", from: 10, to: 60 }], window, 40)).toEqual(["    ├────── drop ──────┤"]);
  expect(spanMarks([{ name: "drop", from: 97, to: 99 }], window, 40)).toEqual([
    "                                 drop ▾",
  ]);
});

test("gives events that would overlap lines of their own, and leaves out those elsewhere", () => {
  const spans = [
    { name: "drop", from: 10, to: 12 },
    { name: "echo", from: 12, to: 13 },
    { name: "later", from: 50, to: 51 },
    { name: "never", from: 100, to: 120 },
  ];
  expect(spanMarks(spans, { from: 0, to: 100 }, 40)).toEqual(["    ▾ drop          ▾ later", "    ▾ echo"]);
});

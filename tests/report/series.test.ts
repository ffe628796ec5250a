import * as fc from "fast-check";
import { expect, test } from "vitest";
import { seriesCsv, seriesJson } from "../../src/report/series.ts";
import type { Series } from "../../src/simulation/series.ts";

const start = Date.UTC(2026, 10, 20, 18) / 1000;

const small: Series = {
  startSeconds: Float64Array.of(start, start + 60, start + 61.5),
  stepSeconds: Float64Array.of(60, 1.5, 60),
  columns: [
    { component: "app", name: "running tasks", unit: "tasks", values: Float64Array.of(3, 3, 6) },
    { component: "", name: "requests", unit: "1/s", values: Float64Array.of(0.1 + 0.2, 1e21, Number.NaN) },
  ],
  events: [{ name: "drop", startSeconds: start + 60, endSeconds: start + 90 }],
};

test("CSV: a row for each step, in UTC, with units in the header", () => {
  expect([...seriesCsv(small)].join("")).toBe(
    [
      "time,step (s),app.running tasks (tasks),requests (1/s)",
      "2026-11-20T18:00:00Z,60,3,0.30000000000000004",
      "2026-11-20T18:01:00Z,1.5,3,1e+21",
      "2026-11-20T18:01:01.500Z,60,6,",
      "",
    ].join("\r\n"),
  );
});

test("JSON: the same rows, and the events", () => {
  expect(JSON.parse([...seriesJson(small)].join(""))).toEqual({
    schema: "surgecast/series/1",
    events: [{ name: "drop", start: "2026-11-20T18:01:00Z", end: "2026-11-20T18:01:30Z" }],
    columns: ["time", "step (s)", "app.running tasks (tasks)", "requests (1/s)"],
    rows: [
      ["2026-11-20T18:00:00Z", 60, 3, 0.30000000000000004],
      ["2026-11-20T18:01:00Z", 1.5, 3, 1e21],
      ["2026-11-20T18:01:01.500Z", 60, 6, null],
    ],
  });
});

test("every number reads back as the very same double, in both formats and over any number of parts", () => {
  const doubles = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(doubles, fc.integer({ min: 1, max: 150 }), (pattern, times) => {
      const values = Float64Array.from(
        { length: pattern.length * times },
        (_value, at) => pattern[at % pattern.length]! + 0,
      );
      const series: Series = {
        startSeconds: values.map((_value, at) => start + at),
        stepSeconds: values.map(() => 1),
        columns: [{ component: "a", name: "b", unit: "c", values }],
        events: [],
      };
      const rows = [...seriesCsv(series)].join("").trimEnd().split("\r\n").slice(1);
      expect(rows.map((row) => Number(row.split(",")[2]))).toEqual([...values]);
      const parsed = JSON.parse([...seriesJson(series)].join("")) as { rows: [string, number, number][] };
      expect(parsed.rows.map(([, , value]) => value)).toEqual([...values]);
    }),
    { numRuns: 30 },
  );
});

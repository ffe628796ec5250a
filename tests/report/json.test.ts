import { expect, test } from "vitest";
import { type Estimate, estimateSchema } from "../../src/estimate-schema.ts";
import { jsonReport } from "../../src/report/json.ts";
import { failingDrop, oneLine, survivingDrop } from "../support/estimates.ts";

/** The same document with every object's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

test.each([failingDrop, survivingDrop, oneLine])("reads back as the estimate it was, by the schema", (estimate) => {
  expect(estimateSchema.parse(JSON.parse(jsonReport(estimate)))).toEqual(estimate);
});

test("gives equal bytes for equal estimates, whatever the order of their keys", () => {
  expect(jsonReport(reversed(failingDrop) as Estimate)).toBe(jsonReport(failingDrop));
});

test("has the schema's order of keys, two spaces and a line break at the end", () => {
  expect(jsonReport(oneLine).split("\n").slice(0, 12)).toEqual([
    "{",
    '  "schema": "surgecast/estimate/1",',
    '  "scenario": null,',
    '  "prices": {',
    '    "newest": "2026-11-20",',
    '    "oldest": "2026-11-20",',
    '    "regions": [',
    '      "us-east-1"',
    "    ]",
    "  },",
    '  "bill": {',
    '    "currency": "USD",',
  ]);
  expect(jsonReport(oneLine).endsWith("}\n")).toBe(true);
});

test("refuses an estimate that is not one", () => {
  expect(() => jsonReport({ ...oneLine, bill: { ...oneLine.bill, total: "NaN" } })).toThrow(/total/);
});

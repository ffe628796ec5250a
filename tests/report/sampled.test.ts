import { expect, test } from "vitest";
import { interval } from "../../src/report/bars.ts";
import { ordinal, rangeRemark, sampledSentences, widestLines } from "../../src/report/sampled.ts";
import { failingDrop, survivingDrop } from "../support/estimates.ts";

const { survival } = survivingDrop;
const range = survivingDrop.bill.range!;

function sentences(verdictShares: { survives: number; degrades: number; fails: number }, runs: number): string[] {
  const bill = { ...survivingDrop.bill, range: { ...range, runs } };
  return sampledSentences({ bill, survival: { ...survival!, verdictShares, separatedBy: [] } });
}

test("says in how many runs each verdict came out, and what separates them", () => {
  expect(sampledSentences(survivingDrop)).toEqual([
    "Of 1,000 runs that draw every assumption 27 degrade and 973 survive.",
    "What separates them most: cpuPage, higher in the worse run of 94.0% of pairs.",
  ]);
  expect(sentences({ survives: 0.62, degrades: 0.01, fails: 0.37 }, 100)).toEqual([
    "Of 100 runs that draw every assumption 37 fail, 1 degrades and 62 survive.",
  ]);
  expect(sentences({ survives: 0, degrades: 0, fails: 1 }, 100)).toEqual([
    "All 100 runs that draw every assumption fail.",
  ]);
  expect(sentences({ survives: 1, degrades: 0, fails: 0 }, 1)).toEqual([
    "The one run that draws every assumption survives.",
  ]);
  expect(sampledSentences(failingDrop)).toEqual([]);
});

test("says where the typical run falls", () => {
  expect(rangeRemark({ ...range, typicalPercentile: 42.6, runs: 1000 })).toBe(
    "median of 1,000 runs that draw every assumption; the typical run is at their 43rd percentile",
  );
  expect([1, 2, 3, 4, 11, 12, 13, 21, 100, 0].map(ordinal)).toEqual(
    "1st 2nd 3rd 4th 11th 12th 13th 21st 100th 0th".split(" "),
  );
});

test("lines are ordered by the width of their range; those that cannot vary are left out", () => {
  const ranges = [
    ["5", "6"],
    ["1", "9"],
    ["3", "3"],
  ] as const;
  const lineItems = ranges.map(([p10, p90], i) => ({
    ...survivingDrop.bill.lineItems[i]!,
    range: { ...range, p10, p90 },
  }));
  const unpriced = { ...survivingDrop.bill.lineItems[3]!, cost: null, range: null };
  const widest = widestLines({ ...survivingDrop.bill, lineItems: [...lineItems, unpriced] });
  expect(widest.map((wide) => [wide.range.p10, wide.range.p90])).toEqual([
    ["1", "9"],
    ["5", "6"],
  ]);
});

test("an interval shows its ends and the point, wherever the point is", () => {
  expect(interval({ from: 0.1, at: 0.3, until: 0.9 }, 11)).toBe(" ├─●─────┤");
  expect(interval({ from: 0.5, at: 0, until: 1 }, 5)).toBe("● ├─┤");
  expect(interval({ from: 0, at: 1, until: 0.5 }, 5)).toBe("├─┤ ●");
  expect(interval({ from: 0.5, at: 0.5, until: 0.5 }, 3)).toBe(" ●");
});

import { expect, test } from "vitest";
import { lineKey } from "../../src/uncertainty/summary.ts";
import { type Sampled, withRanges } from "../../src/uncertainty/ranges.ts";
import { loadScenario } from "../../src/node.ts";
import { sampleRuns } from "../../src/uncertainty/sample.ts";
import { failingDrop } from "../support/estimates.ts";

const [natHours] = failingDrop.bill.lineItems;
const unpriced = failingDrop.bill.lineItems.find(({ cost }) => cost === null)!;
const survival = failingDrop.survival!;

/** A run of the sample in which one line, or another, costs so much. */
function sampled(total: string, lines: Readonly<Record<string, string | null>>): Sampled {
  const costs = Object.entries(lines).map(([key, cost]) => ({ key, cost }));
  return {
    assume: new Map([["cpuPage", 80]]),
    without: [],
    summary: { total, complete: false, lines: costs, survival },
  };
}

test("a line that some runs do not have cost nothing in them; a line without a price has no range", () => {
  const key = lineKey(natHours!);
  const runs = [sampled("10", { [key]: "4", [lineKey(unpriced)]: null }), sampled("6", {})];
  const { bill } = withRanges(failingDrop, runs, 2);
  expect(bill.range).toEqual({ p10: "6.4", p50: "8", p90: "9.6", typicalPercentile: 100, runs: 2 });
  expect(bill.lineItems[0]!.range).toMatchObject({ p10: "0.4", p50: "2", p90: "3.6" });
  expect(bill.lineItems.find(({ cost }) => cost === null)!.range).toBeNull();
  expect(bill.complete).toBe(false);
});

test("a line that only sampled runs have is told", () => {
  const key = ["batch", "ec2_spot", "us-east-1", "SpotUsage:c7g.xlarge", "X"].join("\n");
  const runs = [sampled("10", { [key]: "4" }), sampled("6", {}), sampled("6", { [key]: "2" })];
  expect(withRanges(failingDrop, runs, 3).warnings).toEqual([
    ...failingDrop.warnings,
    "batch is billed SpotUsage:c7g.xlarge in 2 of 3 sampled runs only, and not in the typical one: P90 $3.60, in the total's range and no line here",
  ]);
});

test("the range of an event's cost is that of the differences, run by run", () => {
  const runs = [sampled("10", {}), sampled("20", {}), sampled("4", {}), sampled("15", {})];
  const { survival: outcome } = withRanges(failingDrop, runs, 2);
  expect(outcome!.events[0]!.range).toEqual({ p10: "5.1", p50: "5.5", p90: "5.9", typicalPercentile: 100, runs: 2 });
  expect(withRanges(failingDrop, runs.slice(0, 2), 2).survival!.events[0]!.range).toBeNull();
});

test("the runs of a sample: what the scenario sets is not drawn, and each event is left out with the same draws", () => {
  const scenario = { ...loadScenario("scenarios/flash-sale.yaml"), assume: { cpuPage: 70 } };
  const runs = sampleRuns(scenario, { runs: 3, eventCosts: true });
  expect(runs.map(({ without }) => without)).toEqual([[], [], [], ["drop"], ["drop"], ["drop"]]);
  expect(runs.map(({ assume }) => assume.has("cpuPage"))).not.toContain(true);
  expect(runs.slice(3).map(({ assume }) => assume)).toEqual(runs.slice(0, 3).map(({ assume }) => assume));
  expect(sampleRuns(scenario, { runs: 3, eventCosts: true, without: ["drop"] }).map(({ without }) => without)).toEqual([
    ["drop"],
    ["drop"],
    ["drop"],
  ]);
  const other = sampleRuns(scenario, { runs: 3, seed: 2 });
  expect(other[0]!.assume).not.toEqual(runs[0]!.assume);
  // More runs are the same ones and others.
  expect(sampleRuns(scenario, { runs: 5 }).slice(0, 3)).toEqual(runs.slice(0, 3));
});

/**
 * Ranges against what is known of them: a bill computed by hand whose percentiles follow from the draw's definition, runs without
 * anything to draw, and the same bytes for any number of threads.
 */
import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.ts";
import { estimate } from "../../src/estimate.ts";
import { hash01, stream } from "../../src/math.ts";
import { loadPriceBook, loadScenario, sampleScenario } from "../../src/node.ts";
import { jsonReport } from "../../src/report/json.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { assumptionTable } from "../../src/scenario/assumption-table.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import type { Scenario } from "../../src/scenario/schema.ts";
import { services } from "../../src/services/index.ts";
import { summaries } from "../../src/uncertainty/summary.ts";
import { sampleRuns } from "../../src/uncertainty/sample.ts";
import { withRanges } from "../../src/uncertainty/ranges.ts";

const table = assumptionTable(services);
const booksFor = (scenario: Scenario) => loadPriceBook({ needed: pricesNeeded(scenario, services) });
const typicalOf = (scenario: Scenario) => estimate(scenario, booksFor(scenario), { sensitivity: false });

/** Every assumption that is not named is set at its typical value. */
function onlyOpen(scenario: Scenario, ...open: readonly string[]): Scenario {
  const fixed = table.filter(({ id }) => !open.includes(id)).map(({ id, typical }) => [id, typical] as const);
  return { ...scenario, assume: Object.fromEntries(fixed) };
}

/**
 * One day of 20 requests a second, each with one call to a third party through NAT whose answer is `tpDown` KB: 1,728,000 calls.
 * A KB more of each answer are 1,728,000 × 1,000 bytes through NAT, at $0.045 for 2^30.
 */
const calls = `
surgecast: 1
name: calls
region: us-east-1
period: { start: 2026-11-02, days: 1 }
traffic: { baseline: { shape: constant, mean: 20/s }, noise: 0, mix: { api: 100% } }
classes: { api: { calls: { partner: 1 } } }
destinations: { partner: { addresses: 2, up: 1KB } }
architecture:
  network: { azs: 1, nat: single }
  balancer: { service: application_load_balancer }
  app: { service: fargate, min: 4, max: 4 }
`;
const dollarsPerKb = ((1_728_000 * 1000) / 2 ** 30) * 0.045;

test(
  "P10, P50 and P90 of a linear bill are those of the one assumption it hangs on",
  { timeout: 120_000 },
  async () => {
    const runs = 400;
    const scenario = onlyOpen(parseScenario({ text: calls, file: "calls.yaml" }, { services }), "tpDown");
    const typical = typicalOf(scenario);
    const { bill } = await sampleScenario(scenario, typical, { runs, workers: 1 });
    const range = bill.range!;
    const line = bill.lineItems.find(({ usageType }) => usageType === "NatGateway-Bytes")!;

    // By hand, from the definition alone: low to typical for the lower half of the draws, typical to high for the upper.
    const { low, typical: middle, high } = table.find(({ id }) => id === "tpDown")!;
    const valueAt = (share: number): number =>
      share < 0.5 ? low + 2 * share * (middle - low) : middle + (2 * share - 1) * (high - middle);
    const costAt = (share: number): number => Number(typical.bill.total) + (valueAt(share) - middle) * dollarsPerKb;

    // Among n draws the share below the true quantile of p is binomial: within four deviations of p but for 1 in 16,000 seeds.
    for (const [share, found] of [
      [0.1, range.p10],
      [0.5, range.p50],
      [0.9, range.p90],
    ] as const) {
      const error = 4 * Math.sqrt((share * (1 - share)) / runs);
      expect(Number(found)).toBeGreaterThan(costAt(share - error));
      expect(Number(found)).toBeLessThan(costAt(share + error));
    }

    // And to the last digit that a quantity keeps: the same draws, sorted and interpolated apart from the program.
    const drawn = Array.from({ length: runs }, (_, run) => costAt(hash01(scenario.seed, stream("tpDown"), run)));
    drawn.sort((a, b) => a - b);
    const at = (share: number): number => {
      const place = (runs - 1) * share;
      const below = drawn[Math.floor(place)]!;
      return below + (drawn[Math.ceil(place)]! - below) * (place - Math.floor(place));
    };
    expect(Number(range.p10)).toBeCloseTo(at(0.1), 8);
    expect(Number(range.p50)).toBeCloseTo(at(0.5), 8);
    expect(Number(range.p90)).toBeCloseTo(at(0.9), 8);

    // Nothing else on the bill varies: the line's range is the total's, less all other lines.
    const others = decimal(bill.total).minus(decimal(line.cost!));
    expect(decimal(line.range!.p90).plus(others).toFixed(12)).toBe(decimal(range.p90).toFixed(12));
    expect(line.range!.typicalPercentile).toBe(range.typicalPercentile);
    const fixed = bill.lineItems.filter((other) => other !== line);
    expect(fixed.every(({ cost, range }) => range!.p10 === cost && range!.p90 === cost)).toBe(true);
  },
);

test("with every assumption set, the sampled runs equal the typical run exactly", { timeout: 120_000 }, async () => {
  for (const name of ["flash-sale", "nightly-batch"]) {
    const scenario = onlyOpen(loadScenario(`scenarios/${name}.yaml`));
    const typical = typicalOf(scenario);
    const { bill, survival } = await sampleScenario(scenario, typical, { runs: 2, workers: 1 });
    const same = (cost: string) => ({ p10: cost, p50: cost, p90: cost, typicalPercentile: 50, runs: 2 });
    expect(bill.range).toEqual(same(typical.bill.total));
    expect(bill.lineItems.map(({ range }) => range)).toEqual(
      typical.bill.lineItems.map(({ cost }) => (cost === null ? null : same(cost))),
    );
    expect(survival!.verdictShares![typical.survival!.verdict]).toBe(1);
    expect(survival!.separatedBy).toEqual([]);
  }
});

test("no thread, one, two and three give the same bytes, ranges of events included", { timeout: 180_000 }, async () => {
  const set = ["period={start: 2026-11-20T17:00:00Z, hours: 2}"];
  const scenario = loadScenario("scenarios/flash-sale.yaml", { set });
  const typical = typicalOf(scenario);
  const how = { runs: 4, eventCosts: true };
  const summaryOf = summaries(scenario, booksFor(scenario));
  const alone = sampleRuns(scenario, how).map((run) => ({ ...run, summary: summaryOf(run) }));
  const expected = jsonReport(withRanges(typical, alone, how.runs));
  for (const workers of [1, 2, 3]) {
    expect(jsonReport(await sampleScenario(scenario, typical, { ...how, workers }))).toBe(expected);
  }
  const { survival, bill } = JSON.parse(expected);
  expect(Number(bill.range.p10)).toBeLessThan(Number(bill.range.p90));
  expect(survival.events[0].range.runs).toBe(4);
});

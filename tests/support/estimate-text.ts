/** Estimates of scenarios written in a test, at the shipped prices. */
import type { Estimate } from "../../src/estimate-schema.ts";
import { estimateWithSeries, type EstimateOptions } from "../../src/estimate.ts";
import { loadPriceBook } from "../../src/node.ts";
import type { PriceBook } from "../../src/pricing/price.ts";
import type { Usage } from "../../src/rating/bill.ts";
import { models, type ModelOptions } from "../../src/scenario/model.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import type { Scenario } from "../../src/scenario/schema.ts";
import { services } from "../../src/services/index.ts";
import type { Model } from "../../src/simulation/model.ts";
import { simulate, type Run } from "../../src/simulation/simulate.ts";
import { usages } from "../../src/simulation/usage.ts";
import { decimal, sum, ZERO } from "../../src/decimal.ts";

const books = new Map<string, PriceBook>();

/** Reads a scenario; `surgecast: 1` and `name: test` are put before what is written. */
export function scenarioOf(text: string, set: readonly string[] = []): Scenario {
  return parseScenario({ text: `surgecast: 1\nname: test\n${text}`, file: "test.yaml" }, { services, set });
}

/** The prices a scenario needs, read once for all tests of a file. */
export function pricesOf(scenario: Scenario): PriceBook {
  const needed = pricesNeeded(scenario, services);
  const key = JSON.stringify(needed);
  const book = books.get(key) ?? loadPriceBook({ needed });
  books.set(key, book);
  return book;
}

/** Without weighing assumptions, which takes as long as ten estimates. */
export function estimateOf(scenario: Scenario, options: EstimateOptions = {}): Estimate {
  return estimateWithSeries(scenario, pricesOf(scenario), { sensitivity: false, ...options }).estimate;
}

/** Dollars and cents of the lines that `matches` picks: `cost(bill, ({ component }) => component === "nat-a")` is `"36.50"`. */
export function costOf(
  { bill }: Estimate,
  matches: (line: Estimate["bill"]["lineItems"][number]) => boolean = () => true,
): string {
  return sum(bill.lineItems.filter(matches).map(({ cost }) => (cost === null ? ZERO : decimal(cost)))).toFixed(2);
}

/** A run with what went into it, for what an estimate does not show. */
export interface RunOf {
  readonly model: Model;
  readonly run: Run;
  readonly usages: readonly Usage[];
}

export function runOf(scenario: Scenario, options: Omit<ModelOptions, "services"> = {}): RunOf {
  const model = models(scenario, services)(options);
  const run = simulate(model, { keepSeries: true, signal: null, onProgress: null });
  return { model, run, usages: usages(run.metered, model.months) };
}

/** Estimates of scenarios written in a test, at the shipped prices. */
import type { Estimate } from "../../src/estimate-schema.ts";
import { estimateWithSeries, type EstimateOptions } from "../../src/estimate.ts";
import { loadPriceBook } from "../../src/node.ts";
import type { PriceBook } from "../../src/pricing/price.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import type { Scenario } from "../../src/scenario/schema.ts";
import { services } from "../../src/services/index.ts";
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

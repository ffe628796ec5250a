/** Prints, as JSON, the milliseconds of a sample of a scenario, and its range: `node sampled-runs.js scenario.yaml runs threads`. */
import { estimate } from "../../src/estimate.ts";
import { loadPriceBook, loadScenario, sampleScenario } from "../../src/node.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import { services } from "../../src/services/index.ts";

const [path = "", runs, workers] = process.argv.slice(2);
const scenario = loadScenario(path);
const prices = loadPriceBook({ needed: pricesNeeded(scenario, services) });
const typical = estimate(scenario, prices, { sensitivity: false, eventCosts: false });

const start = performance.now();
const { bill } = await sampleScenario(scenario, typical, { runs: Number(runs), workers: Number(workers) });
const milliseconds = performance.now() - start;
process.stdout.write(
  JSON.stringify({ milliseconds, percentiles: [bill.range?.p10, bill.range?.p50, bill.range?.p90] }),
);

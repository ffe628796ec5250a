/**
 * Prints the milliseconds that the prices of one scenario take in a fresh process: files read, and each meter's price found, because
 * a file is indexed when it is first asked.
 */
import { loadPriceBook, loadScenario } from "../../src/node.ts";
import { models } from "../../src/scenario/model.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import { services } from "../../src/services/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { timed } from "../compare.ts";

const scenario = loadScenario("bench/fixtures/small.yaml");
const needed = pricesNeeded(scenario, services);
const model = models(scenario, services)({ step: { baseSeconds: 3600, fineSeconds: 60 } });
const { metered } = simulate(model, { keepSeries: false, signal: null, onProgress: null });

const milliseconds = timed(() => {
  const book = loadPriceBook({ needed });
  const found = metered.filter(({ price, region }) => book.match(price, region).kind === "found");
  if (found.length === 0) throw new Error("no price was found");
});
process.stdout.write(String(milliseconds));

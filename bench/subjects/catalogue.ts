/** Prints the milliseconds that loading the prices of one scenario takes in a fresh process. */
import { loadPriceBook, loadScenario } from "../../src/node.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import { services } from "../../src/services/index.ts";
import { timed } from "../compare.ts";

const needed = pricesNeeded(loadScenario("bench/fixtures/small.yaml"), services);
process.stdout.write(String(timed(() => loadPriceBook({ needed }))));

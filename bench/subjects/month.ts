/** Prints the milliseconds that the first simulation of a fresh process takes: `node month.mjs scenario.yaml`. */
import { loadScenario } from "../../src/node.ts";
import { models } from "../../src/scenario/model.ts";
import { services } from "../../src/services/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";
import { timed } from "../compare.ts";

const model = models(loadScenario(process.argv[2] ?? "scenarios/flash-sale.yaml"), services)();
process.stdout.write(String(timed(() => simulate(model, { keepSeries: true, signal: null, onProgress: null }))));

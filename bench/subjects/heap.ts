/** Prints bytes of heap, after collection, that a run of each period leaves behind: `node --expose-gc heap.mjs`. */
import { loadScenario } from "../../src/node.ts";
import { models } from "../../src/scenario/model.ts";
import { services } from "../../src/services/index.ts";
import { simulate } from "../../src/simulation/simulate.ts";

const left = (days: number): { readonly steps: number; readonly bytes: number } => {
  const scenario = loadScenario("bench/fixtures/small.yaml", { set: [`period={start: 2026-01-01, days: ${days}}`] });
  const model = models(scenario, services)();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const { grid, drivers } = simulate(model, { keepSeries: false, signal: null, onProgress: null });
  globalThis.gc?.();
  const bytes = process.memoryUsage().heapUsed - before;
  return { steps: grid.stepSeconds.length, bytes: drivers.length > 0 ? bytes : 0 };
};

left(30);
const [month, year] = [left(30), left(365)];
process.stdout.write(String((year.bytes - month.bytes) / (year.steps - month.steps)));

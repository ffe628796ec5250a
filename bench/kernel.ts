/** The kernel: against a loop by hand, with more components, over the horizon, and the flash-sale month in a fresh process. */
import { loadScenario } from "../src/node.ts";
import { models } from "../src/scenario/model.ts";
import { services } from "../src/services/index.ts";
import { simulate } from "../src/simulation/simulate.ts";
import { bundled } from "./bundle.ts";
import { alternately, bareNode, printedTime, ratioResult, type Result, run, timed } from "./compare.ts";
import { byHand, byKernel, grid } from "./synthetic.ts";

export function kernelBenchmarks(): readonly Result[] {
  if (byKernel() !== byHand()) throw new Error("the two synthetic months differ");
  const warm = (): unknown => [byKernel(), byKernel(1), byHand()];
  for (let i = 0; i < 10; i += 1) warm();
  const loop = alternately(
    () => timed(byKernel),
    () => timed(byHand),
  );
  const another = alternately(
    () => timed(() => byKernel(1)),
    () => timed(byKernel),
  );
  const month = bundled("month");
  const flashSale = alternately(() => printedTime(month, "scenarios/flash-sale.yaml"), bareNode);
  const perStep = (loop.subject * 1e6) / grid.stepSeconds.length;
  const heap = Number(run(["--expose-gc", bundled("heap")]));
  return [
    ratioResult("twelve components: the kernel against one loop by hand", loop, 1.6),
    { what: "the same per step", measured: `${perStep.toFixed(0)} ns`, goal: "≤ 60 ns", reached: perStep <= 60 },
    ratioResult("a thirteenth component that only counts", another, 1.1),
    ratioResult("flash-sale month, first simulation of a process, against bare node", flashSale, 2),
    horizon(),
    { what: "heap left behind per step", measured: `${heap.toFixed(2)} B`, goal: "< 1 B", reached: heap < 1 },
  ];
}

/** A year against a month, per step: 1 is linear. */
function horizon(): Result {
  const of = (days: number): (() => number) => {
    const scenario = loadScenario("bench/fixtures/small.yaml", { set: [`period={start: 2026-01-01, days: ${days}}`] });
    const model = models(scenario, services)();
    return () => timed(() => simulate(model, { keepSeries: false, signal: null, onProgress: null }));
  };
  const [month, year] = [of(30), of(365)];
  for (let i = 0; i < 3; i += 1) month();
  const { ratio } = alternately(year, month, 7);
  const perStep = ratio / (365 / 30);
  return {
    what: "a year against 12.2 months",
    measured: `${perStep.toFixed(2)} ×`,
    goal: "0.90 to 1.10 ×",
    reached: perStep >= 0.9 && perStep <= 1.1,
  };
}

/** INIT of a Lambda environment by the size of its package. */
import { initAssumptions, initSeconds, type InitOf } from "../../../src/services/lambda-init.ts";
import { MEGABYTE } from "../../../src/units.ts";
import type { Experiment } from "../experiment.ts";

const SIZES = [1, 4, 8, 16, 32, 64];

/** The assumptions at their typical values, but for the time of an empty function. */
function typical(emptyMs: number): InitOf {
  const value = (id: string): number => {
    const { typical: of, baseUnits } = initAssumptions.find((one) => one.id === id)!;
    return of * baseUnits;
  };
  return {
    fixedSeconds: emptyMs / 1000,
    bytesPerSecond: value("lamLoad"),
    halfBytes: value("lamLoadHalf"),
    imageShare: value("lamImageRead"),
  };
}

const bySize = (of: { repeats: string; runtime: string; emptyMs: number; points: readonly number[] }): Experiment => ({
  repeats: of.repeats,
  setting:
    `An empty function takes the ${of.emptyMs} ms that the source's smallest took; loading speed and its fall are the same for both ` +
    "runtimes, fitted to Node.js 18.",
  run() {
    const init = typical(of.emptyMs);
    const ms = (megabytes: number): number => 1000 * initSeconds(megabytes * MEGABYTE, init);
    return {
      figures: Object.fromEntries(SIZES.map((megabytes) => [`mb${megabytes}`, ms(megabytes)])),
      plots: [
        {
          name: of.repeats,
          title: `INIT of ${of.runtime} by the size of the package`,
          x: { label: "MB of code", from: 0, to: 64 },
          y: { label: "ms", from: 0 },
          series: [
            {
              name: "ours",
              of: "ours",
              shape: "line",
              points: Array.from({ length: 65 }, (_, megabytes): [number, number] => [megabytes, ms(megabytes)]),
            },
            {
              name: "measured",
              of: "measured",
              shape: "points",
              points: SIZES.map((megabytes, i): [number, number] => [megabytes, of.points[i]!]),
            },
          ],
        },
      ],
    };
  },
});

export const node18 = bySize({
  repeats: "lambda-init-node18",
  runtime: "Node.js 18",
  emptyMs: 171,
  points: [197, 280, 391, 649, 1277, 3110],
});

export const node20 = bySize({
  repeats: "lambda-init-node20",
  runtime: "Node.js 20",
  emptyMs: 242,
  points: [297, 374, 474, 703, 1354, 3184],
});

/** Many runs: a thousand synthetic months, and sampled runs of the flash sale, on one thread and on two. Percentiles must be equal. */
import { buildSync } from "esbuild";
import * as z from "zod";
import { bundleOptions } from "../scripts/bundle.mjs";
import type { Result } from "./compare.ts";
import { run } from "./compare.ts";
import { grid } from "./synthetic.ts";

const MONTHS = 1000;
const RUNS = 40;
const TIMES = 3;

const printed = z.object({ milliseconds: z.number(), percentiles: z.array(z.union([z.number(), z.string()])) });

export function monteCarloBenchmarks(): readonly Result[] {
  const folder = "dist/bench-runs";
  const subjects = [
    "bench/subjects/synthetic-runs.ts",
    "bench/subjects/sampled-runs.ts",
    "bench/subjects/synthetic-worker.ts",
  ];
  buildSync({
    ...bundleOptions,
    entryPoints: [...subjects, "src/threads/estimate-worker.ts"],
    entryNames: "[name]",
    outdir: folder,
  });
  const synthetic = onOneAndTwo(`${folder}/synthetic-runs.js`, String(MONTHS));
  const sampled = onOneAndTwo(`${folder}/sampled-runs.js`, "scenarios/flash-sale.yaml", String(RUNS));
  const perStep = (synthetic.one * 1e6) / MONTHS / grid.stepSeconds.length;
  return [
    {
      what: `${MONTHS} synthetic months on one thread, random numbers included`,
      measured: `${perStep.toFixed(0)} ns a step`,
      goal: "≤ 40 ns",
      reached: perStep <= 40,
    },
    gain("the same on two threads", synthetic),
    {
      what: `${RUNS} sampled runs of the flash sale on one thread`,
      measured: `${((RUNS * 1000) / sampled.one).toFixed(1)} a second`,
      goal: "–",
      reached: null,
    },
    gain("the same on two threads", sampled),
  ];
}

interface Pair {
  /** Least milliseconds on one thread, and on two, the start of threads included. */
  readonly one: number;
  readonly two: number;
}

/** Alternately, so that whatever else the machine does falls on both. */
function onOneAndTwo(...program: readonly string[]): Pair {
  let [one, two] = [Infinity, Infinity];
  for (let i = 0; i < TIMES; i += 1) {
    const [alone, both] = ["1", "2"].map((threads) => printed.parse(JSON.parse(run([...program, threads]))));
    if (JSON.stringify(alone!.percentiles) !== JSON.stringify(both!.percentiles)) throw new Error("percentiles differ");
    one = Math.min(one, alone!.milliseconds);
    two = Math.min(two, both!.milliseconds);
  }
  return { one, two };
}

function gain(what: string, { one, two }: Pair): Result {
  const factor = one / two;
  return { what, measured: `${factor.toFixed(2)} × as fast`, goal: "≥ 1.35 ×", reached: factor >= 1.35 };
}

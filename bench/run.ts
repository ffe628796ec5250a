/** `npm run bench [name …]`: measures and prints; nothing here fails because it is slow. */
import { availableParallelism, loadavg } from "node:os";
import { catalogueBenchmarks } from "./catalogue.ts";
import { cliBenchmarks } from "./cli.ts";
import type { Result } from "./compare.ts";
import { installBenchmarks } from "./install.ts";
import { kernelBenchmarks } from "./kernel.ts";
import { monteCarloBenchmarks } from "./monte-carlo.ts";
import { planBenchmarks } from "./plan.ts";
import { ratingBenchmarks } from "./rating.ts";
import { reportBenchmarks } from "./report.ts";

const benchmarks: Readonly<Record<string, () => readonly Result[] | Promise<readonly Result[]>>> = {
  kernel: kernelBenchmarks,
  cli: cliBenchmarks,
  "monte-carlo": monteCarloBenchmarks,
  rating: ratingBenchmarks,
  catalogue: catalogueBenchmarks,
  plan: planBenchmarks,
  report: reportBenchmarks,
  install: installBenchmarks,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  process.stderr.write(`no benchmark ${unknown.join(", ")}; there are ${Object.keys(benchmarks).join(", ")}\n`);
  process.exit(2);
}

const [load = 0] = loadavg();
process.stdout.write(`Node ${process.version}, ${availableParallelism()} cores, load ${load.toFixed(1)}\n\n`);
process.stdout.write("| | Measured | Goal | Reached |\n|---|---|---|---|\n");
for (const [name, measure] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const { what, measured, goal, reached } of await measure()) {
    const answer = reached === null ? "" : reached ? "yes" : "no";
    process.stdout.write(`| ${name}: ${what} | ${measured} | ${goal} | ${answer} |\n`);
  }
}

/** Starting the bundled command line, against bare node; `npm run build` comes first. */
import { existsSync } from "node:fs";
import { alternately, bareNode, processTime, ratioResult, type Result } from "./compare.ts";

const program = "bin/surgecast.js";

export function cliBenchmarks(): readonly Result[] {
  if (!existsSync("dist/cli/main.js")) throw new Error("nothing is built: npm run build");
  const against = (...args: readonly string[]) => alternately(() => processTime(program, ...args), bareNode);
  return [
    ratioResult("surgecast --version", against("--version"), 1.25),
    ratioResult("surgecast --help", against("--help"), 1.25),
    ratioResult("surgecast run, small scenario", against("run", "bench/fixtures/small.yaml", "--quiet"), 2.2),
    ratioResult("surgecast run, flash sale", against("run", "scenarios/flash-sale.yaml", "--quiet"), 5),
  ];
}

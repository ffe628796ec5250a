/** Loading the prices of one scenario in a fresh process, against bare node. */
import { bundled } from "./bundle.ts";
import { alternately, bareNode, printedTime, ratioResult, type Result } from "./compare.ts";

export function catalogueBenchmarks(): readonly Result[] {
  const program = bundled("catalogue");
  return [
    ratioResult(
      "prices of one scenario",
      alternately(() => printedTime(program), bareNode),
      0.15,
    ),
  ];
}

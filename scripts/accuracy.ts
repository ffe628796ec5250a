/** docs/accuracy.md and its plots. The section on real traffic has a script of its own, for its recordings are not in the project. */
import { comparisons } from "../tests/accuracy/comparison.ts";
import { measuredSection } from "./accuracy/measured.ts";
import { plotSvg } from "./accuracy/plot.ts";
import { recomputationSection } from "./accuracy/recomputation.ts";
import { gapsSection, unpublishedSection } from "./accuracy/unknown.ts";
import { workedExamplesSection } from "./accuracy/worked-examples.ts";
import { withParts } from "./parts.ts";

/** The page with its generated parts made anew, and one SVG for each plot: path from the root of the project, and text. */
export function accuracyDocuments(page: string): readonly (readonly [path: string, text: string])[] {
  const compared = comparisons();
  const measured = compared.filter(({ measurement }) => measurement.kind === "measured");
  const heldOut = measured.filter(({ measurement }) => measurement.held_out);
  const rules = compared.filter(({ measurement }) => measurement.kind === "rule");
  const parts = {
    measured: () => measuredSection(measured.filter((one) => !heldOut.includes(one))),
    "held-out": () => measuredSection(heldOut),
    rules: () => measuredSection(rules, { one: "the rule", all: "rules" }),
    "worked-examples": workedExamplesSection,
    recomputation: recomputationSection,
    gaps: gapsSection,
    unpublished: unpublishedSection,
  };
  return [
    ["docs/accuracy.md", withParts(page, parts, ["real-traffic"])],
    ...compared.flatMap(({ plots }) => plots.map((plot) => [`docs/accuracy/${plot.name}.svg`, plotSvg(plot)] as const)),
  ];
}

/** The flash sale and its prepared twin: the price of surviving, as text, Markdown and JSON. */
import { expect, test } from "vitest";
import { compareScenarioFiles } from "../../src/compare-files.ts";
import { comparisonSchema } from "../../src/comparison/schema.ts";
import { jsonDocument } from "../../src/report/json.ts";
import { comparisonMarkdown } from "../../src/report/comparison/markdown.ts";
import { comparisonText } from "../../src/report/comparison/text.ts";

const golden = (name: string): string => `./comparison/${name}`;

test("flash-sale and flash-sale-prepared", { timeout: 60_000 }, async () => {
  const { comparison } = compareScenarioFiles(["scenarios/flash-sale.yaml", "scenarios/flash-sale-prepared.yaml"]);
  await expect(comparisonText(comparison)).toMatchFileSnapshot(golden("price-of-surviving.txt"));
  await expect(comparisonMarkdown(comparison)).toMatchFileSnapshot(golden("price-of-surviving.md"));
  await expect(jsonDocument(comparisonSchema, comparison)).toMatchFileSnapshot(golden("price-of-surviving.json"));
});

test("four variants of one scenario, one of them in another Region", { timeout: 60_000 }, async () => {
  const { comparison } = compareScenarioFiles(["scenarios/steady-month.yaml"], {
    vary: [["architecture.app.min=8"], ["architecture.app.min=8", "architecture.app.arch=x86_64"], ["region=eu-west-3"]],
  });
  await expect(comparisonText(comparison)).toMatchFileSnapshot(golden("variants.txt"));
});

/** A sampled scenario as people see it: the drop that is prepared, and how sure that is. The README shows a part of it. */
import { expect, test } from "vitest";
import { runScenarioFile, sampleScenarioFile } from "../../src/node.ts";
import { briefReport } from "../../src/report/brief.ts";
import { csvReport } from "../../src/report/csv.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { textReport } from "../../src/report/text.ts";

test("flash-sale-prepared, twenty runs", { timeout: 300_000 }, async () => {
  const path = "scenarios/flash-sale-prepared.yaml";
  const { estimate, series } = runScenarioFile(path, { sensitivity: false });
  const sampled = await sampleScenarioFile(path, estimate, { runs: 20, workers: 1 });
  const golden = (ending: string) => `./ranges/flash-sale-prepared${ending}`;
  await expect(textReport(sampled, { columns: 100 })).toMatchFileSnapshot(golden(".txt"));
  await expect(markdownReport(sampled)).toMatchFileSnapshot(golden(".md"));
  await expect(briefReport(sampled, series)).toMatchFileSnapshot(golden("-brief.md"));
  await expect(csvReport(sampled)).toMatchFileSnapshot(golden(".csv"));
});

/** `surgecast dr` of two scenarios, as people and programs get it. */
import { expect, test } from "vitest";
import { recoverScenarioFile } from "../../src/node.ts";
import { recoveryJson } from "../../src/report/recovery-json.ts";
import { recoveryMarkdown } from "../../src/report/recovery-markdown.ts";
import { recoveryText } from "../../src/report/recovery-text.ts";

test.each(["disaster", "flash-sale"])("%s", { timeout: 120_000 }, async (name) => {
  const document = recoverScenarioFile(`scenarios/${name}.yaml`);
  const golden = (ending: string) => `./recovery/${name}${ending}`;
  await expect(recoveryText(document, { columns: 100 })).toMatchFileSnapshot(golden(".txt"));
  await expect(recoveryText(document, { columns: 80 })).toMatchFileSnapshot(golden(".80.txt"));
  await expect(recoveryMarkdown(document)).toMatchFileSnapshot(golden(".md"));
  await expect(recoveryJson(document)).toMatchFileSnapshot(golden(".json"));
});

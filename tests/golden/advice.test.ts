/** The advice for shipped scenarios, whole: text and Markdown for readers, JSON for programs. A change of advice is a diff here. */
import { expect, test } from "vitest";
import { adviseScenarioFile } from "../../src/advice-file.ts";
import { adviceJson } from "../../src/report/advice/json.ts";
import { adviceMarkdown } from "../../src/report/advice/markdown.ts";
import { adviceText } from "../../src/report/advice/text.ts";

test.each(["flash-sale", "flash-sale-prepared", "nat-surprise", "steady-month"])(
  "%s",
  { timeout: 600_000 },
  async (name) => {
    const advice = await adviseScenarioFile(`scenarios/${name}.yaml`);
    const golden = (ending: string) => `./advice/${name}${ending}`;
    await expect(adviceText(advice, { columns: 100 })).toMatchFileSnapshot(golden(".txt"));
    await expect(adviceMarkdown(advice)).toMatchFileSnapshot(golden(".md"));
    await expect(adviceJson(advice)).toMatchFileSnapshot(golden(".json"));
  },
);

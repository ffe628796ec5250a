import { expect, test } from "vitest";
import { escaped, linked } from "../../src/report/markdown-blocks.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { dropSeries, failingDrop, oneLine, survivingDrop } from "../support/estimates.ts";

test("a failing drop, with its charts folded away", async () => {
  await expect(markdownReport(failingDrop, dropSeries)).toMatchFileSnapshot("../golden/reports/failing-drop.md");
});

test("a drop that survives, and raw usage", async () => {
  await expect(markdownReport(survivingDrop)).toMatchFileSnapshot("../golden/reports/surviving-drop.md");
  await expect(markdownReport(oneLine)).toMatchFileSnapshot("../golden/reports/one-line.md");
});

test("a name from outside never becomes markup, a mention or a row of its own", () => {
  expect(escaped("a|b\n| c |")).toBe(String.raw`a\|b \| c \|`);
  expect(escaped("<img src=x> @team [x](y) `rm` **bold**")).toBe(
    String.raw`&lt;img src=x&gt; &#64;team \[x\](y) \`rm\` \*\*bold\*\*`,
  );
});

test("links web addresses and nothing else", () => {
  expect(linked("https://docs.aws.amazon.com/a_b.html#c")).toBe("https://docs.aws.amazon.com/a_b.html#c");
  expect(linked("javascript:alert(1) https://x")).toBe("javascript:alert(1) https://x");
  expect(linked("architecture.app.max_tasks")).toBe(String.raw`architecture.app.max\_tasks`);
});

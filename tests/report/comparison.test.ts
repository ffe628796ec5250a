import { expect, test } from "vitest";
import { comparisonOf } from "../../src/comparison/comparison.ts";
import type { Comparison } from "../../src/comparison/schema.ts";
import { decimal } from "../../src/decimal.ts";
import type { Estimate } from "../../src/estimate-schema.ts";
import { comparisonHtml } from "../../src/report/comparison/html.ts";
import { comparisonMarkdown } from "../../src/report/comparison/markdown.ts";
import { comparisonText } from "../../src/report/comparison/text.ts";
import { dropSeries, failingDrop, oneLine, survivingDrop } from "../support/estimates.ts";

const better: Estimate = {
  ...survivingDrop,
  bill: { ...survivingDrop.bill, total: decimal(failingDrop.bill.total).plus(decimal("41.5")).toString() },
  scenario: { ...failingDrop.scenario!, name: "prepared" },
};

function compared(...estimates: readonly Estimate[]): Comparison {
  return comparisonOf(
    estimates.map((estimate, at) => ({
      label: `${estimate.scenario?.name ?? "usage"} ${at + 1}`,
      changes: [],
      estimate,
    })),
  );
}

test("orders gained, what each costs and what was lost; a price that is missing makes a difference a bound", async () => {
  const text = comparisonText(compared(failingDrop, better));
  await expect(text).toMatchFileSnapshot("../golden/reports/comparison.txt");
  await expect(comparisonMarkdown(compared(failingDrop, better))).toMatchFileSnapshot(
    "../golden/reports/comparison.md",
  );
});

test.each([80, 100, 160])("fits a terminal of %d columns, also with five to compare", (columns) => {
  const all = compared(failingDrop, better, oneLine, survivingDrop, failingDrop);
  for (const comparison of [compared(failingDrop, better), all]) {
    const lines = comparisonText(comparison, { columns }).split("\n");
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  }
});

test("names from outside stay text on the page and in Markdown", () => {
  const hostile = `</script><img src=x onerror="alert('1')"> | **b**`;
  const comparison = comparisonOf([
    { label: hostile, changes: [], estimate: { ...failingDrop, warnings: [hostile] } },
    { label: "other", changes: [], estimate: better },
  ]);
  const page = comparisonHtml(comparison, [dropSeries, dropSeries]);
  expect(page).not.toContain("<img");
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(comparisonMarkdown(comparison)).not.toMatch(/<img| \*\*b\*\*/);
});

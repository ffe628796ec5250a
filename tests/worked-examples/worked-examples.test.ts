/** Every calculation AWS publishes that we know, from the price cache, to the last digit. */
import { describe, expect, test } from "vitest";
import { decimal, sum } from "../../src/decimal.ts";
import { billOf, type Worked, workedExamples } from "./worked-example.ts";

for (const [file, cases] of workedExamples()) {
  describe(file, () => {
    test.each(cases)("$title", check);
  });
}

function check(example: Worked): void {
  const { differs, usage, total } = example;
  const bill = billOf(example);

  expect(bill.unpriced).toEqual([]);
  expect(bill.lineItems.map(({ cost }) => cost)).toEqual(usage.map(({ exact }) => exact));
  expect(bill.total).toBe(total.exact);

  const printed = usage.map((line) => line.printed ?? null);
  expect(printed).toEqual(usage.map((line) => asPrinted(line.exact, line.printed ?? null)));
  if ("printed" in total) {
    const lines = sum(printed.map((text) => decimal(text ?? "0"))).toFixed(placesOf(total.printed));
    expect([lines, asPrinted(total.exact, total.printed)]).toContain(total.printed);
  }

  // What a page prints otherwise really differs, and is explained.
  const pages = [...usage, total].flatMap((one) =>
    "page" in one && typeof one.page === "string" ? [{ ...one, page: one.page }] : [],
  );
  expect(pages.length > 0).toBe(differs !== null);
  for (const { exact, page } of pages) expect(asPrinted(exact, page)).not.toBe(page);
}

/** The exact value with as many places as the page prints; null where it prints nothing. */
function asPrinted(exact: string, printed: string | null): string | null {
  return printed === null ? null : decimal(exact).toFixed(placesOf(printed));
}

function placesOf(printed: string | null): number {
  return printed?.split(".")[1]?.length ?? 0;
}

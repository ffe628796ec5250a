/**
 * Calculations AWS publishes, reproduced from the price cache. `exact` is the value to the last digit, `printed` what the page
 * prints for it. AWS's pages round each line and then add, so a printed total is the sum of the printed lines, or the rounded
 * exact total. Where a page disagrees with the price list or with itself, the case says so in `differs` and keeps the page's
 * figure as `page`. Where the cache has no such price, or the page's copy is older, `prices` holds the page's.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { decimal, sum, ZERO } from "../../src/decimal.ts";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import type { PriceCatalogue } from "../../src/pricing/price-catalogue.ts";
import type { Price } from "../../src/pricing/price.ts";
import { estimateRawUsage } from "../../src/rating/estimate-raw-usage.ts";
import { parseRawUsage } from "../../src/rating/raw-usage.ts";

const dollars = z.string().regex(/^\d+(\.\d+)?$/);
const value = z.union([
  z.strictObject({ exact: dollars, printed: dollars.nullable() }),
  z.strictObject({ exact: dollars, page: dollars }),
]);
const tier = z.tuple([z.string().nullable(), z.string()]);
const ownPrice = z.strictObject({
  serviceCode: z.string(),
  usageType: z.string(),
  unit: z.string(),
  tiers: z.array(tier),
  why: z.string(),
});
const worked = z.strictObject({
  title: z.string(),
  page: z.url(),
  seen: z.string(),
  arithmetic: z.string(),
  allowances: z.enum(["none", "always_free"]).default("none"),
  prices: z.array(ownPrice).default([]),
  differs: z.string().nullable().default(null),
  usage: z.array(z.looseObject({ exact: dollars, printed: dollars.nullish(), page: dollars.optional() })),
  total: value,
});
type Worked = z.infer<typeof worked>;
type OwnPrice = z.infer<typeof ownPrice>;

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const list = loadPriceBook({
  needed: ["us-east-1", "us-east-2", "global"].map((region) => ({ region, serviceCode: null })),
});

for (const file of files) {
  const cases = z.array(worked).parse(parse(readFileSync(`${folder}${file}`, "utf8")));
  describe(file, () => {
    test.each(cases)("$title", check);
  });
}

function check({ allowances, prices, differs, usage, total }: Worked): void {
  // A component of its own for each row keeps rows of one price apart.
  const rows = usage.map(({ exact: _exact, printed: _printed, page: _page, ...row }, i) => ({
    ...row,
    component: `${i}`,
  }));
  const { bill } = estimateRawUsage(
    parseRawUsage({ file: "usage", text: JSON.stringify(rows), format: "json", value: "quantity" }),
    withPrices(list, prices),
    { month: "2026-11", allowances, alreadyUsed: new Map(), discountPercent: ZERO, ownRates: new Map() },
  );

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

/** The price list with the page's own prices in front. */
function withPrices(list: PriceCatalogue, own: readonly OwnPrice[]): PriceCatalogue {
  return {
    ...list,
    findByUsageType(query) {
      const found = own.find(({ usageType }) => usageType === query.usageType);
      return found === undefined ? list.findByUsageType(query) : { kind: "found", price: toPrice(found, query.region) };
    },
  };
}

function toPrice({ usageType, serviceCode, unit, tiers, why }: OwnPrice, region: string): Price {
  return {
    priceId: usageType,
    sku: null,
    serviceCode,
    region,
    usageType,
    baseUsageType: usageType,
    operation: null,
    productFamily: null,
    unit,
    tiers: tiers.map(([to, pricePerUnit], index) => ({ from: tiers[index - 1]?.[0] ?? "0", to, pricePerUnit })),
    attributes: {},
    product: usageType,
    description: why,
    asOf: "2026-11-01",
    sources: [why],
    confidence: "page",
  };
}

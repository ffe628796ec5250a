/**
 * Calculations AWS publishes, reproduced from the price cache. `exact` is the value to the last digit, `printed` what the page
 * prints for it. AWS's pages round each line and then add, so a printed total is the sum of the printed lines, or the rounded
 * exact total. Where a page disagrees with the price list or with itself, the case says so in `differs` and keeps the page's
 * figure as `page`. Where the cache has no such price, or the page's copy is older, `prices` holds the page's.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import { ZERO } from "../../src/decimal.ts";
import type { Estimate } from "../../src/estimate-schema.ts";
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
export type Worked = z.infer<typeof worked>;
type OwnPrice = z.infer<typeof ownPrice>;

const folder = fileURLToPath(new URL(".", import.meta.url));
const list = loadPriceBook({
  needed: ["us-east-1", "us-east-2", "global"].map((region) => ({ region, serviceCode: null })),
});

/** The cases of every file, by file name. */
export function workedExamples(): ReadonlyMap<string, readonly Worked[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return new Map(
    files.sort().map((file) => [file, z.array(worked).parse(parse(readFileSync(`${folder}${file}`, "utf8")))]),
  );
}

/** The bill of a case, its lines in the order of its usage. */
export function billOf({ allowances, prices, usage }: Worked): Estimate["bill"] {
  // A component of its own for each row keeps rows of one price apart.
  const rows = usage.map(({ exact: _exact, printed: _printed, page: _page, ...row }, i) => ({
    ...row,
    component: `${i}`,
  }));
  return estimateRawUsage(
    parseRawUsage({ file: "usage", text: JSON.stringify(rows), format: "json", value: "quantity" }),
    withPrices(list, prices),
    { month: "2026-11", allowances, alreadyUsed: new Map(), discountPercent: ZERO, ownRates: new Map() },
  ).bill;
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

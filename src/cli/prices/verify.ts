/** `surgecast prices verify`: is the cache whole, and does every meter find its price? */
import { UserError } from "../../errors.ts";
import { findCacheDirectory, readCachedTexts, readManifest } from "../../files/price-cache.ts";
import type { MeterPrice } from "../../pricing/price.ts";
import { verifyPriceCache } from "../../pricing/verify.ts";
import type { PricesFlags } from "./flags.ts";
import { json, print, type PricesOutput } from "./output.ts";
import { grouped } from "../../report/figures.ts";

/** Throws a UserError `PRICE_CACHE_BROKEN` with every fault. */
export function verifyPrices(flags: PricesFlags, output: PricesOutput, meters: readonly MeterPrice[]): void {
  const directory = findCacheDirectory();
  const problems = verifyPriceCache(readCachedTexts(directory), meters);
  if (problems.length > 0) throw new UserError("PRICE_CACHE_BROKEN", problems);
  const { totals, lists } = readManifest(directory);
  const gaps = lists["known-gaps.json"].count;
  const whole = `${grouped(String(totals.products))} prices in ${totals.files} files, of ${totals.oldest} to ${totals.newest}: whole.`;
  const complete = `${meters.length} meters find their price in every Region, but for ${gaps} known gaps.`;
  const result = { schema: "surgecast/price-verification/1", ...totals, meters: meters.length, knownGaps: gaps };
  print(flags.format === "json" ? json(result) : `${whole}\n${complete}\n`, [], flags, output);
}

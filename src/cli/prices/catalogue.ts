/** What the prices commands read: all prices of a Region, or of all. */
import { problem, UserError } from "../../errors.ts";
import { findCacheDirectory, loadPriceBook, readManifest } from "../../files/price-cache.ts";
import { nearest } from "../../nearest.ts";
import type { PriceCatalogue } from "../../pricing/price-catalogue.ts";

/** Every price of the Region (and what is listed in `global`, when asked), or of the whole cache. */
export function readCatalogue(
  region: string | undefined,
  { withGlobal }: { readonly withGlobal: boolean },
): PriceCatalogue {
  const cacheDirectory = findCacheDirectory();
  const { files } = readManifest(cacheDirectory);
  const cached = [...new Set(Object.keys(files).map((path) => path.slice(0, path.indexOf("/"))))];
  if (region === undefined) return loadPriceBook({ cacheDirectory, needed: cached.map(everyServiceOf) });
  if (!cached.includes(region)) throw unknown("--region", region, cached);
  const wanted = withGlobal ? [...new Set([region, "global"])] : [region];
  return loadPriceBook({ cacheDirectory, needed: wanted.map(everyServiceOf) });
}

function everyServiceOf(region: string): { readonly region: string; readonly serviceCode: null } {
  return { region, serviceCode: null };
}

/** A flag's value the cache does not know, with the nearest one it does. */
export function unknown(flag: string, value: string, known: readonly string[]): UserError {
  const close = nearest(value, known);
  const hint = close === null ? `use one of: ${known.join(", ")}` : `did you mean ${close}?`;
  return new UserError("COMMAND_INVALID", [problem(`${flag} ${value} is not in the price cache`, hint)]);
}

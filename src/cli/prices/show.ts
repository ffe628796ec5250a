/** `surgecast prices show`: everything known about a price. */
import { problem, UserError } from "../../errors.ts";
import { nearestUsageType } from "../../nearest.ts";
import type { PriceCatalogue } from "../../pricing/price-catalogue.ts";
import type { Price } from "../../pricing/price.ts";
import { GLOBAL, REGIONS, withoutRegionPrefix } from "../../pricing/regions.ts";
import type { ShowFlags } from "./flags.ts";
import { readCatalogue } from "./catalogue.ts";
import { json, print, type PricesOutput } from "./output.ts";
import { describe } from "./price-text.ts";

/** Throws a UserError `PRICE_NOT_FOUND` with the nearest name, or with the reason where the gap is a known one. */
export function showPrices(wanted: string, flags: ShowFlags, output: PricesOutput): void {
  const catalogue = readCatalogue(flags.region, { withGlobal: true });
  const named = catalogue.prices.filter((price) => namesOf(price).includes(wanted));
  const here = named.filter((price) => flags.region === undefined || price.region === flags.region);
  // What is listed in `global` answers for a Region that has no such price of its own.
  const listed = here.length > 0 ? here : named;
  const shown = listed.length > 0 ? listed : standInsFor(wanted, flags.region, catalogue);
  const text =
    flags.format === "json"
      ? json({ schema: "surgecast/price-list/1", prices: shown })
      : shown.map(describe).join("\n\n");
  print(flags.format === "json" ? text : `${text}\n`, shown, flags, output);
}

function namesOf({ usageType, baseUsageType, region, sku, priceId }: Price): readonly (string | null)[] {
  return [usageType, baseUsageType, usageType === null ? null : withoutRegionPrefix(usageType, region), sku, priceId];
}

/** A known gap's stand-ins, in the Region or in all; throws where nothing stands in. */
function standInsFor(wanted: string, region: string | undefined, catalogue: PriceCatalogue): readonly Price[] {
  const matches = (region === undefined ? [...REGIONS, GLOBAL] : [region]).map((where) =>
    catalogue.findByUsageType({ region: where, usageType: wanted }),
  );
  const found = matches.filter((match) => match.kind === "found").map((match) => match.price);
  if (found.length > 0) return found;
  const [first] = matches;
  const reason = first?.kind === "missing" ? first.reason : `no price for ${wanted}`;
  const where = region === undefined ? `no price for ${wanted}` : reason;
  const close = nearestUsageType(wanted, new Set(catalogue.prices.flatMap(namesOf).filter((name) => name !== null)));
  const hint = close === null ? "run surgecast prices list --grep with a part of the name" : `did you mean ${close}?`;
  throw new UserError("PRICE_NOT_FOUND", [problem(where, hint)]);
}

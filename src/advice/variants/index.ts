/** Every family of variants, in the order in which equal savings are listed. */
import type { Facts, LeftOut, Variant } from "../variant.ts";
import { auroraVariants } from "./aurora.ts";
import { cacheVariants } from "./cache.ts";
import { cdnVariants } from "./cdn.ts";
import { computeVariants } from "./compute.ts";
import { endpointVariants } from "./endpoints.ts";
import { fleetVariants } from "./fleet.ts";
import { htmlCacheVariants } from "./html-cache.ts";
import { natVariants } from "./nat.ts";
import { payerVariants } from "./payer.ts";
import { prepareVariants } from "./prepare.ts";
import { processorVariants } from "./processor.ts";
import { spotVariants } from "./spot.ts";

const families = [
  // First: what replaces a component leaves nothing to change inside it.
  computeVariants,
  prepareVariants,
  // Without NAT there are endpoints already.
  natVariants,
  endpointVariants,
  processorVariants,
  spotVariants,
  fleetVariants,
  auroraVariants,
  cacheVariants,
  cdnVariants,
  htmlCacheVariants,
  payerVariants,
];

export function variantsOf(facts: Facts): readonly (Variant | LeftOut)[] {
  return families.flatMap((family) => family(facts));
}

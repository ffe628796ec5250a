/** Prices that were looked for and not found: `pricing-cache/known-gaps.json`. What is not listed here must have a price. */
import type { PriceSelector } from "./price.ts";

export interface KnownGap {
  readonly serviceCode: string;
  /** Without Region prefix; in words where AWS's name is unknown; null where the products have no usage type either. */
  readonly usageType: string | null;
  /** Narrows a gap without usage type; null otherwise. */
  readonly unit: string | null;
  /** What is missing, in words: `origin shield requests`. */
  readonly what: string;
  readonly regions: readonly string[];
  readonly why: string;
  /** The price that stands in for it, as an assumption named as such; null where nothing may. */
  readonly assumeFrom: AssumedSelector | null;
  /** USD per `unit`, an assumption named as such, where `why` knows an amount and no product of the cache is like it. */
  readonly assumePrice?: string;
}

/** Of the same service and in the same Region; the asker's operation unless it names one. */
export interface AssumedSelector {
  readonly usageType: string;
  readonly operation?: string;
}

/** The listed gap a selector falls into in a Region; null where none is listed. */
export function findGap(gaps: readonly KnownGap[], selector: PriceSelector, region: string): KnownGap | null {
  return (
    gaps.find(
      (gap) =>
        gap.serviceCode === selector.serviceCode &&
        gap.usageType === selector.usageType &&
        (gap.usageType !== null || gap.unit === selector.unit) &&
        gap.regions.includes(region),
    ) ?? null
  );
}

/** The selector of the price that stands in for a gap. */
export function substituteFor(selector: PriceSelector, { usageType, operation }: AssumedSelector): PriceSelector {
  const from = operation ?? selector.operation;
  return {
    serviceCode: selector.serviceCode,
    usageType,
    ...(from === undefined ? {} : { operation: from }),
    ...(selector.listedIn === undefined ? {} : { listedIn: selector.listedIn }),
  };
}

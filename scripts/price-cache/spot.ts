/** EC2 Spot prices and interruption bands → prices of the cache. They are samples of moving prices, not a list. */
import { composePriceId } from "../../src/pricing/price-id.ts";
import type { Price } from "../../src/pricing/price.ts";
import { prefixed } from "../../src/pricing/regions.ts";
import { plain } from "./records.ts";

interface SpotRecord {
  readonly region: string;
  readonly instanceType: string;
  readonly spotUsd: string;
  readonly spotUsdPrev?: string;
  readonly advisorSavingsPct?: number;
  /** Index of an interruption band. */
  readonly interruption?: number;
}

export interface SpotSource {
  readonly asOf: Readonly<Record<"spotUsd" | "spotUsdPrev" | "advisor", string>>;
  readonly sources: Readonly<Record<"spotUsd" | "spotUsdPrev" | "advisor", string>>;
  readonly interruptionBands: readonly { readonly index: number; readonly label: string }[];
  readonly laterObservations: readonly {
    readonly asOf: string;
    readonly region: string;
    readonly instanceType: string;
    readonly spotUsd: string;
  }[];
  readonly records: readonly SpotRecord[];
}

/** One price per Region and instance type (Linux), with the attributes an advice on Spot needs. */
export function convertSpot(source: SpotSource): readonly Price[] {
  return source.records.map((record) => {
    const { region, instanceType, spotUsd } = record;
    const usageType = prefixed(`SpotUsage:${instanceType}`, region);
    const identity = {
      serviceCode: "AmazonEC2",
      region,
      usageType,
      operation: null,
      unit: "Hrs",
      product: "EC2 Linux Spot",
      attributes: attributesOf(record, source),
    };
    return {
      ...identity,
      priceId: composePriceId(identity),
      sku: null,
      baseUsageType: `SpotUsage:${instanceType}`,
      productFamily: "Compute Instance",
      tiers: [{ from: "0", to: null, pricePerUnit: plain(spotUsd) }],
      description: null,
      asOf: source.asOf.spotUsd,
      sources: sourcesOf(record, source),
      confidence: "one-source",
    };
  });
}

function attributesOf(record: SpotRecord, source: SpotSource): Record<string, string> {
  const { region, instanceType, spotUsdPrev, advisorSavingsPct, interruption } = record;
  const attributes: Record<string, string> = { instanceType, operatingSystem: "Linux" };
  if (interruption !== undefined) {
    const band = source.interruptionBands.find(({ index }) => index === interruption);
    if (band === undefined)
      throw new Error(`unknown interruption band ${interruption} of ${instanceType} in ${region}`);
    attributes["interruptionBand"] = band.label;
    attributes["interruptionBandIndex"] = String(band.index);
  }
  if (advisorSavingsPct !== undefined) {
    attributes["advisorSavingsPercent"] = String(advisorSavingsPct);
    attributes["advisorAsOf"] = source.asOf.advisor;
  }
  if (spotUsdPrev !== undefined) {
    attributes["previousPrice"] = plain(spotUsdPrev);
    attributes["previousPriceAsOf"] = source.asOf.spotUsdPrev;
  }
  // One feed and one date for all types keeps them comparable; the few later sightings stand beside it.
  const later = source.laterObservations.find((seen) => seen.region === region && seen.instanceType === instanceType);
  if (later !== undefined) {
    attributes["laterPrice"] = plain(later.spotUsd);
    attributes["laterPriceAsOf"] = later.asOf;
  }
  return attributes;
}

function sourcesOf({ spotUsdPrev, interruption }: SpotRecord, { sources }: SpotSource): readonly string[] {
  const cited = [sources.spotUsd];
  if (spotUsdPrev !== undefined) cited.push(sources.spotUsdPrev);
  if (interruption !== undefined) cited.push(sources.advisor);
  return cited;
}

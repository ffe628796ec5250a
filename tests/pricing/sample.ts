import type { Price } from "../../src/pricing/price.ts";

/** A whole price of which a test says only what it is about. */
export function samplePrice(about: Partial<Price> = {}): Price {
  const usageType = about.usageType === undefined ? "EUW3-NatGateway-Hours" : about.usageType;
  return {
    priceId: "SKU1",
    sku: "SKU1",
    serviceCode: "AmazonEC2",
    region: "eu-west-3",
    usageType,
    baseUsageType: usageType === null ? null : usageType.replace(/^EUW3-/, ""),
    operation: null,
    productFamily: null,
    unit: "Hrs",
    tiers: [{ from: "0", to: null, pricePerUnit: "0.05" }],
    attributes: {},
    product: "NAT gateway",
    description: null,
    asOf: "2026-10-08",
    sources: ["an offer file"],
    confidence: "two-sources",
    ...about,
  };
}

/** Tiers of one price for any quantity. */
export function flat(pricePerUnit: string): Price["tiers"] {
  return [{ from: "0", to: null, pricePerUnit }];
}

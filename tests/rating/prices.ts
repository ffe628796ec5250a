/** Small prices and usages for the rating tests. Real prices of us-east-1 unless a test says otherwise. */
import { decimal, ZERO } from "../../src/decimal.ts";
import type { Price, PriceBook, PriceSelector, Tier } from "../../src/pricing/price.ts";
import type { RatingOptions, Usage } from "../../src/rating/bill.ts";

/** Tiers from `[upper end, price]` pairs; null ends the last. */
function tiers(...steps: readonly (readonly [to: string | null, pricePerUnit: string])[]): readonly Tier[] {
  return steps.map(([to, pricePerUnit], index) => ({ from: steps[index - 1]?.[0] ?? "0", to, pricePerUnit }));
}

function price(own: Partial<Price> & Pick<Price, "serviceCode" | "usageType" | "unit" | "tiers">): Price {
  const region = own.region ?? "us-east-1";
  return {
    priceId: `${own.serviceCode}/${region}/${own.usageType}`,
    sku: null,
    region,
    baseUsageType: own.usageType,
    operation: null,
    productFamily: null,
    attributes: {},
    product: own.usageType ?? "",
    description: null,
    asOf: "2026-10-05",
    sources: ["a test"],
    confidence: "two-sources",
    ...own,
  };
}

export const natBytes = price({
  serviceCode: "AmazonEC2",
  usageType: "NatGateway-Bytes",
  unit: "GB",
  tiers: tiers([null, "0.045"]),
});
const egressTiers = tiers(["10240", "0.09"], ["51200", "0.085"], ["153600", "0.07"], [null, "0.05"]);
const egress = { serviceCode: "AWSDataTransfer", usageType: "DataTransfer-Out-Bytes", unit: "GB", tiers: egressTiers };
export const egressVirginia = price(egress);
export const egressOhio = price({ ...egress, region: "us-east-2" });
export const lambdaDuration = price({
  serviceCode: "AWSLambda",
  usageType: "Lambda-GB-Second",
  unit: "Lambda-GB-Second",
  tiers: tiers(["6000000000", "0.0000166667"], ["15000000000", "0.000015"], [null, "0.0000133334"]),
});
export const lambdaDurationArm = price({
  serviceCode: "AWSLambda",
  usageType: "Lambda-GB-Second-ARM",
  unit: "Lambda-GB-Second",
  tiers: tiers(["7500000000", "0.0000133334"], ["18750000000", "0.0000120001"], [null, "0.0000106667"]),
});
const lcu = { serviceCode: "AWSELB", usageType: "LCUUsage", unit: "LCU-Hrs" };
const applicationLcu = price({
  ...lcu,
  priceId: "P2XGEJ8N3KU52WA8",
  operation: "LoadBalancing:Application",
  product: "Application load balancer",
  tiers: tiers([null, "0.008"]),
});
const networkLcu = price({
  ...lcu,
  priceId: "XZ2DR556MD28P9WJ",
  operation: "LoadBalancing:Network",
  product: "Network load balancer",
  tiers: tiers([null, "0.006"]),
});

/** The prices above. A product is found by service, usage type, operation and Region. */
export const book: PriceBook = {
  prices: [natBytes, egressVirginia, egressOhio, lambdaDuration, lambdaDurationArm, applicationLcu, networkLcu],
  match(selector, region) {
    const candidates = book.prices.filter((one) => isSelected(one, selector, region));
    const [first] = candidates;
    if (first === undefined) return { kind: "missing", reason: `no price for ${selector.usageType} in ${region}` };
    return candidates.length === 1 ? { kind: "found", price: first } : { kind: "ambiguous", candidates };
  },
};

function isSelected(one: Price, { serviceCode, usageType, operation }: PriceSelector, region: string): boolean {
  return (
    one.serviceCode === serviceCode &&
    one.usageType === usageType &&
    one.region === region &&
    (operation === undefined || one.operation === operation)
  );
}

export function usageOf(one: Price, quantity: string, own: Partial<Usage> = {}): Usage {
  return {
    component: "",
    service: "",
    selector: { serviceCode: one.serviceCode, usageType: one.usageType },
    region: one.region,
    month: "2026-11",
    quantity: decimal(quantity),
    unit: one.unit,
    cause: null,
    assumptions: [],
    ...own,
  };
}

/** List price from the first unit. */
export const listPrice: RatingOptions = {
  allowances: "none",
  alreadyUsed: new Map(),
  discountPercent: ZERO,
  ownRates: new Map(),
};
export const alwaysFree: RatingOptions = { ...listPrice, allowances: "always_free" };

/** What one unit costs in its first tier: enough to weigh a change, never to bill. */
import { type Decimal, decimal } from "../decimal.ts";
import type { PriceBook, PriceSelector } from "../pricing/price.ts";

/** Null where there is no price, or several that differ. */
export function unitPrice(prices: PriceBook, selector: PriceSelector, region: string): Decimal | null {
  const match = prices.match(selector, region);
  return match.kind === "found" ? decimal(match.price.tiers[0]!.pricePerUnit) : null;
}

/** An hour of a NAT gateway, or a GB through it. */
export function natPrice(
  prices: PriceBook,
  region: string,
  mode: "zonal" | "regional",
  what: "Hours" | "Bytes",
): Decimal | null {
  const operation = mode === "regional" ? "RegionalNatGateway" : "NatGateway";
  return unitPrice(prices, { serviceCode: "AmazonEC2", usageType: `${operation}-${what}`, operation }, region);
}

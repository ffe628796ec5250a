/** What holds for the tiers of every price. */
import { decimal } from "../decimal.ts";
import type { Price, Tier } from "./price.ts";

/** Whether two prices cost the same at every quantity. */
export function sameTiers(a: readonly Tier[], b: readonly Tier[]): boolean {
  return (
    a.length === b.length &&
    a.every((tier, i) => {
      const other = b[i];
      return tier.from === other?.from && tier.to === other.to && tier.pricePerUnit === other.pricePerUnit;
    })
  );
}

/** A free quantity per month as a product of its own (`Global-DataTransfer-Out-Bytes`): it ends, no price does. */
export function isAllowance(price: Price): boolean {
  return price.tiers.at(-1)?.to !== null;
}

/** What is wrong with a price's tiers, in words; null when they are ordered from 0, touch, and the last is open. */
export function tierFault({ tiers }: Price): string | null {
  const first = tiers[0];
  if (first === undefined) return "has no tier";
  if (first.from !== "0") return `starts at ${first.from}, not at 0`;
  for (const [i, tier] of tiers.entries()) {
    const next = tiers[i + 1];
    if (next === undefined) break;
    if (tier.to === null) return `goes on after its open tier from ${tier.from}`;
    if (decimal(tier.to).lte(decimal(tier.from))) return `has an empty tier from ${tier.from} to ${tier.to}`;
    const gap = decimal(next.from).comparedTo(decimal(tier.to));
    if (gap > 0) return `has a gap from ${tier.to} to ${next.from}`;
    if (gap < 0) return `overlaps from ${next.from} to ${tier.to}`;
  }
  return null;
}

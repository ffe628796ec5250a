/** Graduated tiers: a month's usage of one price fills them in order, whoever uses it. */
import { decimal, HUNDRED, ZERO, type Decimal } from "../decimal.ts";
import type { Price } from "../pricing/price.ts";
import type { TierCharge } from "./bill.ts";
import { invariant } from "../invariant.ts";

/** A half-open range `[from, to)` of a month's usage and what this payer pays for one unit in it. */
export interface PayerTier {
  readonly from: Decimal;
  readonly to: Decimal | null;
  readonly listPricePerUnit: Decimal;
  readonly pricePerUnit: Decimal;
}

/** What turns list prices into a payer's own. */
interface PayerTerms {
  readonly discountPercent: Decimal;
  /** One rate in every tier; absent where the list price applies. */
  readonly ownRate: Decimal | undefined;
}

/**
 * The tiers as this payer pays them: his own rate in each of them where he has one, the discount off each.
 * `payerTiers(nat, { discountPercent: decimal("10"), ownRate: undefined })` of $0.045 gives one tier at $0.0405.
 */
export function payerTiers(price: Price, { discountPercent, ownRate }: PayerTerms): readonly PayerTier[] {
  const list = listTiers(price);
  const tiers = ownRate === undefined ? list : list.map((tier) => ({ ...tier, pricePerUnit: ownRate }));
  if (discountPercent.isZero()) return tiers;
  const share = HUNDRED.minus(discountPercent).dividedBy(HUNDRED);
  return tiers.map((tier) => ({ ...tier, pricePerUnit: tier.pricePerUnit.times(share) }));
}

// A price is rated again and again (with and without an event, a thousand sampled months); its strings are parsed once.
const parsed = new WeakMap<Price, readonly PayerTier[]>();

function listTiers(price: Price): readonly PayerTier[] {
  const known = parsed.get(price);
  if (known !== undefined) return known;
  let from = ZERO;
  const tiers = price.tiers.map((tier) => {
    const to = tier.to === null ? null : decimal(tier.to);
    const pricePerUnit = decimal(tier.pricePerUnit);
    const own = { from, to, listPricePerUnit: pricePerUnit, pricePerUnit };
    // Tiers touch: a tier begins where the one before ends.
    from = to ?? ZERO;
    return own;
  });
  parsed.set(price, tiers);
  return tiers;
}

/**
 * The charges for `quantity` units that follow the first `start` units of the month, one for each tier they fall into,
 * in order. None for a quantity of zero. 9,000 GB after 5,000 GB of egress are 5,240 GB at $0.09 and 3,760 GB at $0.085.
 */
export function chargeTiers(tiers: readonly PayerTier[], start: Decimal, quantity: Decimal): TierCharge[] {
  const charges: TierCharge[] = [];
  let position = start;
  let left = quantity;
  for (const { from, to, listPricePerUnit, pricePerUnit } of tiers) {
    if (left.isZero()) break;
    const room = to?.minus(position) ?? null;
    if (room !== null && (room.isNegative() || room.isZero())) continue;
    if (room === null || left.lte(room)) {
      charges.push({ from, to, listPricePerUnit, pricePerUnit, quantity: left, cost: left.times(pricePerUnit) });
      return charges;
    }
    charges.push({ from, to, listPricePerUnit, pricePerUnit, quantity: room, cost: room.times(pricePerUnit) });
    position = to ?? position;
    left = left.minus(room);
  }
  invariant(left.isZero(), `the last tier is not open: ${left.toString()} units lie beyond it`);
  return charges;
}

/** Where each price's month stands: how far its tiers are filled, and what is left of its allowance. */
import { decimal, greatest, least, sum, ZERO, type Decimal } from "../decimal.ts";
import type { Price, PriceBook } from "../pricing/price.ts";
import { allowanceOf, type Allowance } from "./allowances.ts";
import type { RatingOptions, TierCharge } from "./bill.ts";
import { chargeTiers, payerTiers, type PayerTier } from "./tiers.ts";

/** What is left of one allowance in one month. */
interface Pool {
  readonly quantity: Decimal;
  left: Decimal;
}

/** One price in one month. */
interface Meter {
  readonly tiers: readonly PayerTier[];
  readonly pool: Pool | null;
  /** Used before the first line of this bill, with nothing taken off. */
  readonly start: Decimal;
  /** The part of `start` that the allowance took. */
  readonly startFree: Decimal;
  /** Used on this bill. */
  used: Decimal;
  /** The part of `used` that the allowance takes, whether it is applied or not. */
  free: Decimal;
}

/** Charges usage to prices, one line after the other. */
export interface Meters {
  /** The charges for more usage of a price in a month; they add up to `quantity`. */
  charge(price: Price, month: string, quantity: Decimal): readonly TierCharge[];
  /** What the allowances take off everything charged so far, applied or not. */
  allowancesWouldSave(): Decimal;
}

/**
 * Meters at the start of the bill. Usage elsewhere under the payer fills tiers and consumes allowances in each month, also
 * that of prices in `book` of which this bill has no line.
 */
export function openMeters(options: RatingOptions, book: Pick<PriceBook, "prices">): Meters {
  const meters = new Map<string, Meter>();
  const covered: Meter[] = [];
  const pools = new Map<string, Pool>();
  const freeElsewhere = takenElsewhere(options.alreadyUsed, book);
  const applied = options.allowances === "always_free";

  const open = (price: Price, month: string): Meter => {
    const allowance = allowanceOf(price);
    return {
      tiers: payerTiers(price, {
        discountPercent: options.discountPercent,
        ownRate: options.ownRates.get(price.priceId),
      }),
      pool: allowance === undefined ? null : poolOf(pools, allowance, price.region, month, freeElsewhere),
      start: options.alreadyUsed.get(price.priceId) ?? ZERO,
      startFree: freeElsewhere.byPrice.get(price.priceId) ?? ZERO,
      used: ZERO,
      free: ZERO,
    };
  };

  return {
    charge(price, month, quantity) {
      const key = `${price.priceId} ${month}`;
      let meter = meters.get(key);
      if (meter === undefined) {
        meter = open(price, month);
        meters.set(key, meter);
        if (meter.pool !== null) covered.push(meter);
      }
      return advance(meter, quantity, applied);
    },
    allowancesWouldSave: () => sum(covered.map(saving)),
  };
}

function advance(meter: Meter, quantity: Decimal, applied: boolean): readonly TierCharge[] {
  const before = meter.start.plus(meter.used);
  meter.used = meter.used.plus(quantity);
  if (meter.pool === null) return chargeTiers(meter.tiers, before, quantity);

  const freeBefore = meter.startFree.plus(meter.free);
  const free = least(meter.pool.left, quantity);
  meter.pool.left = meter.pool.left.minus(free);
  meter.free = meter.free.plus(free);
  if (!applied) return chargeTiers(meter.tiers, before, quantity);

  const charges = chargeTiers(meter.tiers, before.minus(freeBefore), quantity.minus(free));
  return free.isZero() ? charges : [freeCharge(meter.pool, free), ...charges];
}

function freeCharge(pool: Pool, quantity: Decimal): TierCharge {
  return { from: ZERO, to: pool.quantity, listPricePerUnit: ZERO, pricePerUnit: ZERO, quantity, cost: ZERO };
}

// Lines of one price fill its tiers without a gap, so the whole month is charged at once.
function saving({ tiers, start, startFree, used, free }: Meter): Decimal {
  if (free.isZero() && startFree.isZero()) return ZERO;
  const without = chargeTiers(tiers, start, used);
  const withAllowance = chargeTiers(tiers, start.minus(startFree), used.minus(free));
  return costOf(without).minus(costOf(withAllowance));
}

function costOf(charges: readonly TierCharge[]): Decimal {
  return sum(charges.map(({ cost }) => cost));
}

/** What usage elsewhere takes of the allowances: by price, and by pool. */
interface TakenElsewhere {
  readonly byPrice: ReadonlyMap<string, Decimal>;
  readonly byPool: ReadonlyMap<string, Decimal>;
}

function takenElsewhere(alreadyUsed: ReadonlyMap<string, Decimal>, book: Pick<PriceBook, "prices">): TakenElsewhere {
  const byPrice = new Map<string, Decimal>();
  const byPool = new Map<string, Decimal>();
  if (alreadyUsed.size === 0) return { byPrice, byPool };
  // A book makes its prices when they are asked for: it is not asked without need.
  for (const price of book.prices) {
    const quantity = alreadyUsed.get(price.priceId);
    const allowance = quantity === undefined ? undefined : allowanceOf(price);
    if (quantity === undefined || allowance === undefined || byPrice.has(price.priceId)) continue;
    const key = poolKey(allowance, price.region);
    const taken = byPool.get(key) ?? ZERO;
    const free = least(quantity, greatest(ZERO, decimal(allowance.quantity).minus(taken)));
    byPrice.set(price.priceId, free);
    byPool.set(key, taken.plus(free));
  }
  return { byPrice, byPool };
}

function poolOf(
  pools: Map<string, Pool>,
  allowance: Allowance,
  region: string,
  month: string,
  elsewhere: TakenElsewhere,
): Pool {
  const key = poolKey(allowance, region);
  const found = pools.get(`${key} ${month}`);
  if (found !== undefined) return found;
  const quantity = decimal(allowance.quantity);
  const pool: Pool = { quantity, left: quantity.minus(elsewhere.byPool.get(key) ?? ZERO) };
  pools.set(`${key} ${month}`, pool);
  return pool;
}

function poolKey(allowance: Allowance, region: string): string {
  return allowance.scope === "region" ? `${allowance.id} ${region}` : allowance.id;
}

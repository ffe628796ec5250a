/** What rating produces: line items that explain themselves, and their total. */
import type { Decimal } from "../decimal.ts";
import type { Price, PriceSelector } from "../pricing/price.ts";

/** Something used, in billed units, before it has a price. */
export interface Usage {
  /** Component's id in the architecture, or what `rate` was told; "" where nothing was said. */
  readonly component: string;
  /** Kind of service, `nat_gateway`; "" for raw usage. */
  readonly service: string;
  readonly selector: PriceSelector;
  readonly region: string;
  /** UTC calendar month `YYYY-MM`: tiers and allowances start again in each. */
  readonly month: string;
  /** In the price's unit. */
  readonly quantity: Decimal;
  readonly unit: string;
  /** Where it comes from, in words: `payment calls through NAT`; null where it is plain. */
  readonly cause: string | null;
  /** Ids of the assumptions it rests on. */
  readonly assumptions: readonly string[];
}

/** What one tier asks for a quantity. */
export interface TierCharge {
  readonly from: Decimal;
  /** First quantity beyond the tier; null for the last tier. */
  readonly to: Decimal | null;
  /** What AWS lists for a unit in this tier; 0 within an allowance. */
  readonly listPricePerUnit: Decimal;
  /** What this payer pays for it: the list price without discount or own rate. */
  readonly pricePerUnit: Decimal;
  readonly quantity: Decimal;
  readonly cost: Decimal;
}

/** The part of a line item that falls into one tier of one month. */
export interface Charge extends TierCharge {
  /** UTC calendar month `YYYY-MM`. */
  readonly month: string;
}

/** One usage type of one component over the whole period. */
export interface LineItem {
  readonly component: string;
  readonly service: string;
  readonly region: string;
  readonly usageType: string;
  readonly serviceCode: string;
  readonly unit: string;
  readonly quantity: Decimal;
  /** Null when there is no price: unknown is never zero. */
  readonly cost: Decimal | null;
  readonly charges: readonly Charge[];
  readonly price: Price | null;
  /** Why there is no price; null when there is one. */
  readonly unpriced: string | null;
  readonly cause: string | null;
  readonly assumptions: readonly string[];
}

export interface Bill {
  readonly lineItems: readonly LineItem[];
  /** Sum of what has a price; a lower bound when `complete` is false. */
  readonly total: Decimal;
  readonly complete: boolean;
  /** What the always-free allowances would take off this bill (already taken off when they were applied). */
  readonly allowancesWouldSave: Decimal;
}

/** How list prices become this payer's prices. */
export interface RatingOptions {
  /** `none`: list price from the first unit; `always_free`: AWS's perpetual allowances are subtracted before the tiers. */
  readonly allowances: "none" | "always_free";
  /** Usage of the same month elsewhere under this payer, by priceId, in the price's unit: where the tiers start. */
  readonly alreadyUsed: ReadonlyMap<string, Decimal>;
  /** Enterprise discount, in percent `[0, 100)`, off every charge. */
  readonly discountPercent: Decimal;
  /** Own negotiated prices by priceId, in USD per unit: the same in every tier. */
  readonly ownRates: ReadonlyMap<string, Decimal>;
}

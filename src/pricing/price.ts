/**
 * A published list price, as the cache holds it. Plain data: amounts stay strings (never doubles) until they are rated,
 * so that loading a catalogue costs no arithmetic and a price crosses threads and HTTP as it is.
 */

/** A half-open range `[from, to)` of a month's usage, in the price's unit, and what one unit in it costs in USD. */
export interface Tier {
  readonly from: string;
  /** First quantity beyond the tier; null for the last tier. */
  readonly to: string | null;
  readonly pricePerUnit: string;
}

/** How sure we are: from AWS's offer rows · two copies agree · one copy · read on a pricing page · stands in for a missing one. */
export type PriceConfidence = "raw-offer" | "two-sources" | "one-source" | "page" | "assumed";

export interface Price {
  /** SKU; where AWS's SKU is unknown, service code, Region, usage type, operation and distinguishing attributes. */
  readonly priceId: string;
  readonly sku: string | null;
  readonly serviceCode: string;
  /** AWS Region code, or `global`. */
  readonly region: string;
  /** As AWS writes it, with its Region prefix; null where unknown. */
  readonly usageType: string | null;
  /** Usage type without the Region's (or edge group's) prefix: `NatGateway-Hours`; null where unknown. */
  readonly baseUsageType: string | null;
  readonly operation: string | null;
  readonly productFamily: string | null;
  /** AWS's unit: `Hrs`, `GB`, `GB-Mo`, `Requests`, `ACU-Hr` … */
  readonly unit: string;
  /** At least one; ordered; without gap or overlap; the first from "0", the last open but for free allowances. */
  readonly tiers: readonly Tier[];
  readonly attributes: Readonly<Record<string, string>>;
  /** The readable product line, such as `NAT gateway`. */
  readonly product: string;
  readonly description: string | null;
  /** Date of the newest observation, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly sources: readonly string[];
  readonly confidence: PriceConfidence;
}

/** What picks exactly one product in a Region. Every key given must be equal; attributes not named may be anything. */
export interface PriceSelector {
  readonly serviceCode: string;
  /** Without Region prefix; null selects products whose usage type is unknown. */
  readonly usageType: string | null;
  readonly operation?: string;
  readonly unit?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Where the product is listed if not in the component's Region: `global` (Route 53, CloudFront, WAF for CloudFront uses us-east-1). */
  readonly listedIn?: string;
}

/** One price; none, with the reason from the list of known gaps where it is listed; or several that differ. */
export type PriceMatch =
  | { readonly kind: "found"; readonly price: Price }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "ambiguous"; readonly candidates: readonly Price[] };

/** A price some service asks for. */
export interface MeterPrice {
  readonly service: string;
  readonly meter: string;
  readonly selector: PriceSelector;
  /** Regions where the meter cannot be used: none to a Region from itself. */
  readonly exceptIn?: readonly string[];
}

/** Prices by selector and Region. Pure: it is built from files already read. */
export interface PriceBook {
  match(selector: PriceSelector, region: string): PriceMatch;
  /** All prices loaded, in the cache's order. */
  readonly prices: readonly Price[];
}

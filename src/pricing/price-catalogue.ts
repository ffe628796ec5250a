/** The price book of the cache: besides meters' selectors it answers raw usage rows. */
import type { PriceBook, PriceMatch } from "./price.ts";

/** A row of a usage report, as much of it as is known. A key that is absent narrows nothing. */
export interface UsageQuery {
  readonly region: string;
  /** With or without the Region's prefix; matched whole, never by a part: `NatGateway-Hours`, `EUW3-NatGateway-Hours`. */
  readonly usageType: string;
  /** The price list's code, or that of the service a bill shows the usage under: data transfer is listed apart. */
  readonly serviceCode?: string;
  /** A product of another family is left out; one that names none stays. */
  readonly productFamily?: string;
  /** A product that names another operation is left out; one that names none stays. */
  readonly operation?: string;
  /** RDS's or ElastiCache's. A product for another engine is left out; one for any engine stays where none is for this one. */
  readonly databaseEngine?: string;
  readonly unit?: string;
  readonly sku?: string;
  readonly priceId?: string;
}

export interface PriceCatalogue extends PriceBook {
  /**
   * The list price of a usage row: first in its Region, then in `global`. Savings Plan rates and free allowances are not
   * prices of usage and never match. Several prices that differ are ambiguous; several equal ones are one.
   */
  findByUsageType(query: UsageQuery): PriceMatch;
}

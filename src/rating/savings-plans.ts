/**
 * How Savings Plans cover the usage of one hour. EC2 Instance Savings Plans come before Compute Savings Plans; within each kind the
 * usage with the highest saving comes first, of equal savings the one with the lowest rate, until the hour's commitment is used up.
 * What is left is charged On-Demand. A commitment that an hour does not use is billed, and not carried over.
 * https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html
 */
import { decimal, least, ONE, ZERO, type Decimal } from "../decimal.ts";
import { present } from "../invariant.ts";
import type { Price, PriceBook, PriceSelector } from "../pricing/price.ts";

export interface SavingsPlan {
  readonly kind: "compute" | "ec2_instance";
  /** Dollars an hour. */
  readonly commitment: Decimal;
}

/** Something used that plans may cover, and what a unit of it costs. */
export interface Coverable {
  /** Null where the price list has none: then every known saving comes before. */
  readonly onDemandRate: Decimal | null;
  /** By plan: dollars a unit; `unknown` where the plan covers it at a rate nobody has listed; null where it does not cover it. */
  readonly planRates: readonly (Decimal | "unknown" | null)[];
}

export interface HourCover {
  /** Units covered, by usage and plan. */
  readonly covered: readonly (readonly Decimal[])[];
  /** Dollars of each plan's commitment that nothing of known rate used. */
  readonly unused: readonly Decimal[];
  /** Units that a plan with commitment left covers at an unknown rate, by usage: nobody can say how many, so all that is left. */
  readonly unknown: readonly Decimal[];
}

/**
 * A function from the quantities of an hour to what covers them; the order of coverage is the same in every hour.
 * Four instances at $1.00, $0.70 with a plan of $2.00: about 2.86 are covered, nothing is unused.
 */
export function coverage(
  plans: readonly SavingsPlan[],
  usages: readonly Coverable[],
): (quantities: readonly Decimal[]) => HourCover {
  const order = orderOf(plans, usages);
  return (quantities) => {
    const left = [...quantities];
    const unused = plans.map(({ commitment }) => commitment);
    const covered = usages.map(() => plans.map(() => ZERO));
    for (const { usage, plan, rate } of order) {
      const most = present(left[usage], "quantity");
      const commitment = present(unused[plan], "commitment");
      if (most.isZero() || commitment.isZero()) continue;
      const whole = most.times(rate).lte(commitment);
      const taken = whole ? most : least(most, commitment.dividedBy(rate));
      present(covered[usage], "usage")[plan] = taken;
      left[usage] = most.minus(taken);
      unused[plan] = whole ? commitment.minus(taken.times(rate)) : ZERO;
    }
    const isUnknown = ({ planRates }: Coverable): boolean =>
      planRates.some((rate, plan) => rate === "unknown" && !present(unused[plan], "commitment").isZero());
    const unknown = usages.map((usage, u) => (isUnknown(usage) ? present(left[u], "quantity") : ZERO));
    return { covered, unused, unknown };
  };
}

interface Pair {
  readonly usage: number;
  readonly plan: number;
  readonly rate: Decimal;
  /** Share off the On-Demand rate. */
  readonly saving: Decimal;
}

function orderOf(plans: readonly SavingsPlan[], usages: readonly Coverable[]): readonly Pair[] {
  const pairs = usages.flatMap(({ onDemandRate, planRates }, usage) =>
    planRates.flatMap((rate, plan): readonly Pair[] => {
      if (rate === null || rate === "unknown") return [];
      const saving = onDemandRate === null || onDemandRate.isZero() ? ZERO : ONE.minus(rate.dividedBy(onDemandRate));
      return [{ usage, plan, rate, saving }];
    }),
  );
  const isCompute = ({ plan }: Pair): number => Number(plans[plan]?.kind === "compute");
  return pairs.sort(
    (a, b) => isCompute(a) - isCompute(b) || b.saving.comparedTo(a.saving) || a.rate.comparedTo(b.rate),
  );
}

/** What an unused commitment is priced by: a dollar a dollar. */
export const unusedCommitment: PriceSelector = { serviceCode: "ComputeSavingsPlans", usageType: "unused commitment" };

/** The book, and that price, which no list holds. */
export function withCommitments(book: PriceBook): PriceBook {
  return {
    match: (selector, region) =>
      selector === unusedCommitment ? { kind: "found", price: commitmentPrice(region) } : book.match(selector, region),
    get prices() {
      return book.prices;
    },
  };
}

function commitmentPrice(region: string): Price {
  return {
    priceId: "ComputeSavingsPlans/unused-commitment",
    sku: null,
    serviceCode: "ComputeSavingsPlans",
    region,
    usageType: "unused commitment",
    baseUsageType: "unused commitment",
    operation: null,
    productFamily: null,
    unit: "USD",
    tiers: [{ from: "0", to: null, pricePerUnit: "1" }],
    attributes: {},
    product: "Unused Savings Plan commitment",
    description: null,
    asOf: "",
    // The scenario's own figure, of no list and no date.
    sources: [],
    confidence: "page",
  };
}

/** A selector's first rate in dollars; null where there is no price. */
export function firstRate(book: PriceBook, selector: PriceSelector, region: string): Decimal | null {
  const match = book.match(selector, region);
  const tier = match.kind === "found" ? match.price.tiers[0] : undefined;
  return tier === undefined ? null : decimal(tier.pricePerUnit);
}

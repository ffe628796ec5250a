/**
 * The Compute Savings Plan that costs least for the hours of a run. With P(h) the plan's price of what it covers in an hour and r what
 * that costs On-Demand for each of the plan's dollars, a commitment of c costs c + r × max(0, P(h) − c) in that hour: least where
 * P(h) exceeds c in 1/r of the hours.
 * https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html
 */
import { decimal } from "../decimal.ts";
import { type Priced, priced, pricingOf } from "../estimate/priced.ts";
import { withSavingsPlans } from "../estimate/savings-plans.ts";
import type { PriceBook } from "../pricing/price.ts";
import { firstRate } from "../rating/savings-plans.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Metered } from "../simulation/metered.ts";
import type { LeftOut, Variant } from "./variant.ts";

const page = "https://aws.amazon.com/savingsplans/compute-pricing/";
/** More than any hour costs: everything is covered. */
const ABUNDANT = "1000000";
const TERMS = ["1yr", "3yr"] as const;
type Term = (typeof TERMS)[number];

/** One variant for each term, sized for the scenario as it is given; reasons where there is none. */
export function savingsPlanVariants(scenario: Scenario, prices: PriceBook): readonly (Variant | LeftOut)[] {
  const title = "a Compute Savings Plan";
  if (scenario.savings_plans.length > 0) return [{ title, why: "the payer has Savings Plans" }];
  const pricing = pricingOf(scenario, prices);
  const run = priced(pricing, {}, { keepSeries: false, onProgress: null });
  return TERMS.map((term) => {
    const covered = coverable(term, run, scenario, pricing.prices);
    if (covered === null) return { title: `${title}, ${term}`, why: "nothing runs that it covers at a listed rate" };
    const best = bestCommitment(covered);
    if (best === null) return { title: `${title}, ${term}`, why: "too little runs in every hour" };
    return planVariant(term, best, covered);
  });
}

interface Coverable {
  /** Dollars at the plan's rates, by hour, ascending. */
  readonly byHour: readonly number[];
  /** Dollars On-Demand for each of the plan's. */
  readonly ratio: number;
  /** Whether something else would be covered at a rate nobody has listed. */
  readonly isPartly: boolean;
}

/** What a plan would cover of a run if it were large enough; null where that is nothing of known rate. */
function coverable(term: Term, { metered }: Priced, scenario: Scenario, prices: PriceBook): Coverable | null {
  const plan = { type: "compute", term, payment: "no_upfront", commitment: ABUNDANT } as const;
  const all = withSavingsPlans(metered, { savings_plans: [plan], region: scenario.region }, prices);
  const planRate = (one: Metered): number | null => {
    if (one.price.serviceCode !== "ComputeSavingsPlans") return null;
    return firstRate(prices, one.price, one.region)?.toNumber() ?? null;
  };
  const covered = all.filter(
    ({ hours, price }) => price.serviceCode === "ComputeSavingsPlans" && hours.some((h) => h > 0),
  );
  const known = covered.filter((one) => planRate(one) !== null);
  const hours = metered[0]?.hours.length ?? 0;
  const byHour = new Float64Array(hours);
  let onDemand = 0;
  for (const one of known) {
    const original = metered.find((other) => other.component === one.component && other.meterName === one.meterName);
    const list = original === undefined ? null : firstRate(prices, original.price, original.region);
    if (list === null || typeof one.meter.size !== "number") continue;
    const rate = planRate(one) ?? 0;
    for (const [h, used] of one.hours.entries()) {
      const units = used / one.meter.size;
      byHour[h] = (byHour[h] ?? 0) + units * rate;
      onDemand += units * list.toNumber();
    }
  }
  const atPlan = byHour.reduce((sum, dollars) => sum + dollars, 0);
  if (atPlan < 0.01) return null;
  return {
    byHour: [...byHour].sort((a, b) => a - b),
    ratio: onDemand / atPlan,
    isPartly: known.length < covered.length,
  };
}

/** Dollars an hour, to a tenth of a cent; null where none is worth it. */
function bestCommitment({ byHour, ratio, isPartly }: Coverable): number | null {
  if (ratio <= 1) return null;
  const at = Math.min(byHour.length - 1, Math.max(0, Math.floor(byHour.length * (1 - 1 / ratio))));
  // What the known leave of it would cover the others, at nobody knows what.
  const most = (isPartly ? byHour[0] : byHour[at]) ?? 0;
  const commitment = Math.floor(most * 1000) / 1000;
  return commitment >= 0.001 ? commitment : null;
}

function planVariant(term: Term, dollarsPerHour: number, { byHour }: Coverable): Variant {
  const commitment = decimal(dollarsPerHour.toFixed(3)).toString();
  const average = (byHour.reduce((sum, dollars) => sum + dollars, 0) / byHour.length).toFixed(3);
  return {
    id: `savings-plan.${term}`,
    title: `a Compute Savings Plan of $${commitment} an hour, ${term}, no upfront (of $${average} an hour it could cover)`,
    group: "savings-plan",
    changes: () => [
      {
        path: "savings_plans",
        value: [{ type: "compute", commitment: `$${commitment}/h`, term, payment: "no_upfront" }],
      },
    ],
    loses: [`the choice for ${term === "1yr" ? "one year" : "three years"}`],
    needs: [],
    source: page,
  };
}

/**
 * The Compute Savings Plan that costs least for the hours of a run. With P(h) the plan's price of what it could cover in an hour and r
 * what that costs On-Demand for each of the plan's dollars, a commitment of c costs c + r × max(0, P(h) − c) in that hour: least where
 * P(h) exceeds c in 1/r of the hours.
 * https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html
 */
import { decimal, fromCount } from "../decimal.ts";
import { withSavingsPlans } from "../estimate/savings-plans.ts";
import type { PriceBook } from "../pricing/price.ts";
import { rate } from "../rating/rate.ts";
import { models } from "../scenario/model.ts";
import { ratingOptions } from "../scenario/rating-options.ts";
import type { Scenario } from "../scenario/schema.ts";
import { services } from "../services/index.ts";
import type { Metered } from "../simulation/metered.ts";
import { simulate } from "../simulation/simulate.ts";
import { usages } from "../simulation/usage.ts";
import type { LeftOut, Variant } from "./variant.ts";

const page = "https://aws.amazon.com/savingsplans/compute-pricing/";
/** More than any hour costs: what is left of it says what was covered. */
const ABUNDANT = 1_000_000;
const TERMS = ["1yr", "3yr"] as const;

/** One variant for each term, sized for the scenario as it is given; reasons where there is none. */
export function savingsPlanVariants(scenario: Scenario, prices: PriceBook): readonly (Variant | LeftOut)[] {
  const title = "a Compute Savings Plan";
  if (scenario.savings_plans.length > 0) return [{ title, why: "the payer has Savings Plans" }];
  const model = models(scenario, services)();
  const { metered } = simulate(model, { keepSeries: false, signal: null, onProgress: null });
  const billOf = (with_: readonly Metered[]) => rate(usages(with_, model.months), prices, ratingOptions(scenario));
  const now = billOf(metered).total;
  return TERMS.map((term): Variant | LeftOut => {
    const plan = { type: "compute" as const, term, payment: "no_upfront" as const };
    const abundant = { ...plan, commitment: String(ABUNDANT) };
    const covered = withSavingsPlans(metered, { savings_plans: [abundant], region: scenario.region }, prices);
    const unused = covered.find(({ meterName, kind }) => kind === "savings_plan" && meterName === "unused")?.hours;
    const bill = billOf(covered);
    if (unused === undefined || !bill.complete) return { title: `${title} (${term})`, why: "its rates here are in no list" };
    const hours = [...unused].map((dollars) => ABUNDANT - dollars).sort((a, b) => a - b);
    const atPlan = hours.reduce((sum, dollars) => sum + dollars, 0);
    if (atPlan < 0.01) return { title: `${title} (${term})`, why: "nothing runs that it covers" };
    const rest = bill.total.minus(fromCount(ABUNDANT).times(fromCount(hours.length)));
    const ratio = now.minus(rest).toNumber() / atPlan;
    const best = hours[Math.min(hours.length - 1, Math.max(0, Math.floor(hours.length * (1 - 1 / ratio))))] ?? 0;
    const commitment = decimal((Math.floor(best * 1000) / 1000).toString());
    if (ratio <= 1 || commitment.lt(decimal("0.001"))) {
      return { title: `${title} (${term})`, why: "too little runs in every hour" };
    }
    const average = (atPlan / hours.length).toFixed(3);
    return {
      id: `savings-plan.${term}`,
      title: `a Compute Savings Plan of $${commitment.toString()} an hour (${term}, no upfront; covered use is $${average} an hour on average)`,
      group: "savings-plan",
      changes: () => [
        { path: "savings_plans", value: [{ ...plan, commitment: `$${commitment.toString()}/h` }] },
      ],
      loses: [`the choice for ${term === "1yr" ? "one year" : "three years"}: the commitment is billed, used or not`],
      needs: [],
      source: page,
    };
  });
}

/** A scenario under prices, made ready once, and one run of it with its bill: what every estimate, variant and sample begins with. */
import type { PriceBook } from "../pricing/price.ts";
import type { Bill, RatingOptions, Usage } from "../rating/bill.ts";
import { rate } from "../rating/rate.ts";
import { withCommitments } from "../rating/savings-plans.ts";
import { type ModelOptions, models } from "../scenario/model.ts";
import { ratingOptions } from "../scenario/rating-options.ts";
import type { Scenario } from "../scenario/schema.ts";
import { services } from "../services/index.ts";
import type { Metered } from "../simulation/metered.ts";
import type { Model } from "../simulation/model.ts";
import { simulate, type Run, type RunOptions } from "../simulation/simulate.ts";
import { usages } from "../simulation/usage.ts";
import { withSavingsPlans } from "./savings-plans.ts";

export interface Pricing {
  readonly scenario: Scenario;
  readonly prices: PriceBook;
  readonly rating: RatingOptions;
  readonly modelOf: (options: ModelOptions) => Model;
  readonly signal: AbortSignal | null;
}

/** What runs of one scenario have in common, worked out once. `seed` replaces the scenario's. */
export function pricingOf(
  file: Scenario,
  book: PriceBook,
  { seed, signal }: { readonly seed?: number | null; readonly signal?: AbortSignal | null } = {},
): Pricing {
  const scenario = seed === undefined || seed === null ? file : { ...file, seed };
  return {
    scenario,
    prices: withCommitments(book),
    rating: ratingOptions(scenario),
    modelOf: models(scenario, services),
    signal: signal ?? null,
  };
}

export interface Priced {
  readonly model: Model;
  readonly run: Run;
  /** With what Savings Plans cover. */
  readonly metered: readonly Metered[];
  readonly bill: Bill;
}

/** One run and its bill. */
export function priced(pricing: Pricing, of: ModelOptions, how: Omit<RunOptions, "signal">): Priced {
  const { modelOf, signal } = pricing;
  const model = modelOf(of);
  const run = simulate(model, { ...how, signal });
  const metered = withSavingsPlans(run.metered, pricing.scenario, pricing.prices);
  const bill = rated(pricing, usages(metered, model.months));
  return { model, run, metered, bill };
}

/** The bill of usage as this scenario's payer pays it. */
export function rated({ prices, rating }: Pricing, usage: readonly Usage[]): Bill {
  return rate(usage, prices, rating);
}

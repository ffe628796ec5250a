/**
 * The whole program in one function: scenario and prices → what happens → what it costs → the estimate. Pure; files, clock,
 * sockets and threads stay at the edges.
 */
import { auroraModeNotes } from "./estimate/aurora-mode.ts";
import { batchesOf } from "./estimate/batches.ts";
import { claimsOf } from "./estimate/claims.ts";
import { payAsYouGo, planComparison } from "./estimate/flat-rate-plan.ts";
import { natOf } from "./estimate/nat.ts";
import { hourCosts, productHours } from "./estimate/hour-costs.ts";
import { peakHour } from "./estimate/peak-hour.ts";
import { preparedOf, preparedRuns, standingWarnings } from "./estimate/prepared.ts";
import { priced, type Pricing, pricingOf, rated } from "./estimate/priced.ts";
import { notIncluded } from "./estimate/not-included.ts";
import { sensitivities } from "./estimate/sensitivity.ts";
import { seriesOf } from "./estimate/series.ts";
import { withSavingsPlans } from "./estimate/savings-plans.ts";
import { ordersOf, survivalOf } from "./estimate/survival.ts";
import { iso } from "./estimate/instant.ts";
import { warningsOf } from "./estimate/warnings.ts";
import { type Decimal, fromCount } from "./decimal.ts";
import type { Estimate } from "./estimate-schema.ts";
import type { PriceBook } from "./pricing/price.ts";
import { billDocument, noContext, pricesUsed } from "./rating/bill-document.ts";
import type { Bill, Usage } from "./rating/bill.ts";
import { disaster, recover } from "./recovery/recover.ts";
import { sectionOf } from "./recovery/section.ts";
import { type ModelOptions, models } from "./scenario/model.ts";
import type { Scenario } from "./scenario/schema.ts";
import { services } from "./services/index.ts";
import type { Series } from "./simulation/series.ts";
import type { Metered } from "./simulation/metered.ts";
import type { Model } from "./simulation/model.ts";

export interface EstimateOptions {
  /** Stops the work at the next block of steps: the function throws the signal's reason. */
  readonly signal?: AbortSignal | null;
  /** Called now and then with the share done, [0, 1], and what is being done. */
  readonly onProgress?: ((share: number, what: string) => void) | null;
  /** Replaces the scenario's seed. */
  readonly seed?: number | null;
  /** Events to leave out. */
  readonly without?: readonly string[];
  /** Values of assumptions, each in its unit, over what the scenario sets. */
  readonly assume?: ReadonlyMap<string, number>;
  /** Also runs each assumption at its low and high value, on a coarse grid; default true. */
  readonly sensitivity?: boolean;
  /**
   * Also runs the scenario without each event, and without what is prepared, for what they cost, and the recovery that the scenario asks
   * for; default true. Without, those costs and the recovery are null.
   */
  readonly eventCosts?: boolean;
}

/** An estimate and the time series behind it. */
export interface Estimated {
  readonly estimate: Estimate;
  readonly series: Series;
}

/** The estimate of a scenario. Throws a UserError PRICE_AMBIGUOUS where several prices differ. */
export function estimate(scenario: Scenario, prices: PriceBook, options: EstimateOptions = {}): Estimate {
  return estimateWithSeries(scenario, prices, options).estimate;
}

/** The estimate and its time series. */
export function estimateWithSeries(file: Scenario, book: PriceBook, options: EstimateOptions = {}): Estimated {
  const pricing = pricingOf(file, book, options);
  const { scenario, prices } = pricing;
  const without = options.without ?? [];
  const { assume = new Map<string, number>(), eventCosts = true } = options;
  const eventRuns = eventCosts ? scenario.traffic.events.length - without.length : 0;
  const unpreparedRuns = eventCosts ? preparedRuns(scenario.prepare.length) : 0;
  const stages = 2 + eventRuns + unpreparedRuns;
  const report = (done: number, what: string) => (share: number) => options.onProgress?.((done + share) / stages, what);

  const typical = priced(pricing, { without, assume }, { keepSeries: true, onProgress: report(0, "simulating") });
  const { model, run, metered, bill } = typical;
  const survival = survivalOf(model, run, scenario.traffic.basket ?? null);
  const events = survival.events.map((event, index) => {
    if (!eventCosts) return event;
    // On the same grid and noise: the difference is the event's, with what was prepared for it.
    const onProgress = report(1 + index, `without ${event.name}`);
    const other = priced(pricing, { without: [...without, event.name], assume }, { keepSeries: false, onProgress });
    return { ...event, cost: bill.complete ? bill.total.minus(other.bill.total).toString() : null };
  });
  const prepared = preparedOf(pricing, typical, {
    of: { without, assume },
    costs: eventCosts,
    onProgress: (share) => report(1 + eventRuns, "without what is prepared")(share * unpreparedRuns),
  });
  const costs = hourCosts(productHours(metered, bill, prices), run.grid.hours);
  const weighing = report(stages - 1, "weighing assumptions");
  const tornado = options.sensitivity === false ? null : tornadoOf(pricing, model, { without, assume }, weighing);
  const document: Estimate = {
    schema: "surgecast/estimate/1",
    scenario: scenarioOf(scenario, model),
    prices: pricesUsed(bill),
    bill: billDocument(bill, {
      ...noContext,
      peakHour: peakHour(model, costs),
      perOrder: perOrder(bill, ordersOf(run)),
      notIncluded: [...notIncluded],
    }),
    nat: natOf(model, run, bill, prices),
    survival: { ...survival, events },
    batches: batchesOf(model, scenario.seed, (usage) => rated(pricing, usage)),
    recovery: eventCosts ? recoveryOf(scenario, { without, assume }, pricing.signal) : null,
    prepared,
    claims: [],
    assumptions: assumptionsOf(model, bill.total, tornado),
    warnings: [
      ...warningsOf(model, run),
      ...standingWarnings(prepared),
      ...auroraModeNotes(model, run, (usage) => rated(pricing, usage)),
      ...comparisonOf(pricing, bill, { without, assume }),
    ],
  };
  return {
    estimate: { ...document, claims: claimsOf(scenario.claims, document) },
    series: seriesOf(model, run, costs),
  };
}

/** Where the scenario asks for one. */
function recoveryOf(scenario: Scenario, of: ModelOptions, signal: AbortSignal | null): Estimate["recovery"] {
  if (scenario.recovery === null) return null;
  const events = scenario.traffic.events.filter(({ name }) => of.without?.includes(name) !== true);
  const given = disaster({
    ...scenario,
    traffic: { ...scenario.traffic, events },
    assume: { ...scenario.assume, ...Object.fromEntries(of.assume ?? []) },
  });
  return sectionOf(given, recover(given, scenario.recovery.pattern, { signal }));
}

function scenarioOf(scenario: Scenario, model: Model): NonNullable<Estimate["scenario"]> {
  return {
    name: scenario.name,
    title: scenario.title ?? null,
    region: scenario.region,
    period: { start: iso(model, 0), end: iso(model, model.seconds), hours: model.seconds / 3600 },
    seed: scenario.seed,
  };
}

function perOrder(bill: Bill, orders: number): string | null {
  return orders >= 1 ? bill.total.dividedBy(fromCount(orders)).toFixed(10) : null;
}

/** One more run, where there is a flat-rate plan to compare with pay as you go. */
function comparisonOf(pricing: Pricing, bill: Bill, of: ModelOptions): string[] {
  const scenario = payAsYouGo(pricing.scenario);
  if (scenario === null || !bill.complete) return [];
  const metered = { ...pricing, scenario, modelOf: models(scenario, services) };
  const other = priced(metered, of, { keepSeries: false, onProgress: null });
  return other.bill.complete ? [planComparison(bill.total, other.bill.total)] : [];
}

function tornadoOf(
  pricing: Pricing,
  model: Model,
  of: ModelOptions,
  onProgress: (share: number) => void,
): ReturnType<typeof sensitivities> {
  const { scenario, prices, modelOf, signal } = pricing;
  const totalOf = (used: readonly Usage[]): Decimal => rated(pricing, used).total;
  const planned = (metered: readonly Metered[]) => withSavingsPlans(metered, scenario, prices);
  const { assume = new Map<string, number>() } = of;
  const varied = (more: ModelOptions) =>
    modelOf({ ...of, ...more, assume: new Map([...assume, ...(more.assume ?? [])]) });
  return sensitivities(model, { modelOf: varied, totalOf, planned, signal, onProgress });
}

function assumptionsOf(
  { assumptions }: Model,
  total: Decimal,
  tornado: ReturnType<typeof sensitivities> | null,
): Estimate["assumptions"] {
  return [...assumptions.used].map((id) => {
    const { what, low, high, unit, source, confidence, typical } = assumptions.table.get(id) ?? never(id);
    const swing = tornado?.get(id) ?? null;
    return {
      id,
      what,
      value: String(assumptions.overrides.get(id) ?? typical),
      low: String(low),
      high: String(high),
      unit,
      source: assumptions.overrides.has(id) ? "set by the scenario" : source,
      confidence,
      totalAtLow: swing === null ? null : total.plus(swing.low).toString(),
      totalAtHigh: swing === null ? null : total.plus(swing.high).toString(),
    };
  });
}

function never(id: string): never {
  throw new Error(`Bug: assumption ${id} was used and is not in the table`);
}

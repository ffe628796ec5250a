/**
 * The whole program in one function: scenario and prices → what happens → what it costs → the estimate. Pure; files, clock,
 * sockets and threads stay at the edges.
 */
import { claimsOf } from "./estimate/claims.ts";
import { natOf } from "./estimate/nat.ts";
import { peakHour } from "./estimate/peak-hour.ts";
import { notIncluded } from "./estimate/not-included.ts";
import { sensitivities } from "./estimate/sensitivity.ts";
import { seriesOf } from "./estimate/series.ts";
import { ordersOf, survivalOf } from "./estimate/survival.ts";
import { iso } from "./estimate/instant.ts";
import { warningsOf } from "./estimate/warnings.ts";
import { type Decimal, fromCount } from "./decimal.ts";
import type { Estimate } from "./estimate-schema.ts";
import type { PriceBook } from "./pricing/price.ts";
import { billDocument, noContext, pricesUsed } from "./rating/bill-document.ts";
import type { Bill } from "./rating/bill.ts";
import { rate } from "./rating/rate.ts";
import { model, type ModelOptions } from "./scenario/model.ts";
import { ratingOptions } from "./scenario/rating-options.ts";
import type { Scenario } from "./scenario/schema.ts";
import { services as allServices } from "./services/index.ts";
import type { Series } from "./simulation/series.ts";
import { simulate, type Run } from "./simulation/simulate.ts";
import type { Model } from "./simulation/model.ts";
import { usages } from "./simulation/usage.ts";

export interface EstimateOptions {
  /** Stops the work at the next block of steps: the function throws the signal's reason. */
  readonly signal?: AbortSignal | null;
  /** Called now and then with the share done, [0, 1], and what is being done. */
  readonly onProgress?: ((share: number, what: string) => void) | null;
  /** Replaces the scenario's seed. */
  readonly seed?: number | null;
  /** Events to leave out. */
  readonly without?: readonly string[];
  /** Also runs each assumption at its low and high value, on a coarse grid; default true. */
  readonly sensitivity?: boolean;
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
export function estimateWithSeries(scenario: Scenario, prices: PriceBook, options: EstimateOptions = {}): Estimated {
  const seeded = options.seed === undefined || options.seed === null ? scenario : { ...scenario, seed: options.seed };
  const without = options.without ?? [];
  const events = seeded.traffic.events.filter(({ name }) => !without.includes(name));
  const runs = 1 + events.length;
  const step = (done: number, what: string) => (share: number) =>
    options.onProgress?.((done + share) / (runs + 1), what);

  const typical = priced(
    seeded,
    prices,
    { without },
    { keepSeries: true, signal: options.signal, report: step(0, "simulating") },
  );
  const { run, bill, model: typicalModel } = typical;
  const survival = survivalOf(typicalModel, run, seeded.traffic.basket ?? null);
  const withCosts = survival.events.map((event, index) => {
    // On the same grid and noise: the difference is the event's, with what was prepared for it.
    const report = step(1 + index, `without ${event.name}`);
    const other = priced(
      seeded,
      prices,
      { without: [...without, event.name] },
      { keepSeries: false, signal: options.signal, report },
    );
    return { ...event, cost: bill.complete ? bill.total.minus(other.bill.total).toString() : null };
  });
  const tornado =
    options.sensitivity === false
      ? null
      : sensitivities(
          seeded,
          typicalModel,
          (assume, coarse) =>
            priced(
              seeded,
              prices,
              { without, assume, step: coarse },
              { keepSeries: false, signal: options.signal, report: null },
            ).bill.total,
        );
  const orders = ordersOf(run);
  const end = typicalModel.startSeconds + typicalModel.seconds;
  const document: Estimate = {
    schema: "surgecast/estimate/1",
    scenario: {
      name: seeded.name,
      title: seeded.title ?? null,
      region: seeded.region,
      period: { start: iso(typicalModel, 0), end: iso({ startSeconds: end }, 0), hours: typicalModel.seconds / 3600 },
      seed: seeded.seed,
    },
    prices: pricesUsed(bill),
    bill: billDocument(bill, {
      ...noContext,
      peakHour: peakHour(typicalModel, run.metered, bill, prices),
      perOrder: orders >= 1 ? bill.total.dividedBy(fromCount(orders)).toFixed(10) : null,
      notIncluded: [...notIncluded],
    }),
    nat: natOf(typicalModel, run, bill, prices),
    survival: { ...survival, events: withCosts },
    claims: [],
    assumptions: assumptionsOf(typicalModel, bill.total, tornado),
    warnings: warningsOf(typicalModel, run),
  };
  return {
    estimate: { ...document, claims: claimsOf(seeded.claims, document) },
    series: seriesOf(typicalModel, run),
  };
}

interface Priced {
  readonly model: Model;
  readonly run: Run;
  readonly bill: Bill;
}

function priced(
  scenario: Scenario,
  prices: PriceBook,
  of: Omit<ModelOptions, "services">,
  how: { keepSeries: boolean; signal: AbortSignal | null | undefined; report: ((share: number) => void) | null },
): Priced {
  const ready = model(scenario, { services: allServices, ...of });
  const run = simulate(ready, { keepSeries: how.keepSeries, signal: how.signal ?? null, onProgress: how.report });
  const bill = rate(usages(run.metered, ready.months), prices, ratingOptions(scenario));
  return { model: ready, run, bill };
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

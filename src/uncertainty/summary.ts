/** An estimate in short: what comparing many runs of a scenario needs of each. Plain data that crosses threads. */
import type { Estimate } from "../estimate-schema.ts";
import { type Pricing, priced, pricingOf } from "../estimate/priced.ts";
import { survivalOf } from "../estimate/survival.ts";
import type { PriceBook } from "../pricing/price.ts";
import type { Bill, LineItem } from "../rating/bill.ts";
import type { Scenario } from "../scenario/schema.ts";

/** What one line of the bill came to. */
export interface LineCost {
  /** Equal for the same line of another run: component, service, Region, usage type and price. */
  readonly key: string;
  /** Exact dollars; null when there is no price. */
  readonly cost: string | null;
}

export interface Summary {
  /** Exact dollars; a lower bound when `complete` is false. */
  readonly total: string;
  readonly complete: boolean;
  readonly lines: readonly LineCost[];
  /** As the estimate has it, with the verdict of each event and the limits reached; its events' costs are null. */
  readonly survival: NonNullable<Estimate["survival"]>;
}

export interface SummaryOptions {
  /** Values of assumptions, each in its unit, over what the scenario sets. */
  readonly assume?: ReadonlyMap<string, number>;
  /** Events to leave out. */
  readonly without?: readonly string[];
}

/**
 * Summaries of one scenario: what its runs have in common is made ready once. Each call is one simulation; no tornado, no event costs.
 *
 *     const summaryOf = summaries(scenario, prices);
 *     summaryOf({ assume: new Map([["cpuPage", 160]]) }).survival.verdict // "fails"
 */
export function summaries(
  scenario: Scenario,
  prices: PriceBook,
  { seed = null, signal = null }: { readonly seed?: number | null; readonly signal?: AbortSignal | null } = {},
): (options?: SummaryOptions) => Summary {
  const pricing = pricingOf(scenario, prices, { seed, signal });
  return (options = {}) => summary(pricing, options);
}

function summary(pricing: Pricing, { assume = new Map(), without = [] }: SummaryOptions): Summary {
  const { model, run, bill } = priced(pricing, { assume, without }, { keepSeries: false, onProgress: null });
  return {
    total: bill.total.toString(),
    complete: bill.complete,
    lines: lineCosts(bill),
    survival: survivalOf(model, run, pricing.scenario.traffic.basket ?? null),
  };
}

function lineCosts({ lineItems }: Bill): LineCost[] {
  return lineItems.map((line) => ({ key: lineKey(line), cost: line.cost?.toString() ?? null }));
}

/** Names a line across runs, of a bill and of the document of one. */
export function lineKey(line: Pick<LineItem, "component" | "service" | "region" | "usageType"> & PriceOf): string {
  const priceId = "price" in line ? (line.price?.priceId ?? "") : (line.priceId ?? "");
  return [line.component, line.service, line.region, line.usageType, priceId].join("\n");
}

type PriceOf = Pick<LineItem, "price"> | { readonly priceId: string | null };

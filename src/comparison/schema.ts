/**
 * A comparison as a document: what `surgecast compare --format json` prints. Estimates stand in the order given; every difference is
 * to the first. Decimals are strings with all their digits, every key is always present, what does not apply is null.
 */
import * as z from "zod";
import { verdict } from "../estimate-schema.ts";

/** An exact decimal as a string: `"-39.65"`. */
const exact = z.string().regex(/^-?\d+(\.\d+)?$/);

const difference = z.object({
  /** This minus the first, of what has a price on both sides; null where nothing can be said. */
  cost: exact.nullable(),
  /**
   * What prices that are missing leave of it: `exact`; `at_least` and `at_most`, where only one side lacks some; `unknown`, where
   * both do. What both lack in the same quantity differs by nothing.
   */
  bound: z.enum(["exact", "at_least", "at_most", "unknown"]),
  /** Of the first's cost; null where that is nothing, and unless exact. */
  share: z.number().nullable(),
});

const firstLimit = z.object({
  component: z.string(),
  limit: z.string(),
  value: z.string(),
  firstReachedAt: z.string(),
});

const comparedEvent = z.object({
  name: z.string(),
  verdict,
  requests: exact,
  failed: exact,
  /** Served within the objectives' time, `[0, 1]`; null where nothing was asked. */
  inTimeShare: z.number().nullable(),
  peakRequestsPerSecond: z.number(),
  firstLimit: firstLimit.nullable(),
  recoverySeconds: z.number().nullable(),
});

const comparedSurvival = z.object({
  verdict,
  verdictShares: z.object({ survives: z.number(), degrades: z.number(), fails: z.number() }).nullable(),
  requests: exact,
  served: exact,
  failed: exact,
  orders: exact.nullable(),
  ordersLost: z.object({ orders: exact, value: exact.nullable() }).nullable(),
  /** Of the event that decides the verdict. */
  firstLimit: firstLimit.nullable(),
  events: z.array(comparedEvent),
});

/** What the difference in cost buys: this minus the first. Negative is lost. Null unless the same was asked of both. */
const gained = z.object({
  /** Requests that do not fail. */
  requests: exact,
  orders: exact.nullable(),
  /** Orders that are no longer lost, at the value of an order. */
  ordersValue: exact.nullable(),
  /** Difference in cost by what is gained; null unless the difference is exact and at least one is gained. */
  costPerOrder: exact.nullable(),
  costPerThousandRequests: exact.nullable(),
});

const compared = z.object({
  /** Unlike those of all others. */
  label: z.string(),
  /** Changes made to it for the comparison, `path=value`. */
  changes: z.array(z.string()),
  scenario: z
    .object({
      name: z.string(),
      title: z.string().nullable(),
      region: z.string(),
      period: z.object({ start: z.string(), end: z.string(), hours: z.number() }),
      seed: z.int(),
    })
    .nullable(),
  /** Sum of the lines that have a price; a lower bound when `complete` is false. */
  total: exact,
  complete: z.boolean(),
  range: z.object({ p10: exact, p50: exact, p90: exact }).nullable(),
  difference,
  /** The whole bill by orders served. */
  perOrder: exact.nullable(),
  peakHour: z.object({ start: z.string(), cost: exact }).nullable(),
  nat: z.object({ cost: exact.nullable(), share: z.number().nullable() }).nullable(),
  survival: comparedSurvival.nullable(),
  gained: gained.nullable(),
});

/** Why a line or a component costs another amount than in the first. */
const because = z.enum([
  "same",
  "quantity",
  "price",
  "quantity and price",
  "only here",
  "only in the first",
  "no price",
]);

const change = difference.extend({
  because,
  /** Part of the difference that the quantity makes, at the first's average price; null where there is no difference to part. */
  ofQuantity: exact.nullable(),
  /** The rest: list prices, discounts, tiers. */
  ofPrice: exact.nullable(),
});

const comparedLine = z.object({
  component: z.string(),
  service: z.string(),
  serviceCode: z.string(),
  /** Without the prefix of its Region. */
  usageType: z.string(),
  operation: z.string().nullable(),
  unit: z.string(),
  /** In the order of `estimates`; null where it is not on the bill. */
  sides: z.array(z.object({ quantity: exact, cost: exact.nullable() }).nullable()),
  /** The same length; the first is the first against itself. */
  changes: z.array(change),
});

const comparedComponent = z.object({
  component: z.string(),
  /** Kinds of service it is, one unless it was changed. */
  services: z.array(z.string()),
  /** Cost of the lines that have a price; null where there is no such component. */
  sides: z.array(z.object({ cost: exact, complete: z.boolean() }).nullable()),
  changes: z.array(difference),
});

export const comparisonSchema = z.object({
  schema: z.literal("surgecast/comparison/1"),
  /** The scenario whose traffic all were given; null where each has its own. */
  traffic: z.string().nullable(),
  /** What else is not the same, which the reader should know before believing a difference: period, Region, requests … */
  unlike: z.array(z.object({ what: z.string(), values: z.array(z.string()) })),
  estimates: z.array(compared),
  components: z.array(comparedComponent),
  lines: z.array(comparedLine),
  /** Of any of them, with its label. */
  warnings: z.array(z.object({ label: z.string(), warning: z.string() })),
});

export type Comparison = z.infer<typeof comparisonSchema>;
export type Compared = z.infer<typeof compared>;
export type ComparedEvent = z.infer<typeof comparedEvent>;
export type ComparedLine = z.infer<typeof comparedLine>;
export type ComparedComponent = z.infer<typeof comparedComponent>;
export type Difference = z.infer<typeof difference>;
export type Change = z.infer<typeof change>;
export type Because = z.infer<typeof because>;

/**
 * The estimate as a document: what `--format json` prints, what HTTP answers and what every report reads. One zod definition;
 * the JSON Schema in docs/schemas is generated from it. Decimals are strings with all their digits. Every key is always
 * present; what does not apply is null.
 */
import * as z from "zod";
import { recoverySection } from "./recovery-schema.ts";

/** An exact decimal as a string: `"0.045"`. */
const exact = z.string().regex(/^-?\d+(\.\d+)?$/);
/** An instant in UTC: `"2026-11-20T18:00:00Z"`. */
const instant = z.string();

const range = z.object({
  p10: exact,
  p50: exact,
  p90: exact,
  /** Where the run at typical values falls among the sampled ones, `[0, 100]`. */
  typicalPercentile: z.number(),
  runs: z.int(),
});

const charge = z.object({
  /** UTC calendar month `YYYY-MM`: tiers start again in each. */
  month: z.string(),
  from: exact,
  /** First quantity beyond the tier; null for the last. */
  to: exact.nullable(),
  /** What AWS lists for a unit; 0 within an allowance. */
  listPricePerUnit: exact,
  /** What this payer pays for it, after discount and own rates. */
  pricePerUnit: exact,
  quantity: exact,
  cost: exact,
});

const lineItem = z.object({
  component: z.string(),
  service: z.string(),
  serviceCode: z.string(),
  usageType: z.string(),
  operation: z.string().nullable(),
  region: z.string(),
  sku: z.string().nullable(),
  priceId: z.string().nullable(),
  unit: z.string(),
  quantity: exact,
  /** Null when there is no price: unknown is never zero. */
  cost: exact.nullable(),
  range: range.nullable(),
  charges: z.array(charge),
  priceAsOf: z.string().nullable(),
  priceSource: z.string().nullable(),
  cause: z.string().nullable(),
  assumptions: z.array(z.string()),
});

const bill = z.object({
  currency: z.literal("USD"),
  /** Sum of the lines that have a price; a lower bound when `complete` is false. */
  total: exact,
  complete: z.boolean(),
  range: range.nullable(),
  lineItems: z.array(lineItem),
  byComponent: z.array(z.object({ component: z.string(), service: z.string(), cost: exact.nullable() })),
  peakHour: z.object({ start: instant, cost: exact }).nullable(),
  perOrder: exact.nullable(),
  allowancesWouldSave: exact,
  unpriced: z.array(z.object({ component: z.string(), usageType: z.string(), reason: z.string() })),
  unsupported: z.array(z.object({ type: z.string(), count: z.int() })),
  notIncluded: z.array(z.string()),
});

const nat = z.object({
  processedBytes: exact,
  /** Hours plus processed gigabytes, of gateways and of instances used instead. */
  cost: exact.nullable(),
  hourlyCost: exact.nullable(),
  byDestination: z.array(z.object({ destination: z.string(), via: z.string(), bytes: exact, cost: exact.nullable() })),
  /** What a change of the network would do to the month's bill: negative saves. */
  savings: z.array(
    z.object({
      change: z.string(),
      monthlyCost: exact.nullable(),
      bytesMoved: exact,
      /** Gigabytes a month at which it costs as much with the change as without; null where one of them is always cheaper. */
      breakEvenGb: exact.nullable(),
    }),
  ),
});

const preparedEntry = z.object({
  component: z.string(),
  settings: z.array(z.object({ setting: z.string(), value: exact })),
  /** The event it prepares for; null for none. */
  event: z.string().nullable(),
  from: instant,
  /** When it is lowered again; null where the scenario does not say. */
  until: instant.nullable(),
  /** The bill with it minus the bill without it, on the same grid and noise; null where that was not run. */
  cost: exact.nullable(),
  /** Of what nobody lowers: what it costs a day once its event is over. */
  costPerDay: exact.nullable(),
});

/** What `prepare:` raises. Costs of entries need not add up to that of all: what one holds lets others work. */
const prepared = z.object({
  /** The bill with all of it minus the bill with none of it. */
  cost: exact.nullable(),
  entries: z.array(preparedEntry),
});

export const verdict = z.enum(["survives", "degrades", "fails"]);

const limitReached = z.object({
  component: z.string(),
  limit: z.string(),
  /** In words with its unit: `6 vCPU`. */
  value: z.string(),
  firstReachedAt: instant,
  /** Attempts that failed on it. */
  failed: exact,
  source: z.string(),
});

const classOutcome = z.object({
  class: z.string(),
  objective: z.string(),
  served: exact,
  /** Of those served, the ones within the objective's time: the share that the verdict rests on. */
  inTime: exact,
  failed: exact,
  p99Seconds: z.number().nullable(),
});

const eventOutcome = z.object({
  name: z.string(),
  start: instant,
  end: instant,
  /** The bill with the event minus the bill without it, on the same grid and noise. */
  cost: exact.nullable(),
  range: range.nullable(),
  verdict,
  requests: exact,
  failed: exact,
  peakRequestsPerSecond: z.number(),
  /** The minute with the largest share of requests that failed or came late. */
  worstMinute: z.object({ start: instant, failedShare: z.number() }).nullable(),
  /** From the end of the hold until a whole minute meets every objective again; null when it never does. */
  recoverySeconds: z.number().nullable(),
  byClass: z.array(classOutcome),
  /** In the order in which they were reached. */
  limits: z.array(limitReached),
});

const separator = z.object({
  /** Id of the assumption. */
  assumption: z.string(),
  /** Which values of it the worse runs drew. */
  worse: z.enum(["higher", "lower"]),
  /** Share of pairs of a worse run and another in which it is so, `(0.5, 1]`. */
  pairs: z.number(),
});

const survival = z.object({
  verdict,
  /** Share of the sampled runs with each verdict, `[0, 1]`; null without `--runs`. */
  verdictShares: z.object({ survives: z.number(), degrades: z.number(), fails: z.number() }).nullable(),
  /** At most three assumptions that separate the sampled runs that fail from the others, the best first; null without `--runs`. */
  separatedBy: z.array(separator).nullable(),
  attempts: exact,
  requests: exact,
  served: exact,
  /** Of those served, the ones later than their class's objective asks. */
  late: exact,
  failed: exact,
  /** Orders completed in the period; null where no class sells. */
  orders: exact.nullable(),
  ordersLost: z.object({ orders: exact, value: exact.nullable() }).nullable(),
  events: z.array(eventOutcome),
});

/** Seconds; null where so many runs are not done within fifty times the time of one without interruptions. */
const quantileSeconds = z.number().nullable();

const batchOutcome = z.object({
  component: z.string(),
  /** Seeded runs that the figures are taken from. */
  runs: z.int(),
  /** Instance types, each with the Spot Instance Advisor's band in the Region and the Spot instances it has at the start. */
  pools: z.array(z.object({ type: z.string(), interruptionBand: z.string().nullable(), instances: z.int() })),
  /** Instances on demand from the start. */
  onDemandBase: z.int(),
  finishSeconds: z.object({
    p10: quantileSeconds,
    p50: quantileSeconds,
    p90: quantileSeconds,
    p99: quantileSeconds,
    longest: quantileSeconds,
  }),
  /** Instances and volumes of one run; null where a price is missing. */
  costPerRun: z.object({ mean: exact, p10: exact, p50: exact, p90: exact }).nullable(),
  /** Instances that AWS took back. */
  interruptionsPerRun: z.number(),
  interruptedRunsShare: z.number(),
  /** Share of the charged instance-hours that are on demand. */
  onDemandHoursShare: z.number(),
  /** `seconds`: from the start of a run. */
  deadline: z.object({ seconds: z.number(), missedShare: z.number() }).nullable(),
  /** The same instances on demand. */
  onDemand: z.object({ finishSeconds: quantileSeconds, costPerRun: exact.nullable() }),
  /** One minus the mean cost over the cost on demand. */
  savedShare: z.number().nullable(),
});

const assumption = z.object({
  id: z.string(),
  what: z.string(),
  value: z.string(),
  low: z.string(),
  high: z.string(),
  unit: z.string(),
  source: z.string(),
  confidence: z.string(),
  /**
   * The period's total with this assumption at its low and at its high value, all others typical: the exact total plus the difference
   * between two rougher runs. For the ten whose high value moves it most; null for all others, and where the scenario sets a value.
   */
  totalAtLow: exact.nullable(),
  totalAtHigh: exact.nullable(),
});

export const estimateSchema = z.object({
  schema: z.literal("surgecast/estimate/1"),
  scenario: z
    .object({
      name: z.string(),
      title: z.string().nullable(),
      region: z.string(),
      period: z.object({ start: instant, end: instant, hours: z.number() }),
      seed: z.int(),
    })
    .nullable(),
  prices: z.object({ newest: z.string().nullable(), oldest: z.string().nullable(), regions: z.array(z.string()) }),
  bill,
  nat: nat.nullable(),
  survival: survival.nullable(),
  /** How single runs of each batch on Spot lie around the mean that is billed. */
  batches: z.array(batchOutcome),
  /** The loss of the Region; null where the scenario has no `recovery`. */
  recovery: recoverySection.nullable(),
  /** Null where nothing is prepared. */
  prepared: prepared.nullable(),
  claims: z.array(
    z.object({
      says: z.string(),
      value: z.string(),
      computed: z.string().nullable(),
      verdict: z.enum(["confirms", "corrects", "cannot tell"]),
    }),
  ),
  assumptions: z.array(assumption),
  warnings: z.array(z.string()),
});

export type Estimate = z.infer<typeof estimateSchema>;
export type EstimateLineItem = z.infer<typeof lineItem>;
export type EventOutcome = z.infer<typeof eventOutcome>;
export type BatchOutcome = z.infer<typeof batchOutcome>;
export type LimitReached = z.infer<typeof limitReached>;
export type EstimateAssumption = z.infer<typeof assumption>;
export type Verdict = z.infer<typeof verdict>;

/**
 * A recovery as a document: what `surgecast dr --format json` prints, and the section of an estimate whose scenario asks for one. The
 * JSON Schema in docs/schemas is generated from it. Money and counts are strings, durations numbers of seconds; every key is always
 * present, and what does not apply is null.
 */
import * as z from "zod";

const exact = z.string().regex(/^-?\d+(\.\d+)?$/);
const instant = z.string();
const pattern = z.enum([
  "redeploy",
  "backup_and_restore",
  "pilot_light",
  "warm_standby",
  "active_active",
  "as_written",
]);

/** Seconds that so many percent of the draws do not exceed; null: those draws never end within what is simulated. */
const distribution = z.object({
  p10Seconds: z.number().nullable(),
  p50Seconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
  p99Seconds: z.number().nullable(),
  goalSeconds: z.number(),
  /** Share of the draws within the goal, [0, 1]. */
  shareMet: z.number(),
  /** `met` from a share of 90 % on. */
  verdict: z.enum(["met", "missed"]),
});

const section = {
  pattern,
  /** The Region that takes over. */
  to: z.string(),
  lostAt: instant,
  /** From the loss until every objective is met again. */
  rto: distribution,
  /** What each step adds, in order; one that runs beside a longer one adds nothing. Medians of steps do not add up to that of all. */
  budget: z.array(
    z.object({
      name: z.enum(["detection", "alarm", "decision", "data", "stack", "dns", "scale_out"]),
      what: z.string(),
      p50Seconds: z.number().nullable(),
      p90Seconds: z.number().nullable(),
    }),
  ),
  /** Age of the newest write that is lost; null where there is nothing of the kind. */
  rpo: z.object({ database: distribution.nullable(), objects: distribution.nullable() }),
  /** Orders that viewers wanted meanwhile, and dollars by the basket; null where nobody orders, or where it never ends. */
  ordersLost: z.object({ p50: exact, p90: exact, p50Value: exact.nullable(), p90Value: exact.nullable() }).nullable(),
  /** What held requests back in the other Region, in order, in the simulated draw nearest to the median. */
  limits: z.array(z.object({ component: z.string(), limit: z.string(), value: z.string(), source: z.string() })),
};

export const recoverySection = z.object(section);

const strategy = z.object({
  ...section,
  title: z.string(),
  /** What stands in the other Region, in words and by component. */
  keeps: z.string(),
  standing: z.array(z.object({ component: z.string(), service: z.string() })),
  month: z.object({
    /** The period's bill with it; a lower bound when `complete` is false. */
    total: exact,
    complete: z.boolean(),
    /** Beyond the bill with nothing elsewhere. */
    extra: exact.nullable(),
    /** Dollars more than the strategy before it, for each hour by which its median is earlier; null where it is not. */
    perHourSaved: exact.nullable(),
  }),
  notes: z.array(z.string()),
});

export const recoverySchema = z.object({
  schema: z.literal("surgecast/recovery/1"),
  scenario: z.object({
    name: z.string(),
    title: z.string().nullable(),
    region: z.string(),
    period: z.object({ start: instant, end: instant, hours: z.number() }),
    seed: z.int(),
  }),
  prices: z.object({ newest: z.string().nullable(), oldest: z.string().nullable(), regions: z.array(z.string()) }),
  loss: z.object({
    to: z.string(),
    at: instant,
    /** The event during which it happens. */
    event: z.string().nullable(),
    requestsPerSecond: z.number(),
    /** What becomes of the event without any disaster; null outside of events. */
    eventVerdict: z.enum(["survives", "degrades", "fails"]).nullable(),
    /** Orders that the event's stock still allows then; null: without limit. */
    stockLeft: exact.nullable(),
  }),
  goals: z.object({ rtoSeconds: z.number(), rpoSeconds: z.number() }),
  /** How often the durations were drawn, and how often the other Region was simulated for each strategy. */
  draws: z.int(),
  simulated: z.int(),
  strategies: z.array(strategy),
  assumptions: z.array(
    z.object({
      id: z.string(),
      what: z.string(),
      value: z.string(),
      low: z.string(),
      high: z.string(),
      unit: z.string(),
      source: z.string(),
      confidence: z.string(),
    }),
  ),
  notSimulated: z.array(z.string()),
});

export type RecoverySection = z.infer<typeof recoverySection>;
export type RecoveryDocument = z.infer<typeof recoverySchema>;
export type Strategy = RecoveryDocument["strategies"][number];
export type RecoveryDistribution = z.infer<typeof distribution>;

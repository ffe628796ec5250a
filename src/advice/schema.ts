/**
 * The advice as a document: what `--format json` prints and every report reads. Decimals are strings with all their digits. Every
 * key is always present; what does not apply is null. The JSON Schema in docs/schemas is generated from it.
 */
import * as z from "zod";
import { verdict } from "../estimate-schema.ts";

/** An exact decimal as a string: `"0.045"`. */
const exact = z.string().regex(/^-?\d+(\.\d+)?$/);
/** An instant in UTC: `"2026-11-20T18:00:00Z"`. */
const instant = z.string();

const moment = z.object({
  /** Null for usual traffic, outside of all events. */
  event: z.string().nullable(),
  verdict,
  /** Of all requests in it, in time, `[0, 1]`. */
  servedShare: z.number(),
  /** The first limit on which requests failed. */
  firstLimit: z.string().nullable(),
});

const outcome = z.object({
  /** Of the whole period; a least where `complete` is false. */
  total: exact,
  complete: z.boolean(),
  verdict,
  /** The events in their order, then usual traffic. */
  moments: z.array(moment),
});

const change = z.object({
  path: z.string(),
  /** As YAML in one line. */
  value: z.string(),
});

const variant = z.object({
  id: z.string(),
  title: z.string(),
  /** Given up with it; empty where nothing is. */
  loses: z.array(z.string()),
  /** To be done or known beside it. */
  needs: z.array(z.string()),
  source: z.string(),
});

const tried = variant.extend({
  ...outcome.shape,
  /** Total with it minus without: negative saves. Null where something has no price with it that had one without. */
  difference: exact.nullable(),
  unpriced: z.array(z.string()),
  /** Whether every event and usual traffic keep their verdict, and serve as much where they do not survive. */
  keeps: z.boolean(),
  /** What is worse, in words. */
  worse: z.array(z.string()),
  evenAt: z.object({ figure: exact, unit: z.string(), saves: z.enum(["below", "above"]) }).nullable(),
  changes: z.array(change),
  /** What `--set` takes, one for each change. */
  set: z.array(z.string()),
});

const waiting = z.object({ visitors: z.int(), seconds: z.number() });

const set = z.object({
  /** `saves`: nothing is given up; `saves_all`: the same with all that gives something up; `survives`, `survives_all` alike, and every event survives. */
  name: z.enum(["saves", "saves_all", "survives", "survives_all"]),
  title: z.string(),
  ...outcome.shape,
  difference: exact,
  members: z.array(variant),
  changes: z.array(change),
  set: z.array(z.string()),
  waiting: waiting.nullable(),
});

const strategy = variant.extend({
  survives: z.boolean(),
  why: z.string().nullable(),
  total: exact.nullable(),
  difference: exact.nullable(),
  raised: z.array(
    z.object({
      event: z.string(),
      component: z.string(),
      what: z.string(),
      now: z.number(),
      amount: z.number(),
      /** Seconds from the event's start; null for what holds the whole period. */
      fromSeconds: z.number().nullable(),
      untilSeconds: z.number().nullable(),
    }),
  ),
  set: z.array(z.string()),
  waiting: waiting.nullable(),
});

const crossing = z.object({
  component: z.string(),
  /** Mean requests a second at which both cost the same; null where one is cheaper at every rate that was tried. */
  perSecond: z.number().nullable(),
  now: z.number(),
  below: z.enum(["lambda", "fargate"]),
  tried: z.object({ from: z.number(), to: z.number() }),
});

const quota = z.object({
  quota: z.string(),
  title: z.string(),
  /** What holds now, and whether that is AWS's default for a new account. */
  now: z.number(),
  isDefault: z.boolean(),
  /** The most that was used at once. */
  peak: z.number(),
  /** Of which run the peak is: the scenario as it is, or a set by name. */
  peakOf: z.string(),
  /** To be asked for; null where what holds now is enough with the margin. */
  request: z.number().nullable(),
  /** Latest day to ask; null where nothing is to be asked for, or nothing has a date. */
  askBy: instant.nullable(),
  source: z.string(),
});

const subnet = z.object({
  tier: z.string(),
  zone: z.string(),
  /** Prefix length of its IPv4 range: `/24` has 256 addresses. */
  prefix: z.int(),
  usable: z.int(),
  needed: z.int(),
  /** Who needs them. */
  by: z.array(z.object({ component: z.string(), addresses: z.int() })),
  /** The longest prefix, so the smallest subnet, that is enough. */
  enough: z.int(),
});

const runbookLine = z.object({
  event: z.string(),
  /** Null for what has no minute, such as a day ahead. */
  at: instant,
  /** In the zone of the traffic: `19:00 Europe/Paris`. */
  local: z.string(),
  /** `T-30m`. */
  offset: z.string(),
  kind: z.enum(["ask", "raise", "check", "watch", "lower", "roll_back"]),
  action: z.string(),
  source: z.string().nullable(),
});

export const adviceSchema = z.object({
  schema: z.literal("surgecast/advice/1"),
  scenario: z.object({
    name: z.string(),
    title: z.string().nullable(),
    region: z.string(),
    period: z.object({ start: instant, end: instant, hours: z.number() }),
    seed: z.int(),
  }),
  prices: z.object({ newest: z.string().nullable(), oldest: z.string().nullable(), regions: z.array(z.string()) }),
  now: z.object(outcome.shape),
  sets: z.array(set),
  /** Each change alone: those that keep the verdict by their saving, then the others. */
  changes: z.array(tried),
  strategies: z.array(strategy),
  crossings: z.array(crossing),
  notTried: z.array(z.object({ title: z.string(), why: z.string() })),
  quotas: z.array(quota),
  subnets: z.array(subnet),
  runbook: z.array(runbookLine),
  search: z.object({
    simulations: z.int(),
    /** How the sets were found, and what that does not prove. */
    method: z.string(),
  }),
});

export type Advice = z.infer<typeof adviceSchema>;
export type AdviceSet = Advice["sets"][number];
export type AdviceChange = Advice["changes"][number];

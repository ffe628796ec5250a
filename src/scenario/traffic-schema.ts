/** The traffic section: baseline, events and mix. */
import * as z from "zod";
import { amount, count, duration, money, rate, share, timezone } from "../quantities.ts";
import { edgeGroups } from "../regions.ts";
import { instantWords, moment, offsetWords } from "./moment.ts";
import { name } from "./name.ts";

const baselineSchema = z.strictObject({
  shape: z.enum(["constant", "daily", "weekly", "hour_of_week"]).default("constant"),
  mean: rate().optional().describe("mean over the period, such as 40/s or 3M/day"),
  peak_hour: z.number().min(0).lt(24).default(20).describe("busiest hour of a day in the time zone"),
  timezone: timezone().default("UTC").describe("such as Europe/Paris"),
  peak_to_mean: z
    .number()
    .min(1)
    .max(24)
    .optional()
    .describe("busiest hour against the day's mean; an assumption when left out"),
  weekend: amount()
    .max(100)
    .optional()
    .describe("a weekend day against a weekday (shape weekly); an assumption when left out"),
  table: z
    .array(amount())
    .length(168)
    .optional()
    .describe("168 relative weights from Monday 00:00 in the time zone (shape hour_of_week)"),
  visitors: rate().optional().describe("alternative to mean: people, such as 30000/day"),
  pages_per_visit: amount().optional().describe("pages each visitor opens"),
  requests_per_page: amount().optional().describe("edge requests that come with one page, itself included"),
  conversion: share()
    .optional()
    .describe("share of visits that end in an order; sets the checkout class's share of the mix"),
});

const mix = z.record(name, share());

export const eventSchema = z.strictObject({
  name,
  at: moment().describe(`when the ramp begins: ${instantWords}, or ${offsetWords}`),
  shape: z.enum(["spike", "ramp"]).default("spike"),
  multiple: amount().max(1_000_000).describe("times the baseline of that moment, at the height of the event"),
  ramp: duration().default(60).describe("time from the baseline to the height"),
  hold: duration().default(900).describe("time at the height"),
  decay: duration().default(900).describe("time from the height back to the baseline"),
  mix: mix.optional().describe("mix at the height of the event; between, the two mixes blend"),
  stock: count().optional().describe("orders that can be made; afterwards people go on refreshing"),
  bots: z
    .strictObject({
      share: share().describe("share of all requests"),
      blocked: share().default(0).describe("share of them that the firewall blocks"),
    })
    .optional()
    .describe("requests from bots on top"),
  cold: share()
    .default(0)
    .describe("share of cached objects that are new with the event, so that no edge holds them yet"),
});

export const trafficSchema = z.strictObject({
  at: z.enum(["edge", "load_balancer"]).default("edge").describe("where rates are counted"),
  baseline: baselineSchema,
  noise: share().optional().describe("half-width of the minute-to-minute noise"),
  mix: mix.optional().describe("share of each class of requests; together 100%"),
  viewers: z
    .partialRecord(z.enum(Object.keys(edgeGroups) as [keyof typeof edgeGroups]), share())
    .optional()
    .describe("where viewers are, by CloudFront's edge groups; together 100%"),
  events: z.array(eventSchema).default([]),
  basket: money().optional().describe("what an order is worth"),
});

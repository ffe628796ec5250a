/** The traffic section: baseline, events and mix. */
import * as z from "zod";
import { amount, count, duration, money, share } from "../quantities.ts";
import { edgeGroups } from "../regions.ts";
import { baselineSchema } from "./baseline-schema.ts";
import { instantWords, moment, offsetWords } from "./moment.ts";
import { name } from "./name.ts";

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

/** The baseline of a scenario's traffic: a mean with a shape, people, or what somebody recorded. */
import * as z from "zod";
import { amount, duration, positive, rate, share, timezone } from "../quantities.ts";

const rowWords = "must be [time, requests] or [time, requests, bytes]";
const rowTime = z.union([z.string(), z.number()], { error: rowWords });
const row = z.union(
  [
    z.tuple([rowTime, z.number()], { error: rowWords }),
    z.tuple([rowTime, z.number(), z.number()], { error: rowWords }),
  ],
  { error: rowWords },
);

const column = z.union([z.string().min(1), z.int().min(1)], { error: "must be a column's name, or its number from 1" });

/** Settings of shape `recorded`. */
const recorded = {
  file: z
    .string()
    .min(1)
    .optional()
    .describe("CSV file of time, requests and perhaps bytes, also gzipped (shape recorded)"),
  rows: z
    .union([z.string().min(1), z.array(row).min(1)], {
      error: `${rowWords.replace("must be", "must be a list of")}, or the text of a CSV file`,
    })
    .optional()
    .describe("the recording itself in place of file: a list of [time, requests], or the text of a CSV file"),
  columns: z
    .strictObject({ time: column.optional(), requests: column.optional(), bytes: column.optional() })
    .optional()
    .describe("columns of the recording by name, or by number from 1; recognised by their names when left out"),
  interval: duration({ min: 0.001, bounds: "above 0s" })
    .optional()
    .describe("time that each row of the recording counts; seen from the rows' spacing when left out"),
  from: z.string().min(1).optional().describe("first moment of the recording that is used; all when left out"),
  until: z.string().min(1).optional().describe("moment from which on the recording is not used"),
  gaps: z
    .enum(["zero", "interpolate"])
    .optional()
    .describe("what stands where rows are missing: no requests (as left out), or the mean of the rows on both sides"),
  align: z
    .enum(["start", "week", "date"])
    .optional()
    .describe(
      "where the recording stands: from the period's start (as left out), by weekday and local time, or at its own dates",
    ),
  repeat: z
    .enum(["daily", "weekly"])
    .optional()
    .describe("after the recording's end its last day or week again and again; nothing when left out"),
  scale: positive().optional().describe("times every count of the recording; or say mean"),
};
/** Keys that say something with shape `recorded` only. */
export const recordedKeys = Object.keys(recorded) as readonly (keyof typeof recorded)[];

export const baselineSchema = z.strictObject({
  shape: z.enum(["constant", "daily", "weekly", "hour_of_week", "recorded"]).default("constant"),
  mean: rate().optional().describe("mean over the period, such as 40/s or 3M/day; a recording has its own"),
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
  ...recorded,
  visitors: rate().optional().describe("alternative to mean: people, such as 30000/day"),
  pages_per_visit: amount().optional().describe("pages each visitor opens"),
  requests_per_page: amount().optional().describe("edge requests that come with one page, itself included"),
  conversion: share()
    .optional()
    .describe("share of visits that end in an order; sets the checkout class's share of the mix"),
});

export type BaselineFile = z.output<typeof baselineSchema>;

/**
 * What others measured on AWS and published: `measured/*.yaml`, each entry in our own words with its source. An experiment
 * (`experiment.ts`) repeats each on our code; docs/accuracy.md shows both.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";

const figure = z
  .strictObject({
    /** The experiment answers under this name. */
    id: z.string(),
    what: z.string(),
    unit: z.string(),
    /** One number, a bound, or a range that came out: exactly one of the four. */
    value: z.number().optional(),
    at_least: z.number().optional(),
    at_most: z.number().optional(),
    between: z.tuple([z.number(), z.number()]).optional(),
    /** Ids of the assumptions whose typical value was chosen by this figure, so that it proves nothing by itself. */
    calibrates: z.array(z.string()).default([]),
    /** Why ours lies further off than 15 %; only where it does. */
    misses: z.string().nullable().default(null),
  })
  .refine((one) => ["value", "at_least", "at_most", "between"].filter((key) => key in one).length === 1, {
    error: "needs exactly one of value, at_least, at_most and between",
  });

const measurement = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** `rule`: nobody measured it, AWS states it, and the figures are its arithmetic. */
  kind: z.enum(["measured", "rule"]).default("measured"),
  source: z.strictObject({ name: z.string(), url: z.url().nullable(), date: z.string() }),
  confidence: z.string(),
  /** What the source says of its setup, and what it leaves out. */
  conditions: z.string(),
  /** Looked up after the model stood, and used for no calibration. */
  held_out: z.boolean().default(false),
  figures: z.array(figure).min(1),
});

export type MeasuredFigure = z.output<typeof figure>;
export type Measurement = z.output<typeof measurement>;

const folder = fileURLToPath(new URL("measured/", import.meta.url));

/** Every entry, by file and then in the file's order. */
export function measurements(): readonly Measurement[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .flatMap((name) => z.array(measurement).parse(parse(readFileSync(`${folder}${name}`, "utf8"))));
}

/** What of a DynamoDB table may be configured. */
import * as z from "zod";
import { amount, count, share, size } from "../../quantities.ts";
import { regions } from "../../regions.ts";

/** Capacity units a second; auto scaling moves them between `min` and `max`, and leaves them alone where there is no `max`. */
const units = z
  .strictObject({ min: count(1).default(5), max: count(1).optional() })
  .refine(({ min, max = min }) => min <= max, { path: ["max"], error: "must not be below min" });
export type CapacityUnits = z.output<typeof units>;

export const tableConfig = z
  .strictObject({
    mode: z.enum(["on_demand", "provisioned"]).default("on_demand"),
    /** Data held; an assumption when left out. */
    storage: size().optional(),
    /** On demand: warm throughput bought in advance, per second. */
    warm_reads: amount().default(0),
    warm_writes: amount().default(0),
    /** Provisioned: capacity units. */
    read: units.optional(),
    write: units.optional(),
    /** Utilisation that auto scaling keeps. */
    target: share({ min: 0.2, max: 0.9, bounds: "between 20% and 90%" }).default(0.7),
    /** Share of all requests that go to one partition (one stock item, one counter). */
    hot_key: share().default(0),
    /** Point-in-time recovery. */
    pitr: z.boolean().default(false),
    /** Backups kept, all together. */
    backups: size().default(0),
    /** Region of a replica, as a global table. */
    replicate_to: z.enum(regions).optional(),
  })
  .refine(({ mode, read, write }) => mode === "provisioned" || (read === undefined && write === undefined), {
    path: ["mode"],
    error: "must be provisioned where read or write is given",
  })
  .refine(({ mode, warm_reads, warm_writes }) => mode === "on_demand" || warm_reads + warm_writes === 0, {
    path: ["mode"],
    error: "must be on_demand where warm throughput is given",
  });

export type TableConfig = z.output<typeof tableConfig>;

/** Units of a provisioned table as the console makes it. */
export const DEFAULT_UNITS: CapacityUnits = { min: 5 };

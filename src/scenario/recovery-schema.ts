/** The recovery section: when the Region is lost, who notices how, what stands elsewhere, and the goals. */
import * as z from "zod";
import { count, duration, share } from "../quantities.ts";
import { regions } from "../regions.ts";
import { moment } from "./moment.ts";
import { quotasSchema } from "./quotas-schema.ts";

/** In the order of what stands ready; `as_written` is whatever the scenario itself has in another Region. */
export const patterns = [
  "redeploy",
  "backup_and_restore",
  "pilot_light",
  "warm_standby",
  "active_active",
  "as_written",
] as const;
export type Pattern = (typeof patterns)[number];

export const recoverySchema = z.strictObject({
  pattern: z
    .enum(patterns)
    .default("as_written")
    .describe("what stands in the other Region: as the architecture has it, or as a pattern would"),
  to: z.enum(regions).optional().describe("the other Region; where something of the shop stands already when left out"),
  at: moment().optional().describe("when the Region is lost; the busiest moment when left out"),
  rto: duration({ min: 1 }).default(3600).describe("goal: time until the shop meets its objectives again"),
  rpo: duration({ min: 1 }).default(300).describe("goal: age of the newest data that is lost"),
  health_check: z
    .strictObject({
      interval: z.enum(["10s", "30s"]).default("30s").describe("between two requests of one Route 53 health checker"),
      threshold: count(1).max(10).default(3).describe("failures in a row before a checker says so"),
    })
    .prefault({}),
  ttl: duration().default(60).describe("time to live of the record that fails over"),
  alarm: duration().default(180).describe("time over which the alarm looks before it calls a person"),
  automatic: z.boolean().default(false).describe("the failover runs without a person's decision"),
  backup_every: duration({ min: 3600, bounds: "of 1h or more" })
    .default(86_400)
    .describe("between two copies of the database's backup, where there is no replica"),
  standby: share({ min: 0.01, max: 1, bounds: "between 1% and 100%" })
    .default(0.5)
    .describe("warm standby: part of the application's minimum that runs there"),
  quotas: quotasSchema.default({}).describe("quotas of the account in the other Region; AWS's defaults when left out"),
});

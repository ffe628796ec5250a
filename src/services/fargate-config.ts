/** What of an ECS service on Fargate may be configured. */
import * as z from "zod";
import { count, duration, rate, share, size } from "../quantities.ts";
import { GIGABYTE } from "../units.ts";
import { schedule } from "./fleet/schedule.ts";

export const fargateConfig = z
  .strictObject({
    cpu: z.literal([0.25, 0.5, 1, 2, 4, 8, 16, 32]).default(2).describe("vCPU per task"),
    memory: size().default(4 * GIGABYTE),
    arch: z.enum(["arm64", "x86_64"]).default("arm64"),
    min: count(0).default(2),
    max: count(1).default(10),
    /** Share of the tasks above `base` that are on Fargate Spot: its weight among the weights of the capacity provider strategy. */
    spot: share().default(0),
    base: count(0)
      .default(0)
      .describe("tasks that are on demand before any is on Spot: the base of capacity provider FARGATE"),
    stop_timeout: duration({ min: 0, max: 120, bounds: "of at most 120s" })
      .default(30)
      .describe("from SIGTERM, which comes with the notice that a Spot task is taken back, until it is killed"),
    /** Storage per task; 20 GB are included. */
    ephemeral: size().default(20 * GIGABYTE),
    image: size().optional(),
    scaling: z
      .strictObject({
        cpu: share().optional(),
        /** Requests per task. */
        requests: rate().optional(),
        metric_period: z.union([z.literal("60s"), z.literal("20s")]).default("60s"),
        out_cooldown: duration().default(300),
        in_cooldown: duration().default(300),
        /** Minimums by the clock: `{ at: "18:00", min: 20 }`, or with from and until. */
        scheduled: schedule.default([]),
      })
      .default({ cpu: 0.55, metric_period: "60s", out_cooldown: 300, in_cooldown: 300, scheduled: [] }),
    health_check: z
      .strictObject({
        interval: duration().default(10),
        timeout: duration().default(5),
        threshold: count(1).default(3),
      })
      .prefault({}),
    /** Agents that talk all day, per task: `up` and `down` in every `every`. `telemetry` has a default. */
    background: z
      .record(
        z.string(),
        z.strictObject({ up: size().optional(), down: size().default(0), every: duration().default(1) }),
      )
      .default({}),
  })
  .refine(({ min, max }) => min <= max, { path: ["max"], error: "must be at least min" });

export type FargateConfig = z.output<typeof fargateConfig>;

/** What of an Aurora Serverless cluster may be configured. */
import * as z from "zod";
import { count, duration, size } from "../../quantities.ts";
import { regions } from "../../regions.ts";
import { serialLimits } from "../serial-resources.ts";

const acu = z.number().min(0).max(256).multipleOf(0.5, "must be a multiple of 0.5 ACU");

/**
 * Least capacity of the primary cluster of a global database:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html
 */
export const GLOBAL_ACU = 8;

export const auroraConfig = z
  .strictObject({
    engine: z.enum(["postgresql", "mysql"]).default("postgresql"),
    /** ACU per instance; 0 lets the cluster pause. */
    min: acu.default(0.5),
    max: acu.min(1),
    readers: count().max(15).default(0),
    /** Promotion tier of the readers: 0 and 1 keep the writer's capacity, 2 to 15 scale on their own. */
    reader_tier: count().max(15).default(1),
    /** An assumption when left out. */
    storage: size().optional(),
    mode: z.enum(["standard", "io_optimized"]).default("standard"),
    /** Connections that one application task holds open; an assumption when left out. */
    pool: count(1).optional(),
    /** Which measured growth to follow: AWS publishes none. */
    platform: z.enum(["legacy", "platform_4"]).default("platform_4"),
    /** Performance Insights, which holds at least 2 ACU. */
    insights: z.boolean().default(false),
    /** Time without connections after which a cluster with a minimum of 0 pauses. */
    auto_pause: duration({ min: 300, max: 86_400, bounds: "from 300s to 24h" }).default(300),
    /** Serial resources such as one stock row, by name. */
    limits: serialLimits,
    /** Region of the secondary cluster of a global database, which is a component of its own. */
    replicate_to: z.enum(regions).optional(),
  })
  .refine(({ min, max }) => min <= max, { path: ["max"], error: "must not be below min" })
  .refine(({ min, replicate_to }) => replicate_to === undefined || min >= GLOBAL_ACU, {
    path: ["min"],
    error: `must be at least ${GLOBAL_ACU} ACU in the primary cluster of a global database`,
  });

export type AuroraConfig = z.output<typeof auroraConfig>;

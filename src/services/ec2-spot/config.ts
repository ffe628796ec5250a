/** What of a batch on EC2 Spot may be configured. */
import * as z from "zod";
import { amount, count, duration, share, size } from "../../quantities.ts";
import { GIGABYTE } from "../../units.ts";
import { vcpusOf } from "../instance-types.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** AWS gives two minutes from the notice until the instance stops. */
export const NOTICE_SECONDS = 120;

const instanceType = () =>
  z.string().refine((type) => vcpusOf(type) !== null, "must be an instance type such as c7g.xlarge");

const timeOfDay = (such: string) =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, `must be a time of day such as ${such}`);

const every = () => duration({ min: 1, bounds: "of 1s or more" });

export const ec2SpotConfig = z
  .strictObject({
    /** One instance type; c7g.xlarge when neither this nor `types` is stated. */
    type: instanceType().optional(),
    types: z
      .array(instanceType())
      .min(1)
      .max(20)
      .optional()
      .describe("instance types instead of one: each is a pool of spare capacity of its own"),
    instances: count(1).max(10_000).default(2),
    allocation: z
      .enum(["price_capacity_optimized", "diversified"])
      .default("price_capacity_optimized")
      .describe("the types least interrupted, evenly; or all of them, evenly"),
    on_demand_base: count(0).default(0).describe("instances that are on demand from the start"),
    /** UTC. */
    at: timeOfDay("02:00").default("02:00"),
    days: z
      .array(z.enum(weekdays))
      .min(1)
      .default([...weekdays]),
    deadline: z
      .union([timeOfDay("06:00"), duration()], {
        error: "must be a time of day such as 06:00, or a duration such as 26h",
      })
      .optional()
      .describe(
        "when a run must have ended: a time of day in UTC, the next day's where it is not later, or a time from its start",
      ),
    /** vCPU time of one run, all instances together; an assumption when left out. */
    work: duration().optional(),
    checkpoint: z
      .union(
        [
          every(),
          z.strictObject({
            every: every(),
            takes: duration().default(0).describe("time in which an instance does nothing else"),
            on_notice: z.boolean().default(false).describe("also when AWS gives notice of an interruption"),
          }),
        ],
        { error: "must be a duration such as 10m, or a map with every, takes, on_notice" },
      )
      .optional()
      .describe("how often work is saved; an assumption when left out"),
    on_interruption: z
      .enum(["terminate", "hibernate"])
      .default("terminate")
      .describe("hibernate keeps the work and waits for capacity of the same type"),
    fallback: z
      .union(
        [
          z.literal("on_demand"),
          z.strictObject({ to: z.literal("on_demand").default("on_demand"), after: duration().default(600) }),
        ],
        { error: "must be on_demand, or a map such as { to: on_demand, after: 10m }" },
      )
      .optional()
      .describe(
        "what takes the place of an instance for which there is no Spot capacity, after how long; nothing when left out",
      ),
    /** Share of instances interrupted in a month, instead of the band that the Spot Instance Advisor gives each type. */
    interrupted: share({ min: 0, max: 0.99, bounds: "between 0% and 99%" }).optional(),
    crowding: amount()
      .max(1000)
      .default(1)
      .describe("times the usual rate of interruptions, as when others flee into the Region"),
    /** gp3 volume of each instance. */
    disk: size().default(50 * GIGABYTE),
    /** What one run reads from S3 and writes to it. */
    s3: z.strictObject({ down: size().default(0), up: size().default(0) }).optional(),
    /** What one run takes in from partners on the internet; an assumption when left out. */
    feeds: size().optional(),
  })
  .refine(({ type, types }) => type === undefined || types === undefined, {
    path: ["type"],
    error: "must be left out where types are stated",
  })
  .refine(({ types }) => types === undefined || new Set(types).size === types.length, {
    path: ["types"],
    error: "must name each type once",
  })
  .refine(({ checkpoint }) => !savesOnNotice(checkpoint) || takesOf(checkpoint) <= NOTICE_SECONDS, {
    path: ["checkpoint", "on_notice"],
    error: "must be left out with a checkpoint of more than 120s: there are two minutes from the notice",
  });

export type Ec2SpotConfig = z.output<typeof ec2SpotConfig>;
/** As read: seconds, or a map. */
type Checkpoint = number | { readonly takes: number; readonly on_notice: boolean } | undefined;

function savesOnNotice(checkpoint: Checkpoint): boolean {
  return typeof checkpoint === "object" && checkpoint.on_notice;
}

function takesOf(checkpoint: Checkpoint): number {
  return typeof checkpoint === "object" ? checkpoint.takes : 0;
}

/** At least one. */
export function typesOf({ type, types }: Ec2SpotConfig): readonly string[] {
  return types ?? [type ?? "c7g.xlarge"];
}

/** Seconds between checkpoints, null where none is stated; seconds that one takes; whether a notice causes one. */
export function checkpointOf({ checkpoint }: Ec2SpotConfig): {
  readonly everySeconds: number | null;
  readonly takesSeconds: number;
  readonly onNotice: boolean;
} {
  return {
    everySeconds: typeof checkpoint === "object" ? checkpoint.every : (checkpoint ?? null),
    takesSeconds: takesOf(checkpoint),
    onNotice: savesOnNotice(checkpoint),
  };
}

/** Seconds for which Spot capacity is looked for before an instance is launched on demand; null: for ever. */
export function fallbackSeconds({ fallback }: Ec2SpotConfig): number | null {
  if (fallback === undefined) return null;
  return fallback === "on_demand" ? 0 : fallback.after;
}

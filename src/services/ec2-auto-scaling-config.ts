/** What of an EC2 Auto Scaling group may be configured. */
import * as z from "zod";
import { count, duration, rate, share, size } from "../quantities.ts";
import { GIGABYTE, MEGABYTE } from "../units.ts";
import { schedule } from "./fleet/schedule.ts";
import { vcpusOf } from "./instance-types.ts";

export const ec2AutoScalingConfig = z
  .strictObject({
    type: z
      .string()
      .refine((type) => vcpusOf(type) !== null, "must be an instance type such as c7g.xlarge")
      .default("c7g.xlarge"),
    min: count(0).default(2),
    max: count(1).default(10),
    /** Share of the instances above `on_demand_base` that are Spot instances. */
    spot: share().default(0),
    on_demand_base: count(0).default(0),
    /** gp3 volume of each instance, with what it provides above 3,000 IOPS and 125 MB/s. */
    disk: size().default(20 * GIGABYTE),
    iops: count(3000).default(3000),
    throughput: size({ min: 125 * MEGABYTE, bounds: "of 125MB or more" })
      .default(125 * MEGABYTE)
      .describe("bytes a second such as 250MB"),
    /** Time from an instance's launch until its application takes requests; an assumption when left out. */
    boot: duration().optional(),
    /** What an instance takes from S3 as it boots. */
    artifact: size().default(0),
    scaling: z
      .strictObject({
        cpu: share().optional(),
        /** Requests per instance. */
        requests: rate().optional(),
        /** Time after which an instance counts in the group's metrics. */
        warm_up: duration().default(300),
        /** Minimums by the clock: `{ at: "18:00", min: 20 }`, or with from and until. */
        scheduled: schedule.default([]),
      })
      .default({ cpu: 0.55, warm_up: 300, scheduled: [] }),
    warm_pool: z
      .strictObject({
        state: z.enum(["stopped", "hibernated", "running"]).default("stopped"),
        min: count(0).default(0),
        /** Instances of group and pool together; `max` when left out. */
        prepared: count(1).optional(),
        /** Time from the pool until it takes requests; an assumption when left out. */
        start: duration().optional(),
      })
      .optional(),
    health_check: z
      .strictObject({
        /** The group replaces what fails the balancer's checks (`ELB`), or only what EC2 itself reports (`EC2`, AWS's default). */
        type: z.enum(["ec2", "elb"]).default("ec2"),
        interval: duration().default(30),
        timeout: duration().default(5),
        threshold: count(1).default(2),
        grace: duration().default(300),
      })
      .prefault({}),
    /** Time for which a stopped instance finishes its requests, and is charged. */
    deregistration: duration().default(300),
    /** Agents that talk all day, per instance: `up` and `down` in every `every`. `telemetry` has a default. */
    background: z
      .record(
        z.string(),
        z.strictObject({ up: size().optional(), down: size().default(0), every: duration().default(1) }),
      )
      .default({}),
  })
  .refine(({ min, max }) => min <= max, { path: ["max"], error: "must be at least min" });

export type Ec2AutoScalingConfig = z.output<typeof ec2AutoScalingConfig>;

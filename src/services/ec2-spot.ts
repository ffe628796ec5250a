/**
 * Nightly batch on EC2 Spot: a fixed amount of work that starts at an hour of the day and runs until it is done. Interruptions
 * enter as their expected value: work done again and instances started again, by the type's monthly frequency.
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { count, duration, share, size } from "../quantities.ts";
import { AVERAGE_MONTH_HOURS, DAY_SECONDS, GIGABYTE, HOUR_SECONDS, MINUTE_SECONDS } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { spotCell, spotRun, type SpotRun } from "./ec2-spot-cell.ts";
import { vcpusOf } from "./instance-types.ts";
import { service, type ComponentContext } from "./service.ts";
import { gp3Storage, spotHours } from "./ec2-meters.ts";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const config = z.strictObject({
  type: z
    .string()
    .refine((type) => vcpusOf(type) !== null, "must be an instance type such as c7g.xlarge")
    .default("c7g.xlarge"),
  instances: count(1).default(2),
  /** UTC. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 02:00")
    .default("02:00"),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
  /** vCPU time of one run, all instances together; an assumption when left out. */
  work: duration().optional(),
  /** Share of instances of this type interrupted in a month, as the Spot Instance Advisor says; an assumption when left out. */
  interrupted: share({ min: 0, max: 0.99, bounds: "between 0% and 99%" }).optional(),
  /** gp3 volume of each instance. */
  disk: size().default(50 * GIGABYTE),
  /** What one run reads from S3 and writes to it. */
  s3: z.strictObject({ down: size().default(0), up: size().default(0) }).optional(),
  /** What one run takes in from partners on the internet; an assumption when left out. */
  feeds: size().optional(),
});
type Config = z.output<typeof config>;

/** The first form of `spotH` is instance-hours of a c7g.xlarge, which has four vCPUs. */
const SPOT_HOURS_VCPUS = 4;

/** Runs in an average month. */
function runsPerMonth({ days }: Config): number {
  return (AVERAGE_MONTH_HOURS / 24) * (days.length / weekdays.length);
}

function feedBytes(settings: Config, context: Pick<ComponentContext, "assume">): number {
  return settings.feeds ?? context.assume("batchExt") / runsPerMonth(settings);
}

function runOf(settings: Config, context: ComponentContext): SpotRun {
  const vcpus = vcpusOf(settings.type) ?? 1;
  const fitting = Math.floor(context.quota("ec2_spot_vcpu") / vcpus);
  const instances = Math.min(settings.instances, fitting);
  const work = settings.work ?? (context.assume("spotH") * SPOT_HOURS_VCPUS) / runsPerMonth(settings);
  return spotRun({
    instances,
    workSeconds: instances > 0 ? work / (instances * vcpus) : 0,
    bootSeconds: context.assume("spotBoot"),
    againSeconds: context.assume("spotAgain"),
    interruptedShare: settings.interrupted ?? context.assume("spotInterrupted"),
  });
}

/** Seconds after the period's start of the first run due at `seconds` or later, by the clock in UTC. */
function schedule({ at, days }: Config, periodStart: number): (seconds: number) => number {
  const [hours, minutes] = at.split(":");
  const timeOfDay = Number(hours) * HOUR_SECONDS + Number(minutes) * MINUTE_SECONDS;
  // By day since 1970-01-01, which was a Thursday.
  const due = weekdays.map((_, day) => days.includes(weekdays[(day + 3) % 7]!));
  return (seconds) => {
    let day = Math.ceil((periodStart + seconds - timeOfDay) / DAY_SECONDS);
    while (due[day % 7] === false) day += 1;
    return day * DAY_SECONDS + timeOfDay - periodStart;
  };
}

export const ec2Spot = service<Config>({
  kind: "ec2_spot",
  title: "EC2 Spot batch",
  sources: [
    "https://aws.amazon.com/ec2/spot/pricing/",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-for-interrupted-spot-instances.html",
    "https://aws.amazon.com/ec2/spot/instance-advisor/",
    "https://aws.amazon.com/ebs/pricing/",
  ],
  config,
  meters: {
    hours: spotHours(({ type }) => type),
    disk: gp3Storage("Volumes"),
  },
  limits: {
    spot_vcpu: {
      title: "Spot vCPU quota",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-limits.html",
      seen: "the nightly batch takes longer; with no instance at all it never runs",
    },
  },
  terraform: {},
  assumptions: [
    assumed(
      "spotH",
      "batch work a month, in hours of a c7g.xlarge",
      [120, 240, 480],
      ["h/month", HOUR_SECONDS],
      PRACTICE,
    ),
    assumed("spotBoot", "time from an instance's launch until it works", [60, 90, 120], "s", PRACTICE),
    assumed(
      "spotAgain",
      "work lost per interruption: half of the time between two checkpoints",
      [1, 5, 30],
      ["min", 60],
      PRACTICE,
    ),
    assumed(
      "spotInterrupted",
      "share of Spot instances interrupted in a month: c7g.xlarge over twelve Regions, median band 10-15 %",
      [0.025, 0.125, 0.3],
      "share",
      "https://aws.amazon.com/ec2/spot/instance-advisor/ (2025-06-28)",
      "B",
    ),
    assumed("batchExt", "nightly feeds from partners, a month", [0, 60, 300], ["GB/month", GIGABYTE], PRACTICE),
  ],
  cell(settings, context) {
    const run = runOf(settings, context);
    const nextStart = schedule(settings, context.startSeconds);
    return spotCell({ run, wantedInstances: settings.instances, nextStart }, context);
  },
  flows(settings, context): readonly Flow[] {
    const driver = context.driver("runs");
    const { instances, seconds } = runOf(settings, context);
    // Each instance holds one connection while the run lasts.
    const each = { from: context.id, driver, connections: instances, connectionSeconds: seconds };
    const feeds: Flow = {
      ...each,
      destination: { kind: "internet", name: "partners", addresses: 1 },
      bytesUp: 0,
      bytesDown: feedBytes(settings, context),
      cause: "partners' nightly feeds",
      assumptions: settings.feeds === undefined ? ["batchExt"] : [],
    };
    if (settings.s3 === undefined) return [feeds];
    const objects: Flow = {
      ...each,
      destination: { kind: "aws", service: "s3", region: context.region },
      bytesUp: settings.s3.up,
      bytesDown: settings.s3.down,
      cause: "objects that the batch reads and writes",
      assumptions: [],
    };
    return [feeds, objects];
  },
  block(settings, context) {
    const { type, disk, work, interrupted } = settings;
    // As many as the quota lets run.
    const { instances } = runOf(settings, context);
    const assumptions = [
      ...(work === undefined ? ["spotH"] : []),
      "spotBoot",
      "spotAgain",
      ...(interrupted === undefined ? ["spotInterrupted"] : []),
    ];
    context.meter("hours", context.driver("billed instances").hours, { cause: `${instances} × ${type}`, assumptions });
    const volumes = context.driver("instances").hours.map((seconds) => seconds * disk);
    context.meter("disk", volumes, { assumptions });
  },
});

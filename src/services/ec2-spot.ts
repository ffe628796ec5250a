/**
 * Nightly batch on EC2 Spot: a fixed amount of work that starts at an hour of the day and runs until it is done. In the month's bill
 * interruptions stand with their expected value; how single nights lie around it is told beside the bill.
 */
import type { Flow } from "../network/flow.ts";
import { DAY_SECONDS } from "../units.ts";
import { batchAssumptions } from "./ec2-spot/assumptions.ts";
import { type Ec2SpotConfig, ec2SpotConfig, typesOf, weekdays } from "./ec2-spot/config.ts";
import { expectedRun } from "./ec2-spot/expected.ts";
import { batchPlan, runsPerMonth, secondsOfDay } from "./ec2-spot/plan.ts";
import { gp3Storage, onDemandHours, spotHours } from "./ec2-meters.ts";
import { times } from "./hour-columns.ts";
import { spotCell } from "./ec2-spot-cell.ts";
import { type ComponentContext, service } from "./service.ts";

const firstType = (config: Ec2SpotConfig): string => typesOf(config)[0]!;

function feedBytes(settings: Ec2SpotConfig, context: Pick<ComponentContext, "assume">): number {
  return settings.feeds ?? context.assume("batchExt") / runsPerMonth(settings);
}

/** Seconds after the period's start of the first run due at `seconds` or later, by the clock in UTC. */
function schedule({ at, days }: Ec2SpotConfig, periodStart: number): (seconds: number) => number {
  const timeOfDay = secondsOfDay(at);
  // By day since 1970-01-01, which was a Thursday.
  const due = weekdays.map((_, day) => days.includes(weekdays[(day + 3) % 7]!));
  return (seconds) => {
    let day = Math.ceil((periodStart + seconds - timeOfDay) / DAY_SECONDS);
    while (due[day % 7] === false) day += 1;
    return day * DAY_SECONDS + timeOfDay - periodStart;
  };
}

export const ec2Spot = service<Ec2SpotConfig>({
  kind: "ec2_spot",
  title: "EC2 Spot batch",
  sources: [
    "https://aws.amazon.com/ec2/spot/pricing/",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-for-interrupted-spot-instances.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-allocation-strategy.html",
    "https://aws.amazon.com/ec2/spot/instance-advisor/",
    "https://aws.amazon.com/ebs/pricing/",
  ],
  config: ec2SpotConfig,
  meters: {
    hours: spotHours(firstType),
    on_demand_hours: onDemandHours(firstType),
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
  assumptions: batchAssumptions,
  cell(settings, context) {
    const plan = batchPlan(settings, context);
    const nextStart = schedule(settings, context.startSeconds);
    const wanted = { instances: plan.poolOf.length, wantedInstances: settings.instances };
    return spotCell({ run: expectedRun(plan), ...wanted, nextStart }, context);
  },
  flows(settings, context): readonly Flow[] {
    const driver = context.driver("runs");
    const plan = batchPlan(settings, context);
    // Each instance holds one connection while the run lasts.
    const connections = plan.poolOf.length;
    const each = { from: context.id, driver, connections, connectionSeconds: expectedRun(plan).seconds };
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
    const plan = batchPlan(settings, context);
    const { pools, poolOf, assumptions } = plan;
    const run = expectedRun(plan);
    // As many as the quota lets run.
    const placed = pools.map((_, p) => poolOf.filter((of) => of === p).length);
    const spotSeconds = run.spotSeconds.reduce((sum, seconds) => sum + seconds, 0);
    for (const [p, { type }] of pools.entries()) {
      const cause = placed[p] === 0 ? `${type} in place of others` : `${placed[p]} × ${type}`;
      const note = { cause, assumptions, as: { ...settings, type, types: undefined } };
      const onSpot = run.spotSeconds[p]!;
      if (onSpot > 0)
        context.meter("hours", times(context.driver("billed instances").hours, onSpot / spotSeconds), note);
      const onDemand = run.onDemandSeconds[p]! / run.volumeSeconds;
      if (onDemand > 0) context.meter("on_demand_hours", times(context.driver("instances").hours, onDemand), note);
    }
    context.meter("disk", times(context.driver("instances").hours, settings.disk), { assumptions });
  },
});

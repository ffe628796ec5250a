/**
 * EC2 instances behind a balancer in an Auto Scaling group: whole instances billed per second with a minute's minimum, their gp3
 * volumes, a part of them on Spot, minutes of boot, a warm pool. Interruptions of Spot instances are not simulated.
 */
import type { Flow } from "../network/flow.ts";
import { GIGABYTE, MEGABYTE } from "../units.ts";
import { assumed } from "./assumed.ts";
import { ec2AutoScalingCell } from "./ec2-auto-scaling-cell.ts";
import { ec2AutoScalingConfig, type Ec2AutoScalingConfig } from "./ec2-auto-scaling-config.ts";
import { backgroundFlows } from "./fleet/background.ts";
import { fleetAssumptions } from "./fleet/assumptions.ts";
import { plus, times } from "./hour-columns.ts";
import { service } from "./service.ts";
import { gp3Storage, onDemandHours, spotHours } from "./ec2-meters.ts";

const onDemand = "https://aws.amazon.com/ec2/pricing/on-demand/";
const quotas = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html";
const guide = "https://docs.aws.amazon.com/autoscaling/ec2/userguide";

/** Included in a gp3 volume. */
const FREE_IOPS = 3000;
const FREE_THROUGHPUT = 125 * MEGABYTE;

export const ec2AutoScaling = service<Ec2AutoScalingConfig>({
  kind: "ec2_auto_scaling",
  title: "EC2 Auto Scaling",
  sources: [
    onDemand,
    "https://aws.amazon.com/ec2/spot/pricing/",
    "https://aws.amazon.com/ebs/pricing/",
    `${guide}/as-scaling-target-tracking.html`,
    `${guide}/ec2-auto-scaling-default-instance-warmup.html`,
    `${guide}/ec2-auto-scaling-warm-pools.html`,
    `${guide}/ec2-auto-scaling-health-checks.html`,
    `${guide}/ec2-auto-scaling-scheduled-scaling.html`,
    quotas,
  ],
  config: ec2AutoScalingConfig,
  assumptions: [
    assumed(
      "ec2Boot",
      "time from an instance's launch until its application begins to start",
      [60, 230, 300],
      "s",
      "AWS's warm-pool example: 4 minutes with the application; Hotstar measured 4 minutes before it in 2018",
      "B",
    ),
    assumed(
      "warmStart",
      "time from a warm pool until an instance takes requests",
      [15, 30, 60],
      "s",
      "AWS's warm-pool example: 30 s against 4 minutes",
      "B",
    ),
    ...fleetAssumptions,
  ],
  meters: {
    hours: onDemandHours(({ type }) => type),
    spot_hours: spotHours(({ type }) => type),
    disk: gp3Storage("Volumes"),
    iops: {
      title: "Provisioned IOPS above 3,000",
      price: { serviceCode: "AmazonEC2", usageType: "EBS:VolumeP-IOPS.gp3" },
      unit: "IOPS-Mo",
      size: { perMonth: 1 },
      rounding: "second_min_60",
      infracost: { name: "Provisioned IOPS (gp3)", unit: "IOPS" },
      filters: { volumeApiName: "gp3", productFamily: "System Operation" },
    },
    throughput: {
      title: "Provisioned throughput above 125 MB/s",
      price: { serviceCode: "AmazonEC2", usageType: "EBS:VolumeP-Throughput.gp3" },
      unit: "GiBps-mo",
      size: { perMonth: GIGABYTE },
      rounding: "second_min_60",
      infracost: { name: "Provisioned throughput (gp3)", unit: "Mbps" },
      filters: { volumeApiName: "gp3", productFamily: "Provisioned Throughput" },
    },
  },
  limits: {
    cpu: { title: "CPU", source: onDemand, seen: "requests wait, then time out" },
    max: { title: "instances it may have", source: "scenario", seen: "no more instances are launched" },
    quota: { title: "the account's vCPU quota", source: quotas, seen: "no more instances are launched" },
    health_checks: {
      title: "time to answer health checks",
      source: `${guide}/ec2-auto-scaling-health-checks.html`,
      seen: "instances are terminated while they are needed, what waits on them is lost, and new ones boot for minutes",
    },
  },
  prepares: ["min"],
  terraform: {
    aws_autoscaling_group: { config: fromGroup },
    aws_autoscaling_policy: { free: "a setting" },
    aws_autoscaling_schedule: { free: "a setting" },
    aws_autoscaling_attachment: { free: "a setting" },
    aws_autoscaling_lifecycle_hook: { free: "a setting" },
    aws_launch_template: { free: "instances made from it are charged" },
    aws_launch_configuration: { free: "instances made from it are charged" },
  },
  cell: ec2AutoScalingCell,
  bounds: ({ min, max }) =>
    max > min ? [{ driver: "running instances", title: `at most ${max} instances`, value: max }] : [],
  flows(of, context): Flow[] {
    const agents = backgroundFlows(of.background, "running instances", "every instance", context);
    if (of.artifact === 0) return agents;
    const pull: Flow = {
      from: context.id,
      destination: { kind: "aws", service: "s3", region: context.region },
      driver: context.driver("launches"),
      bytesUp: 0,
      bytesDown: of.artifact,
      connections: 1,
      connectionSeconds: 60,
      cause: "what instances take from S3 as they boot",
      assumptions: [],
    };
    return [pull, ...agents];
  },
  block(of, context) {
    const billed = context.driver("billed").hours;
    const spot = billed.map(
      (seconds, h) => of.spot * Math.max(0, seconds - of.on_demand_base * context.activeSeconds[h]!),
    );
    const pooled = context.driver("warm pool").hours;
    context.meter(
      "hours",
      billed.map((seconds, h) => seconds - spot[h]!),
    );
    if (of.spot > 0) context.meter("spot_hours", spot);
    if (of.warm_pool !== undefined) {
      context.meter("hours", context.driver("running in warm pool").hours, { cause: "instances in the warm pool" });
    }
    // Stopped instances are charged for their volumes.
    const volumes = plus(context.hours, [billed, pooled]);
    context.meter("disk", times(volumes, of.disk));
    if (of.iops > FREE_IOPS) context.meter("iops", times(volumes, of.iops - FREE_IOPS));
    if (of.throughput > FREE_THROUGHPUT) context.meter("throughput", times(volumes, of.throughput - FREE_THROUGHPUT));
  },
});

/** A group whose instance type its launch template alone knows is none that this resource describes. */
function fromGroup(values: Readonly<Record<string, unknown>>): unknown {
  const [policy] = (values["mixed_instances_policy"] ?? []) as readonly MixedInstancesPolicy[];
  const type = policy?.launch_template?.[0]?.override?.[0]?.instance_type;
  if (typeof type !== "string") return null;
  const distribution = policy?.instances_distribution?.[0];
  const onDemandShare = distribution?.on_demand_percentage_above_base_capacity ?? 100;
  return {
    type,
    ...(typeof values["min_size"] === "number" ? { min: values["min_size"] } : {}),
    ...(typeof values["max_size"] === "number" ? { max: Math.max(1, values["max_size"]) } : {}),
    spot: 1 - onDemandShare / 100,
    on_demand_base: distribution?.on_demand_base_capacity ?? 0,
    health_check: { type: values["health_check_type"] === "ELB" ? "elb" : "ec2" },
  };
}

/** The provider's schema of the block. */
interface MixedInstancesPolicy {
  readonly launch_template?: readonly { readonly override?: readonly { readonly instance_type?: string | null }[] }[];
  readonly instances_distribution?: readonly {
    readonly on_demand_base_capacity?: number | null;
    readonly on_demand_percentage_above_base_capacity?: number | null;
  }[];
}

/**
 * ECS service on Fargate: whole tasks billed per second with a minute's minimum, a queue in front of their CPU, target tracking
 * that sees only past datapoints, a launch bucket, a start delay, the account's vCPU quota, and health checks that replace tasks
 * which answer too late.
 */
import type { Assumption } from "../assumption.ts";
import type { Flow } from "../network/flow.ts";
import type { PriceSelector } from "../pricing/price.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { fargateCell } from "./fargate-cell.ts";
import { type FargateConfig, fargateConfig } from "./fargate-config.ts";
import { fargateSpotAssumptions } from "./fargate-spot.ts";
import { fleetAssumptions } from "./fleet/assumptions.ts";
import { backgroundFlows } from "./fleet/background.ts";
import { times } from "./hour-columns.ts";
import { type Meter, service } from "./service.ts";

const page = "https://aws.amazon.com/fargate/pricing/";
const throttling = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html";

const assumptions: readonly Assumption[] = [
  {
    id: "taskStart",
    what: "time from the decision to launch a Fargate task until it runs, beside pulling its image",
    low: 15,
    typical: 23,
    high: 60,
    unit: "s",
    baseUnits: 1,
    source: "AWS's high-resolution scaling benchmark of 2026-06-18 implies 23 s",
    confidence: "A",
  },
  row("imageMB", "size of a task's image", 100, 300, 1000, "MB", 1e6),
  row("pullMBps", "speed at which a task pulls its image", 100, 50, 25, "MB/s", 1e6),
  ...fleetAssumptions,
  ...fargateSpotAssumptions,
];

function row(
  id: string,
  what: string,
  low: number,
  typical: number,
  high: number,
  unit: string,
  baseUnits: number,
): Assumption {
  return { id, what, low, typical, high, unit, baseUnits, source: "practitioner's judgement", confidence: "C" };
}

const usageTypes = {
  arm64: { cpu: "Fargate-ARM-vCPU-Hours:perCPU", memory: "Fargate-ARM-GB-Hours" },
  x86_64: { cpu: "Fargate-vCPU-Hours:perCPU", memory: "Fargate-GB-Hours" },
} as const;

function price(resource: "cpu" | "memory", spot: boolean): (of: FargateConfig) => PriceSelector {
  return ({ arch }) => ({
    serviceCode: "AmazonECS",
    usageType: `${spot ? "SpotUsage-" : ""}${usageTypes[arch][resource]}`,
  });
}

function meter(
  of: Pick<Meter<FargateConfig>, "title" | "price" | "size"> & { readonly unit?: string },
): Meter<FargateConfig> {
  return { unit: "hours", rounding: "second_min_60", infracost: null, filters: { productFamily: "Compute" }, ...of };
}

export const fargate = service<FargateConfig>({
  kind: "fargate",
  title: "Fargate",
  sources: [
    page,
    throttling,
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
  ],
  config: fargateConfig,
  assumptions,
  meters: {
    vcpu: {
      ...meter({ title: "vCPU", price: price("cpu", false), size: HOUR_SECONDS }),
      infracost: { name: "Per vCPU per hour", unit: "CPU" },
    },
    memory: {
      ...meter({ title: "Memory", price: price("memory", false), size: HOUR_SECONDS * GIGABYTE }),
      infracost: { name: "Per GB per hour", unit: "GB" },
    },
    spot_vcpu: { ...meter({ title: "Spot vCPU", price: price("cpu", true), size: HOUR_SECONDS }), filters: null },
    spot_memory: {
      ...meter({ title: "Spot memory", price: price("memory", true), size: HOUR_SECONDS * GIGABYTE }),
      filters: null,
    },
    ephemeral: meter({
      title: "Ephemeral storage above 20 GB",
      price: { serviceCode: "AmazonECS", usageType: "Fargate-EphemeralStorage-GB-Hours" },
      size: HOUR_SECONDS * GIGABYTE,
      unit: "GB-Hours",
    }),
  },
  limits: {
    cpu: { title: "CPU", source: page, seen: "requests wait, then time out" },
    max: { title: "tasks it may have", source: "scenario", seen: "no more tasks are launched" },
    quota: {
      title: "the account's quota of Fargate vCPU",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
      seen: "no more tasks are launched",
    },
    launch_rate: { title: "launch rate", source: throttling, seen: "tasks launch later" },
    spot: {
      title: "Fargate Spot capacity",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
      seen: "tasks are missing until there is capacity again; what they held and could not answer in time is lost",
    },
    health_checks: {
      title: "time to answer health checks",
      source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html",
      seen: "tasks are replaced while they are needed, and what waits on them is lost",
    },
  },
  prepares: ["min"],
  terraform: {},
  cell: fargateCell,
  bounds: ({ min, max, cpu }, { quota }) => [
    // A fleet of one size has no limit to reach.
    ...(max > min ? [{ driver: "running tasks", title: `at most ${max} tasks`, value: max }] : []),
    {
      driver: "running tasks",
      title: `quota of ${quota("fargate_vcpu")} vCPU`,
      value: Math.floor(quota("fargate_vcpu") / cpu + 1e-9),
    },
  ],
  flows(of, context): Flow[] {
    const launches = context.driver("launches");
    const image = of.image ?? context.assume("imageMB");
    const aws = (name: "s3" | "ecr.api" | "ecr.dkr") =>
      ({ kind: "aws", service: name, region: context.region }) as const;
    const base = { from: context.id, connectionSeconds: 60, assumptions: of.image === undefined ? ["imageMB"] : [] };
    const pull = { ...base, driver: launches, cause: "image pulls at task launch", connections: 1 };
    return [
      // Layers come from S3; the manifest and the tokens from the registry's API.
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
      { ...pull, destination: aws("s3"), bytesUp: 20_000, bytesDown: image },
      { ...pull, destination: aws("ecr.api"), bytesUp: 4_000, bytesDown: 8_000, assumptions: [] },
      { ...pull, destination: aws("ecr.dkr"), bytesUp: 4_000, bytesDown: 20_000, assumptions: [] },
      ...backgroundFlows(of.background, "running tasks", "every task", context),
    ];
  },
  block(of, context) {
    const billed = context.driver("billed").hours;
    const onSpot = of.spot > 0 ? context.driver("billed on Spot").hours : null;
    const onDemand = onSpot === null ? billed : billed.map((taskSeconds, h) => taskSeconds - onSpot[h]!);
    context.meter("vcpu", times(onDemand, of.cpu));
    context.meter("memory", times(onDemand, of.memory));
    if (onSpot !== null) {
      context.meter("spot_vcpu", times(onSpot, of.cpu));
      context.meter("spot_memory", times(onSpot, of.memory));
    }
    const extra = of.ephemeral - 20 * GIGABYTE;
    if (extra > 0) context.meter("ephemeral", times(billed, extra));
  },
});

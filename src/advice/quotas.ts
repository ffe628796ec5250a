/** Quotas against what a run uses of them at its peak, and what to ask AWS for. */
import type { Series } from "../simulation/series.ts";
import type { Quota } from "../services/service.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Model } from "../simulation/model.ts";
import { vcpusOf } from "../services/instance-types.ts";
import { configured } from "./variant.ts";

/** Beside the peak: an assumption. What is simulated at typical values is not yet what comes. */
export const QUOTA_MARGIN = 0.25;
/** Days from a request to an answer: an assumption; AWS names no time, small increases are granted within minutes. */
export const QUOTA_LEAD_DAYS = 14;

export interface QuotaNeed {
  readonly quota: Quota;
  readonly title: string;
  readonly now: number;
  readonly isDefault: boolean;
  readonly peak: number;
  readonly request: number | null;
  readonly source: string;
}

interface Known {
  readonly quota: Quota;
  readonly title: string;
  readonly source: string;
  readonly step: number;
  readonly peak: (run: Peaks, scenario: Scenario) => number;
}

/** What a run shows at its peaks. */
export interface Peaks {
  readonly model: Model;
  /** The largest sum over the steps of columns with this name, each times a weight by component; 0 where there is none. */
  readonly sum: (name: string, weight: (component: string) => number) => number;
}

const known: readonly Known[] = [
  {
    quota: "fargate_vcpu",
    title: "Fargate On-Demand vCPU",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
    step: 10,
    peak: ({ sum }, scenario) =>
      sum(
        "billed",
        weightBy<{ readonly cpu: number }>(scenario, "fargate", ({ cpu }) => cpu),
      ),
  },
  {
    quota: "ecs_tasks_per_service",
    title: "tasks of one ECS service",
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
    step: 100,
    peak: (run, scenario) => largest(configured(scenario, "fargate").map(({ id }) => run.sum("billed", only(id)))),
  },
  {
    quota: "ec2_on_demand_vcpu",
    title: "EC2 On-Demand vCPU (standard instances)",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html",
    step: 8,
    peak: ({ sum }, scenario) =>
      sum(
        "billed",
        weightBy<{ readonly type: string }>(scenario, "ec2_auto_scaling", ({ type }) => vcpusOf(type) ?? 0),
      ),
  },
  {
    quota: "ec2_spot_vcpu",
    title: "EC2 Spot vCPU (standard instances)",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-limits.html",
    step: 8,
    peak: (_, scenario) =>
      configured<{ readonly type: string; readonly instances: number }>(scenario, "ec2_spot").reduce(
        (all, { config: { type, instances } }) => all + instances * (vcpusOf(type) ?? 0),
        0,
      ),
  },
  {
    quota: "lambda_concurrency",
    title: "concurrent executions of Lambda",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    step: 100,
    peak: ({ sum }, scenario) =>
      sum(
        "concurrency",
        weightBy(scenario, "lambda", () => 1),
      ),
  },
  {
    quota: "nat_addresses",
    title: "Elastic IP addresses of one NAT gateway",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
    step: 1,
    peak: (_, { network: { nat } }) => (typeof nat === "object" ? nat.addresses : nat === "none" ? 0 : 1),
  },
  {
    quota: "cloudfront_rps",
    title: "requests a second of one CloudFront distribution",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
    step: 10_000,
    peak: ({ sum, model }) =>
      model.atEdge && model.architecture.components.some(({ kind }) => kind === "cloudfront")
        ? sum("requests", only("traffic"))
        : 0,
  },
  {
    quota: "alb_targets",
    title: "targets of one Application Load Balancer",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
    step: 100,
    peak: ({ sum }, scenario) =>
      configured(scenario, "application_load_balancer").length === 0
        ? 0
        : sum("running tasks", () => 1) + sum("running instances", () => 1),
  },
  {
    quota: "api_gateway_rps",
    title: "requests a second of API Gateway",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
    step: 1000,
    peak: ({ sum }, scenario) =>
      sum(
        "requests",
        weightBy(scenario, "http_api", () => 1),
      ),
  },
];

/** Every quota that something of a scenario counts against, by the series of its run; `now` and its model: what holds today. */
export function quotasOf(
  { scenario, series }: { readonly scenario: Scenario; readonly series: Series },
  { now, model }: { readonly now: Scenario; readonly model: Model },
): readonly QuotaNeed[] {
  const peaks = peaksOf(model, series);
  return known.flatMap(({ quota, title, source, step, peak }) => {
    const most = Math.ceil(peak(peaks, scenario) - 1e-6);
    if (most <= 0) return [];
    const holds = model.quota(quota);
    // Whole steps look like a decision, and what is asked for in steps is granted in steps. Addresses are what is configured.
    const wanted = quota === "nat_addresses" ? most : Math.ceil((most * (1 + QUOTA_MARGIN)) / step) * step;
    const request = most * (quota === "nat_addresses" ? 1 : 1 + QUOTA_MARGIN) > holds ? wanted : null;
    return [{ quota, title, now: holds, isDefault: now.quotas[quota] === undefined, peak: most, request, source }];
  });
}

function peaksOf(model: Model, { columns, startSeconds }: Series): Peaks {
  return {
    model,
    sum: (name, weight) => {
      const weighed = columns
        .filter((column) => column.name === name)
        .map(({ component, values }) => ({ values, by: weight(component) }))
        .filter(({ by }) => by > 0);
      let most = 0;
      for (let i = 0; weighed.length > 0 && i < startSeconds.length; i += 1) {
        most = Math.max(
          most,
          weighed.reduce((all, { values, by }) => all + by * (values[i] ?? 0), 0),
        );
      }
      return most;
    },
  };
}

const only = (id: string) => (component: string) => Number(component === id);

/** The weight of a component of this kind; 0 for any other. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as in `configured`.
function weightBy<Config>(scenario: Scenario, kind: string, of: (config: Config) => number): (id: string) => number {
  const weights = new Map(configured<Config>(scenario, kind).map(({ id, config }) => [id, of(config)]));
  return (id) => weights.get(id) ?? 0;
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

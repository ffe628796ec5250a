/**
 * Quotas of an account from `aws service-quotas list-service-quotas`, one service or several, concatenated or as a list.
 * https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ServiceQuota.html
 */
import * as z from "zod";
import type { Quota } from "../../services/service.ts";
import { invalid, jsonValues, top } from "./json-text.ts";

/** What AWS calls a quota that scenarios know. */
interface AwsQuota {
  readonly quota: Quota;
  /** Null where the name alone tells. */
  readonly code: string | null;
  readonly service: string;
  readonly name: string;
}

/** Codes and names as the Service Quotas console has them. */
export const awsQuotas: readonly AwsQuota[] = [
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
  { quota: "fargate_vcpu", code: "L-3032A538", service: "fargate", name: "Fargate On-Demand vCPU resource count" },
  { quota: "ecs_tasks_per_service", code: null, service: "ecs", name: "Tasks per service" },
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  { quota: "lambda_concurrency", code: "L-B99A9384", service: "lambda", name: "Concurrent executions" },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html
  {
    quota: "ec2_on_demand_vcpu",
    code: "L-1216C47A",
    service: "ec2",
    name: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-limits.html
  {
    quota: "ec2_spot_vcpu",
    code: "L-34B43A08",
    service: "ec2",
    name: "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests",
  },
  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  { quota: "nat_addresses", code: "L-5F53652F", service: "vpc", name: "Elastic IP addresses per public NAT gateway" },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
  { quota: "cloudfront_rps", code: null, service: "cloudfront", name: "Requests per second per distribution" },
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
  { quota: "dynamodb_table_wru", code: "L-AB614373", service: "dynamodb", name: "Table-level write throughput limit" },
  { quota: "dynamodb_table_rru", code: "L-CF0CBE56", service: "dynamodb", name: "Table-level read throughput limit" },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  { quota: "api_gateway_rps", code: "L-8A5B8E43", service: "apigateway", name: "Throttle rate" },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
  {
    quota: "alb_targets",
    code: "L-7E6692B2",
    service: "elasticloadbalancing",
    name: "Targets per Application Load Balancer",
  },
];

/** Elastic IP addresses of a Region: what NAT gateways take theirs from. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html */
const ELASTIC_IPS = "L-0263D0A3";

const quota = z.object({
  QuotaCode: z.string(),
  QuotaName: z.string().optional(),
  ServiceCode: z.string().optional(),
  Value: z.number().min(0),
});
const list = z.object({ Quotas: z.array(quota) });
const one = z.object({ Quota: quota });
const any = z.union([list.transform(({ Quotas }) => Quotas), one.transform(({ Quota }) => [Quota]), z.array(quota)]);

export interface FoundQuotas {
  readonly quotas: Readonly<Partial<Record<Quota, number>>>;
  /** Elastic IP addresses the Region may have; null where the list does not say. */
  readonly elasticIps: number | null;
}

/** The quotas that scenarios know, the last where one is listed twice. Throws a UserError INPUT_INVALID. */
export function quotasFrom(text: string, file: string): FoundQuotas {
  const values = jsonValues(text, file).flatMap((value) => (Array.isArray(value) ? nested(value) : [value]));
  const listed = values.flatMap((value) => {
    const read = any.safeParse(value);
    if (read.success) return read.data;
    throw invalid(top(file), "this is not the output of list-service-quotas", HINT);
  });
  if (listed.length === 0) throw invalid(top(file), "the list holds no quotas", HINT);
  const found: Partial<Record<Quota, number>> = {};
  for (const { quota, code, service, name } of awsQuotas) {
    const match = listed.findLast(({ QuotaCode, QuotaName, ServiceCode }) =>
      code === null ? ServiceCode === service && QuotaName === name : QuotaCode === code,
    );
    // None at all is no quota that a scenario can have; it is left for the default to be seen.
    if (match !== undefined && match.Value > 0) found[quota] = match.Value;
  }
  return { quotas: found, elasticIps: listed.findLast(({ QuotaCode }) => QuotaCode === ELASTIC_IPS)?.Value ?? null };
}

const HINT = "write it with aws service-quotas list-service-quotas --service-code fargate --output json";

/** A list of outputs, or a bare list of quotas. */
function nested(value: readonly unknown[]): readonly unknown[] {
  const outputs = value.every((item) => typeof item === "object" && item !== null && !("QuotaCode" in item));
  return outputs ? value : [value];
}

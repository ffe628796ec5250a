import type { Quota } from "../services/service.ts";

/** AWS's defaults for a new account, and where it says so. */
export const defaultQuotas: Readonly<Record<Quota, number>> = {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
  fargate_vcpu: 6,
  ecs_tasks_per_service: 5000,
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  lambda_concurrency: 1000,
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html
  ec2_on_demand_vcpu: 5,
  ec2_spot_vcpu: 5,
  // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
  nat_addresses: 2,
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
  cloudfront_rps: 250_000,
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
  dynamodb_table_wru: 40_000,
  dynamodb_table_rru: 40_000,
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
  alb_targets: 1000,
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
  api_gateway_rps: 10_000,
};

/** Every AWS service there is, in alphabetical order of kinds. To add one: write its file, add its line. */
import { applicationLoadBalancer } from "./application-load-balancer.ts";
import { athena } from "./athena.ts";
import { aurora } from "./aurora.ts";
import { auroraServerless } from "./aurora-serverless.ts";
import { backupCopy } from "./backup-copy.ts";
import { bastion } from "./bastion.ts";
import { cloudfront } from "./cloudfront.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { cloudwatchLogs } from "./cloudwatch-logs.ts";
import { dataTransfer } from "./data-transfer.ts";
import { dynamodb } from "./dynamodb.ts";
import { ec2AutoScaling } from "./ec2-auto-scaling.ts";
import { ec2Spot } from "./ec2-spot.ts";
import { ecr } from "./ecr.ts";
import { elasticache } from "./elasticache.ts";
import { elasticacheServerless } from "./elasticache-serverless.ts";
import { eventbridge } from "./eventbridge.ts";
import { fargate } from "./fargate.ts";
import { flowLogs } from "./flow-logs.ts";
import { gatewayEndpoint } from "./gateway-endpoint.ts";
import { gatewayLoadBalancer } from "./gateway-load-balancer.ts";
import { httpApi } from "./http-api.ts";
import { instanceConnectEndpoint } from "./instance-connect-endpoint.ts";
import { interfaceEndpoint } from "./interface-endpoint.ts";
import { kms } from "./kms.ts";
import { lambda } from "./lambda.ts";
import { lambdaEdge } from "./lambda-edge.ts";
import { natGateway } from "./nat-gateway.ts";
import { natInstance } from "./nat-instance.ts";
import { networkLoadBalancer } from "./network-load-balancer.ts";
import { publicIpv4 } from "./public-ipv4.ts";
import { rdsPostgresql } from "./rds-postgresql.ts";
import { rdsProxy } from "./rds-proxy.ts";
import { redshift } from "./redshift.ts";
import { redshiftServerless } from "./redshift-serverless.ts";
import { regionalNatGateway } from "./regional-nat-gateway.ts";
import { route53 } from "./route53.ts";
import { s3 } from "./s3.ts";
import { secretsManager } from "./secrets-manager.ts";
import type { Service } from "./service.ts";
import { sqs } from "./sqs.ts";
import { stepFunctions } from "./step-functions.ts";
import { transitGateway } from "./transit-gateway.ts";
import { vpn } from "./vpn.ts";
import { waf } from "./waf.ts";

export const services: readonly Service[] = [
  applicationLoadBalancer,
  athena,
  aurora,
  auroraServerless,
  backupCopy,
  bastion,
  cloudfront,
  cloudwatch,
  cloudwatchLogs,
  dataTransfer,
  dynamodb,
  ec2AutoScaling,
  ec2Spot,
  ecr,
  elasticache,
  elasticacheServerless,
  eventbridge,
  fargate,
  flowLogs,
  gatewayEndpoint,
  gatewayLoadBalancer,
  httpApi,
  instanceConnectEndpoint,
  interfaceEndpoint,
  kms,
  lambda,
  lambdaEdge,
  natGateway,
  natInstance,
  networkLoadBalancer,
  publicIpv4,
  rdsPostgresql,
  rdsProxy,
  redshift,
  redshiftServerless,
  regionalNatGateway,
  route53,
  s3,
  secretsManager,
  sqs,
  stepFunctions,
  transitGateway,
  vpn,
  waf,
];

/** What a Terraform plan says of the platform's resources, and the configuration that it becomes. */
import { flowLogs } from "../../src/services/flow-logs.ts";
import { describe, expect, test } from "vitest";
import { cloudwatchLogs } from "../../src/services/cloudwatch-logs.ts";
import { ecr } from "../../src/services/ecr.ts";
import { gatewayEndpoint } from "../../src/services/gateway-endpoint.ts";
import { interfaceEndpoint } from "../../src/services/interface-endpoint.ts";
import { kms } from "../../src/services/kms.ts";
import { lambda } from "../../src/services/lambda.ts";
import { publicIpv4 } from "../../src/services/public-ipv4.ts";
import { route53 } from "../../src/services/route53.ts";
import { secretsManager } from "../../src/services/secrets-manager.ts";
import type { Service } from "../../src/services/service.ts";
import { sqs } from "../../src/services/sqs.ts";
import { waf } from "../../src/services/waf.ts";

function planned(service: Service, type: string, values: Readonly<Record<string, unknown>>): unknown {
  const mapping = service.terraform[type];
  if (mapping === undefined || "free" in mapping) throw new Error(`${type} makes no ${service.kind}`);
  const config = mapping.config(values);
  return config === null ? null : service.config.parse(config);
}

describe("a planned resource becomes", () => {
  test("a function of its memory, architecture and reservation; in a VPC when it has subnets", () => {
    const values = {
      memory_size: 1024,
      architectures: ["arm64"],
      reserved_concurrent_executions: 50,
      vpc_config: [{ subnet_ids: ["subnet-1"] }],
    };
    expect(planned(lambda, "aws_lambda_function", values)).toMatchObject({
      memory: 2 ** 30,
      arch: "arm64",
      reserved: 50,
      in_vpc: true,
    });
    const defaults = { memory_size: 128, architectures: null, reserved_concurrent_executions: -1, vpc_config: [] };
    expect(planned(lambda, "aws_lambda_function", defaults)).toMatchObject({
      memory: 2 ** 27,
      arch: "x86_64",
      in_vpc: false,
    });
    expect(planned(lambda, "aws_lambda_function", defaults)).not.toHaveProperty("reserved");
  });

  test("a log group of its retention and class; none means for ever", () => {
    const group = (values: object) => planned(cloudwatchLogs, "aws_cloudwatch_log_group", { ...values });
    expect(group({ retention_in_days: 14 })).toMatchObject({ retention: 14 * 86_400, class: "standard" });
    expect(group({ retention_in_days: 0, log_group_class: "INFREQUENT_ACCESS" })).toMatchObject({
      retention: "never",
      class: "infrequent_access",
    });
  });

  test("flow logs, by where they go and in which format", () => {
    const log = (values: object) => planned(flowLogs, "aws_flow_log", { ...values });
    expect(log({ log_destination_type: "s3", destination_options: [{ file_format: "parquet" }] })).toMatchObject({
      to: "s3",
      format: "parquet",
    });
    expect(log({ log_destination_type: null })).toMatchObject({ to: "cloudwatch", format: "text" });
  });

  test("a web ACL of its scope and rules", () => {
    expect(planned(waf, "aws_wafv2_web_acl", { scope: "REGIONAL", rule: [{}, {}, {}] })).toEqual({
      scope: "regional",
      rules: 3,
    });
  });

  test("an interface endpoint, or a gateway, never both", () => {
    const values = { service_name: "com.amazonaws.eu-west-3.logs", vpc_endpoint_type: "Interface" };
    expect(planned(interfaceEndpoint, "aws_vpc_endpoint", values)).toEqual({ service: "logs" });
    expect(planned(gatewayEndpoint, "aws_vpc_endpoint", values)).toBeNull();
    const gateway = { service_name: "com.amazonaws.eu-west-3.s3", vpc_endpoint_type: "Gateway" };
    expect(planned(interfaceEndpoint, "aws_vpc_endpoint", gateway)).toBeNull();
    expect(planned(gatewayEndpoint, "aws_vpc_endpoint", gateway)).toEqual({ service: "s3" });
  });

  test("a secret with its replicas, each charged", () => {
    expect(planned(secretsManager, "aws_secretsmanager_secret", { replica: [{ region: "eu-west-3" }] })).toEqual({
      secrets: 2,
    });
  });

  test("the rest, which says little more than that it exists", () => {
    expect([
      planned(ecr, "aws_ecr_repository", {}),
      planned(kms, "aws_kms_key", {}),
      planned(kms, "aws_kms_replica_key", {}),
      planned(route53, "aws_route53_zone", {}),
      planned(sqs, "aws_sqs_queue", {
        fifo_queue: true,
        visibility_timeout_seconds: 90,
        message_retention_seconds: 86_400,
        redrive_policy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":5}',
      }),
      planned(publicIpv4, "aws_eip", { instance: "i-1", network_interface: null }),
    ]).toEqual([
      {},
      { keys: 1 },
      { keys: 1 },
      { zones: 1, alias: true },
      { fifo: true, high_throughput: false, batch: 1, visibility: 90, retention: 86_400, max_receives: 5 },
      { addresses: 1, idle: false },
    ]);
  });
});

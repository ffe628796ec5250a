import { expect, test } from "vitest";
import { gatewayEndpoint } from "../../src/services/gateway-endpoint.ts";
import { alone } from "../support/service-alone.ts";

test("costs nothing", () => {
  expect(alone(gatewayEndpoint, { service: "s3" }, { hours: 720 }).meters()).toEqual({});
});

test("exists for S3 and DynamoDB only", () => {
  expect(gatewayEndpoint.config.safeParse({ service: "logs" }).success).toBe(false);
});

test("takes the gateways among Terraform's endpoints and leaves the interfaces", () => {
  const { aws_vpc_endpoint: mapping } = gatewayEndpoint.terraform;
  const read = (values: Record<string, unknown>) =>
    mapping !== undefined && "config" in mapping ? mapping.config(values) : undefined;
  const name = "com.amazonaws.us-east-1.s3";
  expect(read({ service_name: name })).toEqual({ service: "s3" });
  expect(read({ service_name: name, vpc_endpoint_type: "Interface" })).toBeNull();
});

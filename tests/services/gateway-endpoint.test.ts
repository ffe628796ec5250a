import { expect, test } from "vitest";
import { gatewayEndpoint } from "../../src/services/gateway-endpoint.ts";
import { alone } from "../support/service-alone.ts";

test("costs nothing", () => {
  expect(alone(gatewayEndpoint, { service: "s3" }, { hours: 720 }).meters()).toEqual({});
});

test("exists for S3 and DynamoDB only", () => {
  expect(gatewayEndpoint.config.safeParse({ service: "logs" }).success).toBe(false);
});

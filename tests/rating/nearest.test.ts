import { expect, test } from "vitest";
import { nearest } from "../../src/rating/nearest.ts";

const usageTypes = ["NatGateway-Hours", "NatGateway-Bytes", "LCUUsage"];

test.each([
  ["NatGateway-Hour", "NatGateway-Hours"],
  ["natgateway-bytes", "NatGateway-Bytes"],
  ["NatGatewayBytes", "NatGateway-Bytes"],
  ["LCU", null],
  ["Requests-RBP", null],
])("suggests for %s: %s", (word, suggestion) => {
  expect(nearest(word, usageTypes)).toBe(suggestion);
});

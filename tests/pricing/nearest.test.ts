import { expect, test } from "vitest";
import { nearest } from "../../src/pricing/nearest.ts";

const known = ["NatGateway-Hours", "NatGateway-Bytes", "LCUUsage"];

test("finds what a typo was meant to be, whatever its case", () => {
  expect(nearest("NatGatway-Bytes", known)).toBe("NatGateway-Bytes");
  expect(nearest("lcuusage", known)).toBe("LCUUsage");
});

test("says nothing when more than a third would have to change", () => {
  expect(nearest("Fargate", known)).toBe(null);
  expect(nearest("", known)).toBe(null);
  expect(nearest("NatGateway-Bytes", [])).toBe(null);
});

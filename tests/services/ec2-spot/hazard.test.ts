import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { interruptionBandsModule, spotPrices } from "../../../scripts/interruption-bands.ts";
import { exp } from "../../../src/math.ts";
import { bandOf, hazardAssumption, interruptionsPerSecond } from "../../../src/services/ec2-spot/hazard.ts";

test("the bands are those of the price cache, type by type and Region by Region", () => {
  const path = "src/services/ec2-spot/interruption-bands.ts";
  expect(readFileSync(path, "utf8"), "run npx tsx scripts/interruption-bands.ts").toBe(
    interruptionBandsModule(spotPrices()),
  );
});

// https://aws.amazon.com/ec2/spot/instance-advisor/ (2025-06-28)
test.each([
  ["c7g.xlarge", "us-east-1", "<5%", "spotBelow5"],
  ["c7g.xlarge", "eu-west-3", "5-10%", "spot5to10"],
  ["c7i.xlarge", "eu-west-3", "10-15%", "spot10to15"],
  ["m6g.xlarge", "eu-west-3", "15-20%", "spot15to20"],
  ["r7g.xlarge", "us-east-1", ">20%", "spotAbove20"],
  ["x9z.xlarge", "us-east-1", undefined, "spotInterrupted"],
])("%s in %s: %s", (type, region, label, assumption) => {
  expect(bandOf(type, region)?.label).toBe(label);
  expect(hazardAssumption(type, region)).toBe(assumption);
});

test("a share is what a constant rate interrupts in that time", () => {
  for (const share of [0, 0.025, 0.5, 0.99]) {
    expect(1 - exp(-interruptionsPerSecond(share, 730 * 3600) * 730 * 3600)).toBeCloseTo(share, 12);
  }
});

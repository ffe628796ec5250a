import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { decimal, sum } from "../../src/decimal.ts";
import type { Estimate } from "../../src/estimate-schema.ts";
import { focusService } from "../../src/report/focus-services.ts";
import { focusReport, leftOutOfFocus } from "../../src/report/focus.ts";
import { failingDrop, oneLine } from "../support/estimates.ts";
import { focusRows, focusViolations } from "../support/focus-rules.ts";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

const billed = (csv: string): string => sum(focusRows(csv).map((row) => decimal(row["BilledCost"] ?? ""))).toString();

test("has a row for each tier of each line item, with every digit", async () => {
  await expect(focusReport(failingDrop)).toMatchFileSnapshot("../golden/reports/failing-drop-focus.csv");
});

test("keeps the rules of FOCUS 1.2, and its costs add up to the bill", () => {
  for (const estimate of [failingDrop, oneLine]) {
    const csv = focusReport(estimate);
    expect(focusViolations(csv)).toEqual([]);
    expect(billed(csv)).toBe(estimate.bill.total);
  }
});

test("leaves out what has no price, never as zero, and says so", () => {
  expect(focusRows(focusReport(failingDrop)).filter((row) => row["ResourceId"] === "waf")).toEqual([]);
  expect(leftOutOfFocus(failingDrop)).toBe(
    "not in the FOCUS rows, because it has no price: waf BotControl-Requests, 2 resources of aws_guardduty_detector",
  );
  expect(leftOutOfFocus(oneLine)).toBe(null);
});

const twoMonths = `
region: eu-west-1
period: { start: 2026-11-29, days: 4 }
discount: 10%
traffic: { baseline: { shape: constant, mean: 10/s } }
architecture: { network: { azs: 2, nat: per_az }, balancer: {}, app: { min: 2 } }
`;

test("a period over two months has rows of each, at the list price and at the payer's own", () => {
  const estimate: Estimate = estimateOf(scenarioOf(twoMonths));
  const csv = focusReport(estimate);
  expect(focusViolations(csv)).toEqual([]);
  expect(billed(csv)).toBe(estimate.bill.total);
  const hours = focusRows(csv).filter(
    (row) => row["SkuMeter"] === "EU-NatGateway-Hours" && row["ResourceId"] === "nat-a",
  );
  expect(
    hours.map((row) =>
      ["BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "PricingQuantity", "ListCost", "BilledCost"].map(
        (column) => row[column],
      ),
    ),
  ).toEqual([
    ["2026-11-01T00:00:00Z", "2026-11-29T00:00:00Z", "2026-12-01T00:00:00Z", "48", "2.304", "2.0736"],
    ["2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z", "2026-12-03T00:00:00Z", "48", "2.304", "2.0736"],
  ]);
});

test("an average month lies within its billing period", () => {
  const csv = focusReport(estimateOf(scenarioOf(twoMonths.replace("{ start: 2026-11-29, days: 4 }", "average_month"))));
  expect(focusViolations(csv)).toEqual([]);
});

test("knows the name and the category of every service in the price cache", () => {
  const codes = readdirSync("pricing-cache", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(`pricing-cache/${name}`))
    .map((file) => file.replace(/\.json$/, ""));
  expect(codes.length).toBeGreaterThan(100);
  expect([...new Set(codes)].filter((code) => focusService(code).name === code)).toEqual([]);
});

test("the rules find what is wrong", () => {
  const csv = focusReport(oneLine);
  expect(focusViolations(csv.replace("Usage,", "Use,"))).toEqual(['row 1: ChargeCategory is "Use"']);
  expect(focusViolations(csv.replace("BilledCost,", "Cost,"))).toEqual([
    "column BilledCost is missing",
    "column Cost is neither FOCUS's nor a custom one",
  ]);
  expect(focusViolations(csv.replace("450,", "$450,"))).toEqual([
    'row 1: BilledCost is "$450", which is no decimal number',
  ]);
});

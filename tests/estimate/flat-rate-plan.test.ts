import { expect, test } from "vitest";
import { estimate } from "../../src/estimate.ts";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import { services } from "../../src/services/index.ts";

/** A month of 60 requests a second at the edge: 155.5 million, of images alone. */
function month(plan: string, rules = 5, mean = "60/s") {
  const text = `
surgecast: 1
name: plans
region: us-east-1
period: { month: 2026-11 }
step: { base: 1h }
traffic: { baseline: { mean: ${mean} }, mix: { static: 100% }, viewers: { united_states: 100% }, noise: 0% }
architecture: { network: { nat: none }, cdn: { plan: ${plan} }, firewall: { rules: ${rules} }, bucket: {} }
`;
  const scenario = parseScenario({ text, file: "plans.yaml" }, { services });
  return estimate(scenario, loadPriceBook({ needed: pricesNeeded(scenario, services) }), { sensitivity: false });
}

test("costs its price in a whole month, and says what pay as you go would cost", () => {
  const { bill, warnings } = month("business");
  const cdn = bill.lineItems.filter(({ component }) => component === "cdn");
  expect(cdn.map(({ usageType, quantity, cost }) => [usageType, quantity, cost])).toEqual([
    ["flat-rate plan business", "1", "200"],
  ]);
  const without = month("pay_as_you_go");
  const difference = (Number(without.bill.total) - Number(bill.total)).toFixed(2);
  expect(warnings).toContain(
    `pay as you go would cost $${difference} more than the flat-rate plan, all it pays for included`,
  );
  expect(without.warnings.filter((warning) => warning.includes("flat-rate"))).toEqual([]);
});

test("says when a month is more than the plan is made for, at which nothing more is charged", () => {
  const of = (plan: string, mean: string) =>
    month(plan, 5, mean).warnings.filter((warning) => warning.startsWith("cdn"));
  expect(of("business", "60/s")).toEqual([
    "cdn: 155.5 M requests and 6518 GB in 2026-11, where the Business plan is made for 125.0 M and 51200 GB: nothing more is charged, a first spike is not slowed down, months of it may be",
  ]);
  expect(of("business", "48/s")).toEqual([]);
  expect(of("pro", "60/s")).toEqual([
    "cdn: 155.5 M requests and 6518 GB in 2026-11, where the Pro plan is made for 10.0 M and 51200 GB: nothing more is charged, but AWS may serve it more slowly",
  ]);
});

test("says when the web ACL has more rules than the plan allows", () => {
  expect(month("pro", 30, "1/s").warnings).toContain("firewall has 30 rules, and the Pro plan of cdn at most 25");
});

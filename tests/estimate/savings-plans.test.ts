import { describe, expect, test } from "vitest";
import { estimate } from "../../src/estimate.ts";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { pricesNeeded } from "../../src/scenario/prices-needed.ts";
import { services } from "../../src/services/index.ts";

/** Two tasks of 1 vCPU and 2 GB on x86 for ten hours, and nothing that grows. */
function bill(plans: string, region = "us-east-1", app = "{ cpu: 1, memory: 2GB, arch: x86_64, min: 2, max: 2 }") {
  const text = `
surgecast: 1
name: plans
region: ${region}
period: { start: 2026-11-20, hours: 10 }
traffic: { at: load_balancer, baseline: { mean: 1/s }, mix: { api: 100% } }
savings_plans: ${plans}
architecture: { network: { nat: none }, app: ${app} }
`;
  const scenario = parseScenario({ text, file: "plans.yaml" }, { services });
  const prices = loadPriceBook({ needed: pricesNeeded(scenario, services) });
  return estimate(scenario, prices, { sensitivity: false }).bill;
}

const lines = (of: ReturnType<typeof bill>) =>
  of.lineItems
    .filter(({ component }) => component === "app" || component === "savings_plans")
    .map(({ component, serviceCode, usageType, quantity, cost }) => [
      component,
      serviceCode,
      usageType,
      quantity,
      cost,
    ]);

describe("a Compute Savings Plan", () => {
  test("of $0.05 an hour covers memory first, which saves as much at a lower rate, then vCPU; the rest is On-Demand", () => {
    // 4 GB × $0.003556 = $0.014224; the other $0.035776 cover 1.1047430830 vCPU at $0.032384.
    expect(lines(bill("[{ type: compute, commitment: $0.05/h }]"))).toEqual([
      ["app", "AmazonECS", "USE1-Fargate-vCPU-Hours:perCPU", "8.95256917", expect.any(String)],
      ["app", "ComputeSavingsPlans", "USE1-Fargate-vCPU-Hours:perCPU", "11.04743083", expect.any(String)],
      ["app", "ComputeSavingsPlans", "USE1-Fargate-GB-Hours", "40", "0.14224"],
    ]);
  });

  test("that is larger than the usage is billed in full: what is covered, and what is not used", () => {
    const { lineItems, total, complete } = bill("[{ type: compute, commitment: $0.10/h, term: 3yr }]");
    const planned = lineItems.filter(({ serviceCode }) => serviceCode === "ComputeSavingsPlans");
    expect(planned.map(({ usageType, quantity, cost }) => [usageType, quantity, cost])).toEqual([
      ["USE1-Fargate-vCPU-Hours:perCPU", "20", "0.44528"],
      ["USE1-Fargate-GB-Hours", "40", "0.09779"],
      // $1.00 less what is used.
      ["unused commitment", "0.45693", "0.45693"],
    ]);
    expect(complete).toBe(true);
    expect(Number(total)).toBeGreaterThanOrEqual(1);
    expect(planned.at(-1)).toMatchObject({ component: "savings_plans", priceAsOf: null, priceSource: null });
  });

  test("never covers Spot", () => {
    const spot = "{ cpu: 1, memory: 2GB, arch: arm64, min: 2, max: 2, spot: 100% }";
    const unused = bill("[{ type: compute, commitment: $0.10/h }]", "us-east-1", spot).lineItems.find(
      ({ usageType }) => usageType === "unused commitment",
    );
    expect(unused?.cost).toBe("1");
  });

  test("in a Region without listed rates leaves usage without a price, never at a guess; the commitment is billed", () => {
    const { lineItems, complete, unpriced } = bill("[{ type: compute, commitment: $0.10/h }]", "eu-west-1");
    expect(complete).toBe(false);
    expect(unpriced.map(({ component, reason }) => [component, reason.slice(0, 40)])).toEqual([
      ["app", expect.stringContaining("no price for ComputeSavingsPlans")],
      ["app", expect.stringContaining("no price for ComputeSavingsPlans")],
    ]);
    expect(lineItems.find(({ component }) => component === "savings_plans")?.cost).toBe("1");
  });
});

describe("an EC2 Instance Savings Plan", () => {
  const group = "{ service: ec2_auto_scaling, type: c7g.xlarge, min: 2, max: 2, disk: 0GB }";
  const hours = (plans: string) =>
    lines(bill(plans, "us-east-1", group)).filter(([, , usageType]) => usageType !== "EBS:VolumeUsage.gp3");

  test("covers its family in its Region: $0.0955 an hour are one c7g.xlarge of two", () => {
    expect(
      hours("[{ type: ec2_instance, family: c7g, commitment: $0.0955/h }]\nquotas: { ec2_on_demand_vcpu: 8 }"),
    ).toEqual([
      ["app", "AmazonEC2", "BoxUsage:c7g.xlarge", "10", "1.45"],
      ["app", "ComputeSavingsPlans", "BoxUsage:c7g.xlarge", "10", "0.955"],
    ]);
  });

  test("of another family covers nothing", () => {
    expect(
      hours("[{ type: ec2_instance, family: m7i, commitment: $0.1/h }]\nquotas: { ec2_on_demand_vcpu: 8 }"),
    ).toEqual([
      ["app", "AmazonEC2", "BoxUsage:c7g.xlarge", "20", "2.9"],
      ["savings_plans", "ComputeSavingsPlans", "unused commitment", "1", "1"],
    ]);
  });
});

test("a plan says what it is", () => {
  const plans = "[{ type: compute, commitment: 5, family: c7g }, { type: ec2_instance, commitment: $5/h }]";
  expect(() => bill(plans)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /commitment must be an amount an hour such as \$5\/h; got 5[^]*family[^]*savings_plans\[1\]\.family is missing/,
      ),
    }),
  );
});

import { expect, test } from "vitest";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

/** A month in which nothing but the batch happens. */
const batches = (batch: string, more = "") =>
  estimateOf(
    scenarioOf(`
region: us-east-1
period: { month: 2026-11 }
traffic: { baseline: { mean: 0/s }, mix: { page: 100% }, noise: 0% }
architecture: { batch: ${batch} }
quotas: { ec2_spot_vcpu: 400, ec2_on_demand_vcpu: 400 }
${more}
`),
  );

const calm = `{ type: c7g.xlarge, instances: 4, work: 32h, interrupted: 0%, disk: 50GB, deadline: "04:00" }`;

// us-east-1: c7g.xlarge $0.068 on Spot (2026-01-19), $0.145 on demand, gp3 $0.08 a GB-month of 720 h; boot 90 s.
const hours = 4 * (2 + 90 / 3600);
const disk = ((hours * 50) / 720) * 0.08;

test("a night without interruptions: hours and volumes at list prices, beside the same on demand", () => {
  const { batches: all, bill } = batches(calm);
  const [it] = all;
  expect(it).toMatchObject({
    component: "batch",
    runs: 10_000,
    pools: [{ type: "c7g.xlarge", interruptionBand: "<5%", instances: 4 }],
    finishSeconds: { p10: 7290, p50: 7290, p90: 7290, p99: 7290, longest: 7290 },
    interruptedRunsShare: 0,
    onDemandHoursShare: 0,
    onDemand: { finishSeconds: 7290 },
  });
  // It ends 90 s after 04:00, every night.
  expect(it?.deadline).toEqual({ seconds: 7200, missedShare: 1 });
  expect(Number(it?.costPerRun?.mean)).toBeCloseTo(hours * 0.068 + disk, 8);
  expect(Number(it?.onDemand.costPerRun)).toBeCloseTo(hours * 0.145 + disk, 8);
  expect(it?.savedShare).toBeCloseTo(1 - (hours * 0.068 + disk) / (hours * 0.145 + disk), 6);
  // Thirty nights are the month's bill.
  const billed = bill.byComponent.find(({ component }) => component === "batch");
  expect(Number(billed?.cost)).toBeCloseTo(30 * Number(it?.costPerRun?.mean), 6);
});

test("what this payer pays: a discount counts, in the saving too", () => {
  const [full, less] = [batches(calm).batches[0], batches(calm, "discount: 10%").batches[0]];
  expect(Number(less?.costPerRun?.mean)).toBeCloseTo(0.9 * Number(full?.costPerRun?.mean), 8);
  expect(less?.savedShare).toBeCloseTo(full?.savedShare ?? 0, 6);
});

test("nights with interruptions: late ones, dearer ones, some on demand", () => {
  const often = "interrupted: 99%, crowding: 3, checkpoint: 30m, fallback: on_demand";
  const [it] = batches(`{ type: c7g.xlarge, instances: 8, work: 320h, deadline: 620m, ${often} }`).batches;
  const { p10, p50, p90, p99, longest } = it!.finishSeconds;
  expect([p10, p50, p90, p99, longest]).toEqual([p10, p50, p90, p99, longest].toSorted((a, b) => a! - b!));
  expect(p99).toBeGreaterThan(p10!);
  expect(it?.interruptedRunsShare).toBeGreaterThan(0.1);
  expect(it?.interruptionsPerRun).toBeGreaterThan(it!.interruptedRunsShare);
  expect(it?.onDemandHoursShare).toBeGreaterThan(0.01);
  expect(it?.deadline?.missedShare).toBeLessThan(1);
  expect(Number(it?.costPerRun?.p90)).toBeGreaterThan(Number(it?.costPerRun?.p10));
});

test("a type without a price has no cost, and says so", () => {
  const [it] = batches("{ type: x9z.xlarge, instances: 1, work: 4h }").batches;
  expect([it?.costPerRun, it?.savedShare, it?.onDemand.costPerRun]).toEqual([null, null, null]);
  expect(it?.pools[0]?.interruptionBand).toBeNull();
});

test("no batch, nothing to say", () => {
  expect(batches("{ service: s3 }").batches).toEqual([]);
});

import { expect, test } from "vitest";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

/** Three days of next to nothing on one task of 1 vCPU and 2 GB: $0.03238 + 2 × $0.00356 an hour. */
const TASK_HOUR = 0.0395;
const shop = (prepare: string): string => `region: us-east-1
period: { start: 2026-11-10, days: 3 }
traffic: { at: load_balancer, baseline: { mean: 1/s }, mix: { page: 100% }, noise: 0% }
architecture:
  network: { azs: 2, nat: single }
  balancer: {}
  app: { service: fargate, cpu: 1, memory: 2GB, arch: arm64, min: 1, max: 40 }
quotas: { fargate_vcpu: 100 }
prepare:
${prepare}
`;
const estimated = (prepare: string, options = {}) => estimateOf(scenarioOf(shop(prepare)), options);

test("nothing prepared", () => {
  expect(estimated("  []").prepared).toBeNull();
});

test("ten tasks more for two hours cost twenty task-hours, and what they start and send", () => {
  const { prepared, warnings } = estimated("  - { component: app, from: 24h, until: 26h, min: 11 }");
  expect(prepared).toMatchObject({
    entries: [
      {
        component: "app",
        settings: [{ setting: "min", value: "11" }],
        event: null,
        from: "2026-11-11T00:00:00Z",
        until: "2026-11-11T02:00:00Z",
        costPerDay: null,
      },
    ],
  });
  // Starting takes minutes that are billed, and the scaler takes them back step by step.
  expect(Number(prepared?.cost) / (20 * TASK_HOUR)).toBeGreaterThan(1);
  expect(Number(prepared?.cost) / (20 * TASK_HOUR)).toBeLessThan(1.5);
  expect(prepared?.entries[0]?.cost).toBe(prepared?.cost);
  expect(warnings.filter((warning) => warning.includes("stands until"))).toEqual([]);
});

test("a raise that nobody lowers has a price a day, and is a warning", () => {
  const { prepared, warnings } = estimated("  - { component: app, from: 24h, min: 11 }");
  const [entry] = prepared?.entries ?? [];
  expect(entry?.until).toBeNull();
  expect(Number(entry?.costPerDay) / (240 * TASK_HOUR)).toBeCloseTo(1, 1);
  expect(warnings).toContainEqual(
    expect.stringMatching(/^app \(min 11\) is raised and stands until it is lowered: \$9\.\d\d a day; say until when/),
  );
});

test("of several each has its price, and so have all; the higher of two that overlap hides the other", () => {
  const { prepared } = estimated(`  - { component: app, from: 24h, until: 26h, min: 11 }
  - { component: balancer, from: 24h, until: 26h, reserved_lcu: 100 }
  - { component: app, from: 24h, until: 26h, min: 6 }`);
  const [high, balancer, hidden] = (prepared?.entries ?? []).map(({ cost }) => Number(cost));
  expect(hidden).toBe(0);
  // Two hours of a hundred reserved units at $0.008, less what is used of them.
  expect(balancer).toBeCloseTo(1.6, 1);
  expect(high).toBeGreaterThan(0.3);
  expect(Number(prepared?.cost)).toBeGreaterThan((high ?? 0) + (balancer ?? 0));
});

test("of more than eight only all together, and without event costs none", () => {
  const nine = Array.from({ length: 9 }, (_, at) => `  - { component: app, from: ${at}h, until: ${at + 1}h, min: 3 }`);
  const many = estimated(nine.join("\n")).prepared;
  expect(Number(many?.cost)).toBeGreaterThan(0.5);
  expect(many?.entries.map(({ cost }) => cost)).toEqual(Array.from({ length: 9 }, () => null));
  const quick = estimated("  - { component: app, from: 24h, min: 11 }", { eventCosts: false });
  expect(quick.prepared).toMatchObject({ cost: null, entries: [{ cost: null, costPerDay: null }] });
  expect(quick.warnings).toContainEqual(expect.stringContaining("stands until it is lowered; say"));
});

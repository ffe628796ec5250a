/** Advice is what a user can repeat: every set and every change, applied with --set, gives the stated total and verdict. */
import { beforeAll, expect, test } from "vitest";
import { adviseScenarioFile } from "../../src/advice-file.ts";
import type { Advice } from "../../src/advice/schema.ts";
import { runScenarioFile } from "../../src/node.ts";

const PATH = "scenarios/nat-surprise.yaml";
const SHORT = ["period={start: 2026-01-01, days: 3}"];

let advice: Advice;
beforeAll(async () => {
  advice = await adviseScenarioFile(PATH, { set: SHORT, workers: 1 });
}, 120_000);

test("each change alone, applied with --set, gives its total and its verdict", { timeout: 120_000 }, () => {
  expect(advice.changes.length).toBeGreaterThan(10);
  for (const change of advice.changes) {
    const { estimate } = runScenarioFile(PATH, { set: [...SHORT, ...change.set], sensitivity: false });
    expect([change.id, estimate.bill.total]).toEqual([change.id, change.total]);
    expect(estimate.survival?.verdict).toBe(change.verdict);
  }
});

test("each set, applied with --set, gives its total and its verdict", { timeout: 120_000 }, () => {
  expect(advice.sets.map(({ name }) => name)).toEqual(["saves", "saves_all"]);
  for (const set of advice.sets) {
    const { estimate } = runScenarioFile(PATH, { set: [...SHORT, ...set.set], sensitivity: false });
    expect(estimate.bill.total).toBe(set.total);
    expect(estimate.survival?.verdict).toBe(set.verdict);
  }
});

test("is the same for any number of threads", { timeout: 240_000 }, async () => {
  const inThreads = await adviseScenarioFile(PATH, { set: SHORT, workers: 3 });
  expect(JSON.stringify(inThreads)).toBe(JSON.stringify(advice));
});

test("the endpoint without routes is found, and saves what NAT takes for its bytes", () => {
  const [found] = advice.changes.filter(({ id }) => id === "endpoint.s3");
  expect(found?.set).toEqual(["architecture.network.gateway_endpoints=[s3]"]);
  expect(found?.loses).toEqual([]);
  expect(advice.sets[0]?.members.map(({ id }) => id)).toContain("endpoint.s3");
});

test("a set is no dearer than any change in it that keeps the verdict alone", () => {
  for (const set of advice.sets) {
    const members = advice.changes.filter(({ id }) => set.members.some((member) => member.id === id));
    for (const { difference } of members) expect(Number(set.difference)).toBeLessThanOrEqual(Number(difference) + 1e-9);
  }
});

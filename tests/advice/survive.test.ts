/** What is said to survive does, with the smallest floors: a little less of any of them and it does not. */
import { beforeAll, expect, test } from "vitest";
import { adviseScenarioFile } from "../../src/advice-file.ts";
import type { Advice } from "../../src/advice/schema.ts";
import { runScenarioFile } from "../../src/node.ts";

const PATH = "scenarios/flash-sale.yaml";
const DAY = ["period={ start: 2026-11-20, days: 1 }"];

let advice: Advice;
beforeAll(async () => {
  advice = await adviseScenarioFile(PATH, { set: DAY });
}, 300_000);

const strategy = (id: string) => advice.strategies.find((one) => one.id === id)!;
const verdictWith = (set: readonly string[]) =>
  runScenarioFile(PATH, { set: [...DAY, ...set], sensitivity: false }).estimate.survival?.verdict;

test("as it is, it fails", () => {
  expect(advice.now.verdict).toBe("fails");
  expect(advice.sets.map(({ name, verdict }) => [name, verdict]).slice(0, 2)).toEqual([
    ["survives", "survives"],
    ["survives_all", "survives"],
  ]);
});

test("each set, applied with --set, gives its total and its verdict", { timeout: 120_000 }, () => {
  for (const set of advice.sets) {
    const { estimate } = runScenarioFile(PATH, { set: [...DAY, ...set.set], sensitivity: false });
    expect([set.name, estimate.bill.total, estimate.survival?.verdict]).toEqual([set.name, set.total, set.verdict]);
  }
});

test("with raised floors it survives, with a step less of any of them it does not", { timeout: 120_000 }, () => {
  const { set, raised } = strategy("prepare");
  expect(verdictWith(set)).toBe("survives");
  expect(raised.length).toBeGreaterThan(0);
  for (const { component, amount } of raised) {
    const step = { app: 1, database: 0.5, balancer: 10, payment: 5 }[component] ?? 1000;
    // Fewer LCU than AWS reserves at all are none.
    const less = component === "balancer" && amount - step < 100 ? 0 : amount - step;
    const weaker = set.map((change) =>
      change.replace(`: ${amount} }`, `: ${less} }`).replace(`=${amount}`, `=${less}`),
    );
    expect(weaker).not.toEqual(set);
    expect([component, verdictWith(weaker)]).not.toEqual([component, "survives"]);
  }
});

test("pages at the edge leave less to raise", () => {
  const tasks = (id: string) => strategy(id).raised.find(({ component }) => component === "app")?.amount ?? 0;
  expect(tasks("prepare+cache.page.60")).toBeLessThan(tasks("prepare+cache.page.5"));
  expect(tasks("prepare+cache.page.5")).toBeLessThan(tasks("prepare"));
});

test("a waiting room says how long people wait, and one for hours is no way to survive", () => {
  const room = strategy("waiting-room");
  expect(room.waiting!.seconds).toBeGreaterThan(600);
  expect(room.survives).toBe(false);
  expect(room.why).toContain("is taken for gone");
  expect(strategy("waiting-room+prepare").waiting!.seconds).toBeLessThanOrEqual(630);
});

test("the runbook raises before the event and lowers after it, each floor by name", () => {
  const lines = advice.runbook.filter(({ kind }) => kind === "raise" || kind === "lower");
  expect(lines.map(({ offset, action }) => `${offset} ${action.replace(/\d+/, "n")}`)).toEqual([
    "T-1h raise the reserved capacity of balancer to n LCU",
    "T-30m raise the minimum of app to n tasks",
    "T+45m lower the minimum of app to n tasks",
    "T+45m end the reserved capacity of balancer",
  ]);
  const times = advice.runbook.map(({ at }) => at);
  expect(times).toEqual([...times].sort());
});

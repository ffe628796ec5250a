import { expect, test } from "vitest";
import { lossSentence, type Survival, verdictSentence } from "../../src/report/verdict.ts";
import { failingDrop, survivingDrop } from "../support/estimates.ts";

const fails = failingDrop.survival as Survival;
const survives = survivingDrop.survival as Survival;

test("names the first limit in words, with the instant it was reached", () => {
  expect(verdictSentence(fails)).toBe("Fails at 20 Nov 18:00:12 UTC: app ran out of CPU (3 tasks of 2 vCPU).");
});

test("names the worst class where no limit was reached", () => {
  const [drop] = fails.events;
  const slow: Survival = { ...fails, verdict: "degrades", events: [{ ...drop!, verdict: "degrades", limits: [] }] };
  expect(verdictSentence(slow)).toBe(
    "Degrades in drop: 17.5% of checkout requests served in time where 99.5% within 3s was asked.",
  );
});

test("passes over events that went better than the worst", () => {
  const [drop] = fails.events;
  const early = { ...survives.events[0]!, name: "teaser", limits: drop!.limits.slice(1, 2) };
  expect(verdictSentence({ ...fails, events: [early, drop!] })).toContain("app ran out of CPU");
});

test("says of what the shop survived", () => {
  expect(verdictSentence(survives)).toBe("Survives drop: every request class meets its objective.");
  expect(verdictSentence({ ...survives, events: [] })).toBe("Survives: every request class meets its objective.");
});

test("says what the failure cost, and leaves orders out where none are known", () => {
  expect(lossSentence(fails)).toBe(
    "812,004 of 1,960,233 requests failed (41.4%), 6,900 came late (0.35%). 1,204 orders worth $216,720.00 were lost.",
  );
  expect(lossSentence({ ...fails, ordersLost: null })).toBe(
    "812,004 of 1,960,233 requests failed (41.4%), 6,900 came late (0.35%).",
  );
  expect(lossSentence({ ...fails, ordersLost: { orders: "1204", value: null } })).toContain("1,204 orders were lost.");
  expect(lossSentence({ ...survives, failed: "0" })).toBe("No request failed of 1,960,233.");
});

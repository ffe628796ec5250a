import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Estimate } from "../../src/estimate-schema.ts";
import { estimateWithSeries } from "../../src/estimate.ts";
import { eventNeeds } from "../../src/report/brief/needs.ts";
import { briefReport } from "../../src/report/brief.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { services } from "../../src/services/index.ts";
import type { Series } from "../../src/simulation/series.ts";
import { dropSeries, failingDrop, oneLine, survivingDrop } from "../support/estimates.ts";
import { pricesOf } from "../support/estimate-text.ts";

function run(scenario: string, set: readonly string[] = []): { readonly estimate: Estimate; readonly series: Series } {
  const path = `scenarios/${scenario}.yaml`;
  const parsed = parseScenario({ text: readFileSync(path, "utf8"), file: path }, { services, set });
  return estimateWithSeries(parsed, pricesOf(parsed), { sensitivity: false });
}

// With stock that never runs out: what an event needs is then the same, however much of it is served.
const ENDLESS = "traffic.events[0].stock=1000000";
const flashSale = run("flash-sale", [ENDLESS]);

test("the flash sale on a page", async () => {
  await expect(briefReport(flashSale.estimate, flashSale.series)).toMatchFileSnapshot(
    "../golden/reports/flash-sale-brief.md",
  );
});

test("a failing drop whose series says little, and one that survives", async () => {
  await expect(briefReport(failingDrop, dropSeries)).toMatchFileSnapshot("../golden/reports/failing-drop-brief.md");
  await expect(briefReport(survivingDrop)).toMatchFileSnapshot("../golden/reports/surviving-drop-brief.md");
});

test("fits a page and a mail", () => {
  for (const text of [
    briefReport(flashSale.estimate, flashSale.series),
    briefReport(failingDrop, dropSeries),
    briefReport(oneLine),
  ]) {
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  }
});

/** The figure that the brief says, in its own words. */
function advised(text: string, words: RegExp): string {
  return words.exec(text.replace(/\s+/g, " "))?.[1] ?? `nothing like ${words.source}`;
}

test("who does what it says survives", () => {
  const text = briefReport(flashSale.estimate, flashSale.series);
  const ready = (min: string) => `from: -30m, until: 90m, ${min}`;
  const { estimate } = run("flash-sale", [
    ENDLESS,
    `quotas.fargate_vcpu=${advised(text, /quota of at least (\d+) vCPU/)}`,
    `destinations.payment.limit.per_second=${advised(text, /payment for at least (\d+) calls/)}`,
    `prepare=[${[
      `{ component: app, event: drop, ${ready(`min: ${advised(text, /have (\d+) tasks of app/)}`)} }`,
      `{ component: database, event: drop, ${ready(`min: ${advised(text, /minimum of (\d+) ACU/)}`)} }`,
      `{ component: balancer, event: drop, ${ready(`reserved_lcu: ${advised(text, /reserve (\d+) LCU/)}`)} }`,
    ].join(", ")}]`,
  ]);
  expect(flashSale.estimate.survival?.verdict).toBe("fails");
  expect(estimate.survival).toMatchObject({ verdict: "survives", failed: "0" });
});

test("what an event needs is what arrived once where requests failed, and what was used where none did", () => {
  const prepared = run("flash-sale-prepared", [ENDLESS]);
  const needed = [flashSale, prepared].map(({ estimate, series }) =>
    eventNeeds(estimate, series, estimate.survival!.events[0]!),
  );
  const [failing, surviving] = needed;
  // The same drop asks for the same work, however much of it was done.
  expect(failing!.vcpu! / surviving!.vcpu!).toBeCloseTo(1, 1);
  expect(failing!.paymentsPerSecond).toBeCloseTo(surviving!.paymentsPerSecond!, 6);
  expect(surviving!.lcu).toBeCloseTo(failing!.lcu!, 6);
  expect(surviving!.attemptsPerSecond).toBeLessThan(failing!.attemptsPerSecond!);
});

test("does not know what a class needs that has work of its own", () => {
  const event = flashSale.estimate.survival!.events[0]!;
  const renamed = { ...event, byClass: event.byClass.map((one) => ({ ...one, class: `own-${one.class}` })) };
  expect(eventNeeds(flashSale.estimate, flashSale.series, renamed)).toMatchObject({ vcpu: null, acu: null });
});

/** Half as long steps describe the same month: delays, timeouts and cooldowns are in seconds, and hours are AWS's. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Decimal } from "../../src/decimal.ts";
import { loadScenario } from "../../src/node.ts";
import { rate } from "../../src/rating/rate.ts";
import { ratingOptions } from "../../src/scenario/rating-options.ts";
import type { Scenario } from "../../src/scenario/schema.ts";
import { anyScenario, readSmall } from "../support/scenario-arbitrary.ts";
import { pricesOf, runOf } from "../support/estimate-text.ts";

const seed = Number(process.env["SEED"] ?? 1);

function atSteps(scenario: Scenario, baseSeconds: number, fineSeconds: number) {
  const { run, usages } = runOf(scenario, { step: { baseSeconds, fineSeconds } });
  const clockHours = run.metered
    .filter(({ meter }) => meter.rounding === "clock_hour")
    .map(({ component, meterName, hours }) => [component, meterName, ...hours]);
  return { clockHours, total: rate(usages, pricesOf(scenario), ratingOptions(scenario)).total };
}

function expectSameMonth(scenario: Scenario): void {
  const [whole, half] = [atSteps(scenario, 60, 1), atSteps(scenario, 30, 0.5)];
  expect(half.clockHours).toEqual(whole.clockHours);
  expect(changeInPercent(whole.total, half.total)).toBeLessThan(0.5);
}

function changeInPercent(before: Decimal, after: Decimal): number {
  return Math.abs(Number(after.dividedBy(before)) - 1) * 100;
}

test.each(["flash-sale", "flash-sale-prepared"])("%s costs the same in steps of 30 s and half a second", (name) => {
  expectSameMonth(loadScenario(`scenarios/${name}.yaml`));
});

test("so do random scenarios, as long as nothing fails: at the brink a second decides", () => {
  const calm = anyScenario.filter((written) =>
    runOf(readSmall(written)).run.limits.every(({ failed }) => failed.every((n) => n === 0)),
  );
  fc.assert(
    fc.property(calm, (written) => expectSameMonth(readSmall(written))),
    { numRuns: 12, seed, endOnFailure: true },
  );
});

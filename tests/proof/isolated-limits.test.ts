/**
 * For every limit of every service: raised where nothing else binds, it never lowers what is served; without traffic it fails
 * nothing; and before an event it knows nothing of it.
 */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { services } from "../../src/services/index.ts";
import { runOf } from "../support/estimate-text.ts";
import {
  isolatedLimits,
  notRaised,
  openShop,
  type IsolatedLimit,
  type Peak,
  type Shop,
} from "../support/isolated-limits.ts";
import { readSmall } from "../support/scenario-arbitrary.ts";

const seed = Number(process.env["SEED"] ?? 1);
const RUNS = Number(process.env["RUNS"] ?? 6);

const peaks: fc.Arbitrary<Peak> = fc.record({
  mean: fc.integer({ min: 5, max: 40 }),
  multiple: fc.integer({ min: 20, max: 60 }),
  ramp: fc.integer({ min: 0, max: 120 }),
  hold: fc.integer({ min: 60, max: 600 }),
});
/** Two values of a limit, the second higher. */
const two = fc
  .tuple(fc.double({ min: 0.05, max: 0.9, noNaN: true }), fc.double({ min: 0.01, max: 0.4, noNaN: true }))
  .map(([x, more]) => [x, x + more] as const);

function shopOf({ allow }: IsolatedLimit, peak: Peak, x: number): Shop {
  const shop = openShop(peak);
  allow(shop, x, peak.mean * peak.multiple);
  return shop;
}

function served(one: IsolatedLimit, peak: Peak, x: number) {
  const { limit, counts } = one;
  const { run } = runOf(readSmall(shopOf(one, peak, x)));
  const reached = run.limits.filter(({ firstSeconds }) => firstSeconds.some((at) => at >= 0)).map(({ name }) => name);
  const driver = run.drivers.find(({ component, name }) => component === counts?.component && name === counts.name);
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  return {
    requests:
      counts === undefined
        ? run.tallies.reduce((sum, tally) => sum + total(tally.onTime) + total(tally.late), 0)
        : total(driver!.hours),
    binds: reached.includes(limit.slice(limit.indexOf(".") + 1)),
    others: reached.filter((name) => name !== limit.slice(limit.indexOf(".") + 1)),
  };
}

test("every limit of a service is here, or says why not", () => {
  const known = services.flatMap(({ kind, limits }) => Object.keys(limits).map((name) => `${kind}.${name}`));
  const here = new Set([...isolatedLimits.map(({ limit }) => limit), ...Object.keys(notRaised)]);
  expect(known.filter((limit) => !here.has(limit))).toEqual([]);
  expect([...here].filter((limit) => !known.includes(limit))).toEqual(["partner.per_second"]);
});

describe.each(isolatedLimits.map((one) => [one.limit, one] as const))("%s", (_, one) => {
  test("raised by itself, never lowers what is served", () => {
    let bound = 0;
    fc.assert(
      fc.property(peaks, two, (peak, [low, high]) => {
        const [less, more] = [served(one, peak, low), served(one, peak, high)];
        expect(less.others.filter((name) => !(one.beside ?? []).includes(name))).toEqual([]);
        if (less.binds) bound += 1;
        expect(more.requests, `${low}: ${less.requests}, ${high}: ${more.requests}`).toBeGreaterThanOrEqual(
          less.requests * (1 - 1e-9) - 1e-6,
        );
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
    expect(bound, "the limit was reached").toBeGreaterThan(0);
  });

  const peak: Peak = { mean: 20, multiple: 40, ramp: 30, hold: 120 };

  test("fails nothing without traffic, however tight it is", () => {
    const shop = shopOf(one, peak, 0.1);
    shop.traffic.baseline.mean = "0/s";
    const { run } = runOf(readSmall(shop));
    expect(run.tallies.flatMap(({ failed }) => [...failed]).filter((requests) => requests > 0)).toEqual([]);
    expect(run.limits.filter(({ failed }) => failed.some((requests) => requests > 0))).toEqual([]);
  });

  test("is, step by step, the same before an event with and without it", () => {
    const scenario = readSmall(shopOf(one, peak, 0.5));
    const [whole, without] = [runOf(scenario), runOf(scenario, { without: ["drop"] })];
    const steps = whole.run.grid.startSeconds.filter((start) => start < 3600).length;
    expect(steps).toBeGreaterThan(60);
    for (const [i, { component, name, steps: values }] of whole.run.drivers.entries()) {
      const other = without.run.drivers[i]!.steps.subarray(0, steps);
      expect(values.subarray(0, steps), `${component}.${name}`).toEqual(other);
    }
  });
});

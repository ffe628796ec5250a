import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchRuns, type BatchRuns } from "../../../src/services/ec2-spot/distribution.ts";
import { expectedRun, type ExpectedRun } from "../../../src/services/ec2-spot/expected.ts";
import { undisturbedSeconds } from "../../../src/services/ec2-spot/plan.ts";
import type { BatchRun } from "../../../src/services/ec2-spot/replication.ts";
import { HOUR, plan } from "./plans.ts";

const sum = (of: Float64Array): number => of.reduce((total, value) => total + value, 0);

function moments({ count, calm, calmCount, disturbed }: BatchRuns, of: (run: BatchRun) => number) {
  const mean = (f: (run: BatchRun) => number): number =>
    (calmCount * f(calm) + disturbed.reduce((total, run) => total + f(run), 0)) / count;
  const value = mean(of);
  const error = Math.sqrt(mean((run) => (of(run) - value) ** 2) / count);
  return { value, error };
}

const meanOf = (config: object, of: (run: BatchRun) => number, assume = {}): number =>
  moments(batchRuns(plan(config, assume), 1, "batch"), of).value;

describe("the mean of many runs is what the month is billed", () => {
  const often = { interrupted: "99%", crowding: 3 };
  test.each<[string, object]>([
    ["one type", often],
    ["no checkpoint in the whole run", { ...often, checkpoint: "10h" }],
    ["checkpoints that take time", { ...often, checkpoint: { every: "20m", takes: "2m" } }],
    ["checkpoints on notice", { ...often, checkpoint: { every: "20m", takes: "2m", on_notice: true } }],
    ["hibernation", { ...often, on_interruption: "hibernate" }],
    ["on demand at once", { ...often, fallback: "on_demand" }],
    ["on demand after 20 minutes", { ...often, fallback: { to: "on_demand", after: "20m" } }],
    ["some on demand from the start", { ...often, on_demand_base: 2 }],
    [
      "three types of their own bands",
      {
        type: undefined,
        types: ["c7g.xlarge", "m7g.2xlarge", "r7g.xlarge"],
        allocation: "diversified",
        crowding: 20,
        instances: 6,
      },
    ],
  ])("%s", (_, config) => {
    const it = plan(config);
    const runs = batchRuns(it, 1, "batch");
    const expected = expectedRun(it);
    const calm = undisturbedSeconds(it);
    expect(runs.disturbed.length).toBeGreaterThan(200);
    const pairs: [keyof ExpectedRun, (run: BatchRun) => number, number, number][] = [
      ["seconds", (run) => run.finishSeconds, expected.seconds, calm],
      ["launches", (run) => run.launches, expected.launches, it.poolOf.length],
      ["spotSeconds", (run) => sum(run.spotSeconds), sum(expected.spotSeconds), it.spotInstances * calm],
      [
        "onDemandSeconds",
        (run) => sum(run.onDemandSeconds),
        sum(expected.onDemandSeconds),
        (it.poolOf.length - it.spotInstances) * calm,
      ],
      ["volumeSeconds", (run) => run.volumeSeconds, expected.volumeSeconds, it.poolOf.length * calm],
    ];
    for (const [name, of, value, without] of pairs) {
      const { value: mean, error } = moments(runs, of);
      // Four standard errors, and a tenth of what interruptions add, which is what second interruptions of a run may add to it.
      expect(Math.abs(mean - value), name).toBeLessThan(4 * error + 0.1 * Math.abs(value - without) + 1e-6);
    }
  });

  test("also where instances are interrupted again and again", () => {
    const it = plan({ work: "800h", interrupted: "99%", crowding: 20, checkpoint: "5h" });
    const { value, error } = moments(batchRuns(it, 1, "batch"), ({ finishSeconds }) => finishSeconds);
    expect(value).toBeGreaterThan(1.3 * undisturbedSeconds(it));
    // The billed mean is that of 200 runs, of 10,000 here.
    expect(Math.abs(expectedRun(it).seconds - value)).toBeLessThan(4 * error * Math.sqrt(10_000 / 200));
  });
});

test("the same seed has the same nights, another has others", () => {
  const it = plan({ interrupted: "99%", crowding: 5 });
  const ends = (seed: number) => batchRuns(it, seed, "batch").disturbed.map(({ finishSeconds }) => finishSeconds);
  expect(ends(1)).toEqual(ends(1));
  expect(ends(2)).not.toEqual(ends(1));
});

test("as many are interrupted on average, whether one by one or all together; together fewer nights are hit", () => {
  const often = { interrupted: "99%", crowding: 5 };
  const hit = (together: number) => batchRuns(plan(often, { spotTogether: together }), 1, "b").disturbed.length;
  const mean = (together: number) => meanOf(often, ({ interruptions }) => interruptions, { spotTogether: together });
  expect(mean(0.1)).toBeCloseTo(mean(1), 1);
  expect(hit(1)).toBeLessThan(hit(0.1) / 2);
});

test("without interruptions every run takes work by vCPU and boot, exactly", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 500 }), (instances, hours) => {
      const runs = batchRuns(plan({ instances, work: `${hours}h`, interrupted: "0%" }), 1, "batch");
      expect(runs.disturbed).toEqual([]);
      expect(runs.calm.finishSeconds).toBeCloseTo(90 + (hours * HOUR) / (4 * instances), 6);
    }),
    { numRuns: 50 },
  );
});

test("checkpoints that cost nothing: twice as many never end a night later", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 90 }), fc.integer({ min: 1, max: 6 }), (minutes, times) => {
      const often = { interrupted: "99%", crowding: 20, instances: 8 };
      const ends = (every: number) =>
        batchRuns(plan({ ...often, checkpoint: `${every}m` }), 1, "batch", 300).disturbed.map(
          (run) => run.finishSeconds,
        );
      const [more, less] = [ends(minutes), ends(minutes * times)];
      for (const [night, end] of more.entries()) expect(end).toBeLessThanOrEqual(less[night]! + 1e-6);
    }),
    { numRuns: 25 },
  );
});

test("more interruptions: never faster on average, never fewer instance-hours", () => {
  const rates = [0, 1, 3, 10, 30, 100].map((crowding) => ({ interrupted: "90%", crowding, instances: 6, work: "96h" }));
  const ends = rates.map((config) => meanOf(config, ({ finishSeconds }) => finishSeconds));
  const stands = rates.map((config) => meanOf(config, ({ volumeSeconds }) => volumeSeconds));
  expect(ends).toEqual(ends.toSorted((a, b) => a - b));
  expect(stands).toEqual(stands.toSorted((a, b) => a - b));
});

test("yet not always dearer: what AWS takes back in its first hour is work for nothing", () => {
  const charged = (interrupted: string) =>
    meanOf({ interrupted, crowding: 5, checkpoint: "1m" }, ({ spotSeconds }) => sum(spotSeconds));
  expect(charged("99%")).toBeLessThan(charged("0%"));
});

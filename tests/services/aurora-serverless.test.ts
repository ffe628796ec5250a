import { expect, test } from "vitest";
import * as fc from "fast-check";
import { capacityCurve } from "../../src/services/aurora/capacity.ts";
import { maxConnections } from "../../src/services/aurora/max-connections.ts";
import { auroraServerless } from "../../src/services/aurora-serverless.ts";
import { plot } from "../support/plot.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 1024 ** 3;
/** 20 ms of a database vCPU and 10 I/Os; viewers wait 10 s. */
const checkout = requestClass({ name: "checkout", database: "it", databaseCpuSeconds: 0.02, databaseIos: 10 });
const app = { app: ["fargate", {}] } as const;

function database(config: object, options: Parameters<typeof alone>[2] = {}) {
  return alone(auroraServerless, config, { classes: [checkout], ...options });
}

test("constant load holds the capacity that keeps its CPU at 70 %, in steps of half an ACU", () => {
  const it = database({ max: 64 });
  it.step(60, [6000]);
  // 100/s × 20 ms = 2 vCPU = 8 ACU; at 70 % 11.43, so 11.5.
  expect(it.driver("capacity").now).toBe(11.5 * 60);
  expect(it.step(60, [6000])).toEqual({ served: [6000], failed: [0] });
});

test("outside of peaks an instance holds what insights and monitoring keep it at, not the floor", () => {
  const it = database({ min: 0.5, max: 64 });
  it.step(3600, [0]);
  expect(it.driver("capacity").now).toBe(2 * 3600);
  const withInsights = database({ min: 0.5, max: 64, insights: true }, { assume: { acuBase: 0.5 } });
  withInsights.step(3600, [0]);
  expect(withInsights.driver("capacity").now).toBe(2 * 3600);
});

test("an hour is metered per ACU-second of each instance, per I/O and per byte-second", () => {
  const it = database({ min: 4, max: 64, readers: 1, storage: "100GB" }, { hours: 1 });
  it.step(3600, [3600]);
  it.driver("served.checkout", "traffic").hours.set([3600]);
  expect(it.meters()).toEqual({
    acu: (4 + 4) * 3600,
    storage: 100 * GB * 3600,
    backup: 100 * GB * 3600,
    ios: 10 * 3600 + 10 * 3600, // ten a second in the background, ten per request
  });
});

test("I/O-Optimized has no I/O meter and its own prices for capacity and storage", () => {
  const it = database({ max: 8, mode: "io_optimized", engine: "mysql" });
  it.step(3600, [0]);
  expect(Object.keys(it.meters())).toEqual(["acu", "storage", "backup"]);
  const { acu, storage } = auroraServerless.meters;
  const config = auroraServerless.config.parse({ max: 8, mode: "io_optimized", engine: "mysql" });
  expect([acu, storage].map((meter) => (typeof meter?.price === "function" ? meter.price(config) : null))).toEqual([
    {
      serviceCode: "AmazonRDS",
      usageType: "Aurora:ServerlessV2IOOptimizedUsage",
      attributes: { databaseEngine: "Aurora MySQL" },
    },
    { serviceCode: "AmazonRDS", usageType: "Aurora:IO-OptimizedStorageUsage" },
  ]);
});

/** ACU every `every` seconds after a load for 128 ACU arrives at 2 ACU. */
function growth(platform: string, every: number, points: number): [string, number][] {
  const it = database({ max: 128, platform });
  it.step(1, [0]);
  return Array.from({ length: points }, (_, i): [string, number] => {
    for (let second = 0; second < every; second += 1) it.step(1, [1100]);
    return [`${(i + 1) * every} s`, it.driver("writer capacity").now];
  });
}

/** ACU every `every` seconds after a load for 14.5 ACU has ended. */
function decline(every: number, points: number): [string, number][] {
  const it = database({ min: 0, max: 16 });
  it.step(1, [126]);
  return Array.from({ length: points }, (_, i): [string, number] => {
    for (let second = 0; second < every; second += 1) it.step(1, [0]);
    return [`${(i + 1) * every} s`, it.driver("writer capacity").now];
  });
}

test("growth depends on the current size, and on whose measurement is followed", async () => {
  const text =
    plot("platform 4, from 2 ACU (one mark: 4 ACU)", growth("platform_4", 10, 15), 4) +
    plot("legacy, from 2 ACU (one mark: 4 ACU)", growth("legacy", 60, 20), 4) +
    plot("down from 14.5 ACU without connections (one mark: 0.5 ACU)", decline(20, 17), 0.5);
  await expect(text).toMatchFileSnapshot("../golden/services/aurora-growth.txt");
});

test("platform 4 comes from 2 to 16 ACU within the measured minute; the first platform climbs about half an ACU in 15 s", () => {
  const at60 = growth("platform_4", 60, 1)[0]![1];
  expect(at60).toBeGreaterThanOrEqual(16);
  const ladder = growth("legacy", 15, 3).map(([, acu]) => acu);
  expect(ladder[0]! - 5.5).toBeCloseTo(0.5, 0);
  expect(ladder[1]! - ladder[0]!).toBeCloseTo(0.54, 1);
});

test("capacity that is not needed is kept for 170 s, then falls by its time constant, until a pause after 300 s", () => {
  const it = database({ min: 0, max: 16 });
  it.step(1, [126]);
  expect(it.driver("capacity").now).toBe(14.5);
  const acu = Array.from({ length: 323 }, () => {
    it.step(1, [0]);
    return it.driver("capacity").now;
  });
  expect(acu[169]).toBe(14.5);
  expect(acu[170]).toBeLessThan(14.5);
  expect(acu[169 + 145]).toBe(0);
  const awake = database({ min: 0.5, max: 16 }, { assume: { acuBase: 0.5 } });
  awake.step(1, [126]);
  awake.step(170 + 145, [0]);
  awake.step(0.001, [0]);
  expect(awake.driver("capacity").now / 0.001).toBeCloseTo(14.5 / Math.E, 3);
});

test("a paused cluster costs no capacity and takes 13 s to come back, which impatient viewers do not wait for", () => {
  const it = database({ min: 0, max: 16 });
  it.step(600, [0]);
  expect(it.driver("capacity").now).toBe(2 * 300);
  it.step(3600, [0]);
  expect(it.driver("capacity").now).toBe(0);
  let failed = 0;
  let served = 0;
  for (let second = 0; second < 20; second += 1) {
    const { served: out, failed: lost } = it.step(1, [10]);
    served += out[0]!;
    failed += lost[0]!;
  }
  expect(it.limit("resume")!.failed[0]).toBeCloseTo(failed, 9);
  expect(failed).toBeGreaterThan(20);
  expect(served + failed + it.cell!.waiting(0)).toBeCloseTo(200, 6);
});

test("open connections keep a cluster with a minimum of zero awake", () => {
  const it = database({ min: 0, max: 16 }, { others: app });
  for (let minute = 0; minute < 30; minute += 1) {
    it.driver("running tasks", "app").now = 3 * 60;
    it.step(60, [0]);
  }
  expect(it.driver("capacity").now).toBe(2 * 60);
  expect(it.driver("connections").now).toBe(3 * 10 * 60);
});

test("tasks beyond max_connections serve nothing", () => {
  const it = database({ min: 0.5, max: 64 }, { others: app });
  it.driver("running tasks", "app").now = 250;
  // 250 tasks × 10 connections against PostgreSQL's 2,000 at a minimum of 0.5: a fifth of the tasks has none.
  const { served, failed } = it.step(1, [100]);
  expect(served[0]).toBeCloseTo(80, 9);
  expect(failed[0]).toBeCloseTo(20, 9);
  expect(it.limit("connections")!.value).toBe("2000 connections at a maximum of 64 ACU");
});

test("max_connections follows the maximum capacity, not the current one", () => {
  expect(maxConnections("postgresql", 2, 16)).toBe(3360);
  expect(maxConnections("mysql", 2, 16)).toBe(2000);
  expect(maxConnections("postgresql", 0.5, 16)).toBe(2000);
  expect(maxConnections("mysql", 0.5, 256)).toBe(6000);
  expect(maxConnections("mysql", 1, 6)).toBe(567); // halfway between 135 at 4 and 1,000 at 8
});

test("one stock row at 8 ms a commit gives 125 a second, whatever the capacity", () => {
  const order = { ...checkout, databaseCpuSeconds: 0, serial: { stock_row: 1 } };
  const it = alone(
    auroraServerless,
    { max: 256, min: 128, limits: { stock_row: { per_second: 125 } } },
    { classes: [order] },
  );
  const seconds = Array.from({ length: 60 }, () => it.step(1, [500]));
  expect(seconds.map(({ served }) => served[0])).toEqual(Array.from({ length: 60 }, () => 125));
  const limit = it.limit("serial")!;
  expect(limit.value).toBe("stock_row: 125 a second");
  // Ten seconds' worth waits; everyone else gives up.
  expect(limit.failed[0]).toBeCloseTo(60 * (500 - 125) - 10 * 125, 6);
});

test("at its maximum the database says so", () => {
  const it = database({ min: 2, max: 2 });
  for (let second = 0; second < 30; second += 1) it.step(1, [200]);
  // 2 ACU are half a vCPU: 25 requests a second.
  expect(it.limit("max_acu")!.failed[0]).toBeGreaterThan(0);
  expect(it.limit("cpu")!.failed[0]).toBe(0);
  expect(it.step(1, [200]).served[0]).toBeCloseTo(25, 9);
});

test("readers take the reads; of tier 1 they never have less than the writer, of tier 2 they scale alone", () => {
  const page = { ...checkout, databaseReadShare: 0.8 };
  const capacities = [1, 2].map((reader_tier) => {
    const it = alone(
      auroraServerless,
      { max: 64, readers: 2, reader_tier },
      { classes: [page], assume: { acuBase: 0.5 } },
    );
    it.step(60, [6000]);
    return [it.driver("writer capacity").now / 60, it.driver("capacity").now / 60];
  });
  // Writer: 0.4 vCPU → 2.5 ACU. Each reader: 0.8 vCPU → 5 ACU.
  expect(capacities).toEqual([
    [2.5, 12.5],
    [2.5, 12.5],
  ]);
  const writes = { ...checkout, databaseReadShare: 0 };
  const idle = [1, 2].map((reader_tier) => {
    const it = alone(
      auroraServerless,
      { max: 64, readers: 1, reader_tier },
      { classes: [writes], assume: { acuBase: 0.5 } },
    );
    it.step(60, [6000]);
    return it.driver("capacity").now / 60;
  });
  expect(idle).toEqual([11.5 + 11.5, 11.5 + 0.5]);
});

test("what waits makes the database grow, although nothing more arrives than it could take", () => {
  const it = database({ min: 0, max: 16 }, { assume: { acuBurst: 0.5, acuLag: 0, acuResume: 15 } });
  it.step(600, [0]);
  const capacities = Array.from({ length: 20 }, () => {
    it.step(1, [20]);
    return it.driver("capacity").now;
  });
  expect(capacities[16]).toBeGreaterThan(capacities[15]!);
  expect(it.cell!.waiting(0)).toBeLessThan(200);
});

test("a floor raised ahead is held, and billed", () => {
  const prepared = { min: (seconds: number) => (seconds < 3600 ? 32 : 0.5) };
  const it = database({ min: 0.5, max: 64 }, { prepared, hours: 2 });
  it.step(3600, [0]);
  expect(it.driver("capacity").now).toBe(32 * 3600);
  it.step(3600, [0]);
  expect(it.driver("capacity").now).toBeLessThan(5 * 3600);
});

/**
 * Largest difference between steps of a second and coarser ones, of metered ACU-seconds under the same load. The curve itself is
 * exact; what waits for a few seconds while it grows is seen by fine steps only, and what they grow too far is then held for minutes.
 */
const STEP_TOLERANCE = 0.04;

test.each([1, 60, 900, 3600])("metered capacity does not depend on the step: %i s", (dt) => {
  const total = (step: number) => {
    const it = database({ max: 64, platform: "legacy" }, { hours: 3 });
    let acuSeconds = 0;
    for (const perSecond of [10, 200, 5]) {
      for (let second = 0; second < 3600; second += step) {
        it.step(step, [perSecond * step]);
        acuSeconds += it.driver("capacity").now;
      }
    }
    return acuSeconds;
  };
  expect(Math.abs(total(dt) / total(1) - 1)).toBeLessThan(STEP_TOLERANCE);
});

test("every request is served, failed or waiting", () => {
  const steps = fc.array(fc.record({ dt: fc.constantFrom(1, 60, 900), perSecond: fc.integer({ min: 0, max: 3000 }) }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(steps, fc.constantFrom(0, 0.5, 8), fc.integer({ min: 0, max: 400 }), (loads, min, tasks) => {
      const classes = [{ ...checkout, serial: { row: 1 }, databaseReadShare: 0.5 }];
      const it = alone(
        auroraServerless,
        { min, max: 16, readers: 1, limits: { row: { per_second: 400 } } },
        { classes, others: app },
      );
      let sent = 0;
      let out = 0;
      for (const { dt, perSecond } of loads) {
        it.driver("running tasks", "app").now = tasks * dt;
        const { served, failed } = it.step(dt, [perSecond * dt]);
        sent += perSecond * dt;
        out += served[0]! + failed[0]!;
        expect(served[0]!).toBeGreaterThanOrEqual(0);
      }
      expect(out + it.cell!.waiting(0)).toBeCloseTo(sent, 3);
    }),
    { numRuns: 50 },
  );
});

test("rows travel between application and database; both sides of another zone are charged", () => {
  const [flow, ...others] = alone(
    auroraServerless,
    { max: 8 },
    { classes: [{ ...checkout, databaseBytes: 15_000 }] },
  ).flows();
  expect(others).toEqual([]);
  expect(flow).toMatchObject({
    from: "app",
    destination: { kind: "component", id: "it", crossZone: "both_sides" },
    bytesUp: 7500,
    bytesDown: 7500,
    cause: "queries of checkout",
  });
});

test("the curve alone: a full bucket at once, then as it refills, then down by its time constant", () => {
  const growth = { burst: 3.5, perSecond: 0.5 / 15, perAcuSecond: 0, lagSeconds: 0 };
  const curve = capacityCurve(0.5, growth, { holdSeconds: 0, fallSeconds: 200 });
  curve.step(64, 60);
  expect(curve.acu).toBe(4 + 2);
  expect(curve.acuSeconds).toBe(5 * 60);
  curve.step(6, 60);
  expect(curve.acuSeconds).toBe(6 * 60);
  curve.step(0.5, 200);
  expect(curve.acu).toBeCloseTo(6 / Math.E, 12);
});

test("the curve waits before it grows and before it falls, as long in one step as in many", () => {
  const growth = { burst: 2, perSecond: 0.1, perAcuSecond: 0, lagSeconds: 5 };
  const acu = (dt: number): number[] => {
    const curve = capacityCurve(2, growth, { holdSeconds: 100, fallSeconds: 50 });
    const at = (target: number, seconds: number): number => {
      for (let passed = 0; passed < seconds; passed += dt) curve.step(target, Math.min(dt, seconds - passed));
      return curve.acu;
    };
    return [at(12, 5), at(12, 20), at(1, 100), at(1, 50), at(12, 5), at(12, 10)];
  };
  expect(acu(100)[0]).toBe(2);
  expect(acu(100)[1]).toBe(2 + 2 + 2);
  expect(acu(100)[2]).toBe(6);
  expect(acu(100)[3]).toBeCloseTo(6 / Math.E, 12);
  expect(acu(100)[4]).toBeCloseTo(6 / Math.E, 12);
  acu(1).forEach((value, i) => expect(value).toBeCloseTo(acu(100)[i]!, 9));
});

test("what a Terraform plan says of a cluster", () => {
  const mapping = auroraServerless.terraform["aws_rds_cluster"]!;
  const config = "config" in mapping ? mapping.config : () => null;
  expect(
    config({
      engine: "aurora-mysql",
      storage_type: "aurora-iopt1",
      serverlessv2_scaling_configuration: [{ min_capacity: 1, max_capacity: 32 }],
    }),
  ).toEqual({ engine: "mysql", min: 1, max: 32, mode: "io_optimized", insights: false });
  expect(config({ engine: "aurora-mysql", serverlessv2_scaling_configuration: [] })).toBeNull();
});

test("a cluster's settings are checked", () => {
  const problems = auroraServerless.config.safeParse({ min: 8, max: 4.3 }).error?.issues.map(({ message }) => message);
  expect(problems).toEqual(["must be a multiple of 0.5 ACU", "must not be below min"]);
  expect(auroraServerless.config.safeParse({ min: 8, max: 4 }).error?.issues[0]?.message).toBe("must not be below min");
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aurora } from "../../src/services/aurora.ts";
import { connectionsOf, shapeOf } from "../../src/services/rds/instance-classes.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 1024 ** 3;
/** 20 ms of a database vCPU and 10 I/Os; viewers wait 10 s. */
const checkout = requestClass({ name: "checkout", database: "it", databaseCpuSeconds: 0.02, databaseIos: 10 });
/** A read, of which readers can take 80 %. */
const page = requestClass({ name: "page", database: "it", databaseCpuSeconds: 0.02, databaseReadShare: 0.8 });
const app = { app: ["fargate", {}] } as const;

function database(config: object = {}, options: Parameters<typeof alone>[2] = {}) {
  return alone(aurora, config, { classes: [checkout], ...options });
}

test("an hour is metered per instance-second, per I/O and per byte-second of one volume", () => {
  const it = database({ readers: 1, storage: "100GB" });
  it.step(3600, [3600]);
  it.driver("served.checkout", "traffic").hours.set([3600]);
  expect(it.meters()).toEqual({
    instances: 2 * 3600,
    storage: 100 * GB * 3600,
    backup: 100 * GB * 3600,
    ios: 10 * 3600 + 10 * 3600, // ten a second in the background, ten per request
  });
});

test("an instance that runs for less than ten minutes is billed for ten", () => {
  const seconds = (active: readonly number[]) =>
    database({}, { hours: active.length, activeSeconds: active }).meters()["instances"];
  expect(seconds([0, 60])).toBe(600);
  expect(seconds([500, 60])).toBe(600);
  expect(seconds([3600, 60])).toBe(3660);
});

test("I/O-Optimized has no I/O meter and its own prices for instances and storage", () => {
  const of = { mode: "io_optimized", engine: "mysql", instance: "db.r7g.xlarge" };
  expect(Object.keys(database(of).meters())).toEqual(["instances", "storage", "backup"]);
  const { instances, storage } = aurora.meters;
  const config = aurora.config.parse(of);
  expect(
    [instances, storage].map((meter) => (typeof meter?.price === "function" ? meter.price(config) : null)),
  ).toEqual([
    {
      serviceCode: "AmazonRDS",
      usageType: "InstanceUsageIOOptimized:db.r7g.xlarge",
      attributes: { databaseEngine: "Aurora MySQL" },
    },
    { serviceCode: "AmazonRDS", usageType: "Aurora:IO-OptimizedStorageUsage" },
  ]);
});

test("the writer's two vCPUs do 100 checkouts a second; the rest waits, and fails when its patience ends", () => {
  const it = database();
  const seconds = Array.from({ length: 30 }, () => it.step(1, [150]));
  expect(seconds[0]).toEqual({ served: [100], failed: [0] });
  expect(seconds[29]!.served[0]).toBeCloseTo(100, 6);
  expect(seconds[29]!.failed[0]).toBeCloseTo(50, 6);
  expect(it.limit("cpu")).toMatchObject({ value: "2 vCPU", title: "CPU of an instance" });
});

test("readers take what may be read, each with its own CPU; a larger class does more", () => {
  const served = (config: object) => database(config, { classes: [page] }).step(1, [1000]).served[0];
  // 80 % of 20 ms is read work: without a reader all 20 ms are the writer's, with three the writer's 4 ms are what is short.
  expect(served({})).toBeCloseTo(100, 6);
  expect(served({ readers: 3 })).toBeCloseTo((2 * 3) / 0.016, 6);
  expect(served({ instance: "db.r6g.4xlarge" })).toBeCloseTo(800, 6);
});

test("tasks beyond max_connections fail what needs one", () => {
  const it = database({}, { others: app });
  it.driver("running tasks", "app").now = 200;
  const { served, failed } = it.step(1, [50]);
  // 200 tasks × 10 connections, of which 1,669 are there.
  expect(failed[0]).toBeCloseTo(50 * (1 - 1669 / 2000), 9);
  expect(served[0]).toBeCloseTo(50 * (1669 / 2000), 9);
  expect(it.limit("connections")!.value).toBe("1,669 connections");
});

test("behind a proxy the database sees as many connections as are at work, and those that are pinned", () => {
  const connections = (pinned: number) => {
    const others = { ...app, proxy: ["rds_proxy", { max_connections: 1, pinned }] } as const;
    const it = database({}, { others });
    it.driver("running tasks", "app").now = 200;
    expect(it.step(1, [50]).failed).toEqual([0]);
    return it.driver("connections").now;
  };
  // 50 a second × 20 ms.
  expect(connections(0)).toBeCloseTo(1, 9);
  expect(connections(0.5)).toBeCloseTo(1000 + 0.5, 9);
});

test("one row lets through what its limit says, whatever the class", () => {
  const row = requestClass({ name: "order", database: "it", databaseCpuSeconds: 0.001, serial: { stock: 1 } });
  const it = database({ limits: { stock: { per_second: 125 } } }, { classes: [row] });
  expect(it.step(1, [500]).served[0]).toBeCloseTo(125, 6);
  expect(it.limit("serial")!.value).toBe("stock: 125 a second");
});

describe("a class has", () => {
  test("vCPUs and memory by its size", () => {
    expect(shapeOf("db.t4g.medium")).toEqual({ vcpus: 2, gib: 4 });
    expect(shapeOf("db.m7g.xlarge")).toEqual({ vcpus: 4, gib: 16 });
    expect(shapeOf("db.r8g.2xlarge")).toEqual({ vcpus: 8, gib: 64 });
  });

  test("connections by its memory", () => {
    const of = (engine: "postgresql" | "mysql") =>
      ["db.t4g.medium", "db.t4g.large", "db.r6g.large", "db.r6g.xlarge", "db.r6g.4xlarge"].map((name) =>
        connectionsOf(engine, name),
      );
    expect(of("mysql")).toEqual([90, 135, 1000, 2000, 4000]);
    expect(of("postgresql")).toEqual([400, 823, 1669, 3360, 5000]);
    expect(connectionsOf("postgresql", "db.t4g.micro")).toBe(94);
  });
});

test("what a Terraform plan says of a cluster", () => {
  const mapping = aurora.terraform["aws_rds_cluster"]!;
  const config = "config" in mapping ? mapping.config : () => null;
  expect(config({ engine: "aurora-mysql", storage_type: "aurora-iopt1" })).toEqual({
    engine: "mysql",
    mode: "io_optimized",
  });
  expect(config({ engine: "aurora-postgresql", serverlessv2_scaling_configuration: [{ max_capacity: 8 }] })).toBeNull();
});

/** Within a coarse step who waits how long is a mean, so the last of the failures may move. */
const STEP_TOLERANCE = 0.001;

test.each([60, 900, 3600])("what is served does not depend on the step: %i s", (dt) => {
  const served = (step: number) => {
    const it = database({}, { hours: 4 });
    let total = 0;
    for (let second = 0; second < 4 * 3600; second += step) {
      total += it.step(step, [step * (second >= 3600 && second < 7200 ? 150 : 50)]).served[0]!;
    }
    return total;
  };
  expect(Math.abs(served(dt) / served(1) - 1)).toBeLessThan(STEP_TOLERANCE);
});

test("every request is served, failed or waiting", () => {
  const load = fc.record({ dt: fc.constantFrom(1, 60, 900, 3600), perSecond: fc.integer({ min: 0, max: 1000 }) });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 30 }), (loads) => {
      const it = database({ limits: { stock: { per_second: 60 } } });
      let sent = 0;
      let out = 0;
      for (const { dt, perSecond } of loads) {
        const { served, failed } = it.step(dt, [perSecond * dt]);
        sent += perSecond * dt;
        out += served[0]! + failed[0]!;
      }
      expect((out + it.cell!.waiting(0) + 1) / (sent + 1)).toBeCloseTo(1, 9);
    }),
    { numRuns: 50 },
  );
});

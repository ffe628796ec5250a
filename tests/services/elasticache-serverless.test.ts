import * as fc from "fast-check";
import { expect, test } from "vitest";
import { elasticacheServerless } from "../../src/services/elasticache-serverless.ts";
import { plot } from "../support/plot.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 1024 ** 3;
const MB = 1024 ** 2;
/** 24 ECPU a page, as 24 KB of cached fragments cost. */
const page = requestClass({ name: "page", cache: "it", cacheUnits: 24, cacheBytes: 24_000 });
const app = { app: ["fargate", {}] } as const;

function cache(config: object = {}, options: Parameters<typeof alone>[2] = {}) {
  return alone(elasticacheServerless, config, { classes: [page], ...options });
}

test("an hour is metered in processing units and byte-seconds", () => {
  const it = cache({ data: "2GB" });
  expect(it.step(3600, [36_000])).toEqual({ served: [36_000], failed: [0] });
  expect(it.meters()).toEqual({ ecpu: 24 * 36_000, data: 2 * GB * 3600 });
});

test("Valkey bills 100 MB at least, Redis 1 GB", () => {
  const [valkey, redis] = ["valkey", "redis"].map((engine) => cache({ engine, data: "10MB" }).meters()["data"]);
  expect(valkey).toBe(100 * MB * 3600);
  expect(redis).toBe(GB * 3600);
});

test("pre-scaling bills its minimum where less is used", () => {
  const it = cache({ min_ecpu: 20_000 }, { hours: 2 });
  it.step(3600, [3600 * 10]); // 240 ECPU a second
  it.step(3600, [3600 * 1000]); // 24,000 ECPU a second
  expect(it.driver("ECPU").hours).toEqual(Float64Array.of(240 * 3600, 24_000 * 3600));
  expect(it.driver("billed ECPU").hours).toEqual(Float64Array.of(20_000 * 3600, 24_000 * 3600));
});

test("beyond 30,000 ECPU a second it doubles every two minutes, and throttles meanwhile", async () => {
  const it = cache();
  it.step(1, [0]);
  const curve = Array.from({ length: 12 }, (_, i): [string, number] => {
    for (let second = 0; second < 30; second += 1) it.step(1, [10_000]);
    return [`${(i + 1) * 30} s`, it.driver("capacity").now / 1000];
  });
  const text = plot("ElastiCache Serverless at 240,000 ECPU a second (one mark: 10,000)", curve, 10);
  await expect(text).toMatchFileSnapshot("../golden/services/elasticache-growth.txt");
  expect(it.limit("throttled")!.failed[0]).toBeGreaterThan(0);
});

test("pre-scaled in time, the same spike is served", () => {
  const it = cache({ min_ecpu: 240_000 });
  it.step(1, [0]);
  for (let second = 0; second < 60; second += 1) {
    expect(it.step(1, [10_000])).toEqual({ served: [10_000], failed: [0] });
  }
});

test("a configured maximum throttles, and says that it was the maximum", () => {
  const it = cache({ max_ecpu: 2400 });
  for (let second = 0; second < 60; second += 1) it.step(1, [200]);
  // 100 requests a second pass; ten seconds' worth waits.
  expect(it.limit("max_ecpu")!.failed[0]).toBeCloseTo(60 * 100 - 1000, 6);
  expect(it.limit("max_ecpu")!.value).toBe("2400 ECPU a second");
  expect(it.limit("throttled")!.failed[0]).toBe(0);
});

test("tasks beyond 65,000 connections get none", () => {
  const it = cache({ pool: 100 }, { others: app });
  it.driver("running tasks", "app").now = 1300;
  const { served } = it.step(1, [100]);
  expect(served[0]).toBeCloseTo(50, 9);
});

test("bytes go between application and cache, charged on the application's side", () => {
  const [flow, ...others] = cache().flows();
  expect(others).toEqual([]);
  expect(flow).toMatchObject({
    from: "app",
    destination: { kind: "component", id: "it", crossZone: "one_side" },
    bytesUp: 12_000,
    bytesDown: 12_000,
    cause: "cache reads of page",
  });
});

test.each([1, 60, 900, 3600])("metered units do not depend on the step: %i s", (dt) => {
  const it = cache({ min_ecpu: 10_000 }, { hours: 2 });
  for (let second = 0; second < 7200; second += dt) it.step(dt, [500 * dt]);
  const total = it.driver("billed ECPU").hours.reduce((sum, units) => sum + units, 0);
  expect(total).toBeCloseTo(12_000 * 7200, 3);
});

test("every request is served, failed or waiting", () => {
  const load = fc.record({ dt: fc.constantFrom(1, 60, 900, 3600), perSecond: fc.integer({ min: 0, max: 20_000 }) });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 40 }), (loads) => {
      const it = cache({ max_ecpu: 200_000 });
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

test("what a Terraform plan says of a cache", () => {
  const mapping = elasticacheServerless.terraform["aws_elasticache_serverless_cache"]!;
  const config = "config" in mapping ? mapping.config : () => null;
  expect(
    config({
      engine: "valkey",
      cache_usage_limits: [{ data_storage: [], ecpu_per_second: [{ minimum: 1000, maximum: 5000 }] }],
    }),
  ).toEqual({ engine: "valkey", min_ecpu: 1000, max_ecpu: 5000 });
  expect(config({ engine: "redis" })).toEqual({ engine: "redis" });
  expect(config({ engine: "memcached" })).toBeNull();
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { elasticache } from "../../src/services/elasticache.ts";
import { alone, requestClass } from "../support/service-alone.ts";

/** 24 units, hence 24 KB. */
const page = requestClass({ name: "page", cache: "it", cacheUnits: 24, cacheBytes: 24 * 1024 });
const app = { app: ["fargate", {}] } as const;

function cache(config: object = {}, options: Parameters<typeof alone>[2] = {}) {
  return alone(elasticache, config, { classes: [page], ...options });
}

test("every node of every shard is billed for each hour begun", () => {
  const it = cache({ shards: 3, replicas: 1 }, { hours: 3, activeSeconds: [0, 60, 3600] });
  expect(it.meters()).toEqual({ nodes: 2 * 6 * 3600 });
});

test("node type and engine select the price", () => {
  const { price } = elasticache.meters["nodes"]!;
  const of = (config: object) => (typeof price === "function" ? price(elasticache.config.parse(config)) : null);
  expect(of({ type: "cache.r6g.large", engine: "redis" })).toEqual({
    serviceCode: "AmazonElastiCache",
    usageType: "NodeUsage:cache.r6g.large",
    attributes: { cacheEngine: "Redis" },
  });
  expect(of({})).toMatchObject({ usageType: "NodeUsage:cache.m7g.large", attributes: { cacheEngine: "Valkey" } });
});

test("one primary does 100,000 commands a second; shards multiply that, replicas only if they are read from", () => {
  const small = requestClass({ name: "get", cache: "it", cacheUnits: 1, cacheBytes: 10 });
  const served = (config: object) => cache(config, { classes: [small] }).step(1, [1_000_000]).served[0];
  expect(served({})).toBeCloseTo(100_000, 6);
  expect(served({ shards: 3 })).toBeCloseTo(300_000, 6);
  expect(served({ shards: 3, reads_from_replicas: true })).toBeCloseTo(600_000, 6);
});

test("a node bursts to 10 Gbit/s until its credits are spent, then has its baseline", () => {
  const large = requestClass({ name: "large", cache: "it", cacheUnits: 1, cacheBytes: 1e6 });
  const it = cache({ type: "cache.m6g.large" }, { classes: [large], assume: { nodeBurst: 60 } });
  // 1.25 GB a second for 60 s, then 93.75 MB.
  const seconds = Array.from({ length: 80 }, () => it.step(1, [2000]).served[0]!);
  expect(seconds[0]).toBeCloseTo(1250, 6);
  expect(seconds[59]).toBeCloseTo(1250, 6);
  expect(seconds[60]).toBeCloseTo(93.75, 6);
  expect(it.limit("bandwidth")).toMatchObject({ value: "1 node × 0.75 Gbit/s, in bursts 10" });
});

test("tasks beyond 65,000 connections fail what needs one", () => {
  const it = cache({ pool: 100 }, { others: app });
  it.driver("running tasks", "app").now = 1300;
  expect(it.step(1, [100]).failed[0]).toBeCloseTo(100 * (1 - 65_000 / 130_000), 9);
});

test("the application is charged for what it reads in another zone", () => {
  expect(cache().flows()).toMatchObject([
    { from: "app", destination: { kind: "component", id: "it", crossZone: "one_side" }, bytesUp: 12 * 1024 },
  ]);
});

test("what a Terraform plan says of a group and of a single node", () => {
  const planned = (type: string, values: object) => {
    const mapping = elasticache.terraform[type]!;
    return "config" in mapping ? mapping.config(values as Record<string, unknown>) : null;
  };
  const group = { node_type: "cache.r6g.large", engine: "valkey", num_node_groups: 2, replicas_per_node_group: 1 };
  expect(planned("aws_elasticache_replication_group", group)).toEqual({
    engine: "valkey",
    type: "cache.r6g.large",
    shards: 2,
    replicas: 1,
  });
  expect(planned("aws_elasticache_replication_group", { node_type: "cache.t4g.small", num_cache_clusters: 2 })).toEqual(
    {
      engine: "redis",
      type: "cache.t4g.small",
      replicas: 1,
    },
  );
  expect(planned("aws_elasticache_cluster", { node_type: "cache.t4g.small", engine: "redis" })).toEqual({
    engine: "redis",
    type: "cache.t4g.small",
    replicas: 0,
  });
  expect(planned("aws_elasticache_cluster", { node_type: "cache.t4g.small", engine: "memcached" })).toBeNull();
  expect(planned("aws_elasticache_cluster", { engine: "redis", replication_group_id: "sessions" })).toBeNull();
});

/** The step in which credits end is shared out over the whole of it. */
const STEP_TOLERANCE = 0.001;

test.each([60, 900, 3600])("what is served does not depend on the step: %i s", (dt) => {
  const served = (step: number) => {
    const it = cache({}, { hours: 4 });
    let total = 0;
    for (let second = 0; second < 4 * 3600; second += step) {
      total += it.step(step, [step * (second < 3600 ? 6000 : 1000)]).served[0]!;
    }
    return total;
  };
  expect(Math.abs(served(dt) / served(1) - 1)).toBeLessThan(STEP_TOLERANCE);
});

test("every request is served, failed or waiting", () => {
  const load = fc.record({ dt: fc.constantFrom(1, 60, 900, 3600), perSecond: fc.integer({ min: 0, max: 20_000 }) });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 30 }), (loads) => {
      const it = cache({ type: "cache.t4g.small" });
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

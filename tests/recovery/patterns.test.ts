import { describe, expect, test } from "vitest";
import { settings, standsAt, withPattern } from "../../src/recovery/patterns.ts";
import { losesData, recovered, standing } from "../../src/recovery/standing.ts";
import type { Pattern } from "../../src/scenario/recovery-schema.ts";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

const shop = scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { baseline: { mean: 1/s }, mix: { page: 90%, checkout: 10% } }
recovery: { standby: 50% }
architecture:
  network: { azs: 2, nat: per_az }
  cdn: {}
  balancer: {}
  app: { min: 6, max: 12 }
  database: { min: 0.5, max: 4, readers: 1 }
  cache: {}
  table: { storage: 1GB }
  bucket: {}
  queue: {}
  workers: { service: lambda, queue: queue }
  registry: {}
  keys: {}
  batch: { at: "02:00" }
`);
const to = "eu-west-1";
const there = (pattern: Pattern): string[] =>
  standsAt(withPattern(shop, pattern, to), to).map(({ id }) => id.replace(`${to}.`, ""));
const at = (pattern: Pattern, id: string) => {
  const found = withPattern(shop, pattern, to).components.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return settings(found);
};

describe("what stands in the other Region", () => {
  test("redeploy: nothing", () => expect(there("redeploy")).toEqual([]));
  test("backup and restore: images and keys, beside copies of backups that are sent from home", () => {
    expect(there("backup_and_restore")).toEqual(["registry", "keys"]);
    expect(at("backup_and_restore", "database-backup")).toMatchObject({ of: "aurora_postgresql", copy_to: to });
    expect(at("backup_and_restore", "table-backup")).toMatchObject({ of: "dynamodb", copy_to: to });
  });
  test("pilot light: the data as well", () => expect(there("pilot_light")).toEqual(["database", "registry", "keys"]));
  test("warm standby: half of the application, one instance of the database; no batch", () => {
    expect(there("warm_standby")).toEqual([
      "balancer",
      "app",
      "database",
      "cache",
      "queue",
      "workers",
      "registry",
      "keys",
    ]);
    expect(at("warm_standby", `${to}.app`)).toMatchObject({ min: 3, max: 12 });
    expect(at("warm_standby", `${to}.database`)).toMatchObject({ min: 0.5, readers: 0 });
    expect(at("warm_standby", `${to}.workers`)).toMatchObject({ queue: `${to}.queue` });
  });
  test("active-active: all of it", () => {
    expect(at("active_active", `${to}.app`)).toMatchObject({ min: 6 });
    expect(at("active_active", `${to}.database`)).toMatchObject({ min: 0.5, readers: 1 });
  });
});

test("replicas need their sources: buckets and tables replicate, a global database holds 8 ACU at home", () => {
  expect(at("pilot_light", "bucket")).toMatchObject({ replicate_to: to });
  expect(at("pilot_light", "table")).toMatchObject({ replicate_to: to });
  expect(at("pilot_light", "database")).toMatchObject({ replicate_to: to, min: 8, max: 8 });
  expect(at("backup_and_restore", "bucket")).toMatchObject({ replicate_to: to });
  expect(at("backup_and_restore", "database")).toMatchObject({ min: 0.5, max: 4 });
  expect(at("redeploy", "bucket")["replicate_to"]).toBe(undefined);
});

test("a scenario as written stays what it is", () => expect(withPattern(shop, "as_written", to)).toBe(shop));

test("where the data is follows from what stands", () => {
  const of = (pattern: Pattern) => standing(withPattern(shop, pattern, to), to);
  expect(of("redeploy")).toEqual({ database: "lost", table: "lost", objects: "lost", lacksStack: true });
  expect(losesData(of("redeploy"))).toBe(true);
  expect(of("backup_and_restore")).toMatchObject({ database: "backup", table: "backup", objects: "replicated" });
  expect(of("pilot_light")).toMatchObject({ database: "replica", table: "replica", lacksStack: true });
  expect(of("warm_standby")).toMatchObject({ database: "replica", lacksStack: false });
});

test("every pattern's month has a price for all that stands, and the more stands the more it costs", () => {
  const patterns = ["redeploy", "backup_and_restore", "pilot_light", "warm_standby", "active_active"] as const;
  const bills = patterns.map((pattern) =>
    estimateOf({ ...withPattern(shop, pattern, to), recovery: null }, { eventCosts: false }),
  );
  expect(bills.flatMap(({ bill }) => bill.unpriced)).toEqual([]);
  const totals = bills.map(({ bill }) => Number(bill.total));
  expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  expect(new Set(totals).size).toBe(patterns.length);
});

test("the shop elsewhere has what stands there, and makes the rest at the size of home", () => {
  const when = { startSeconds: Date.UTC(2026, 0, 1) / 1000, hours: 2, builtSeconds: 600 };
  const warm = recovered(withPattern(shop, "warm_standby", to), to, when);
  expect(warm.region).toBe(to);
  expect(warm.prepare).toEqual([]);
  expect(warm.components.find(({ id }) => id === "app")).toMatchObject({ region: null, config: { min: 3 } });
  expect(warm.components.find(({ id }) => id === "workers")).toMatchObject({ config: { queue: "queue" } });
  const pilot = recovered(withPattern(shop, "pilot_light", to), to, when);
  expect(pilot.prepare).toEqual([{ component: "app", from: 600, min: 6 }]);
  expect(pilot.components.find(({ id }) => id === "app")).toMatchObject({ config: { min: 0 } });
  expect(pilot.components.some(({ kind }) => kind === "backup_copy")).toBe(false);
});

import { describe, expect, test } from "vitest";
import { recoveryAssumptions } from "../../src/recovery/assumptions.ts";
import { type Drawn, lostSeconds, timeline } from "../../src/recovery/timeline.ts";
import type { Standing } from "../../src/recovery/standing.ts";
import { recoverySchema } from "../../src/scenario/recovery-schema.ts";
import { GIGABYTE } from "../../src/units.ts";

const settings = recoverySchema.parse({ health_check: { interval: "10s" } });
const typical = new Map(recoveryAssumptions.map((one) => [one.id, one.typical * one.baseUnits]));
const drawn: Drawn = {
  seed: 1,
  run: 0,
  value: (id) => {
    const value = typical.get(id);
    if (value === undefined) throw new Error(`no ${id}`);
    return value;
  },
  databaseBytes: () => 100 * GIGABYTE,
};
const ready: Standing = { database: "replica", table: "none", objects: "rtc", lacksStack: false };

test("a warm standby: 28 s to see it, three minutes of alarm, 15 to decide, 3 to promote, 2 for DNS", () => {
  const line = timeline(ready, "warm_standby", settings, drawn);
  expect(line).toMatchObject({ decision: 900, data: 180, stack: 0, dns: 120 });
  expect(line.detection).toBeGreaterThan(24);
  expect(line.detection).toBeLessThan(34);
  expect(line.alarm).toBeGreaterThan(120);
  expect(line.alarm).toBeLessThanOrEqual(180);
  expect(line.switched).toBe(line.detection + line.alarm + 900 + 180);
  expect(line.ready).toBe(line.switched + 120);
});

test("a restore and what Terraform makes run side by side: the longer counts", () => {
  // 20 minutes, and 100 GB at 5 GB a minute.
  const line = timeline({ ...ready, database: "backup", lacksStack: true }, "backup_and_restore", settings, drawn);
  expect(line).toMatchObject({ data: 40 * 60, stack: 25 * 60 });
  expect(line.switched - line.detection - line.alarm - line.decision).toBe(40 * 60);
});

test("two Regions that serve ask nobody, and DNS runs beside the promotion", () => {
  const line = timeline(ready, "active_active", settings, drawn);
  expect(line).toMatchObject({ alarm: 0, decision: 0, data: 180 });
  expect([line.switched, line.ready]).toEqual([line.detection, line.detection + 180]);
});

test("an automatic failover asks nobody either, and sends viewers when all is there", () => {
  const line = timeline(ready, "warm_standby", { ...settings, automatic: true }, drawn);
  expect(line).toMatchObject({ alarm: 0, decision: 0, switched: line.detection + 180 });
});

test("data that is nowhere else takes for ever", () => {
  expect(timeline({ ...ready, database: "lost" }, "redeploy", settings, drawn).ready).toBe(Infinity);
});

describe("what is lost", () => {
  test.each<[string, Partial<Standing>, object]>([
    ["a replica lags a second, objects with time control a minute", {}, { database: 1, objects: 60 }],
    ["of two stores the one that lags more counts", { table: "lost" }, { database: Infinity }],
    ["a shop without data loses none", { database: "none", objects: "none" }, { database: null, objects: null }],
    ["nothing leaves the Region", { database: "lost", objects: "lost" }, { database: Infinity, objects: Infinity }],
    ["objects without time control", { objects: "replicated" }, { objects: 120 }],
  ])("%s", (_says, over, expected) => {
    expect(lostSeconds({ ...ready, ...over }, settings, drawn)).toMatchObject(expected);
  });

  test("the last copy of a backup is half an hour old, and up to a day more", () => {
    const ages = Array.from(
      { length: 200 },
      (_, run) => lostSeconds({ ...ready, database: "backup" }, settings, { ...drawn, run }).database ?? 0,
    );
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(1800);
    expect(Math.max(...ages)).toBeLessThan(1800 + 86_400);
    expect(Math.max(...ages)).toBeGreaterThan(80_000);
  });
});

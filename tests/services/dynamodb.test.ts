import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dynamodb } from "../../src/services/dynamodb.ts";
import { plot } from "../support/plot.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 1024 ** 3;
const cart = requestClass({ name: "cart", table: "it", tableReadUnits: 1, tableWriteUnits: 1, tableBytes: 2000 });
/** The default quota of a table. */
const quotas = { dynamodb_table_wru: 40_000, dynamodb_table_rru: 40_000 };

function table(config: object = {}, options: Parameters<typeof alone>[2] = {}) {
  return alone(dynamodb, config, { classes: [cart], quotas, ...options });
}

test("an hour is metered in request units and byte-seconds", () => {
  const it = table({ storage: "30GB" });
  expect(it.step(3600, [360_000])).toEqual({ served: [360_000], failed: [0] });
  expect(it.meters()).toEqual({ writes: 360_000, reads: 360_000, storage: 30 * GB * 3600 });
});

test("a table takes twice its previous peak at once, and a new one 4,000 writes a second", () => {
  const quiet = table();
  quiet.step(60, [60 * 100]);
  expect(quiet.step(60, [60 * 4000])).toEqual({ served: [240_000], failed: [0] });

  const busy = table();
  busy.step(60, [60 * 5000]);
  expect(busy.step(60, [60 * 10_000])).toEqual({ served: [600_000], failed: [0] });
});

test("what more than doubles is throttled for as long as the SDK tries again, and throughput doubles in 30 minutes", async () => {
  const it = table();
  it.step(60, [60 * 100]);
  const curve = Array.from({ length: 15 }, (_, i): [string, number] => {
    for (let minute = 0; minute < 10; minute += 1) it.step(60, [60 * 30_000]);
    return [`${(i + 1) * 10} min`, it.driver("writes").now / 60];
  });
  const text = plot("writes a second of a new table under 30,000 (one mark: 1,000)", curve, 1000);
  await expect(text).toMatchFileSnapshot("../golden/services/dynamodb-growth.txt");
  expect(it.limit("writes")!.value).toBe("4000 units a second");
});

test("warm throughput takes the spike", () => {
  const it = table({ warm_writes: 30_000, warm_reads: 30_000 });
  it.step(1, [100]);
  expect(it.step(1, [30_000])).toEqual({ served: [30_000], failed: [0] });
});

test("the table's quota is the ceiling, whatever was warmed", () => {
  const it = table({ warm_writes: 100_000, warm_reads: 100_000 });
  for (let second = 0; second < 10; second += 1) it.step(1, [60_000]);
  expect(it.step(1, [60_000]).served[0]).toBeCloseTo(40_000, 6);
});

test("a hot key is held by its partition at 1,000 writes a second, while the other keys pass", () => {
  const it = table({ hot_key: "50%" });
  it.step(1, [100]);
  const seconds = Array.from({ length: 30 }, () => it.step(1, [3000]));
  // 1,500 a second for the hot key, of which 1,000 pass; 1,500 for the others.
  expect(seconds[29]!.served[0]).toBeCloseTo(2500, 6);
  expect(it.limit("partition_writes")!.failed[0]).toBeCloseTo(30 * 500 - 2 * 1000, 6);
  expect(it.limit("writes")!.failed[0]).toBe(0);
});

test("the application reaches the table over its own network", () => {
  const [flow, ...others] = table().flows();
  expect(others).toEqual([]);
  expect(flow).toMatchObject({
    from: "app",
    destination: { kind: "aws", service: "dynamodb", region: "us-east-1" },
    bytesUp: 1000,
    bytesDown: 1000,
    connections: 0.01,
    cause: "table requests of cart",
  });
});

/**
 * Largest difference between steps of a second and coarser ones, of metered units under a load that is throttled for hours: within
 * a coarse step the table's throughput counts as its mean.
 */
const STEP_TOLERANCE = 0.01;

test.each([1, 60, 900, 3600])("metered units do not depend on the step: %i s", (dt) => {
  const total = (step: number) => {
    const it = table({}, { hours: 4 });
    for (let second = 0; second < 4 * 3600; second += step) it.step(step, [step * (second < 3600 ? 1000 : 20_000)]);
    return it.driver("writes").hours.reduce((sum, units) => sum + units, 0);
  };
  expect(Math.abs(total(dt) / total(1) - 1)).toBeLessThan(STEP_TOLERANCE);
});

test("every request is served, failed or waiting", () => {
  const load = fc.record({ dt: fc.constantFrom(1, 60, 900, 3600), perSecond: fc.integer({ min: 0, max: 50_000 }) });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 40 }), fc.constantFrom("0%", "30%"), (loads, hot_key) => {
      const it = table({ hot_key });
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

test("what a Terraform plan says of a table", () => {
  const mapping = dynamodb.terraform["aws_dynamodb_table"]!;
  const config = "config" in mapping ? mapping.config : () => null;
  expect(config({ billing_mode: "PAY_PER_REQUEST" })).toEqual({});
  expect(config({ billing_mode: "PAY_PER_REQUEST", warm_throughput: [{ write_units_per_second: 20_000 }] })).toEqual({
    warm_writes: 20_000,
  });
  const values = {
    billing_mode: "PROVISIONED",
    read_capacity: 20,
    write_capacity: 10,
    point_in_time_recovery: [{ enabled: true }],
    replica: [{ region_name: "eu-west-1" }],
  };
  expect(config(values)).toEqual({
    mode: "provisioned",
    read: { min: 20 },
    write: { min: 10 },
    pitr: true,
    replicate_to: "eu-west-1",
  });
});

test("recovery, backups and a replica are billed beside the table; every write is a replicated one, on both sides", () => {
  const it = table({ storage: "30GB", pitr: true, backups: "50GB", replicate_to: "eu-west-1" });
  it.step(3600, [360_000]);
  expect(it.meters()).toEqual({
    replicated_writes: 360_000,
    replica_writes: 360_000,
    reads: 360_000,
    storage: 30 * GB * 3600,
    replica_storage: 30 * GB * 3600,
    pitr: 30 * GB * 3600,
    backups: 50 * GB * 3600,
  });
  expect(it.flows()[1]).toMatchObject({
    from: "it",
    destination: { kind: "aws", service: "dynamodb", region: "eu-west-1" },
    bytesUp: 0.6 * 1024,
    bytesDown: 0,
  });
});

describe("a provisioned table", () => {
  const provisioned = (config: object, options: Parameters<typeof alone>[2] = {}) =>
    table({ mode: "provisioned", ...config }, options);

  test("is billed for what is provisioned, used or not", () => {
    const it = provisioned({ storage: "30GB", write: { min: 100 }, read: { min: 200 } });
    it.step(3600, [0]);
    expect(it.meters()).toEqual({ write_capacity: 100 * 3600, read_capacity: 200 * 3600, storage: 30 * GB * 3600 });
  });

  test("saves up 300 seconds of unused units, and throttles when they are spent", () => {
    const it = provisioned({ write: { min: 100 }, read: { min: 100_000 } });
    it.step(600, [0]);
    // 30,000 saved; a burst of 400 a second takes 300 of them each second.
    const seconds = Array.from({ length: 110 }, () => it.step(1, [400]).served[0]!);
    expect(seconds[99]).toBeCloseTo(400, 6);
    expect(seconds[100]).toBeCloseTo(100, 6);
    expect(it.limit("writes")).toMatchObject({ value: "100 units a second", title: "write throughput" });
  });

  test("scales out when two minutes are above the target, once the alarm has seen them and the table is updated", async () => {
    const it = provisioned({ write: { min: 100, max: 4000 }, read: { min: 100_000 } });
    it.step(60, [60 * 50]);
    const curve = Array.from({ length: 60 }, (_, minute): [string, number] => {
      it.step(60, [60 * (minute < 20 ? 600 : 50)]);
      return [`${minute + 1} min`, it.driver("writes provisioned").now / 60];
    });
    const text = plot("write units of a table under 600 a second for 20 minutes (one mark: 50)", curve, 50);
    await expect(text).toMatchFileSnapshot("../golden/services/dynamodb-auto-scaling.txt");
  });

  test("is raised for an event in time, and lowered after it", () => {
    const during = (seconds: number) => (seconds >= 600 && seconds < 1200 ? 5000 : 0);
    const it = provisioned({ write: { min: 100 }, read: { min: 100 } }, { prepared: { min: during } });
    const units = Array.from({ length: 30 }, () => {
      it.step(60, [0]);
      return it.driver("writes provisioned").now / 60;
    });
    expect(units).toEqual([...Array(10).fill(100), ...Array(10).fill(5000), ...Array(10).fill(100)]);
  });

  test.each([60, 900, 3600])("is metered alike whatever the step: %i s", (dt) => {
    const units = (step: number) => {
      const it = provisioned({ write: { min: 100, max: 4000 }, read: { min: 100, max: 4000 } }, { hours: 4 });
      for (let second = 0; second < 4 * 3600; second += step) {
        it.step(step, [step * (second >= 3600 && second < 7200 ? 900 : 50)]);
      }
      const sum = (name: string) => it.driver(name).hours.reduce((total, of) => total + of, 0);
      return [sum("writes provisioned"), sum("writes")];
    };
    const fine = units(1);
    units(dt).forEach((coarse, i) => expect(Math.abs(coarse / fine[i]! - 1)).toBeLessThan(STEP_TOLERANCE));
  });

  test("conserves requests", () => {
    const load = fc.record({ dt: fc.constantFrom(1, 60, 900, 3600), perSecond: fc.integer({ min: 0, max: 5000 }) });
    fc.assert(
      fc.property(fc.array(load, { minLength: 1, maxLength: 20 }), (loads) => {
        const it = provisioned({ write: { min: 50, max: 500 } });
        let sent = 0;
        let out = 0;
        for (const { dt, perSecond } of loads) {
          const { served, failed } = it.step(dt, [perSecond * dt]);
          sent += perSecond * dt;
          out += served[0]! + failed[0]!;
        }
        expect((out + it.cell!.waiting(0) + 1) / (sent + 1)).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });
});

test("capacity units and warm throughput each belong to their mode", () => {
  const messages = (config: object) => {
    const result = dynamodb.config.safeParse(config);
    return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
  expect(messages({ write: { min: 10 } })).toEqual(["mode: must be provisioned where read or write is given"]);
  expect(messages({ mode: "provisioned", warm_reads: 10 })).toEqual([
    "mode: must be on_demand where warm throughput is given",
  ]);
  expect(messages({ mode: "provisioned", write: { min: 10, max: 5 } })).toEqual(["write.max: must not be below min"]);
});

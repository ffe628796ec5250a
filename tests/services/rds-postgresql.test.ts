import { describe, expect, test } from "vitest";
import { rdsPostgresql } from "../../src/services/rds-postgresql.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 1024 ** 3;
const MB = 1024 ** 2;
/** One I/O, next to no CPU; viewers wait 10 s. */
const read = requestClass({ name: "read", database: "it", databaseCpuSeconds: 0.0001, databaseIos: 1 });

function database(config: object = {}, options: Parameters<typeof alone>[2] = {}) {
  return alone(rdsPostgresql, config, { classes: [read], ...options });
}

test("an hour is metered per instance-second and per byte-second allocated; I/Os are not", () => {
  const it = database({ storage: "100GB" });
  it.driver("served.read", "traffic").hours.set([1_000_000]);
  expect(it.meters()).toEqual({ instances: 3600, storage: 100 * GB * 3600, backup: 100 * GB * 3600 });
});

test("gp3 bills I/Os and throughput above the 12,000 and 500 MB a second that come with 400 GB", () => {
  const it = database({ storage: "500GB", iops: 15_000, throughput: "600MB" });
  expect(it.meters()).toMatchObject({ iops: 3000 * 3600, throughput: 100 * MB * 3600 });
});

test("two zones have their own prices, not twice the quantity", () => {
  const price = (deployment: string) => {
    const config = rdsPostgresql.config.parse({ instance: "db.r6g.large", deployment });
    return ["instances", "storage", "iops"].map((name) => {
      const meter = rdsPostgresql.meters[name]!;
      return typeof meter.price === "function" ? meter.price(config).usageType : null;
    });
  };
  expect(price("single_az")).toEqual(["InstanceUsage:db.r6g.large", "RDS:GP3-Storage", "RDS:GP3-PIOPS"]);
  expect(price("multi_az")).toEqual([
    "Multi-AZUsage:db.r6g.large",
    "RDS:Multi-AZ-GP3-Storage",
    "RDS:Multi-AZ-GP3-PIOPS",
  ]);
});

describe("I/Os a second", () => {
  const inSecond = (config: object, perSecond: number, second: number) => {
    const it = database(config);
    let served = 0;
    for (let i = 0; i <= second; i += 1) served = it.step(1, [perSecond]).served[0]!;
    return served;
  };

  test("of gp3: 3,000 in small volumes, 12,000 from 400 GB on, or as provisioned", () => {
    expect(inSecond({ storage: "100GB" }, 20_000, 0)).toBeCloseTo(3000, 6);
    expect(inSecond({ storage: "400GB" }, 15_000, 0)).toBeCloseTo(12_000, 6);
    expect(inSecond({ storage: "400GB", iops: 14_000 }, 15_000, 0)).toBeCloseTo(14_000, 6);
  });

  test("of gp2: three for each GB, and 3,000 for as long as 5.4 million saved ones last", () => {
    const gp2 = { storage: "100GB", storage_type: "gp2" };
    expect(inSecond(gp2, 5000, 0)).toBeCloseTo(3000, 6);
    // 5,400,000 / (3,000 − 300) = 2,000 s.
    expect(inSecond(gp2, 5000, 1999)).toBeCloseTo(3000, 6);
    expect(inSecond(gp2, 5000, 2000)).toBeCloseTo(300, 6);
  });
});

test("what the schema refuses", () => {
  const messages = (config: object) => {
    const result = rdsPostgresql.config.safeParse(config);
    return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };
  expect(messages({ storage: "100GB", iops: 13_000 })).toEqual([
    "storage: must be 400GB or more of gp3 where iops or throughput is given",
  ]);
  expect(messages({ storage: "500GB", storage_type: "gp2", throughput: "600MB" })).toHaveLength(1);
  expect(messages({})).toEqual([]);
});

test("what a Terraform plan says of an instance", () => {
  const mapping = rdsPostgresql.terraform["aws_db_instance"]!;
  const config = "config" in mapping ? mapping.config : () => null;
  const values = {
    engine: "postgres",
    instance_class: "db.r6g.large",
    multi_az: true,
    allocated_storage: 500,
    storage_type: "gp3",
    iops: 15_000,
    storage_throughput: 600,
  };
  expect(rdsPostgresql.config.parse(config(values))).toMatchObject({
    instance: "db.r6g.large",
    deployment: "multi_az",
    storage: 500 * GB,
    storage_type: "gp3",
    iops: 15_000,
    throughput: 600 * MB,
  });
  expect(config({ engine: "mysql", instance_class: "db.r6g.large" })).toBeNull();
});

/** The step in which a volume's credits end is shared out over the whole of it. */
const STEP_TOLERANCE = 0.001;

test.each([60, 900, 3600])("what is served does not depend on the step: %i s", (dt) => {
  const served = (step: number) => {
    const it = database({ storage: "100GB", storage_type: "gp2" }, { hours: 4 });
    let total = 0;
    for (let second = 0; second < 4 * 3600; second += step) {
      total += it.step(step, [step * (second < 3600 ? 3500 : 100)]).served[0]!;
    }
    return total;
  };
  expect(Math.abs(served(dt) / served(1) - 1)).toBeLessThan(STEP_TOLERANCE);
});

import { describe, expect, test } from "vitest";
import { ec2Spot } from "../../src/services/ec2-spot.ts";
import { alone, type AloneOptions } from "../support/service-alone.ts";

const HOUR = 3600;
/** Four instances of four vCPUs work for two hours. */
const nightly = {
  type: "c7g.xlarge",
  instances: 4,
  at: "02:00",
  work: "32h",
  interrupted: "0%",
  disk: "50GB",
  feeds: "2GB",
};

function batch(config: object = {}, options: AloneOptions = {}) {
  return alone(ec2Spot, { ...nightly, ...config }, { hours: 72, assume: { spotBoot: 90 }, ...options });
}

function run(component: ReturnType<typeof batch>, seconds: number, dt: number) {
  for (let at = 0; at < seconds; at += dt) component.step(dt);
  return component;
}

const total = (of: ReturnType<typeof batch>, name: string) =>
  of.driver(name).hours.reduce((sum, amount) => sum + amount, 0);

describe("the clock", () => {
  test("a run starts at its hour, boots, works and ends", () => {
    const hours = [...run(batch(), 24 * HOUR, 60).driver("instances").hours]
      .slice(0, 6)
      .map((seconds) => seconds / HOUR);
    expect(hours).toEqual([0, 0, 4, 4, 0.1, 0]);
  });

  test.each([1, 60, 900, 3600])("three nights are the same in steps of %d s", (dt) => {
    const component = run(batch(), 72 * HOUR, dt);
    expect(total(component, "instances")).toBeCloseTo(3 * 4 * (2 * HOUR + 90), 6);
    expect(total(component, "runs")).toBeCloseTo(3, 9);
    expect(total(component, "launches")).toBeCloseTo(3 * 4, 9);
  });

  test("the hour is UTC, whenever the period begins", () => {
    // Friday 1970-01-02, 01:00.
    const component = run(batch({ at: "02:30" }, { startSeconds: 25 * HOUR }), 4 * HOUR, 3600);
    expect([...component.driver("instances").hours].slice(0, 2)).toEqual([0, 4 * 1800]);
  });

  test("it keeps its days: Thursday 1970-01-01 to Saturday, on Fridays only", () => {
    const component = run(batch({ days: ["fri"] }), 72 * HOUR, 3600);
    expect([...component.driver("instances").hours].findIndex((seconds) => seconds > 0)).toBe(26);
    expect(total(component, "runs")).toBeCloseTo(1, 9);
  });
});

describe("what is billed", () => {
  test("instances by the second and their volumes for as long", () => {
    const { hours, disk } = run(batch(), 24 * HOUR, 60).meters();
    expect(hours).toBe(4 * (2 * HOUR + 90));
    expect(disk).toBe(4 * (2 * HOUR + 90) * 50 * 2 ** 30);
  });

  test("at the price of its type", () => {
    const { price } = ec2Spot.meters["hours"]!;
    const usageType =
      typeof price === "function" ? price(ec2Spot.config.parse({ type: "m7g.2xlarge" })).usageType : null;
    expect(usageType).toBe("SpotUsage:m7g.2xlarge");
  });

  test("the work of a month is assumed where it is not said: 240 hours of a c7g.xlarge, whatever the type", () => {
    const hours = (type: string) => {
      const component = batch({ type, work: undefined }, { assume: { spotBoot: 0 } });
      return (run(component, 24 * HOUR, 3600).meters()["hours"]! * (730 / 24)) / HOUR;
    };
    expect([hours("c7g.xlarge"), hours("c7g.2xlarge")].map((each) => each.toFixed(6))).toEqual([
      "240.000000",
      "120.000000",
    ]);
  });
});

describe("several types", () => {
  test("each has its own price; the least interrupted have the instances", () => {
    const config = { type: undefined, types: ["r7g.xlarge", "m7g.xlarge", "c7g.xlarge"], interrupted: undefined };
    const component = batch(config, { assume: { spotBoot: 90, spotBelow5: 0 } });
    const { hours } = run(component, 24 * HOUR, 60).meters();
    expect(hours).toBe(4 * (2 * HOUR + 90));
    expect(component.metered("hours").map(({ note }) => note?.cause)).toEqual(["4 × c7g.xlarge"]);
  });

  test("spread over all of them, a line for each", () => {
    const types = ["r7g.xlarge", "m7g.xlarge", "c7g.xlarge"];
    const component = batch({ type: undefined, types, allocation: "diversified", instances: 6 });
    run(component, 24 * HOUR, 60).meters();
    const { price } = ec2Spot.meters["hours"]!;
    const lines = component
      .metered("hours")
      .map(({ note, sum }) => [
        typeof price === "function" ? price(note?.as).usageType : null,
        note?.cause,
        sum.toFixed(3),
      ]);
    const each = (((6 * (32 * HOUR)) / (6 * 4) + 6 * 90) / 3).toFixed(3);
    expect(lines).toEqual([
      ["SpotUsage:r7g.xlarge", "2 × r7g.xlarge", each],
      ["SpotUsage:m7g.xlarge", "2 × m7g.xlarge", each],
      ["SpotUsage:c7g.xlarge", "2 × c7g.xlarge", each],
    ]);
  });

  test("what is on demand from the start is billed as such", () => {
    const meters = run(batch({ on_demand_base: 1 }), 24 * HOUR, 60).meters();
    expect(meters).toMatchObject({ hours: 3 * (2 * HOUR + 90), on_demand_hours: 2 * HOUR + 90 });
  });
});

describe("the Spot quota", () => {
  test("stretches the batch: half the instances take twice the time", () => {
    const component = run(batch({}, { quotas: { ec2_spot_vcpu: 8 } }), 24 * HOUR, 60);
    expect(total(component, "instances")).toBeCloseTo(2 * (4 * HOUR + 90), 6);
    expect(component.limit("spot_vcpu")?.value).toBe("2 of 4 instances");
    expect(component.limit("spot_vcpu")?.firstSeconds[0]).toBe(2 * HOUR);
  });

  test("delays the next night when one is not enough", () => {
    const component = run(batch({ work: "128h" }, { quotas: { ec2_spot_vcpu: 4 } }), 72 * HOUR, 3600);
    expect(
      component
        .driver("instances")
        .hours.slice(2)
        .every((seconds) => seconds === HOUR),
    ).toBe(true);
    expect(component.driver("unfinished work").now).toBeGreaterThan(0);
  });

  test("too small for one instance, nothing ever runs", () => {
    const component = run(batch({}, { quotas: { ec2_spot_vcpu: 3 } }), 24 * HOUR, 3600);
    expect([total(component, "instances"), component.limit("spot_vcpu")?.value]).toEqual([0, "0 of 4 instances"]);
  });
});

test("takes its feeds from the internet and its objects from S3, once a run", () => {
  const flows = batch({ s3: { down: "10GB", up: "1GB" } }).flows();
  expect(
    flows.map(({ destination, driver, bytesUp, bytesDown }) => [destination.kind, driver.name, bytesUp, bytesDown]),
  ).toEqual([
    ["internet", "runs", 0, 2 * 2 ** 30],
    ["aws", "runs", 2 ** 30, 10 * 2 ** 30],
  ]);
});

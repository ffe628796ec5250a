import { describe, expect, test } from "vitest";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import { regions } from "../../src/regions.ts";
import { ec2AutoScaling } from "../../src/services/ec2-auto-scaling.ts";
import { vcpusOf } from "../../src/services/instance-types.ts";
import { plot } from "../support/plot.ts";
import { alone, type AloneOptions, requestClass } from "../support/service-alone.ts";

const GB = 2 ** 30;
const HOUR = 3600;
/** 80 ms of a vCPU: an instance of 4 vCPU serves 50 a second, or 27.5 at the target of 55 %. */
const page = requestClass({ name: "page", compute: "it", cpuSeconds: 0.08 });
const noDrain = { deregistration: "0s" };

function group(config: object, options: AloneOptions = {}) {
  return alone(ec2AutoScaling, { type: "c7g.xlarge", ...config }, { classes: [page], hours: 6, ...options });
}
type Group = ReturnType<typeof group>;

/** Runs `seconds` in steps of `dt` with `perSecond` requests; the running instances after each step. */
function run(it: Group, seconds: number, perSecond: number, dt = 60): number[] {
  return Array.from({ length: seconds / dt }, () => {
    it.step(dt, [perSecond * dt]);
    return Math.round(it.driver("running instances").now / dt);
  });
}

/** The second in which the first instance is launched, and the first second in which it takes requests, after a drop from 10 to 1,000 a second. */
function drop(config: object): { launched: number; ready: number } {
  const it = group({ min: 3, max: 100, ...config });
  run(it, HOUR, 10);
  let launched = 0;
  for (let second = 1; second < 1200; second += 1) {
    it.step(1, [1000]);
    if (launched === 0 && it.driver("launches").now > 0) launched = second;
    if (it.driver("running instances").now > 3) return { launched, ready: second };
  }
  throw new Error("nothing was launched");
}

describe("what is billed", () => {
  test("instances and their volumes by the second", () => {
    const it = group({ min: 3, max: 3, disk: "50GB", iops: 4000, throughput: "225MB" });
    run(it, 2 * HOUR, 0);
    expect(it.meters()).toEqual({
      hours: 3 * 2 * HOUR,
      disk: 3 * 2 * HOUR * 50 * GB,
      iops: 3 * 2 * HOUR * 1000,
      throughput: 3 * 2 * HOUR * 100 * 2 ** 20,
    });
  });

  test("a share above the On-Demand base at the Spot price of the type", () => {
    const it = group({ min: 6, max: 6, on_demand_base: 2, spot: "75%", disk: "0GB" });
    run(it, HOUR, 0);
    expect(it.meters()).toEqual({ hours: 3 * HOUR, spot_hours: 3 * HOUR, disk: 0 });
    const { price } = ec2AutoScaling.meters["spot_hours"]!;
    const parsed = ec2AutoScaling.config.parse({ type: "m7g.large" });
    expect(typeof price === "function" ? price(parsed).usageType : null).toBe("SpotUsage:m7g.large");
  });

  test("an instance until its connections have ended: 300 s after it is stopped", () => {
    const minimum = { min: (seconds: number) => (seconds < HOUR ? 5 : 2) };
    const seconds = (config: object) => {
      const it = group({ min: 2, max: 5, scaling: {}, ...config }, { prepared: minimum });
      run(it, 2 * HOUR, 0);
      return it.meters()["hours"]!;
    };
    expect(seconds(noDrain)).toBe(5 * HOUR + 2 * HOUR);
    expect(seconds({})).toBe(5 * HOUR + 2 * HOUR + 3 * 300);
  });
});

describe("time to new capacity", () => {
  test("a cold instance takes four minutes and two checks of 30 s, one out of a stopped warm pool 30 s", () => {
    const cold = drop({});
    const warm = drop({ warm_pool: {} });
    // Launched as a second ends.
    expect(cold.ready - cold.launched - 1).toBe(240 + 2 * 30);
    expect(warm.ready - cold.launched - 1).toBe(30);
  });

  test("the instances of a drop, minute by minute, with and without a warm pool", async () => {
    const curve = (config: object) => {
      const it = group({ min: 3, max: 100, ...config });
      run(it, HOUR, 10);
      return Array.from({ length: 40 }, (_, minute): [string, number] => {
        const instances = run(it, 60, minute < 30 ? 1000 : 10, 1);
        return [`${minute} min`, instances.at(-1)!];
      });
    };
    const plots = [
      plot("cold: 1,000 requests a second for 30 minutes, from 10 (one mark: 1 instance)", curve({}), 1),
      plot("out of a stopped warm pool", curve({ warm_pool: {} }), 1),
    ];
    await expect(plots.join("\n")).toMatchFileSnapshot("../golden/services/ec2-drop.txt");
  });

  test("what has been added counts after its warm-up only, and nothing is given back before", () => {
    const it = group({
      min: 2,
      max: 100,
      boot: "0s",
      health_check: { interval: "0s" },
      scaling: { cpu: "50%", warm_up: "10m" },
    });
    run(it, HOUR, 10);
    // A spike of six minutes adds instances; the calm after it takes them away fifteen datapoints later, not during the warm-up.
    run(it, 360, 400, 1);
    const grown = Math.max(...run(it, 600, 10, 1));
    expect(grown).toBe(4);
    expect(run(it, 300, 10, 1).at(-1)).toBe(4);
    expect(run(it, HOUR, 10).at(-1)).toBe(2);
  });
});

test("the low alarm is at 0.7 of the target: 60 % falls in below 42 %", () => {
  const after = (perSecond: number) => {
    const it = group({ min: 2, max: 20, scaling: { cpu: "60%" }, ...noDrain });
    // 240 a second are 19.2 vCPU: 8 instances.
    run(it, HOUR, 240);
    return run(it, HOUR, perSecond).at(-1);
  };
  // 43 % and 41 % of 8 × 4 vCPU.
  expect([after((0.43 * 32) / 0.08), after((0.41 * 32) / 0.08)]).toEqual([8, 6]);
});

describe("the warm pool", () => {
  test("holds what the group does not want of its maximum; stopped instances cost their volumes only", () => {
    const it = group({ min: 2, max: 10, warm_pool: {}, disk: "10GB" });
    run(it, HOUR, 0);
    expect(it.meters()).toEqual({ hours: 2 * HOUR, disk: 10 * HOUR * 10 * GB });
  });

  test("running ones cost as much as any", () => {
    const it = group({ min: 2, max: 10, warm_pool: { state: "running", prepared: 5 }, disk: "0GB" });
    run(it, HOUR, 0);
    expect(it.meters()).toEqual({ hours: 5 * HOUR, disk: 0 });
  });

  test("filled up again to its minimum, it pays for the instances while they initialize", () => {
    const minimum = { min: (seconds: number) => (seconds < HOUR ? 2 : 5) };
    const pool = { min: 2, prepared: 4, start: "30s" };
    const it = group({ min: 2, max: 10, boot: "5m", warm_pool: pool, scaling: {}, disk: "0GB" }, { prepared: minimum });
    run(it, 2 * HOUR, 0);
    // Two come out of the pool; one boots for the group, two for the pool.
    expect(it.meters()).toEqual({ hours: 2 * HOUR + 5 * HOUR + 2 * 300, disk: 0 });
    expect(it.driver("launches").hours.reduce((sum, each) => sum + each, 0)).toBe(3);
  });
});

describe("limits", () => {
  test("the account's quotas of On-Demand and Spot vCPU", () => {
    const quotas = { ec2_on_demand_vcpu: 16, ec2_spot_vcpu: 8 };
    const limited = (config: object) => {
      const it = group({ min: 20, max: 50, ...config }, { quotas });
      return [run(it, 60, 0)[0], it.limit("quota")?.value];
    };
    expect(limited({})).toEqual([4, "16 On-Demand vCPU"]);
    // Two Spot instances are half of four.
    expect(limited({ spot: "50%" })).toEqual([4, "16 On-Demand vCPU, 8 Spot vCPU"]);
  });

  test("with the balancer's checks a group that answers late is terminated, and boots again", () => {
    const lost = (type: string) => {
      const it = group({ min: 3, max: 3, health_check: { type, timeout: "2s" } });
      run(it, HOUR, 10);
      return Math.min(...run(it, 300, 1000, 1));
    };
    expect([lost("ec2"), lost("elb")]).toEqual([3, 0]);
  });
});

test.each([1, 60, 900, 3600])("a day of one busy hour costs about the same in steps of %d s", (dt) => {
  const it = group({ min: 2, max: 40 }, { hours: 24 });
  for (let at = 0; at < 24 * HOUR; at += dt) it.step(dt, [(at >= 12 * HOUR && at < 13 * HOUR ? 400 : 40) * dt]);
  // 2 instances all day, up to 17 for an hour and what it takes to grow, shrink and drain.
  const instanceHours = it.meters()["hours"]! / HOUR;
  expect(instanceHours).toBeGreaterThan(2 * 24 + 12);
  expect(instanceHours).toBeLessThan(2 * 24 + 19);
});

test("agents send for every instance, and what it takes from S3 comes with each launch", () => {
  const it = group({ artifact: "200MB", background: { telemetry: { up: "3KB", every: "1s" } } });
  expect(it.flows().map(({ driver, bytesUp, bytesDown, cause }) => [driver.name, bytesUp, bytesDown, cause])).toEqual([
    ["launches", 0, 200 * 2 ** 20, "what instances take from S3 as they boot"],
    ["running instances", 3 * 1024, 0, "telemetry agents in every instance"],
  ]);
});

test("a planned group becomes one where it says its type, and none where its launch template does", () => {
  const mapping = ec2AutoScaling.terraform["aws_autoscaling_group"]!;
  const become = (values: Record<string, unknown>) => ("config" in mapping ? mapping.config(values) : null);
  const policy = {
    launch_template: [{ override: [{ instance_type: "m7g.large" }] }],
    instances_distribution: [{ on_demand_base_capacity: 1, on_demand_percentage_above_base_capacity: 25 }],
  };
  expect(become({ min_size: 2, max_size: 9, health_check_type: "ELB", mixed_instances_policy: [policy] })).toEqual({
    type: "m7g.large",
    min: 2,
    max: 9,
    spot: 0.75,
    on_demand_base: 1,
    health_check: { type: "elb" },
  });
  expect(become({ min_size: 2, max_size: 9, launch_template: [{ id: "lt-1" }] })).toBeNull();
});

test("the vCPUs that a type's size says are those of the price list, for every type in every Region", () => {
  const { prices } = loadPriceBook({ needed: regions.map((region) => ({ region, serviceCode: "AmazonEC2" })) });
  const types = new Map(
    prices.flatMap(({ attributes: { instanceType, vcpu } }) =>
      instanceType === undefined || vcpu === undefined ? [] : [[instanceType, Number(vcpu)]],
    ),
  );
  expect(types.size).toBeGreaterThan(300);
  expect([...types].filter(([type, vcpus]) => vcpusOf(type) !== vcpus)).toEqual([]);
  expect(["c7g.metal", "xlarge"].map(vcpusOf)).toEqual([null, null]);
});

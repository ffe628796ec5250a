import { expect, test } from "vitest";
import * as fc from "fast-check";
import { fargate } from "../../src/services/fargate.ts";
import { alone, type AloneOptions, requestClass } from "../support/service-alone.ts";
import { plot } from "../support/plot.ts";

const GB = 2 ** 30;
/** 80 ms of a vCPU; a task of 2 vCPU serves 25 a second, or 13.75 at the target of 55 %. */
const page = requestClass({ name: "page", compute: "it", cpuSeconds: 0.08 });
const elsewhere = requestClass({ name: "static", index: 1, compute: "other", cpuSeconds: 0.08 });

/** 23 s to launch, 6 s for 300 MB, 10 s to boot, two health checks of 10 s. */
const START_SECONDS = 59;

/** Checks that never fail, where a test is about scaling alone. */
const patientChecks = { health_check: { timeout: "1h" } };

function service(config: object, options: AloneOptions = {}) {
  return alone(fargate, config, { classes: [page], hours: 3, ...options });
}

type Service = ReturnType<typeof service>;

/** Runs `seconds` in steps of `dt` with `perSecond` requests; the running tasks after each step. */
function run(it: Service, seconds: number, perSecond: number, dt = 1): number[] {
  return Array.from({ length: seconds / dt }, () => {
    it.step(dt, [perSecond * dt]);
    return Math.round(it.driver("running tasks").now / dt);
  });
}

/** Numbers of tasks in the order they came. */
function stages(tasks: readonly number[]): number[] {
  return tasks.filter((count, i) => count !== tasks[i - 1]);
}

test("a saturated fleet grows by at most 1 / 0.55 at a time, however high the demand, until it is enough", () => {
  const it = service({ min: 3, max: 200, ...patientChecks });
  run(it, 1200, 10, 60);
  // 1,000 a second need 80 vCPU: 73 tasks at 55 %.
  expect(stages(run(it, 2400, 1000)).slice(0, 6)).toEqual([3, 6, 11, 20, 37, 68]);
});

test("requests per task are not capped: one decision is enough", () => {
  const it = service({ min: 3, max: 200, scaling: { requests: "13.75/s" }, ...patientChecks });
  run(it, 1200, 10, 60);
  expect(stages(run(it, 900, 1000))).toEqual([3, 73]);
});

test("a drop reaches the fleet in datapoints: when, over all seconds of a minute at which it may begin", async () => {
  const trigger = (metricPeriod: string, phase: number): { trigger: number; ready: number } => {
    const it = service({ min: 3, max: 200, scaling: { cpu: "55%", metric_period: metricPeriod }, ...patientChecks });
    run(it, 1200, 10, 60);
    run(it, phase, 10);
    let launched = 0;
    for (let second = 1; second < 600; second += 1) {
      it.step(1, [1000]);
      if (launched === 0 && it.driver("launches").now > 0) launched = second;
      if (it.driver("running tasks").now > 3) return { trigger: launched, ready: second };
    }
    throw new Error("nothing was launched");
  };
  const measured = ["60s", "20s"].flatMap((period) => {
    const all = Array.from({ length: 60 }, (_, phase) => trigger(period, phase));
    return (["trigger", "ready"] as const).map((what) => {
      const seconds = all.map((one) => one[what]);
      const mean = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
      return `${period} metrics, ${what}: ${Math.min(...seconds)} to ${Math.max(...seconds)} s, mean ${mean.toFixed(1)} s`;
    });
  });
  const header = "AWS measured 363 s and 86 s to the trigger, 386 s and 109 s to new capacity (2026-06-18).\n";
  await expect(`${header}${measured.join("\n")}\n`).toMatchFileSnapshot("../golden/services/fargate-trigger.txt");
});

test("the tasks of a drop, minute by minute", async () => {
  const it = service({ min: 3, max: 200 });
  run(it, 1200, 10, 60);
  const points = Array.from({ length: 45 }, (_, minute): [string, number] => {
    const tasks = run(it, 60, minute < 20 ? 1000 : 10);
    return [`${minute} min`, tasks.at(-1)!];
  });
  await expect(
    plot("1,000 requests a second for 20 minutes, from 10 (one mark: 4 tasks)", points, 4),
  ).toMatchFileSnapshot("../golden/services/fargate-drop.txt");
});

test("what waits too long is given up, and requests of others pass by", () => {
  const it = alone(fargate, { min: 2, max: 2, ...patientChecks }, { classes: [page, elsewhere] });
  let failed = 0;
  for (let second = 0; second < 60; second += 1) {
    const { served, failed: lost } = it.step(1, [150, 7]);
    expect(served).toEqual([expect.closeTo(50, 9), 7]);
    failed += lost[0]!;
  }
  // Ten seconds' worth wait.
  expect(failed).toBeCloseTo(60 * 100 - 10 * 50, 6);
  expect(it.limit("cpu")!.failed[0]).toBeCloseTo(failed, 9);
  expect(it.limit("cpu")!.value).toBe("2 tasks × 2 vCPU");
  // The alarm is not on yet; once it is, the service would grow if it could.
  expect(it.limit("max")!.firstSeconds[0]).toBeNaN();
  for (let second = 0; second < 300; second += 1) it.step(1, [150, 7]);
  expect(it.limit("max")!.firstSeconds[0]).toBeGreaterThan(60);
});

test("three tasks of 2 vCPU and 4 GB over 730 hours are 4,380 vCPU-hours and 8,760 GB-hours", () => {
  const it = service({ cpu: 2, memory: "4GB", min: 3, max: 3 }, { hours: 730 });
  for (let h = 0; h < 730; h += 1) it.step(3600, [3600]);
  const { vcpu, memory, ...others } = it.meters();
  expect([vcpu! / 3600, memory! / 3600 / GB, others]).toEqual([4380, 8760, {}]);
});

test("a part on Spot and storage above 20 GB have meters of their own", () => {
  const it = service(
    { cpu: 1, memory: "2GB", min: 4, max: 4, spot: "25%", ephemeral: "30GB" },
    { hours: 1, assume: { fargateSpotTaken: 0 } },
  );
  it.step(3600, [0]);
  expect(it.meters()).toEqual({
    vcpu: 3 * 3600,
    memory: 3 * 2 * GB * 3600,
    spot_vcpu: 3600,
    spot_memory: 2 * GB * 3600,
    ephemeral: 4 * 10 * GB * 3600,
  });
});

test("launches: 100 at once, then 20 a second, each billed from its launch on", () => {
  const prepared = { min: (seconds: number) => (seconds > 600 ? 300 : 10) };
  const it = service({ min: 10, max: 400 }, { prepared });
  run(it, 600, 10, 60);
  const launched = Array.from({ length: 12 }, () => {
    it.step(1, [10]);
    return it.driver("launches").now;
  });
  expect(launched).toEqual([100, 20, 20, 20, 20, 20, 20, 20, 20, 20, 10, 0]);
  expect(it.driver("running tasks").now).toBe(10);
  expect(it.driver("billed").now).toBe(300);
  expect(it.limit("launch_rate")!.firstSeconds[0]).toBe(600);
  expect(it.limit("launch_rate")!.failed[0]).toBe(0);
});

test.each([1, 60])("one service launches at most 500 tasks in a minute: steps of %d s", (dt) => {
  const prepared = { min: (seconds: number) => (seconds >= 600 ? 2000 : 10) };
  const it = service({ min: 10, max: 2000 }, { prepared });
  for (let at = 0; at < 540; at += 60) it.step(60, [600]);
  const minutes = new Map<number, number>();
  for (let at = 540; at < 1200; at += dt) {
    it.step(dt, [10 * dt]);
    const minute = Math.floor((at + dt) / 60);
    minutes.set(minute, (minutes.get(minute) ?? 0) + it.driver("launches").now);
  }
  const launched = [...minutes.values()].filter((count) => count > 0);
  // What is wanted as a step ends finds a full bucket; from then on every minute has its 500.
  expect(launched).toEqual(dt === 1 ? [500, 500, 500, 490] : [100, 500, 500, 500, 390]);
});

test("the next minute's 500 begin with a full bucket, not all at once", () => {
  const prepared = { min: (seconds: number) => (seconds >= 600 ? 2000 : 10) };
  const it = service({ min: 10, max: 2000 }, { prepared });
  for (let at = 0; at < 600; at += 60) it.step(60, [600]);
  const launched = Array.from({ length: 60 }, () => {
    it.step(1, [10]);
    return it.driver("launches").now;
  });
  // A hundred at the end of the last step; the minute's other 400 at 20 a second, then none until the next minute.
  expect(launched.slice(0, 22)).toEqual([...Array.from({ length: 20 }, () => 20), 0, 0]);
  expect(launched.at(-1)).toBe(120);
});

test("the account's vCPU quota bounds the fleet before the service's maximum does, replacements included", () => {
  const it = service({ min: 2, max: 10 }, { quotas: { fargate_vcpu: 6 } });
  run(it, 600, 10, 60);
  const tasks = run(it, 1800, 1000);
  expect(Math.max(...tasks)).toBe(3);
  expect(it.limit("quota")!.value).toBe("6 vCPU");
  expect(it.limit("quota")!.firstSeconds[0]).toBeGreaterThan(0);
  expect(it.driver("billed").now).toBe(3);
});

test("a task that stops early costs a minute", () => {
  // Wanted for ten seconds only.
  const prepared = { min: (seconds: number) => (seconds > 0 && seconds <= 10 ? 2 : 1) };
  const it = service({ min: 1, max: 1 + 1, scaling: {} }, { prepared, hours: 1 });
  for (let second = 0; second < 120; second += 1) it.step(1, [0]);
  expect(it.driver("launches").hours[0]).toBe(1);
  // No policy lowers what was raised: it stays. One task all along, one from second 1 on.
  expect(it.driver("billed").hours[0]).toBe(120 + 119);
});

test("tasks go after fifteen low datapoints, a fifth of them at a time, one cooldown apart", () => {
  const prepared = { min: (seconds: number) => (seconds < 1200 ? 40 : 2) };
  const it = service({ min: 2, max: 100, ...patientChecks }, { prepared });
  const tasks = run(it, 1200, 100);
  expect(stages(tasks)).toEqual([40]);
  const after = run(it, 7200, 100, 60);
  // 8 vCPU of work: 7.3 tasks at 55 %. The low alarm has long been on when the minimum falls.
  expect(stages(after)[0]).toBe(40);
  expect(stages(after)).toEqual([40, 32, 26, 21, 17, 14, 12, 10, 8]);
  const changes = after.flatMap((count, minute) => (minute > 0 && count < after[minute - 1]! ? [minute] : []));
  for (let i = 1; i < changes.length; i += 1) expect(changes[i]! - changes[i - 1]!).toBeGreaterThanOrEqual(5);
});

test("a prepared minimum is raised ahead, held and lowered again", () => {
  const prepared = { min: (seconds: number) => (seconds >= 1800 && seconds < 5400 ? 30 : 3) };
  const it = service({ min: 3, max: 100 }, { prepared });
  const before = run(it, 1800, 10, 60);
  const during = run(it, 3600, 10, 60);
  const after = run(it, 5400, 10, 60);
  expect(stages(before)).toEqual([3]);
  expect(stages(during)).toEqual([3, 30]);
  expect(stages(after)).toEqual([30, 24, 20, 16, 13, 11, 9, 8, 7, 6, 5, 4, 3]);
  // Launched as the half hour ends; ready when they have started, warm half a minute later.
  expect(during.indexOf(30)).toBe(Math.ceil(START_SECONDS / 60));
});

test("tasks that answer checks too late are replaced, start cold and lose what waited on them", () => {
  const it = service({ min: 4, max: 4, scaling: {} });
  run(it, 60, 10);
  run(it, 240, 130);
  const health = it.limit("health_checks")!;
  // Five seconds of wait come after about 17 s at 130 against 100; three checks of 10 s later the tasks are replaced.
  expect(health.firstSeconds[0]).toBeGreaterThanOrEqual(60 + 17 + 29);
  expect(health.failed[0]).toBeGreaterThan(0);
  expect(it.driver("launches").hours[0]).toBeGreaterThanOrEqual(4);
  // The same load without deadly checks only fails what it cannot serve.
  const calm = service({ min: 4, max: 4, scaling: {}, ...patientChecks });
  run(calm, 60, 10);
  run(calm, 240, 130);
  const failed = (of: Service) => of.limit("cpu")!.failed[0]! + of.limit("health_checks")!.failed[0]!;
  expect(failed(it)).toBeGreaterThan(failed(calm));
});

test("the period begins with the tasks that hold the target", () => {
  const it = service({ min: 2, max: 100 });
  expect(it.step(60, [60 * 200])).toEqual({ served: [12_000], failed: [0] });
  // 16 vCPU at 55 %: 14.5 tasks.
  expect(it.driver("running tasks").now / 60).toBe(15);
});

test("without tasks there is no metric, and nothing scales them up", () => {
  const it = service({ min: 0, max: 10 });
  run(it, 60, 0);
  expect(stages(run(it, 1200, 10))).toEqual([0]);
});

test.each([60, 300, 900, 3600])(
  "a day's curve needs the same task-hours in steps of %d s as in steps of 10 s",
  (dt) => {
    const taskHours = (step: number): number => {
      const it = service({ min: 2, max: 200 }, { hours: 24 });
      for (let at = 0; at < 86_400; at += step) {
        const noon = 1 - Math.abs((at + step / 2) / 43_200 - 1);
        it.step(step, [(20 + 280 * noon) * step]);
      }
      return it.driver("billed").hours.reduce((sum, value) => sum + value, 0) / 3600;
    };
    expect(Math.abs(taskHours(dt) / taskHours(10) - 1)).toBeLessThan(0.03);
  },
);

test("every request is served, failed or waiting, whatever the steps", () => {
  const steps = fc.array(
    fc.record({ dt: fc.constantFrom(0.5, 1, 60, 900, 3600), perSecond: fc.integer({ min: 0, max: 2000 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 5 }), fc.constantFrom(0.55, 0.9), (loads, min, target) => {
      const it = service({ min, max: 20, scaling: { cpu: target } }, { quotas: { fargate_vcpu: 30 }, hours: 30 });
      let sent = 0;
      let out = 0;
      for (const { dt, perSecond } of loads) {
        const { served, failed } = it.step(dt, [perSecond * dt]);
        sent += perSecond * dt;
        out += served[0]! + failed[0]!;
        expect(Math.min(served[0]!, failed[0]!, it.driver("billed").now)).toBeGreaterThanOrEqual(0);
        expect(it.driver("CPU").now).toBeLessThanOrEqual(15 * 2 * dt * (1 + 1e-6));
      }
      expect((out + it.cell!.waiting(0) + 1) / (sent + 1)).toBeCloseTo(1, 9);
    }),
    { numRuns: 40 },
  );
});

test("images are pulled at every launch: layers from S3, manifest and tokens from the registry", () => {
  const flows = service({
    image: "100MB",
    background: { telemetry: {}, metrics: { up: "60KB", every: "60s" } },
  }).flows();
  expect(
    flows.map(({ destination, driver, bytesUp, bytesDown }) => [destination, driver.name, bytesUp, bytesDown]),
  ).toEqual([
    [{ kind: "aws", service: "s3", region: "us-east-1" }, "launches", 20_000, 100 * 2 ** 20],
    [{ kind: "aws", service: "ecr.api", region: "us-east-1" }, "launches", 4_000, 8_000],
    [{ kind: "aws", service: "ecr.dkr", region: "us-east-1" }, "launches", 4_000, 20_000],
    [{ kind: "internet", name: "telemetry", addresses: 1 }, "running tasks", 3_000, 0],
    [{ kind: "internet", name: "metrics", addresses: 1 }, "running tasks", 1024, 0],
  ]);
});

test("settings that make no sense are refused", () => {
  const problem = (config: object) => fargate.config.safeParse(config).error?.issues[0]?.message;
  expect(problem({ min: 12, max: 10 })).toBe("must be at least min");
  expect(
    [{ cpu: 3 }, { max: 0 }, { spot: "120%" }, { scaling: { metric_period: "30s" } }].map(
      (c) => problem(c) === undefined,
    ),
  ).toEqual([false, false, false, false]);
});

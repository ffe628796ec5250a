// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
import { describe, expect, test } from "vitest";
import { fargate } from "../../src/services/fargate.ts";
import { alone, type AloneOptions, requestClass } from "../support/service-alone.ts";

/** 80 ms of a vCPU: a task of 2 vCPU serves 25 a second. */
const page = requestClass({ name: "page", compute: "it", cpuSeconds: 0.08 });
/** 23 s to launch, 6 s for 300 MB, 10 s to boot, two health checks of 10 s. */
const START_SECONDS = 59;

const calm = { fargateSpotTaken: 0 };
const twenty = { min: 20, max: 20, spot: "50%", base: 4, health_check: { timeout: "1h" } };
const half = { seconds: 600, spotShare: 0.5, backSeconds: 300 };

function service(config: object, options: AloneOptions = {}) {
  const it = alone(fargate, config, { classes: [page], hours: 3, assume: calm, ...options });
  /** Runs `seconds` at `perSecond` requests; the running tasks after each step. */
  const run = (seconds: number, perSecond: number, dt = 1): number[] =>
    Array.from({ length: seconds / dt }, () => {
      it.step(dt, [perSecond * dt]);
      return Math.round(it.driver("running tasks").now / dt);
    });
  return { ...it, run };
}

const onSpot = (it: ReturnType<typeof service>): number => it.driver("billed on Spot").now;

describe("which tasks are on Spot", () => {
  test.each([
    [20, 4, "50%", 8],
    [20, 0, "75%", 15],
    [3, 4, "100%", 0],
    [5, 4, "100%", 1],
  ])("of %i tasks, beyond a base of %i, %s: %i", (tasks, base, spot, expected) => {
    const it = service({ min: tasks, max: tasks, base, spot });
    it.run(60, 1);
    expect(onSpot(it)).toBeCloseTo(expected, 9);
  });

  test("each at its own price", () => {
    const it = service({ ...twenty, cpu: 1, memory: "2GB" });
    it.run(3600, 1, 60);
    expect(it.meters()).toMatchObject({ vcpu: 12 * 3600, spot_vcpu: 8 * 3600 });
  });
});

describe("AWS takes half of the Spot tasks back", () => {
  test("they get no new requests from the notice on; new ones start when there is capacity again", () => {
    const it = service(twenty, { disruptions: [half] });
    expect(new Set(it.run(600, 1))).toEqual(new Set([20]));
    const after = it.run(600, 1);
    expect([after[0], after[299], after[299 + START_SECONDS], after[301 + START_SECONDS]]).toEqual([16, 16, 16, 20]);
    expect(it.limit("spot")?.value).toBe("4 of 8 Spot tasks taken back");
    expect(it.limit("spot")?.firstSeconds[0]).toBe(600);
  });

  test("at once where there is capacity", () => {
    const it = service(twenty, { disruptions: [{ ...half, backSeconds: 0 }] });
    it.run(600, 1);
    const after = it.run(120, 1);
    expect([after[START_SECONDS - 2], after[START_SECONDS + 2]]).toEqual([16, 20]);
  });

  test("as assumed where the scenario does not say when", () => {
    const it = service(twenty, { disruptions: [{ ...half, backSeconds: null }], assume: { ...calm, spotDry: 2 } });
    it.run(600, 1);
    const after = it.run(240, 1);
    expect([after[119 + START_SECONDS], after[121 + START_SECONDS]]).toEqual([16, 20]);
  });

  test("none is launched on demand in their place, yet the service may still grow on demand", () => {
    const prepared = { min: (seconds: number) => (seconds >= 660 ? 40 : 20) };
    const it = service({ ...twenty, max: 40 }, { disruptions: [{ ...half, backSeconds: 3600 }], prepared });
    it.run(600, 1);
    const after = it.run(600, 1);
    // 40 would be 22 on demand and 18 on Spot, of which 4 are left.
    expect(after.at(-1)).toBe(22 + 4);
    expect(onSpot(it)).toBe(4);
  });

  test("they are charged until they are killed", () => {
    const billed = (stop_timeout: string) => {
      const it = service({ ...twenty, stop_timeout }, { disruptions: [half] });
      it.run(660, 1);
      return it.driver("billed on Spot").hours[0]!;
    };
    expect(billed("120s") - billed("30s")).toBeCloseTo(4 * 90, 6);
  });

  test("what they hold and cannot answer before they are killed is lost", () => {
    const lost = (stop_timeout: string) => {
      // 20 tasks serve 500 a second, 550 come: half a second more waits with every five.
      const it = service({ ...twenty, stop_timeout }, { disruptions: [{ ...half, seconds: 60 }] });
      it.run(90, 550);
      return it.limit("spot")!.failed[0]!;
    };
    expect(lost("0s")).toBeGreaterThan(500);
    expect(lost("2s")).toBeLessThan(lost("0s"));
    expect(lost("30s")).toBe(0);
  });

  test("every request is served, failed or waiting", () => {
    const it = service({ ...twenty, stop_timeout: "1s" }, { disruptions: [{ ...half, seconds: 60 }] });
    let served = 0;
    let failed = 0;
    for (let second = 0; second < 300; second += 1) {
      const step = it.step(1, [550]);
      served += step.served[0]!;
      failed += step.failed[0]!;
    }
    expect(served + failed + it.cell!.waiting(0)).toBeCloseTo(300 * 550, 4);
  });
});

test("taken back one by one all the time: an image is pulled for each, and both are charged while one stops", () => {
  const it = service(twenty, { assume: { fargateSpotTaken: 0.5 } });
  it.run(3600, 1, 60);
  const interruptions = (8 * Math.LN2) / 730;
  expect(it.driver("launches").hours[0]).toBeCloseTo(interruptions, 6);
  expect(it.driver("billed").hours[0]).toBeCloseTo(20 * 3600 + interruptions * 30, 3);
});

test("all on demand, nothing of this is asked for", () => {
  const it = service({ min: 2, max: 2 });
  it.run(60, 1);
  expect([...it.used].filter((id) => id.includes("pot"))).toEqual([]);
  expect(it.limit("spot")).toBeUndefined();
});

test("stop_timeout is 120 s at most", () => {
  expect(fargate.config.safeParse({ stop_timeout: "121s" }).success).toBe(false);
});

import { describe, expect, test } from "vitest";
import { lambda } from "../../src/services/lambda.ts";
import { concurrency } from "../../src/services/lambda-concurrency.ts";
import { alone, requestClass, type AloneOptions } from "../support/service-alone.ts";

/** 200 ms, of which 60 ms are CPU. */
const api = requestClass({ name: "api", compute: "it", serviceSeconds: 0.2, cpuSeconds: 0.06 });
/** INIT of the package that a function has when nothing is said. */
const INIT_SECONDS = 0.142 + (5 / 41) * (1 + 5 / 74);
/** One vCPU. */
const oneVcpu = { memory: "1769MB" };

function serving(config: object = {}, options: AloneOptions = {}) {
  return alone(
    lambda,
    { ...oneVcpu, ...config },
    {
      classes: [api],
      hours: 2,
      quotas: { lambda_concurrency: 10_000 },
      ...options,
    },
  );
}

describe("what runs at once", () => {
  test("is requests a second × their time: 1,000 of 200 ms need 200 environments", () => {
    const it = serving();
    it.step(60, [60_000]);
    expect(it.driver("concurrency").now / 60).toBe(200);
    expect(it.driver("invocations").now).toBe(60_000);
  });

  test("an environment takes ten requests a second, however short they are", () => {
    const it = serving({}, { classes: [{ ...api, serviceSeconds: 0.02, cpuSeconds: 0 }] });
    it.step(60, [60_000]);
    expect(it.driver("concurrency").now / 60).toBe(100);
  });

  test("with half a vCPU the CPU part takes twice as long, and the viewer waits for it", () => {
    const it = serving({ memory: "884.5MB" });
    it.step(60, [600]);
    expect(it.driver("concurrency").now / 60).toBeCloseTo(10 * 0.26, 9);
    expect(it.bus.elapsed[0]).toBeGreaterThanOrEqual(0.06);
  });
});

describe("growth", () => {
  test("a thousand environments at once, then a thousand in ten seconds; what finds none is refused", () => {
    const it = serving(
      { package: "1KB" },
      { classes: [{ ...api, serviceSeconds: 1, cpuSeconds: 0 }], assume: { lamInit: 0.001 } },
    );
    it.step(60, [0]);
    const rows = Array.from({ length: 6 }, () => {
      const { served, failed } = it.step(10, [50_000]);
      return [served[0], failed[0]].map((requests) => Math.round(requests!));
    });
    // 1,000 and the area under a line that rises by 100 a second, and what they have just taken in hand.
    expect(rows).toEqual([
      [15_050, 34_950],
      [25_050, 24_950],
      [35_050, 14_950],
      [45_050, 4_950],
      [50_000, 0],
      [50_000, 0],
    ]);
    expect(it.limit("growth")?.failed[0]).toBeCloseTo(79_800, -1);
    expect(it.limit("growth")?.value).toBe("1000 environments at once, then 1000 in 10 s");
  });

  test("the account's concurrency ends it", () => {
    const it = serving(
      {},
      { quotas: { lambda_concurrency: 1000 }, classes: [{ ...api, serviceSeconds: 1, cpuSeconds: 0 }] },
    );
    const { served, failed } = it.step(10, [50_000]);
    expect([served, failed]).toEqual([[10_000], [40_000]]);
    expect(it.limit("quota")?.value).toBe("1000 at once");
    expect(it.limit("quota")?.failed[0]).toBe(40_000);
  });

  test.each([1, 60, 900, 3600])(
    "an hour of 30,000 requests a second of a second serves as much in steps of %d s",
    (dt) => {
      const it = serving(
        {},
        { quotas: { lambda_concurrency: 20_000 }, classes: [{ ...api, serviceSeconds: 1, cpuSeconds: 0 }] },
      );
      it.step(3600, [0]);
      let served = 0;
      for (let at = 0; at < 3600; at += dt) served += it.step(dt, [30_000 * dt]).served[0]!;
      // 190 s from 1,000 to 20,000, then 20,000 a second, but for the time that each was in INIT.
      const possible = 190 * 10_500 + 3410 * 20_000 - 20_000 * INIT_SECONDS;
      expect(Math.abs(served / possible - 1)).toBeLessThan(1e-4);
    },
  );
});

describe("what is billed", () => {
  test("each request, and its time by the millisecond", () => {
    const it = serving({ duration: "100.2ms", memory: "1GB" });
    for (let minute = 0; minute < 60; minute += 1) it.step(60, [6000]);
    const { requests, duration } = it.meters();
    expect(requests).toBe(360_000);
    const starts = it.driver("launches").hours.reduce((sum, each) => sum + each, 0) * INIT_SECONDS;
    expect(duration! - starts).toBeCloseTo(360_000 * 0.101, 6);
  });

  test("what is refused is not", () => {
    const it = serving({ reserved: 10, duration: "1s", memory: "1GB" });
    it.step(60, [6000]);
    expect(it.meters()["requests"]).toBeCloseTo(600, 9);
  });

  test("provisioned environments take requests first, and are not cold", () => {
    const it = serving({ provisioned: 100, duration: "1s", memory: "1GB" });
    it.step(60, [0]);
    it.step(60, [6000]);
    expect(it.meters()).toEqual({ requests: 6000, duration: 0, provisioned: 120 * 100, provisioned_duration: 6000 });
    expect(it.driver("launches").now).toBe(0);
  });
});

describe("INIT", () => {
  test("holds an environment: until the first is ready and has answered, each request starts one more", () => {
    const it = serving({ duration: "200ms" });
    it.step(60, [0]);
    it.step(1, [500]);
    // 100 would do, were they there.
    expect(it.driver("launches").now).toBeCloseTo(500 * (INIT_SECONDS + 0.2), 6);
    it.step(1, [500]);
    expect(it.driver("launches").now).toBe(0);
  });

  test("is waited for by the requests that start one", () => {
    const it = serving({ duration: "200ms" });
    it.step(60, [0]);
    it.step(1, [500]);
    expect(it.bus.elapsed[0]).toBeCloseTo(INIT_SECONDS * (INIT_SECONDS + 0.2), 6);
  });

  test("of three seconds meets the account's quota where the work itself is far from it", () => {
    const arrive = (lamInit: number) => {
      const it = serving(
        { duration: "100ms", package: "1KB" },
        { assume: { lamInit }, quotas: { lambda_concurrency: 1000 } },
      );
      it.step(60, [0]);
      return Array.from({ length: 5 }, () => Math.round(it.step(1, [500]).failed[0]!));
    };
    expect(arrive(200)).toEqual([0, 0, 0, 0, 0]);
    // 500 a second start one each; the third second finds none left, the fourth those of the first.
    expect(arrive(3000)).toEqual([0, 0, 500, 0, 0]);
  });
});

describe("the rate at which environments start", () => {
  const second = { classes: [{ ...api, serviceSeconds: 1, cpuSeconds: 0 }], assume: { lamInit: 0.001 } };
  const quick = { package: "1KB" };

  test("comes on top of what is there: provisioned, or still warm", () => {
    const provisioned = serving({ ...quick, provisioned: 2000 }, second);
    provisioned.step(60, [0]);
    expect(provisioned.step(10, [30_000]).failed[0]).toBe(0);

    const warm = serving(quick, second);
    for (let at = 0; at < 40; at += 1) warm.step(1, [3000]);
    warm.step(1, [0]);
    expect(warm.step(1, [3990]).failed[0]).toBe(0);
  });

  test("is not saved up: after an hour without a start it is still 1,000", () => {
    const it = serving(quick, second);
    it.step(3600, [0]);
    expect(it.step(1, [5000]).served[0]).toBeCloseTo(1100, -1);
  });
});

describe("the account's concurrency", () => {
  const second = [{ ...api, serviceSeconds: 1, cpuSeconds: 0 }];

  test("is what others leave of it: those that reserve, all they reserve; those that do not, what they run", () => {
    const others = {
      mail: ["lambda", lambda.config.parse({ reserved: 300 })],
      resize: ["lambda", lambda.config.parse({})],
    } as const;
    const it = serving({}, { classes: second, quotas: { lambda_concurrency: 1000 }, others });
    expect(it.limit("quota")?.value).toBe("700 at once");
    expect(it.step(10, [20_000]).served[0]).toBeCloseTo(7000, -3);
    const resize = concurrency({}, { ...it.context, id: "resize" });
    for (let at = 0; at < 30; at += 10) {
      resize.ran(400);
      it.step(10, [20_000]);
    }
    resize.ran(400);
    expect(it.step(10, [20_000]).served[0]).toBeCloseTo(3000, 0);
    // What is gone runs nothing.
    for (let at = 0; at < 30; at += 10) it.step(10, [20_000]);
    expect(it.step(10, [20_000]).served[0]).toBeCloseTo(7000, 0);
  });
});

test("a function that reads a queue is a worker, though a class names it", () => {
  const it = serving({ queue: "orders" });
  expect(it.step(60, [1_000_000]).served).toEqual([1_000_000]);
  expect(it.cell?.stage).toBe("worker");
});

test("events beside its requests run in the same environments", () => {
  const it = serving({ background: "100/s", duration: "500ms", memory: "1GB" });
  it.step(60, [0]);
  expect(it.driver("concurrency").now / 60).toBe(50);
  expect(it.driver("GB-seconds").now).toBeCloseTo(60 * 100 * 0.5, 6);
});

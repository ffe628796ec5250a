import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp } from "../../src/math.ts";
import { lambda } from "../../src/services/lambda.ts";
import { reachSeconds } from "../../src/services/lambda-growth.ts";
import { initAssumptions, initOf, initSeconds } from "../../src/services/lambda-init.ts";
import { sqs } from "../../src/services/sqs.ts";
import { alone, requestClass, type AloneOptions } from "../support/service-alone.ts";

const checkout = requestClass({ name: "checkout", queue: "orders", messages: 1 });
const worker = { queue: "orders", duration: "600ms", memory: "1GB", background: "0/s" };
const MB = 2 ** 20;
/** INIT of the package that a function has when nothing is said. */
const INIT_SECONDS = 0.142 + (5 / 41) * (1 + 5 / 74);

const unitOf = (id: string): number => initAssumptions.find((one) => one.id === id)!.baseUnits;

function function_(config: object = {}, options: AloneOptions = {}) {
  return alone(lambda, { ...worker, ...config }, { classes: [checkout], hours: 24, ...options });
}

/** `total` of each driver over the run. */
const total = (of: ReturnType<typeof function_>, name: string) =>
  of.driver(name).hours.reduce((sum, amount) => sum + amount, 0);

describe("growth", () => {
  test("an event source reads five batches at first and 300 more a minute: the queue of a drop is worked off late", () => {
    const orders = function_();
    const rows = ["minute  arriving/s  concurrency  waiting  oldest s"];
    for (let minute = 0; minute < 10; minute += 1) {
      const arriving = minute >= 1 && minute < 4 ? 1000 : 5;
      for (let second = 0; second < 60; second += 1) orders.step(1, [arriving]);
      const shown = [
        arriving,
        orders.driver("concurrency").now,
        orders.driver("backlog").now,
        orders.driver("oldest message").now,
      ];
      const widths = [12, 13, 9, 10];
      rows.push(`${minute}`.padStart(6) + shown.map((value, i) => value.toFixed(0).padStart(widths[i]!)).join(""));
    }
    expect(`\n${rows.join("\n")}\n`).toMatchInlineSnapshot(`
      "
      minute  arriving/s  concurrency  waiting  oldest s
           0           5            3        0         0
           1        1000          303    44754        45
           2        1000          603    60000        60
           3        1000          903    45738        46
           4           5            3        0         0
           5           5            3        0         0
           6           5            3        0         0
           7           5            3        0         0
           8           5            3        0         0
           9           5            3        0         0
      "
    `);
  });

  test("events without a queue find a thousand environments at once", () => {
    const resize = function_(
      { queue: undefined, duration: "1s" },
      { classes: [requestClass({ name: "a", queue: "it", messages: 1 })] },
    );
    resize.step(1, [3000]);
    expect([resize.driver("concurrency").now, resize.driver("backlog").now]).toEqual([1050, 1950]);
  });

  test("concurrency over a step is the area under a line that bends at its maximum", () => {
    expect(reachSeconds(5, 5, 20, 10)).toBe(5 * 3 + (5 * 9) / 2 + 20 * 7);
    expect(reachSeconds(0, 100, Infinity, 2)).toBe(200);
  });

  test("a reservation holds it back, and the limit says when", () => {
    const orders = function_({ reserved: 8 });
    orders.step(60, [10_000]);
    orders.step(60, [0]);
    expect(orders.driver("concurrency").now / 60).toBe(8);
    expect([orders.limit("concurrency")?.value, ...orders.limit("concurrency")!.firstSeconds]).toEqual([
      "8 at once",
      0,
    ]);
  });

  test("what other functions reserve is not there for this one", () => {
    const mail = lambda.config.parse({ reserved: 990 });
    const orders = function_({}, { quotas: { lambda_concurrency: 1000 }, others: { mail: ["lambda", mail] } });
    expect(orders.limit("concurrency")?.value).toBe("10 at once");
  });
});

describe("conservation", () => {
  test("every message is worked on or waits", () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(1, 60, 900, 3600), fc.integer({ min: 0, max: 100_000 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (each) => {
        const orders = function_();
        let sent = 0;
        for (const [dt, messages] of each) {
          orders.step(dt, [messages]);
          sent += messages;
        }
        const dt = each.at(-1)?.[0] ?? 1;
        expect(total(orders, "messages") + orders.driver("backlog").now / dt).toBeCloseTo(sent, 4);
      }),
    );
  });

  test.each([1, 60, 900, 3600])("a day of one peak hour costs the same in steps of %d s", (dt) => {
    const orders = function_();
    for (let second = 0; second < 86_400; second += dt) {
      const inPeak = second >= 36_000 && second < 39_600;
      orders.step(dt, [(inPeak ? 100 : 2) * dt]);
    }
    const messages = 100 * 3600 + 2 * 82_800;
    expect(total(orders, "messages")).toBeCloseTo(messages, 3);
    expect(total(orders, "backlog")).toBeGreaterThanOrEqual(0);
    const starts = total(orders, "launches") * INIT_SECONDS;
    expect(total(orders, "GB-seconds") - starts).toBeCloseTo(messages * 0.6, 3);
    // 60 are needed at once; the event source overshoots until it has caught up.
    expect(total(orders, "launches")).toBeGreaterThan(95);
    expect(total(orders, "launches")).toBeLessThan(120);
  });
});

describe("what is billed", () => {
  test("requests, and GB-seconds to the millisecond, at the price of the architecture", () => {
    const orders = function_({ duration: "100.2ms", memory: "512MB", batch_size: 1 }, { hours: 1 });
    for (let minute = 0; minute < 60; minute += 1) orders.step(60, [600]);
    const starts = total(orders, "launches") * 0.5 * INIT_SECONDS;
    const { requests, duration } = orders.meters();
    expect(requests).toBe(36_000);
    expect(duration! - starts).toBeCloseTo(36_000 * 0.101 * 0.5, 6);
    const { price } = lambda.meters["duration"]!;
    const usageType = (arch: string) =>
      typeof price === "function" ? price(lambda.config.parse({ arch })).usageType : null;
    expect([usageType("arm64"), usageType("x86_64")]).toEqual(["Lambda-GB-Second-ARM", "Lambda-GB-Second"]);
  });

  test("provisioned concurrency for its time, to the end of five minutes, and the work on it at its own price", () => {
    const until = (seconds: number) => (seconds < 420 ? 10 : 0);
    const orders = function_({}, { hours: 1, prepared: { provisioned_concurrency: until } });
    for (let minute = 0; minute < 20; minute += 1) orders.step(60, [minute < 7 ? 120 : 0]);
    expect(orders.meters()).toEqual({
      requests: expect.any(Number),
      // Ten ready environments are never cold.
      duration: 0,
      provisioned: 10 * 600,
      provisioned_duration: 7 * 120 * 0.6,
    });
  });

  test("a function without provisioned concurrency has no such line", () => {
    expect(Object.keys(function_().meters())).toEqual(["requests", "duration"]);
  });
});

describe("starts of environments", () => {
  test("a function that is called once an hour starts, unless another call came within the seven minutes that it is kept", () => {
    const nightly = function_({ background: "24/day", duration: "1s" });
    for (let hour = 0; hour < 24; hour += 1) nightly.step(3600);
    expect(total(nightly, "launches")).toBeCloseTo(24 * exp(-7 / 60), 1);
  });

  test("a function that is called every second hardly ever does", () => {
    const steady = function_({ background: "1/s" });
    for (let hour = 0; hour < 24; hour += 1) steady.step(3600);
    expect(total(steady, "launches")).toBeLessThan(1);
  });

  const measured = [
    { runtime: "Node.js 18", emptyMs: 171, msByMegabytes: { 1: 197, 4: 280, 8: 391, 16: 649, 32: 1277, 64: 3110 } },
    { runtime: "Node.js 20", emptyMs: 242, msByMegabytes: { 1: 297, 4: 374, 8: 474, 16: 703, 32: 1354, 64: 3184 } },
  ];
  test.each(measured)("$runtime loads packages of 1 to 64 MB in the time measured, within 15 %", (one) => {
    const of = initOf({ assume: (id) => initAssumptions.find((known) => known.id === id)!.typical * unitOf(id) });
    for (const [megabytes, ms] of Object.entries(one.msByMegabytes)) {
      const ours = 1000 * initSeconds(Number(megabytes) * MB, { ...of, fixedSeconds: one.emptyMs / 1000 });
      expect(Math.abs(ours / ms - 1), `${megabytes} MB: ${ours} ms`).toBeLessThan(0.15);
    }
  });

  test("of a container image only a part is read", () => {
    const of = { fixedSeconds: 0.2, bytesPerSecond: 40 * MB, halfBytes: 37 * MB, imageShare: 0.064 };
    expect(initSeconds(1000 * MB, of)).toBeCloseTo(0.2 + 64 / 40, 9);
    expect(initSeconds(250 * MB, of)).toBeCloseTo(0.2 + (250 / 40) * (1 + 250 / 74), 9);
  });
});

describe("the queue's requests", () => {
  test("an idle event source polls: five pollers, twenty seconds each", () => {
    const idle = function_();
    for (let hour = 0; hour < 24; hour += 1) idle.step(3600);
    expect(total(idle, "empty receives")).toBe((5 * 86_400) / 20);
  });

  test("few messages come alone, many in full batches", () => {
    const fill = (perSecond: number) => {
      const orders = function_();
      for (let minute = 0; minute < 60; minute += 1) orders.step(60, [perSecond * 60]);
      return total(orders, "messages") / total(orders, "receives");
    };
    expect([fill(0.1), fill(4), fill(100)].map((each) => each.toFixed(2))).toEqual(["1.01", "1.92", "10.00"]);
  });
});

describe("messages that it fails on", () => {
  const broken = (config: object, of: object = {}) =>
    function_(
      { duration: "100ms", batch_size: 1, ...config },
      { classes: [checkout], hours: 24, others: { orders: ["sqs", sqs.config.parse(of)] } },
    );

  test("come back after the visibility timeout, and go to the dead letters when they were received often enough", () => {
    const orders = broken({ errors: "100%" }, { visibility: "60s", max_receives: 3 });
    const rows: number[][] = [];
    for (let second = 0; second < 180; second += 1) {
      orders.step(1, [second === 0 ? 10 : 0]);
      const [worked, dead] = [orders.driver("messages").now, orders.driver("dead letters").now];
      if (worked + dead > 0) rows.push([second, worked, dead]);
    }
    expect(rows).toEqual([
      [0, 10, 0],
      [61, 10, 0],
      [122, 10, 10],
    ]);
  });

  test("of a batch come back with all of it, unless it says which they are", () => {
    const failed = (config: object) => {
      const orders = broken({ batch_size: 10, errors: "10%", ...config }, { visibility: "12h" });
      orders.step(1, [10_000]);
      for (let second = 0; second < 60; second += 1) orders.step(1, [0]);
      return 1 - total(orders, "deletes") / total(orders, "receives");
    };
    expect(failed({})).toBeCloseTo(1 - 0.9 ** 10, 2);
    expect(failed({ partial_batches: true })).toBeCloseTo(0.1, 9);
  });

  test("without a dead-letter queue are tried until they are worked off", () => {
    const orders = broken({ errors: "50%" }, { visibility: "1s" });
    orders.step(1, [100]);
    for (let second = 0; second < 200; second += 1) orders.step(1, [0]);
    // 1 + ½ + ¼ …
    expect(total(orders, "messages")).toBeCloseTo(200, 6);
    expect(total(orders, "dead letters")).toBe(0);
  });

  test("events are tried three times in all, a minute later and two after that", () => {
    const events = alone(
      lambda,
      { duration: "100ms", background: "0/s", errors: "100%" },
      { classes: [requestClass({ name: "a", queue: "it", messages: 1, compute: "app" })] },
    );
    const seen: number[] = [];
    for (let second = 0; second < 300; second += 1) {
      events.step(1, [second === 0 ? 10 : 0]);
      if (events.driver("messages").now > 0) seen.push(second);
    }
    expect(seen).toEqual([0, 61, 182]);
    expect(events.driver("dead letters").hours[0]).toBe(10);
  });

  test("and those that wait for longer than the queue keeps them are gone", () => {
    const orders = broken({ reserved: 1, duration: "1s" }, { retention: "60s" });
    orders.step(60, [600]);
    orders.step(60, [0]);
    orders.step(60, [0]);
    expect(total(orders, "messages") + total(orders, "dead letters")).toBeCloseTo(600, 9);
    expect(total(orders, "dead letters")).toBeGreaterThan(400);
    expect(orders.limit("retention")?.firstSeconds[0]).toBeGreaterThanOrEqual(60);
  });
});

test("reads objects through its subnets, unless it stands outside of the VPC", () => {
  const s3 = { down: "2MB", up: "100KB" };
  expect(
    function_({ s3 })
      .flows()
      .map(({ bytesDown, bytesUp, driver }) => [bytesDown, bytesUp, driver.name]),
  ).toEqual([[2 * MB, 100 * 1024, "messages"]]);
  expect(function_({ s3, in_vpc: false }).flows()).toEqual([]);
});

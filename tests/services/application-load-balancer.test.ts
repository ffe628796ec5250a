import { expect, test } from "vitest";
import { applicationLoadBalancer, lcuHours } from "../../src/services/application-load-balancer.ts";
import { service, type Cell, type CellContext } from "../../src/services/service.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const GB = 2 ** 30;
const page = requestClass({ name: "page", bytesIn: 2000, bytesOut: 30_000, newConnections: 0.5 });
/** A quarter of a new connection per request: 100 requests a second are one LCU. */
const light = requestClass({ name: "light", newConnections: 0.25 });
const image = requestClass({ name: "image", index: 1, origin: "bucket", newConnections: 1, bytesOut: 1e6 });

const nothing = { newConnections: 0, activeConnections: 0, bytes: 0, ruleEvaluations: 0 };

test.each([
  ["25 new connections a second", { newConnections: 25 * 3600 }],
  ["3,000 active connections", { activeConnections: 3000 }],
  ["1 GB an hour", { bytes: GB }],
  ["1,000 rule evaluations a second", { ruleEvaluations: 1000 * 3600 }],
])("%s are one LCU", (_, dimension) => {
  expect(lcuHours({ ...nothing, ...dimension })).toBe(1);
});

test("the pricing page's example: the largest of the four counts, not their sum", () => {
  // One new connection a second of two minutes, five requests a second of 300 KB in all, 60 rules.
  const hour = { newConnections: 3600, activeConnections: 120, bytes: 1.08 * GB, ruleEvaluations: 5 * 50 * 3600 };
  expect(lcuHours(hour)).toBe(1.08);
  expect(lcuHours({ ...hour, bytes: 0 })).toBe(0.25);
  expect(lcuHours({ ...hour, bytes: 0, ruleEvaluations: 0 })).toBe(0.04);
});

test("the maximum is taken hour by hour: 2,880 LCU-hours, where totals of the month would say 1,620", () => {
  const hours = 30 * 24;
  const it = alone(applicationLoadBalancer, {}, { classes: [page], hours, assume: { albConnSeconds: 1 } });
  // By day 100 connections a second and 0.5 GB an hour, by night 5 and 4 GB.
  for (let h = 0; h < hours; h += 1) {
    const day = h % 24 < 12;
    it.driver("new connections").hours[h] = (day ? 100 : 5) * 3600;
    it.driver("bytes").hours[h] = (day ? 0.5 : 4) * GB;
  }
  expect(it.meters()).toEqual({ hours: hours * 3600, lcu: 2880, reserved: 0 });
  const sum = (of: Float64Array): number => of.reduce((total, value) => total + value, 0);
  const ofMonth = Math.max(sum(it.driver("new connections").hours) / 3600 / 25, sum(it.driver("bytes").hours) / GB);
  expect(ofMonth).toBe(1620);
});

test("a step counts requests, their new connections and bytes of both directions", () => {
  const it = alone(applicationLoadBalancer, {}, { classes: [page, image] });
  expect(it.step(60, [600, 6000])).toEqual({ served: [600, 6000], failed: [0, 0] });
  const { now: requests } = it.driver("requests");
  expect([requests, it.driver("new connections").now, it.driver("bytes").now]).toEqual([600, 300, 600 * 32_000]);
});

test("a request that is not answered brings no response through: neither billed nor in the way of others", () => {
  const app = service({ ...applicationLoadBalancer, assumptions: [], cell: halfAnswered });
  const it = alone(app, {}, { classes: [page] });
  it.step(60, [6000]);
  expect(it.driver("bytes").now).toBe(6000 * 2000 + 3000 * 30_000);
  // 50 a second of 30 KB and 100 of 2 KB are 5.7 LCU, where 100 of 32 KB would be 10.7.
  it.step(60, [6000]);
  expect(it.driver("load").now / 60).toBeCloseTo((1.7 * 3600 * 1e6) / GB, 9);
});

/** The balancer before something that answers every second request. */
function halfAnswered(of: unknown, context: CellContext): Cell {
  const cell = applicationLoadBalancer.cell!(of, context);
  return {
    ...cell,
    step() {
      cell.step();
      context.bus.flow[0]! /= 2;
    },
  };
}

test("rules beyond the tenth are evaluated for every request", () => {
  const lcu = (rules: number) => {
    const it = alone(applicationLoadBalancer, { rules }, { classes: [page] });
    it.driver("requests").hours[0] = 100 * 3600;
    return it.meters()["lcu"];
  };
  expect([5, 10, 30].map(lcu)).toEqual([0, 0, 2]);
});

test("each partial hour is a whole one", () => {
  const it = alone(applicationLoadBalancer, {}, { classes: [page], hours: 3, activeSeconds: [1800, 3600, 1] });
  expect(it.meters()["hours"]).toBe(3 * 3600);
});

test("reserved units are billed as reserved, and what an hour uses above them as used", () => {
  const it = alone(applicationLoadBalancer, { reserved_lcu: 100 }, { classes: [page], hours: 2 });
  it.driver("bytes").hours.set([130 * GB, 40 * GB]);
  expect(it.meters()).toEqual({ hours: 2 * 3600, lcu: 30, reserved: 200 });
});

test("a quiet balancer takes 100 LCU at once, doubles in five minutes and refuses the rest until then", () => {
  const it = alone(applicationLoadBalancer, {}, { classes: [light] });
  it.step(1, [0]);
  // 1,000 LCU: ten times the floor.
  const passed = Array.from({ length: 1200 }, () => it.step(1, [100_000]).served[0]! / 100);
  const atMinutes = [0, 5, 10, 15].map((minute) => Math.round(passed[Math.max(0, minute * 60 - 1)]!));
  expect(atMinutes).toEqual([100, 200, 400, 800]);
  expect(passed.at(-1)).toBe(1000);
  expect(it.limit("capacity")!.firstSeconds[0]).toBe(1);
  expect(it.limit("capacity")!.failed[0]).toBeCloseTo(
    passed.reduce((sum, lcu) => sum + 100_000 - lcu * 100, 0),
    3,
  );
});

test("in the other calibration it grows by half in five minutes, as AWS said of Classic Load Balancers", () => {
  const it = alone(applicationLoadBalancer, {}, { classes: [light], assume: { albDoubling: 513 } });
  it.step(1, [0]);
  const passed = Array.from({ length: 900 }, () => it.step(1, [100_000]).served[0]! / 100);
  expect([299, 599, 899].map((second) => Math.round(passed[second]!))).toEqual([150, 225, 337]);
});

test("connections that stay open count too: 3,000 of them are one LCU", () => {
  const it = alone(applicationLoadBalancer, {}, { classes: [light], assume: { albConnSeconds: 600 } });
  it.step(60, [6000]);
  expect(it.driver("load").now / 60).toBeCloseTo((25 * 600) / 3000, 9);
});

test("growth does not depend on the step", () => {
  const capacity = (dt: number): number => {
    const it = alone(applicationLoadBalancer, {}, { classes: [light] });
    it.step(60, [0]);
    for (let at = 0; at < 600; at += dt) it.step(dt, [100_000 * dt]);
    return it.driver("capacity").now / dt;
  };
  expect(capacity(60)).toBeCloseTo(capacity(0.5), 6);
});

test("a reservation is there at once, and what has grown shrinks over hours", () => {
  const prepared = { reserved_lcu: (seconds: number) => (seconds >= 3600 && seconds < 7200 ? 1000 : 0) };
  const it = alone(applicationLoadBalancer, {}, { classes: [light], prepared, hours: 6 });
  it.step(3600, [0]);
  expect(it.step(1, [100_000])).toEqual({ served: [100_000], failed: [0] });
  it.step(3599, [0]);
  it.step(7200, [0]);
  // Two hours halve it.
  expect(it.driver("capacity").now / 7200).toBeCloseTo(500, 0);
});

test("the period begins with the capacity that its first load had grown", () => {
  const it = alone(applicationLoadBalancer, {}, { classes: [light] });
  expect(it.step(60, [60 * 100_000]).failed).toEqual([0]);
  // Twice its load, less what a minute takes off again.
  expect(Math.round(it.driver("capacity").now / 60)).toBe(1988);
});

test("without a CDN responses leave to the internet, with one they are its bytes", () => {
  const direct = alone(applicationLoadBalancer, {}, { classes: [page, image] });
  expect(direct.flows().map(({ destination, bytesUp, bytesDown }) => ({ destination, bytesUp, bytesDown }))).toEqual([
    { destination: { kind: "internet", name: "viewers", addresses: 1 }, bytesUp: 30_000, bytesDown: 2000 },
  ]);
  const others = { cdn: ["cloudfront", {}] } as const;
  expect(alone(applicationLoadBalancer, {}, { classes: [page], others }).flows()).toEqual([]);
});

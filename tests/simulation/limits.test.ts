import * as fc from "fast-check";
import { expect, test } from "vitest";
import { admission } from "../../src/simulation/admission.ts";
import { bus } from "../../src/simulation/bus.ts";
import { driver } from "../../src/simulation/driver.ts";
import { limitCounter } from "../../src/simulation/limit.ts";
import { registry } from "../../src/simulation/registry.ts";
import { serialLimit } from "../../src/simulation/serial-limit.ts";
import { requestClass } from "../support/service-alone.ts";

const about = { component: "payment", name: "per_second", title: "calls", source: "scenario", value: "100/s" };

test("a limit remembers, event by event, when it was first reached, its value then, and what failed", () => {
  const ride = bus(2);
  const limit = limitCounter(about, ride, 2);
  ride.seconds = 5;
  limit.reach();
  ride.event = 1;
  ride.seconds = 60;
  limit.fail(0, 3);
  limit.value = "200/s";
  ride.seconds = 61;
  limit.fail(1, 4);
  limit.fail(1, 0);
  // The last entry is the time outside of events.
  expect([[...limit.failed], [...limit.firstSeconds], limit.firstValue]).toEqual([
    [0, 7, 0],
    [NaN, 60, 5],
    [null, "100/s", "100/s"],
  ]);
  expect([...ride.failed]).toEqual([3, 4]);
});

test("failing nothing reaches nothing", () => {
  const limit = limitCounter(about, bus(1), 0);
  limit.fail(0, 0);
  expect(limit.firstSeconds[0]).toBeNaN();
});

test("a serial limit takes so many units a second, six a request, and fails what waits longer than viewers do", () => {
  const ride = bus(2);
  const classes = [requestClass({ name: "page" }), requestClass({ name: "checkout", index: 1 })];
  const limit = limitCounter(about, ride, 0);
  const unitsOf = ({ name }: { name: string }): number => (name === "checkout" ? 6 : 0);
  const it = serialLimit({ bus: ride, stage: "third_party", classes, unitsOf, perSecond: 120, maxWaiting: 1e9, limit });
  ride.dt = 1;
  for (let second = 0; second < 60; second += 1) {
    ride.flow.set([500, 50]);
    ride.elapsed.fill(0);
    ride.seconds = second;
    it.step();
    expect([ride.flow[0], ride.flow[1]]).toEqual([500, expect.closeTo(20, 9)]);
  }
  expect(it.waiting(1)).toBeCloseTo(200, 6);
  expect(limit.failed[0]).toBeCloseTo(60 * 30 - 200, 6);
});

function waitingRoom(perSecond: number) {
  const ride = bus(2);
  const of = (name: string) => driver({ component: "waiting_room", name, unit: "" }, 1, 0);
  const held = of("held");
  const polls = of("polls");
  const it = admission({ bus: ride, perSecond, pollSeconds: 20, gated: Uint8Array.of(1, 0), held, polls });
  return {
    it,
    step(dt: number, flow: readonly number[]) {
      ride.dt = dt;
      ride.flow.set(flow);
      it.step();
      return { admitted: [...ride.flow], failed: [...ride.failed], held: held.now, polls: polls.now };
    },
  };
}

test("a waiting room lets requests in at its rate, holds the rest, who poll, and fails nobody", () => {
  const room = waitingRoom(10);
  expect(room.step(60, [1000, 50])).toEqual({
    admitted: [600, 50],
    failed: [0, 0],
    held: 400 * 60,
    polls: (400 * 60) / 20,
  });
  expect(room.it.waiting(0)).toBe(400);
  expect(room.step(60, [0, 0])).toEqual({ admitted: [400, 0], failed: [0, 0], held: 0, polls: 0 });
  expect(room.step(60, [600, 0]).admitted).toEqual([600, 0]);
});

test("nobody is lost in a waiting room", () => {
  const step = fc.record({ dt: fc.constantFrom(0.5, 1, 60), rate: fc.double({ min: 0, max: 1e4, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(0, 1, 500), (steps, perSecond) => {
      const room = waitingRoom(perSecond);
      let sent = 0;
      let admitted = 0;
      for (const { dt, rate } of steps) {
        sent += rate * dt;
        const now = room.step(dt, [rate * dt, 0]).admitted[0]!;
        admitted += now;
        expect(now).toBeLessThanOrEqual(perSecond * dt * (1 + 1e-12));
      }
      expect((admitted + room.it.waiting(0) + 1) / (sent + 1)).toBeCloseTo(1, 9);
    }),
  );
});

test("a driver is one for all who ask; whoever nobody declares is an orphan", () => {
  const drivers = registry(2, 3);
  const read = drivers.find("app", "running tasks");
  expect(drivers.orphans()).toEqual(["app.running tasks"]);
  expect(drivers.declare("app", "running tasks", "tasks")).toBe(read);
  expect([drivers.orphans(), read.unit, read.hours.length, read.steps.length]).toEqual([[], "tasks", 2, 3]);
  expect(drivers.find("other", "running tasks")).not.toBe(read);
  expect(drivers.drivers.map(({ component }) => component)).toEqual(["app", "other"]);
});

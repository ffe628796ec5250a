import { expect, test } from "vitest";
import { eventbridge } from "../../src/services/eventbridge.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const checkout = requestClass({ name: "checkout", compute: "app", orders: 0.5 });

function bus(config: object) {
  const component = alone(eventbridge, config, { classes: [checkout], assume: { eventCallKB: 1 } });
  component.driver("served.checkout", "traffic").hours[0] = 1000;
  return component;
}

test("bills what completed orders put on the bus, each 64 KB of an event as one", () => {
  expect(bus({ per_order: 4, event: "2KB" }).meters()).toEqual({ events: 500 * 4 });
  expect(bus({ per_order: 4, event: "65KB" }).meters()).toEqual({ events: 500 * 4 * 2 });
});

test("bills every invocation of the scheduler for as long as it is there", () => {
  expect(bus({ per_order: 0, schedules: "2/min" }).meters()).toEqual({ events: 0, schedules: 120 });
});

test("three events an order are assumed where nothing is said, and named", () => {
  const assumed = bus({});
  expect(assumed.meters()).toEqual({ events: 500 * 3 });
  expect([...assumed.used].sort()).toEqual(["eventKB", "eventsPerOrder"]);
});

test("what serves the requests sends the events, with what a call weighs", () => {
  expect(
    bus({ per_order: 4, event: "2KB" })
      .flows()
      .map(({ from, bytesUp, bytesDown }) => [from, bytesUp, bytesDown]),
  ).toEqual([["app", 0.5 * 4 * (2048 + 1000), 0.5 * 4 * 1000]]);
});

import { expect, test } from "vitest";
import { sqs } from "../../src/services/sqs.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const checkout = requestClass({ name: "checkout", compute: "app", queue: "it", messages: 2 });
const others = { mail: ["lambda", { queue: "it", in_vpc: true }] } as const;

function queue(config: object) {
  const component = alone(sqs, config, { classes: [checkout], others });
  component.driver("served.checkout", "traffic").hours[0] = 500;
  component.driver("messages", "mail").hours[0] = 1000;
  component.driver("receives", "mail").hours[0] = 100;
  component.driver("empty receives", "mail").hours[0] = 40;
  return component;
}

test("bills a send per message, a receive and a delete per batch, and polls that find nothing", () => {
  expect(queue({ message: "2KB" }).meters()).toEqual({ requests: 1000 + 100 + 100 + 40 });
});

test("bills each 64 KB of a payload: a batch of ten 10-KB messages is two", () => {
  expect(queue({ message: "10KB" }).meters()).toEqual({ requests: 1000 + 2 * 100 + 100 + 40 });
  expect(queue({ message: "100KB" }).meters()).toEqual({ requests: 2 * 1000 + 16 * 100 + 100 + 40 });
});

test("FIFO has a price of its own", () => {
  expect(queue({ fifo: true }).meters()).toEqual({ fifo_requests: 1240 });
});

test("a queue that nothing declared reads is read one by one", () => {
  const unread = alone(sqs, {}, { classes: [checkout] });
  unread.driver("served.checkout", "traffic").hours[0] = 500;
  expect(unread.meters()).toEqual({ requests: 3 * 1000 });
});

test("what serves the requests sends the messages", () => {
  const flows = queue({ message: "2KB" }).flows();
  expect(flows.map(({ from, driver, bytesUp, bytesDown }) => [from, driver.name, bytesUp, bytesDown])).toEqual([
    ["app", "served.checkout", 2 * (2048 + 1500), 2 * 1500],
  ]);
});

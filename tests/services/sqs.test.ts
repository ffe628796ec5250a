import { describe, expect, test } from "vitest";
import { sqs } from "../../src/services/sqs.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const checkout = requestClass({ name: "checkout", compute: "app", queue: "it", messages: 2 });
const others = { mail: ["lambda", { queue: "it", in_vpc: true }] } as const;

function queue(config: object) {
  const component = alone(sqs, config, { classes: [checkout], others });
  component.driver("served.checkout", "traffic").hours[0] = 500;
  component.driver("messages", "mail").hours[0] = 1000;
  component.driver("receives", "mail").hours[0] = 100;
  component.driver("deletes", "mail").hours[0] = 90;
  component.driver("empty receives", "mail").hours[0] = 40;
  return component;
}

test("bills a send per message, a receive per batch, a delete per batch that was worked off, and polls that find nothing", () => {
  expect(queue({ message: "2KB" }).meters()).toEqual({ requests: 1000 + 100 + 90 + 40 });
});

test("bills each 64 KB of a payload: a batch of ten 10-KB messages is two", () => {
  expect(queue({ message: "10KB" }).meters()).toEqual({ requests: 1000 + 2 * 100 + 90 + 40 });
  expect(queue({ message: "100KB" }).meters()).toEqual({ requests: 2 * 1000 + 16 * 100 + 90 + 40 });
});

test("FIFO has a price of its own", () => {
  expect(queue({ fifo: true }).meters()).toEqual({ fifo_requests: 1230 });
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

describe("the rate of a FIFO queue", () => {
  const waiting = (config: object) => alone(sqs, { fifo: true, ...config }, { classes: [checkout] });

  test.each([1, 60, 900])(
    "is 300 calls a second: 200 checkouts of two messages wait, then fail, in steps of %d s",
    (dt) => {
      const fifo = waiting({});
      let served = 0;
      let failed = 0;
      for (let at = 0; at < 3600; at += dt) {
        const step = fifo.step(dt, [200 * dt]);
        served += step.served[0]!;
        failed += step.failed[0]!;
      }
      expect(served).toBeCloseTo(150 * 3600, 0);
      // Patience of 10 s: as many wait as are served in it.
      expect(failed).toBeCloseTo(50 * 3600 - 1500, 0);
      expect(fifo.limit("fifo")?.value).toBe("300 messages a second");
    },
  );

  test("is ten times that with full batches, and not modelled for high throughput or a standard queue", () => {
    const refused = (config: object) => waiting(config).step(1, [1600]).served[0]!;
    expect([{ batch: 10 }, { high_throughput: true }, { fifo: false }].map(refused)).toEqual([1500, 1600, 1600]);
  });
});

test("messages that are sent together are one request", () => {
  expect(queue({ message: "2KB", batch: 10 }).meters()).toEqual({ requests: 100 + 100 + 90 + 40 });
});

import { expect, test } from "vitest";
import { athena, billedBytes, trailing } from "../../src/services/athena.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const MB = 2 ** 20;
const page = requestClass({ name: "page" });

function metered(config: object) {
  const component = alone(athena, config, {
    classes: [page],
    hours: 2,
    assume: { athenaRead: 0.5, accessLogBytes: 512 },
  });
  component.driver("viewer.page", "traffic").hours.set([100 * 4096, 100 * 4096]);
  component.driver("attempts.page", "traffic").hours.set([50 * 4096, 50 * 4096]);
  return component.meters();
}

test("a query scans a part of the logs of its window, and there are so many a day", () => {
  // 409,600 lines an hour × 512 B × 50 % = 100 MB for each hour of the window.
  expect(metered({ queries: "24/day", window: "1h" })).toEqual({ scanned: 2 * 100 * MB });
  expect(metered({ queries: "24/day", window: "24h" })).toEqual({ scanned: 2 * 2400 * MB });
});

test("the balancer's log has a line for what goes on to it", () => {
  expect(metered({ queries: "24/day", window: "1h", logs: ["edge", "balancer"] })).toEqual({ scanned: 2 * 150 * MB });
});

test("a query may say what it scans; 10 MB are billed at least, and whole megabytes", () => {
  expect(metered({ queries: "48/day", scanned: "3TB" })).toEqual({ scanned: 4 * 3 * 2 ** 40 });
  expect([billedBytes(1), billedBytes(10.5 * MB)]).toEqual([10 * MB, 11 * MB]);
});

test("the window looks back from the middle of the hour; before the period every hour was as its mean", () => {
  expect([...trailing(Float64Array.of(2, 4), 1)]).toEqual([2.5, 3]);
  expect([...trailing(Float64Array.of(2, 4, 6), 3)]).toEqual([11, 10, 11]);
});

import { expect, test } from "vitest";
import { kms } from "../../src/services/kms.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const page = requestClass({ name: "page", compute: "app" });
const options = { classes: [page], assume: { kmsReq: 0.05, kmsLaunch: 4, kmsCallKB: 2 } };

test("charges keys by the hour begun and the requests of traffic and of starts", () => {
  const keys = alone(kms, { keys: 2 }, { ...options, activeSeconds: [100], others: { app: ["fargate", {}] } });
  keys.driver("attempts.page", "traffic").hours[0] = 1000;
  keys.driver("launches", "app").hours[0] = 10;
  expect(keys.meters()).toEqual({ keys: 2 * 3600, requests: 1000 * 0.05 + 10 * 4 });
});

test("sends those requests from what makes them, but not from a function outside of the VPC", () => {
  const others = { app: ["fargate", {}], mail: ["lambda", { in_vpc: false }] } as const;
  const flows = alone(kms, {}, { ...options, others }).flows();
  expect(flows.map(({ from, driver, bytesUp, connections }) => [from, driver.name, bytesUp, connections])).toEqual([
    ["app", "attempts.page", 0.05 * 2000, 0],
    ["app", "launches", 4 * 2000 + 2000, 1],
  ]);
});

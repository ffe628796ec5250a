import { expect, test } from "vitest";
import { cloudwatchLogs, storedByteSeconds } from "../../src/services/cloudwatch-logs.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const page = requestClass({ name: "page", compute: "app", logBytes: 2000 });
const others = {
  app: ["fargate", {}],
  mail: ["lambda", { in_vpc: true }],
  firewall: ["waf", { scope: "cloudfront", rules: 5 }],
} as const;

function logs(config: unknown, hours = 1) {
  const component = alone(cloudwatchLogs, config, { classes: [page], hours, others, assume: { logFilled: 0 } });
  component.driver("attempts.page", "traffic").hours[0] = 1000;
  component.driver("viewer.page", "traffic").hours[0] = 4000;
  component.driver("invocations", "mail").hours[0] = 50;
  return component.meters();
}

// 4,000 viewer requests, 3 % logged at 1.5 KB; 50 invocations at 1 KB.
const application = 1000 * 2000;
const vended = 50 * 1000 + 4000 * 0.03 * 1500;
const stored = ((application + vended) * 0.15 * 3600) / 2;

test("ingests applications at one price, functions and the firewall at another, and keeps all of it compressed", () => {
  expect(logs({})).toEqual({ ingested: application, vended, stored });
});

test("infrequent access has one price for both", () => {
  expect(logs({ class: "infrequent_access" })).toEqual({ infrequent: application + vended, stored });
});

test("takes the logs of named senders only", () => {
  expect(logs({ senders: ["mail"] })).toEqual({ ingested: 0, vended: 50_000, stored: (50_000 * 0.15 * 3600) / 2 });
});

test("application logs leave through the subnets of what writes them", () => {
  const flows = alone(cloudwatchLogs, {}, { classes: [page], others }).flows();
  expect(flows.map(({ from, destination, driver, bytesUp }) => [from, destination, driver.name, bytesUp])).toEqual([
    ["app", { kind: "aws", service: "logs", region: "us-east-1" }, "attempts.page", 2000],
  ]);
});

test("keeps what its retention holds: steady logs stay level when the retention was full, and fill up when it was empty", () => {
  const steady = new Float64Array(8).fill(10);
  const level = (retention: number, before: number) =>
    [...storedByteSeconds(steady, retention, before)].map((byteSeconds) => byteSeconds / 3600);
  expect(level(4, 4)).toEqual([40, 40, 40, 40, 40, 40, 40, 40]);
  expect(level(4, 0)).toEqual([5, 15, 25, 35, 40, 40, 40, 40]);
  expect(level(Infinity, 100)).toEqual([1005, 1015, 1025, 1035, 1045, 1055, 1065, 1075]);
});

import { expect, test } from "vitest";
import { secretsManager } from "../../src/services/secrets-manager.ts";
import { alone } from "../support/service-alone.ts";

const others = { app: ["fargate", {}], mail: ["lambda", { in_vpc: true }] } as const;

test("is read by all that starts, and again by tasks that run on", () => {
  const secrets = alone(secretsManager, { secrets: 3 }, { others });
  secrets.driver("launches", "app").hours[0] = 10;
  secrets.driver("launches", "mail").hours[0] = 2;
  secrets.driver("running tasks", "app").hours[0] = 5 * 3600;
  expect(secrets.meters()).toEqual({ secrets: 3 * 3600, requests: 12 * 3 + 5 * 3 });
});

test("every read opens a connection", () => {
  const flows = alone(secretsManager, { secrets: 3 }, { others, assume: { secretKB: 1 } }).flows();
  expect(flows.map(({ from, cause, bytesUp, bytesDown }) => [from, cause, bytesUp, bytesDown])).toEqual([
    ["app", "secrets read at start", 3000 + 2000, 3000 + 5500],
    ["mail", "secrets read at start", 3000 + 2000, 3000 + 5500],
    ["app", "secrets refreshed", 5000 / 3600, 8500 / 3600],
  ]);
});

import { expect, test } from "vitest";
import { expressGbSeconds, stepFunctions } from "../../src/services/step-functions.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const checkout = requestClass({ name: "checkout", compute: "app", orders: 0.5 });

function metered(config: object) {
  const component = alone(stepFunctions, config, { classes: [checkout] });
  component.driver("served.checkout", "traffic").hours[0] = 2000;
  return component.meters();
}

test("a standard workflow is billed by its transitions", () => {
  expect(metered({ transitions: 6 })).toEqual({ transitions: 1000 * 6 });
  expect(metered({ transitions: 6, per_order: 3 })).toEqual({ transitions: 3000 * 6 });
});

test("an express workflow is a request, and its memory over time", () => {
  expect(metered({ type: "express", duration: "1s" })).toEqual({ requests: 1000, duration: 1000 / 16 });
});

test("time is billed in tenths of a second, memory in chunks of 64 MB", () => {
  const MB = 2 ** 20;
  expect([expressGbSeconds(0.1, 64 * MB), expressGbSeconds(0.101, 64 * MB), expressGbSeconds(0.3, 65 * MB)]).toEqual([
    0.00625, 0.0125, 0.0375,
  ]);
});

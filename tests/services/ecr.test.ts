import { expect, test } from "vitest";
import { ecr } from "../../src/services/ecr.ts";
import { alone } from "../support/service-alone.ts";

test("stores its images for the time it exists", () => {
  const registry = alone(ecr, { stored: "5GB" }, { hours: 720 });
  expect(registry.meters()).toEqual({ stored: 5 * 2 ** 30 * 720 * 3600 });
});

test("says that it assumed their size", () => {
  const registry = alone(ecr, {}, { hours: 1 });
  expect(registry.meters()).toEqual({ stored: 3 * 2 ** 30 * 3600 });
  expect([...registry.used]).toEqual(["ecrGB"]);
});

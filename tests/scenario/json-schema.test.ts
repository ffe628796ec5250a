import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import * as z from "zod";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.ts";
import { goodText } from "../support/bad-scenario.ts";
import { smallServices } from "../support/small-services.ts";

const schema = scenarioJsonSchema(smallServices);
const validator = z.fromJSONSchema(schema);
const accepts = (text: string) => validator.safeParse(parseYaml(text)).success;

test("a component is its service's configuration beside what every component may say", () => {
  const { regions, ...queue } = { regions: expect.any(Array) as unknown, ...(schema["$defs"] as { sqs: unknown }) };
  expect(queue.sqs).toEqual({
    type: "object",
    title: "sqs",
    properties: {
      service: { const: "sqs" },
      region: { type: "string", enum: regions, description: "another Region than the scenario's" },
      tier: { type: "string", enum: ["public", "private", "isolated"], description: "subnets it stands in" },
      zones: {
        type: "array",
        items: { type: "string", enum: ["a", "b", "c", "d", "e", "f"] },
        minItems: 1,
        description: "letters of the zones it stands in; all of the network's when left out",
      },
      from: { type: "string", description: "when it begins to exist" },
      until: { type: "string", description: "when it ceases to exist" },
    },
    required: [],
    additionalProperties: false,
  });
});

test("quantities say how they are written, and what they mean", () => {
  const baseline = z.fromJSONSchema(schema).safeParse(parseYaml(goodText.replace("mean: 40/s", "mean: 40")));
  expect(baseline.success).toBe(false);
  expect(JSON.stringify(schema)).toContain("mean over the period, such as 40/s or 3M/day");
});

test("a scenario that the parser takes, an editor takes", () => {
  expect(accepts(goodText)).toBe(true);
  expect(accepts(goodText.replace(/^architecture:[^]*?^prepare:/m, "architecture: ./shop.yaml\nprepare:"))).toBe(true);
});

test.each([
  ["region: us-east-1", "region: us-esat-1"],
  ["peak_hour", "peakhour"],
  ["ramp: 60s", "ramp: fast"],
  ["ramp: 60s", "ramp: 60"],
  ["basket: $450", "basket: 450"],
  ["service: fargate", "service: mainframe"],
  ["memory: 4GB", "memroy: 4GB"],
  ["  bucket:\n", "  storefront: {}\n"],
  ["surgecast: 1\n", ""],
])("%j for an editor is not %j", (good, bad) => {
  expect(accepts(goodText.replace(good, bad))).toBe(false);
});

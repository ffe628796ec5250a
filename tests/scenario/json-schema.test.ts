import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import * as z from "zod";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.ts";
import { goodText } from "../support/bad-scenario.ts";
import { smallServices } from "../support/small-services.ts";

const schema = scenarioJsonSchema(smallServices);
const validator = z.fromJSONSchema(schema);
const accepts = (text: string) => validator.safeParse(parseYaml(text)).success;

test("the document for editors", async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot("../golden/scenario.schema.json");
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

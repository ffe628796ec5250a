/** A few of the random inputs of `npm run test:slow`. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { outcomeOf, structured, textual } from "./fuzz.ts";

const seed = Number(process.env["SEED"] ?? 1);

test("a document of the schema's shape, changed anywhere, gives an estimate or problems with their places", () => {
  const outcomes = fc.sample(structured, { numRuns: 200, seed }).map(outcomeOf);
  expect(new Set(outcomes)).toEqual(new Set(["valid", "refused"]));
});

test("a shipped scenario with characters changed gives an estimate or problems with their places", () => {
  const outcomes = fc.sample(textual, { numRuns: 100, seed }).map(outcomeOf);
  expect(new Set(outcomes)).toEqual(new Set(["valid", "refused"]));
});

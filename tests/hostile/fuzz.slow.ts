/** A hundred thousand random inputs; `SEED=7 INPUTS=1000 npm run test:slow` takes others. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Input, outcomeOf, structured, textual } from "./fuzz.ts";

const seed = Number(process.env["SEED"] ?? 1);
const inputs = Number(process.env["INPUTS"] ?? 100_000);

test.each([
  ["documents of the schema's shape", structured, 0.8],
  ["shipped scenarios with characters changed", textual, 0.2],
])("%s: an estimate, or problems with their places", (what, arbitrary: fc.Arbitrary<Input>, share) => {
  const count = { valid: 0, refused: 0 };
  const start = performance.now();
  const numRuns = Math.round(inputs * share);
  // With fast-check's own runner a failure is made smaller before it is shown.
  fc.assert(
    fc.property(arbitrary, (input) => {
      count[outcomeOf(input)] += 1;
    }),
    { seed, numRuns },
  );
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${what}: ${numRuns} inputs, ${count.valid} valid, ${count.refused} refused, ${seconds} s, seed ${seed}`);
  expect(Math.min(count.valid, count.refused)).toBeGreaterThan(0);
});

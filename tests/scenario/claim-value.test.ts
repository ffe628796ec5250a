import { expect, test } from "vitest";
import { claimValue } from "../../src/scenario/claim-value.ts";

test("a claim's value says what it is by how it is written", () => {
  expect(claimValue("$1,250.50")).toEqual({ kind: "money", value: "1250.50" });
  expect(claimValue("10TB")).toEqual({ kind: "size", value: 10_995_116_277_760 });
  expect(claimValue("3%")).toEqual({ kind: "share", value: 0.03 });
  expect(claimValue("15m")).toEqual({ kind: "duration", value: 900 });
  expect(claimValue(67)).toEqual({ kind: "number", value: 67 });
  expect(claimValue("67")).toEqual({ kind: "number", value: 67 });
  expect(claimValue("survives")).toEqual({ kind: "word", value: "survives" });
});

test("a figure that cannot be read is none", () => {
  for (const text of ["$45O", "10 elephants per day", "", "3 %%", "€5"]) expect(claimValue(text)).toBeNull();
});

import { expect, test } from "vitest";
import { weightiest } from "../../src/report/weightiest-assumptions.ts";
import { failingDrop } from "../support/estimates.ts";

test("takes the five that move the total most, whichever end is higher; what was not computed is left out", () => {
  expect(weightiest(failingDrop.assumptions).map(({ assumption, swing }) => [assumption.id, swing])).toEqual([
    ["staticKB", "1320.8"],
    ["cpuPage", "438.625"],
    ["acuBase", "300"],
    ["util", "51.3"],
    ["kmsReq", "11.7"],
  ]);
});

test("an assumption without effect does not weigh", () => {
  const idle = { ...failingDrop.assumptions[0]!, totalAtLow: "1", totalAtHigh: "1.00" };
  expect(weightiest([idle])).toEqual([]);
});

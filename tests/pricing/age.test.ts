import { expect, test } from "vitest";
import { ageNote } from "../../src/pricing/age.ts";
import { samplePrice } from "./sample.ts";

const dated = (...dates: readonly string[]) => dates.map((asOf) => samplePrice({ asOf }));

test("a price a year old to the day is not older than a year", () => {
  expect(ageNote(dated("2025-11-23"), "2026-11-23")).toBe(null);
  expect(ageNote(dated("2025-11-22"), "2026-11-23")).toBe(
    "the price is of 2025-11-22, older than a year on 2026-11-23.",
  );
});

test("many prices make one sentence", () => {
  expect(ageNote([], "2026-11-23")).toBe(null);
  expect(ageNote(dated("2026-10-08", "2025-06-05"), "2026-11-23")).toBe(
    "1 of 2 prices is older than a year on 2026-11-23; the oldest is of 2025-06-05.",
  );
  expect(ageNote(dated("2025-10-08", "2025-06-05", "2026-01-01"), "2026-11-23")).toBe(
    "2 of 3 prices are older than a year on 2026-11-23; the oldest is of 2025-06-05.",
  );
});

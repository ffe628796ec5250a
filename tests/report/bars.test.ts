import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bar, sparkline } from "../../src/report/bars.ts";

const counts = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { maxLength: 200 });

test("draws a share to the eighth of a character, and something for anything above nothing", () => {
  expect([0, 0.0001, 0.125, 0.5, 0.53, 1].map((share) => bar(share, 10))).toEqual([
    "",
    "▏",
    "█▎",
    "█████",
    "█████▎",
    "██████████",
  ]);
});

test("a bar is never longer than its width, and longer for more", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.integer({ min: 1, max: 40 }), (a, b, width) => {
      expect(bar(a, width).length).toBeLessThanOrEqual(width);
      if (a <= b) expect(bar(a, width).length).toBeLessThanOrEqual(bar(b, width).length);
    }),
  );
});

test("draws a value for each character, measured from zero", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7, 8])).toBe("▁▁▂▃▄▅▆▇█");
  expect(sparkline([4, Number.NaN, 8])).toBe("▄ █");
});

test("has exactly one character for each value", () => {
  fc.assert(
    fc.property(counts, (values) => {
      expect(sparkline(values)).toHaveLength(values.length);
    }),
  );
});

test("draws a series that never changes flat", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.integer({ min: 1, max: 99 }), (value, length) => {
      const drawn = sparkline(Array.from({ length }, () => value));
      expect(new Set(drawn).size).toBe(1);
    }),
  );
});

test("draws the largest value, where there is any, as a full block", () => {
  fc.assert(
    fc.property(counts, (values) => {
      const largest = Math.max(0, ...values);
      fc.pre(largest > 0);
      const drawn = sparkline(values);
      for (const [at, value] of values.entries()) if (value === largest) expect(drawn[at]).toBe("█");
    }),
  );
});

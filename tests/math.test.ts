import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clamp, cosTurn, exp, hash01, log, pow } from "../src/math.ts";

/** Relative error allowed against the platform's own functions, which are themselves right to about 1e-16. */
const TOLERANCE = 2e-15;

function expectNear(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

test("known values are exact", () => {
  expect([exp(0), log(1), log(0), log(Infinity), pow(7, 0)]).toEqual([1, 0, -Infinity, Infinity, 1]);
  expect([exp(-Infinity), exp(Infinity), log(-1)]).toEqual([0, Infinity, NaN]);
  expect([0, 0.25, 0.5, 0.75, 1, -0.5, 7].map(cosTurn)).toEqual([1, 0, -1, 0, 1, -1, 1]);
  expect([clamp(-1, 0, 2), clamp(1, 0, 2), clamp(3, 0, 2)]).toEqual([0, 1, 2]);
});

test("exp is Math.exp over the whole range", () => {
  fc.assert(
    fc.property(fc.double({ min: -699, max: 699, noNaN: true }), (x) => {
      // eslint-disable-next-line no-restricted-properties -- what it is compared with
      expectNear(exp(x), Math.exp(x), TOLERANCE);
    }),
    { numRuns: 2000 },
  );
});

test("log is Math.log from the smallest to the largest numbers, and near 1", () => {
  const near1 = fc.double({ min: 0.5, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true }), near1), (x) => {
      // eslint-disable-next-line no-restricted-properties -- what it is compared with
      expectNear(log(x), Math.log(x), TOLERANCE);
    }),
    { numRuns: 2000 },
  );
});

test("exp undoes log, and pow multiplies", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 5 }), (x, n) => {
      expectNear(exp(log(x)), x, 1e-14);
      let product = 1;
      for (let i = 0; i < n; i += 1) product *= x;
      expectNear(pow(x, n), product, 1e-13);
    }),
  );
});

test("cosTurn is the cosine of a share of a turn, whatever whole turns are added", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -1000, max: 1000 }), (x, turns) => {
      // eslint-disable-next-line no-restricted-properties -- what it is compared with
      expect(Math.abs(cosTurn(x) - Math.cos(2 * Math.PI * x))).toBeLessThan(2e-15);
      expect(Math.abs(cosTurn(x + turns) - cosTurn(x))).toBeLessThan(1e-12);
    }),
    { numRuns: 1000 },
  );
});

test("hash01 is a number of its three arguments alone, in [0, 1)", () => {
  expect(hash01(1, 2, 3)).toBe(hash01(1, 2, 3));
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer(), fc.integer(), (seed, stream, index) => {
      const value = hash01(seed, stream, index);
      expect(value >= 0 && value < 1).toBe(true);
    }),
  );
});

test.each([
  ["minutes", (i: number) => hash01(7, 12_345, 29_000_000 + i)],
  ["streams", (i: number) => hash01(7, i, 29_000_000)],
  ["seeds", (i: number) => hash01(i, 12_345, 29_000_000)],
])("hash01 spreads evenly over consecutive %s, without memory of the one before", (_, value) => {
  const count = 100_000;
  const bins = new Float64Array(100);
  let mean = 0;
  let together = 0;
  for (let i = 0; i < count; i += 1) {
    const one = value(i);
    bins[Math.floor(one * 100)]! += 1;
    mean += one / count;
    together += ((one - 0.5) * (value(i + 1) - 0.5) * 12) / count;
  }
  // Five standard deviations each: of the mean, of the correlation, and of a chi-squared with 99 degrees of freedom.
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
  expect(Math.abs(together)).toBeLessThan(5 / Math.sqrt(count));
  const expected = count / 100;
  const chi2 = bins.reduce((sum, n) => sum + ((n - expected) * (n - expected)) / expected, 0);
  expect(chi2).toBeLessThan(99 + 5 * Math.sqrt(2 * 99));
});

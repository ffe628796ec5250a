import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimal, fromCount, greatest, HUNDRED, least, ONE, sum, ZERO } from "../src/decimal.ts";

test.each([
  ["0.125", "0.13"],
  ["0.135", "0.14"],
  ["1.005", "1.01"],
  ["0.124999999999999999999999999", "0.12"],
  ["-0.125", "-0.13"],
  ["2.5", "2.50"],
])("%s is printed to the cent as %s: halves away from zero", (exact, printed) => {
  expect(decimal(exact).toFixed(2)).toBe(printed);
});

test.each(["", " ", "Infinity", "-Infinity", "NaN", "0x1", "1,000", "1_000", ".5", "5.", "1e", "$1", "0b1", "١"])(
  "%j is no decimal number",
  (text) => {
    expect(() => decimal(text)).toThrow(new RangeError(`not a decimal number: "${text}"`));
  },
);

test("digits are kept, and written without exponent", () => {
  expect(decimal("0.0000000034").toString()).toBe("0.0000000034");
  expect(decimal("9.0E-4").toString()).toBe("0.0009");
  expect(decimal("0.0450000000").toString()).toBe("0.045");
  expect(decimal("123456789012.123456789").times(decimal("0.00000001234")).toString()).toBe(
    "1523.45677640960345677626",
  );
});

test("a price times a quantity, summed in any order and parts, is exact", () => {
  const digits = fc.integer({ min: 0, max: 10 ** 12 });
  fc.assert(
    fc.property(fc.array(digits, { minLength: 1, maxLength: 20 }), digits, (parts, price) => {
      const perUnit = decimal(`${price}e-12`);
      const whole = sum(parts.map((part) => decimal(String(part)))).times(perUnit);
      const split = sum(parts.map((part) => decimal(String(part)).times(perUnit)).toReversed());
      expect(split.eq(whole)).toBe(true);
    }),
  );
});

test("a division is rounded half up at 64 digits, and by zero it throws", () => {
  expect(decimal("2").dividedBy(decimal("3")).toString()).toBe(`0.${"6".repeat(63)}7`);
  expect(() => ONE.dividedBy(ZERO)).toThrow(new RangeError("1 divided by 0"));
});

test("counts cross over with ten digits after the point, and never as Infinity or NaN", () => {
  expect(fromCount(0.1 + 0.2).toString()).toBe("0.3");
  expect(fromCount(1 / 3).toString()).toBe("0.3333333333");
  expect(fromCount(0.125, 2).toString()).toBe("0.13");
  expect(fromCount(1e21).toString()).toBe("1000000000000000000000");
  for (const count of [Infinity, -Infinity, NaN]) {
    expect(() => fromCount(count)).toThrow(new RangeError(`not a finite count: ${count}`));
  }
});

test("sums of nothing are zero; the least and the greatest are either of two", () => {
  expect(sum([]).eq(ZERO)).toBe(true);
  expect([least(ONE, HUNDRED), greatest(ONE, HUNDRED)].map(String)).toEqual(["1", "100"]);
});

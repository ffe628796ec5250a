import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.ts";
import {
  atLeast,
  count,
  duration,
  figure,
  gigabytes,
  money,
  percent,
  plural,
  quantity,
  scaledBytes,
  signedMoney,
  unitPrice,
} from "../../src/report/figures.ts";

test("rounds money half up to the cent, from its exact digits", () => {
  expect(["0.005", "0.004999999999", "1.005", "2.675", "1234567.895", "-0.125", "-0.004", "0"].map(money)).toEqual([
    "$0.01",
    "$0.00",
    "$1.01",
    "$2.68",
    "$1,234,567.90",
    "-$0.13",
    "$0.00",
    "$0.00",
  ]);
});

test("prints what is unknown as a dash, never as zero", () => {
  expect([money(null), signedMoney(null), percent(null), duration(null)]).toEqual(["—", "—", "—", "—"]);
});

test("money is never more than half a cent from the exact value", () => {
  const exact = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }));
  fc.assert(
    fc.property(exact, ([digits, places]) => {
      const sign = digits < 0n ? "-" : "";
      const padded = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
      const text = `${sign}${padded.slice(0, padded.length - places)}${places === 0 ? "" : `.${padded.slice(-places)}`}`;
      const printed = decimal(money(text).replaceAll(/[$,]/g, ""));
      expect(printed.minus(decimal(text)).abs().lte(decimal("0.005"))).toBe(true);
    }),
  );
});

test("marks a total that lacks something", () => {
  expect(atLeast("36.9", true)).toBe("$36.90");
  expect(atLeast("36.9", false)).toBe("≥ $36.90");
});

test("gives changes their sign", () => {
  expect(["450", "-450", "0.001", "-0.001"].map(signedMoney)).toEqual(["+$450.00", "-$450.00", "$0.00", "$0.00"]);
});

test("keeps every digit of a price and never fewer than cents", () => {
  expect(["0.0450000000", "0.0000166667", "2.5", "3", "1234.5"].map(unitPrice)).toEqual([
    "$0.045",
    "$0.0000166667",
    "$2.50",
    "$3.00",
    "$1,234.50",
  ]);
});

test("prints quantities with the digits that matter", () => {
  expect(
    ["0.99999999", "10000", "10000.5", "1.234567", "0.00012345", "0.5", "-0.25", "0", "104123456", "720.0"].map(
      quantity,
    ),
  ).toEqual(["1", "10,000", "10,000.50", "1.23", "0.0001235", "0.5", "-0.25", "0", "104,123,456", "720"]);
});

test("formats a value of an assumption only where it is a number", () => {
  expect(["100000", "0.45", "arm64", "30s"].map(figure)).toEqual(["100,000", "0.45", "arm64", "30s"]);
});

test("prints simulated numbers for labels", () => {
  expect([4012.4, 2.25, 0.5, 3, 0, 99.999, 0.0004, Number.NaN].map(count)).toEqual([
    "4,012",
    "2.25",
    "0.5",
    "3",
    "0",
    "100",
    "0",
    "—",
  ]);
});

test("counts bytes in powers of 1,024", () => {
  expect(gigabytes("10737418240")).toBe("10 GB");
  expect([0, 512, 1536, 1048576, 1.5 * 2 ** 40].map(scaledBytes)).toEqual(["0 B", "512 B", "1.5 KB", "1 MB", "1.5 TB"]);
});

test("never rounds a share to a whole it is not", () => {
  expect([0, 0.00001, 0.0031, 0.421, 0.9997, 0.99999, 1].map(percent)).toEqual([
    "0%",
    "<0.01%",
    "0.31%",
    "42.1%",
    "99.97%",
    ">99.99%",
    "100%",
  ]);
});

test("prints a span of time in its two largest units", () => {
  expect([0, 0.25, 1, 9.84, 60, 570, 3600, 5430, 90_000, 172_800].map(duration)).toEqual([
    "0 ms",
    "250 ms",
    "1 s",
    "9.8 s",
    "1 min",
    "9 min 30 s",
    "1 h",
    "1 h 31 min",
    "1 d 1 h",
    "2 d",
  ]);
});

test("puts nouns in the plural", () => {
  expect([plural(1, "line"), plural(0, "line"), plural(1200, "line")]).toEqual(["1 line", "0 lines", "1,200 lines"]);
});

import { describe, expect, test } from "vitest";
import { duration, money, offset, parseMeasure, parseMoney, rate, share, size } from "../src/quantities.ts";

describe("a value with its unit becomes base units", () => {
  test.each([
    [duration(), "60s", 60],
    [duration(), "15m", 900],
    [duration(), "250 ms", 0.25],
    [duration(), "1.5h", 5400],
    [offset(), "-30m", -1800],
    [offset(), "+90m", 5400],
    [size(), "250KB", 256_000],
    [size(), "250KiB", 256_000],
    [size(), "10TB", 10_995_116_277_760],
    [size(), "10,000GB", 10_737_418_240_000],
    [rate(), "40/s", 40],
    [rate(), "1200/min", 20],
    [rate(), "3M/day", 3_000_000 / 86_400],
    [share(), "85%", 0.85],
    [share(), "0.1%", 0.001],
    [share(), 0.25, 0.25],
  ] as const)("%# %s", (schema, written, value) => {
    expect(schema.parse(written)).toBe(value);
  });

  test.each([
    [duration(), "60"],
    [duration(), 60],
    [duration(), "-1s"],
    [duration(), "s"],
    [duration(), "1e3s"],
    [duration(), "1s 2s"],
    [size(), "4gb"],
    [size(), "1,00KB"],
    [rate(), "40"],
    [rate(), "40/year"],
    [share(), "101%"],
    [share(), 2],
    [share(), Number.POSITIVE_INFINITY],
    [money(), "450"],
    [money(), "$4.5.0"],
  ] as const)("%# %s is refused", (schema, written) => {
    expect(schema.safeParse(written).success).toBe(false);
  });
});

test("money stays the exact numeral that was written", () => {
  expect(parseMoney("$1,250.50")).toBe("1250.50");
  expect(parseMoney("$0.0450000001")).toBe("0.0450000001");
  expect(parseMoney("€5")).toBeNull();
});

test("a quantity of any unit tells what it measures", () => {
  expect(parseMeasure("10TB")).toEqual({ measure: "size", value: 10_995_116_277_760 });
  expect(parseMeasure("3%")).toEqual({ measure: "share", value: 0.03 });
  expect(parseMeasure("15m")).toEqual({ measure: "duration", value: 900 });
  expect(parseMeasure("40/s")).toEqual({ measure: "rate", value: 40 });
  expect(parseMeasure("survives")).toBeNull();
});

test("a long text that is no quantity is refused at once", () => {
  expect(duration().safeParse(`${"1".repeat(100_000)}x`).success).toBe(false);
  expect(duration().safeParse(`${"1,234".repeat(50_000)}x`).success).toBe(false);
  expect(duration().safeParse(" ".repeat(100_000)).success).toBe(false);
});

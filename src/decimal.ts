/**
 * The one configured decimal type. Money and billed quantities are Decimals; simulated counts are doubles.
 * The only file that imports decimal.js: its default precision of 20 digits would round a quantity of
 * 12 digits times a price of 11, so this constructor keeps 64.
 */
import { Decimal as DecimalJs } from "decimal.js";

const Exact = DecimalJs.clone({ precision: 64, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -64, toExpPos: 64 });

// The library's quotient by zero is Infinity, which would pass for a figure; nothing else shares this prototype.
const { div } = Exact.prototype;
Exact.prototype.dividedBy = function dividedBy(divisor) {
  const quotient = div.call(this, divisor);
  if (!quotient.isFinite()) throw new RangeError(`${this.toString()} divided by ${String(divisor)}`);
  return quotient;
};

/** An exact decimal number. Takes part in arithmetic with Decimals only: a double never slips into money. */
export interface Decimal {
  plus(other: Decimal): Decimal;
  minus(other: Decimal): Decimal;
  times(other: Decimal): Decimal;
  /** Quotient rounded half up to 64 significant digits; throws on a zero divisor. */
  dividedBy(other: Decimal): Decimal;
  negated(): Decimal;
  abs(): Decimal;
  gt(other: Decimal): boolean;
  gte(other: Decimal): boolean;
  lt(other: Decimal): boolean;
  lte(other: Decimal): boolean;
  eq(other: Decimal): boolean;
  isZero(): boolean;
  isNegative(): boolean;
  /** Exact digits without exponent: `decimal("0.0000000034").toString() === "0.0000000034"`. */
  toString(): string;
  /** Rounded half up to `places` digits after the point: `decimal("0.125").toFixed(2) === "0.13"`. */
  toFixed(places: number): string;
  /** Nearest double, for charts and comparisons only; never back into money. */
  toNumber(): number;
  comparedTo(other: Decimal): number;
}

const numeral = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Parses a decimal numeral such as `"0.0450000000"` or `"9.0E-4"`.
 * Throws a RangeError for anything else, `""`, `"Infinity"` and `"0x1"` included.
 */
export function decimal(text: string): Decimal {
  if (!numeral.test(text)) throw new RangeError(`not a decimal number: "${text}"`);
  return of(new Exact(text));
}

/**
 * The crossing from simulated doubles to exact numbers: a finite count, rounded half up to `places` digits after
 * the point (default 10) so that outputs stay stable. `fromCount(0.1 + 0.2).toString() === "0.3"`.
 */
export function fromCount(count: number, places = 10): Decimal {
  if (!Number.isFinite(count)) throw new RangeError(`not a finite count: ${count}`);
  return of(new Exact(count).toDecimalPlaces(places));
}

/** Sum of Decimals; zero for none. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

/** The smaller of two. */
export function least(a: Decimal, b: Decimal): Decimal {
  return a.lt(b) ? a : b;
}

/** The larger of two. */
export function greatest(a: Decimal, b: Decimal): Decimal {
  return a.gt(b) ? a : b;
}

// The library's class also accepts numbers; the interface above narrows it on purpose.
function of(value: InstanceType<typeof Exact>): Decimal {
  return value as unknown as Decimal;
}

export const ZERO: Decimal = of(new Exact(0));
export const ONE: Decimal = of(new Exact(1));
export const HUNDRED: Decimal = of(new Exact(100));

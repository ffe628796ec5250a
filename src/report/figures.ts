/** Figures as people read them. Money is rounded half up to the cent from its exact value, once, here. */
import { type Decimal, decimal, ONE } from "../decimal.ts";
import { DAY_SECONDS, GIGABYTE, HOUR_SECONDS, KILOBYTE, MEGABYTE, MINUTE_SECONDS, TERABYTE } from "../units.ts";

/** What stands where there is no figure: unknown is never zero. */
export const UNKNOWN = "—";

/** `money("1234.565") === "$1,234.57"`, `money("-0.125") === "-$0.13"`, `money(null) === "—"`. */
export function money(exact: string | null): string {
  if (exact === null) return UNKNOWN;
  const value = decimal(exact);
  const digits = value.abs().toFixed(2);
  return `${value.isNegative() && digits !== "0.00" ? "-" : ""}$${grouped(digits)}`;
}

/** Money of what may cost less than a cent: two digits then, `smallMoney("0.004321") === "$0.0043"`, else as `money` has it. */
export function smallMoney(exact: string | null): string {
  const zeros = /^0\.(00+)[1-9]/.exec(exact ?? "")?.[1];
  return zeros === undefined || exact === null ? money(exact) : `$${decimal(exact).toFixed(zeros.length + 2)}`;
}

/** Money with its sign, for changes: `signedMoney("450") === "+$450.00"`; no sign on what rounds to nothing. */
export function signedMoney(exact: string | null): string {
  const text = money(exact);
  return text.startsWith("$") && text !== "$0.00" ? `+${text}` : text;
}

/** A total that may lack lines without a price: `atLeast("36.9", false) === "≥ $36.90"`. */
export function atLeast(exact: string, complete: boolean): string {
  return complete ? money(exact) : `≥ ${money(exact)}`;
}

/** A price with every digit and at least cents: `unitPrice("0.0450000000") === "$0.045"`, `unitPrice("2.5") === "$2.50"`. */
export function unitPrice(exact: string): string {
  const [whole = "0", fraction = ""] = exact.split(".");
  return `$${grouped(whole)}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`;
}

const MANY = decimal("100000");

/**
 * A quantity with the digits that matter: whole numbers as they are, none after the point from 100,000 up, two places from 1 up,
 * four significant digits below.
 * `quantity("10000.5") === "10,000.50"`, `quantity("0.00012345") === "0.0001235"`.
 */
export function quantity(exact: string): string {
  const value = decimal(exact);
  const whole = value.toFixed(0);
  if (value.eq(decimal(whole)) || value.abs().gte(MANY)) return grouped(whole);
  return value.abs().gte(ONE) ? grouped(value.toFixed(2)) : fourDigits(value);
}

/** A value that may be a number or words: `figure("100000") === "100,000"`, `figure("arm64") === "arm64"`. */
export function figure(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? quantity(text) : text;
}

/** Below 1: rounded to four significant digits, trailing zeros dropped. */
function fourDigits(value: Decimal): string {
  const leadingZeros = /^-?0\.(0*)/.exec(value.toString())?.[1]?.length ?? 0;
  return value.toFixed(leadingZeros + 4).replace(/\.?0+$/, "");
}

/** A number from the simulation, for labels: `count(4012.4) === "4,012"`, `count(2.25) === "2.25"`, `count(0.5) === "0.5"`. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return grouped(value.toFixed(0));
  return value.toFixed(Math.abs(value) < 1 ? 3 : 2).replace(/\.?0+$/, "");
}

/** Gigabytes of 2^30 bytes: `gigabytes("10737418240") === "10 GB"`. */
export function gigabytes(bytes: string): string {
  return `${quantity(
    decimal(bytes)
      .dividedBy(decimal(String(GIGABYTE)))
      .toString(),
  )} GB`;
}

/** Bytes in the largest unit that leaves at least 1: `scaledBytes(1536) === "1.5 KB"`. */
export function scaledBytes(bytes: number): string {
  const scale = [
    { unit: "TB", size: TERABYTE },
    { unit: "GB", size: GIGABYTE },
    { unit: "MB", size: MEGABYTE },
    { unit: "KB", size: KILOBYTE },
  ].find(({ size }) => Math.abs(bytes) >= size);
  return scale === undefined ? `${count(bytes)} B` : `${count(bytes / scale.size)} ${scale.unit}`;
}

/** `part / whole` of two exact numbers in `[0, 1]`; null where the whole is zero or either is unknown. */
export function shareOf(part: string | null, whole: string | null): number | null {
  if (part === null || whole === null || decimal(whole).isZero()) return null;
  return decimal(part).dividedBy(decimal(whole)).toNumber();
}

/**
 * A share in percent that never rounds to a whole it is not: `percent(0.99999) === ">99.99%"`, `percent(0.00001) === "<0.01%"`,
 * `percent(0.421) === "42.1%"`.
 */
export function percent(share: number | null): string {
  if (share === null) return UNKNOWN;
  if (share === 0 || share === 1) return `${share * 100}%`;
  const inPercent = share * 100;
  const text = inPercent.toFixed(inPercent >= 1 && inPercent < 99 ? 1 : 2);
  if (text === "0.00") return "<0.01%";
  return text === "100.00" && share < 1 ? ">99.99%" : `${text}%`;
}

/** A span of time in its two largest units: `duration(570) === "9 min 30 s"`, `duration(0.25) === "250 ms"`, `duration(null) === "—"`. */
export function duration(seconds: number | null): string {
  if (seconds === null) return UNKNOWN;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < MINUTE_SECONDS) return `${count(Math.round(seconds * 10) / 10)} s`;
  const whole = Math.round(seconds);
  if (whole < HOUR_SECONDS) return twoUnits(whole, { size: MINUTE_SECONDS, unit: "min" }, { size: 1, unit: "s" });
  const minutes = Math.round(whole / MINUTE_SECONDS) * MINUTE_SECONDS;
  if (minutes < DAY_SECONDS)
    return twoUnits(minutes, { size: HOUR_SECONDS, unit: "h" }, { size: MINUTE_SECONDS, unit: "min" });
  const hours = Math.round(whole / HOUR_SECONDS) * HOUR_SECONDS;
  return twoUnits(hours, { size: DAY_SECONDS, unit: "d" }, { size: HOUR_SECONDS, unit: "h" });
}

interface TimeUnit {
  readonly size: number;
  readonly unit: string;
}

function twoUnits(seconds: number, large: TimeUnit, small: TimeUnit): string {
  const head = `${Math.floor(seconds / large.size)} ${large.unit}`;
  const rest = Math.round((seconds % large.size) / small.size);
  return rest === 0 ? head : `${head} ${rest} ${small.unit}`;
}

/** `plural(1, "line") === "1 line"`, `plural(1200, "line") === "1,200 lines"`; `many` where the plural is no added s. */
export function plural(amount: number, noun: string, many = `${noun}s`): string {
  return `${count(amount)} ${amount === 1 ? noun : many}`;
}

/** Separates thousands: `grouped("1234567.89") === "1,234,567.89"`. */
export function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

/** A claimed or computed figure as the claim writes it: dollars as money, shares in percent, other numbers grouped, words as they are. */
export function claimed(figure: string | null, asWritten: string): string {
  if (figure === null) return UNKNOWN;
  if (!/^-?\d+(\.\d+)?$/.test(figure)) return figure;
  if (asWritten.trim().endsWith("%")) return percent(decimal(figure).toNumber());
  return asWritten.includes("$") ? money(figure) : quantity(figure);
}

/**
 * Values that carry their unit, as YAML and HTTP write them (`60s`, `250KB`, `40/s`, `85%`, `$500`), and the base units they
 * become: seconds, bytes, per second, shares of one, dollars. Keys therefore carry none.
 */
import * as z from "zod";
import { GIGABYTE, KILOBYTE, MEGABYTE, TERABYTE } from "./units.ts";

// Every quantifier is bounded by what must follow it, so that no text makes the match slow.
const number = String.raw`[+-]?\d*(?:[_,]\d{3})*(?:\.\d+)?`;

interface Kind {
  /** `a duration such as 60s or 15m`. */
  readonly what: string;
  readonly pattern: RegExp;
  readonly sizes: Readonly<Record<string, number>>;
  /** Whether a bare YAML number is taken, in base units. */
  readonly bare: boolean;
  /** More than anybody has, in base units and in words; products of several such values are still far from what a double holds. */
  readonly most: readonly [value: number, words: string];
}

const durations: Kind = {
  what: "a duration such as 60s or 15m",
  pattern: new RegExp(`^(${number})\\s*(ms|s|m|min|h|d|w)$`),
  sizes: { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86_400, w: 604_800 },
  bare: false,
  most: [100 * 365 * 86_400, "36,500d"],
};

const sizes: Kind = {
  what: "a size such as 250KB or 4GB",
  pattern: new RegExp(`^(${number})\\s*(B|KB|MB|GB|TB|PB|KiB|MiB|GiB|TiB|PiB)$`),
  sizes: {
    B: 1,
    KB: KILOBYTE,
    KiB: KILOBYTE,
    MB: MEGABYTE,
    MiB: MEGABYTE,
    GB: GIGABYTE,
    GiB: GIGABYTE,
    TB: TERABYTE,
    TiB: TERABYTE,
    PB: 1024 * TERABYTE,
    PiB: 1024 * TERABYTE,
  },
  bare: false,
  most: [1_000_000 * 1024 * TERABYTE, "1,000,000PB"],
};

const rates: Kind = {
  what: "a rate such as 40/s, 1200/min or 3M/day",
  pattern: new RegExp(`^(${number})\\s*([kM]?)/(s|min|h|day|week|month)$`),
  sizes: { s: 1, min: 1 / 60, h: 1 / 3600, day: 1 / 86_400, week: 1 / 604_800, month: 1 / 2_628_000 },
  bare: false,
  most: [1e9, "1,000,000,000/s"],
};

const shares: Kind = {
  what: "a share such as 85%",
  pattern: new RegExp(`^(${number})\\s*(%)$`),
  sizes: { "%": 0.01 },
  bare: true,
  most: [10_000, "1,000,000%"],
};

function parse(kind: Kind, input: string | number): number | null {
  if (typeof input === "number") return kind.bare && Number.isFinite(input) ? input : null;
  const match = kind.pattern.exec(input.trim());
  if (match === null || match[1] === undefined || !/\d/.test(match[1])) return null;
  const unit = match[match.length - 1] ?? "";
  const thousands = match.length === 4 ? ({ k: 1e3, M: 1e6 }[match[2] ?? ""] ?? 1) : 1;
  const value = Number(match[1].replaceAll(/[_,]/g, ""));
  // Division keeps 1% exactly 0.01 and 85% exactly 0.85, where 85 * 0.01 does not.
  const size = kind.sizes[unit] ?? Number.NaN;
  const result = size < 1 ? (value * thousands) / Math.round(1 / size) : value * thousands * size;
  return Number.isFinite(result) ? result : null;
}

interface Bounds {
  /** Smallest value allowed, in base units. */
  readonly min?: number;
  /** Largest value allowed, in base units; default: the kind's own. */
  readonly max?: number;
  /** How the bounds read: `between 0% and 100%`. */
  readonly bounds?: string;
}

function quantity(kind: Kind, { min, max, bounds }: Bounds) {
  const error = `must be ${kind.what}`;
  const written = kind.bare ? z.union([z.string(), z.number()], { error }) : z.string(error);
  return z
    .pipe(
      written,
      z.transform((input: string | number, context) => {
        const value = parse(kind, input);
        const above = value !== null && value > (max ?? kind.most[0]);
        if (value !== null && !above && value >= (min ?? -kind.most[0])) return value;
        const told = above && max === undefined ? `of at most ${kind.most[1]}` : bounds;
        const limit = value === null || told === undefined ? "" : `, ${told}`;
        context.issues.push({ code: "custom", message: `${error}${limit}`, input });
        return z.NEVER;
      }),
    )
    .meta({ description: kind.what, pattern: kind.pattern.source });
}

/** Seconds ≥ 0: `duration().parse("15m") === 900`. */
export const duration = (bounds: Bounds = { min: 0, bounds: "of 0s or more" }) => quantity(durations, bounds);
/** Seconds of either sign, relative to something: `offset().parse("-30m") === -1800`. */
export const offset = () => quantity(durations, {});
/** Bytes ≥ 0; KB … PB are powers of 1,024: `size().parse("250KB") === 256000`. */
export const size = (bounds: Bounds = { min: 0, bounds: "of 0B or more" }) => quantity(sizes, bounds);
/** Per second ≥ 0: `rate().parse("1200/min") === 20`. */
export const rate = (bounds: Bounds = { min: 0, bounds: "of 0/s or more" }) => quantity(rates, bounds);
/** A share of one in [0, 1]: `share().parse("85%") === 0.85`. */
export const share = (bounds: Bounds = { min: 0, max: 1, bounds: "between 0% and 100%" }) => quantity(shares, bounds);

/** An amount in dollars as its exact numeral: `money().parse("$1,250.50") === "1250.50"`. */
export const money = () =>
  z
    .string("must be an amount such as $450")
    .transform((input, context) => {
      const value = parseMoney(input);
      if (value !== null) return value;
      context.addIssue({ code: "custom", message: "must be an amount such as $450" });
      return z.NEVER;
    })
    .meta({ description: "an amount such as $450" });

/** Digits of an amount of money, point included: products stay exact. */
const MOST_DIGITS = 24;

/** `parseMoney("$1,250.50") === "1250.50"`; null for what is no amount of dollars. */
export function parseMoney(input: string): string | null {
  const match = /^\$\s*(\d+(?:,\d{3})*(?:\.\d+)?)$/.exec(input.trim());
  const digits = match?.[1]?.replaceAll(",", "") ?? null;
  return digits === null || digits.length > MOST_DIGITS ? null : digits;
}

const measured = { duration: durations, size: sizes, rate: rates, share: shares };
export type Measure = keyof typeof measured;

/** A quantity whatever its unit, in base units: `parseMeasure("10TB")` is `{ measure: "size", value: 10995116277760 }`; null for none. */
export function parseMeasure(input: string): { readonly measure: Measure; readonly value: number } | null {
  for (const measure of Object.keys(measured) as Measure[]) {
    const value = parse(measured[measure], input);
    if (value !== null) return { measure, value };
  }
  return null;
}

/** The most of anything that is counted one by one, and of any plain number: see `most` above. */
const MOST_COUNTED = 1e9;
const MOST = 1e15;

/** A count of things that cannot be divided, from `min` to a billion. */
export const count = (min = 0) => z.int().min(min).max(MOST_COUNTED);
/** A number per something, from 0 to 10^15: `0.5`. */
export const amount = () => z.number().min(0).max(MOST);
/** The same above 0. */
export const positive = () => z.number().positive().max(MOST);

/** An IANA time zone: `Europe/Paris`. */
export function timezone() {
  const error = "must be a time zone such as Europe/Paris";
  return z.string(error).refine(isTimezone, error);
}

function isTimezone(zone: string): boolean {
  // The first formatter of a process costs more time than the rest of the scenario.
  if (zone === "UTC") return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone }).format(0);
    return true;
  } catch {
    return false;
  }
}

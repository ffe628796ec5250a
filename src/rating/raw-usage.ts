/** Usage as rows of a CSV or JSON file: what a bill, a usage report or a spreadsheet says was used. */
import * as z from "zod";
import { decimal, type Decimal } from "../decimal.ts";
import { UserError, type Place, type Problem } from "../errors.ts";
import { readRows, unknownKey, type PlaceOf, type RawUsageFile } from "./raw-usage-rows.ts";
import { usageColumns } from "./usage-columns.ts";

/** A row: which price, and a number for it. Keys that are null narrow nothing. */
export interface RawUsage {
  /** Where the row begins; null for a row given on the command line. */
  readonly place: Place | null;
  /** "" where the row names none: the usage type's prefix says it, or the lack of one. */
  readonly region: string;
  /** With or without Region prefix; null where `sku` or `priceId` names the price. */
  readonly usageType: string | null;
  readonly serviceCode: string | null;
  readonly operation: string | null;
  readonly productFamily: string | null;
  /** Of RDS or of ElastiCache. */
  readonly databaseEngine: string | null;
  readonly unit: string | null;
  readonly sku: string | null;
  readonly priceId: string | null;
  readonly component: string;
  /** Why a commitment, not the list price, charged this usage; null for usage at the list price. */
  readonly covered: string | null;
  /** In the price's unit; not negative. USD per unit where the rows are own rates. */
  readonly quantity: Decimal;
}

// What products of a quantity and a price keep exact in 64 digits, and no more: nobody uses 10^24 of anything.
const MOST = decimal("1e24");
const LEAST = decimal("1e-20");

/** An exact number from a file or a flag. */
const numeralWords = "must be a number such as 1024 or 0.5, without sign and separators";
export const numeral = z
  .union([z.string(), z.number()], { error: numeralWords })
  .transform((value, context): Decimal => {
    const text = String(value);
    if (!/^\d+(\.\d+)?([eE][+-]?\d{1,2})?$/.test(text)) {
      context.addIssue(`${numeralWords}; got "${text.slice(0, 60)}"`);
      return z.NEVER;
    }
    // JSON numbers pass through doubles: beyond 2^53 their last digits are gone.
    if (typeof value === "number" && value > Number.MAX_SAFE_INTEGER) {
      context.addIssue("is too large for a JSON number; write it in quotes");
      return z.NEVER;
    }
    const number = decimal(text);
    if (text.length <= 48 && number.lt(MOST) && (number.isZero() || number.gte(LEAST))) return number;
    context.addIssue(`must be 0, or from 10^-20 to below 10^24; got ${text.slice(0, 60)}`);
    return z.NEVER;
  });
const name = z.string().min(1, "must not be empty").nullish().default(null);

const columns = {
  region: z
    .string()
    .nullish()
    .transform((region) => region ?? ""),
  usageType: name,
  serviceCode: name,
  operation: name,
  productFamily: name,
  databaseEngine: name,
  unit: name,
  sku: name,
  priceId: name,
  component: z.string().nullish(),
  lineItemType: name,
};
const names = { path: ["usageType"], error: "is missing; name the price by it, by sku or by priceId" };
const namesPrice = (row: { usageType: string | null; sku: string | null; priceId: string | null }): boolean =>
  row.usageType !== null || row.sku !== null || row.priceId !== null;
const schemas = {
  quantity: z.strictObject({ ...columns, quantity: numeral }).refine(namesPrice, names),
  pricePerUnit: z
    .strictObject({ ...columns, pricePerUnit: numeral })
    .refine(namesPrice, names)
    .transform(({ pricePerUnit, ...row }) => ({ ...row, quantity: pricePerUnit })),
};

/** Kinds of a bill's lines that are usage, and what charged them if not the list price. */
const USAGE_LINES: ReadonlyMap<string, string | null> = new Map([
  ["Usage", null],
  ["DiscountedUsage", "charged by a reservation (DiscountedUsage), not at the list price"],
  ["SavingsPlanCoveredUsage", "charged by a Savings Plan (SavingsPlanCoveredUsage), not at the list price"],
]);

/** Problems whose very cell is looked for; fewer are shown. */
const MOST_PLACED = 1000;

export interface ParsedUsage {
  readonly rows: readonly RawUsage[];
  /** Lines of a bill that are no usage (taxes, fees, credits), counted by their kind. */
  readonly notUsage: ReadonlyMap<string, number>;
}

/**
 * The rows of a file. CSV has a header line; JSON is an array of objects with the same keys; the columns may bear the names of
 * AWS's exports (`usage-columns.ts`). The number and one of `usageType`, `sku`, `priceId` are required, the rest is not.
 *
 * Throws a UserError USAGE_INVALID with every problem, in the order of the file.
 */
export function parseRawUsage(source: RawUsageFile): ParsedUsage {
  const { rows, problems, placeOf } = readRows(source);
  const known = usageColumns(source.value);
  const found = [...problems];
  const notUsage = new Map<string, number>();
  const parsed = rows.flatMap((row, index): readonly RawUsage[] => {
    const kind = lineKind(row);
    if (!USAGE_LINES.has(kind)) {
      notUsage.set(kind, (notUsage.get(kind) ?? 0) + 1);
      return [];
    }
    const { success, data, error } = schemas[source.value].safeParse(row, { reportInput: true });
    if (!success) {
      // What is beyond those that are shown is counted; its row says enough of its place.
      const place: PlaceOf = found.length < MOST_PLACED ? placeOf : (row) => placeOf(row, null);
      found.push(...error.issues.flatMap((issue) => explain(issue, index, known, place)));
      return [];
    }
    const { lineItemType, component, ...rest } = data;
    const covered = USAGE_LINES.get(lineItemType ?? "Usage") ?? null;
    return [withPlace({ ...rest, component: component ?? "", covered }, () => placeOf(index, null))];
  });
  if (found.length > 0) throw new UserError("USAGE_INVALID", found.sort(inFileOrder));
  return { rows: parsed, notUsage };
}

/** A row without a kind is usage. */
function lineKind(row: unknown): string {
  const kind = typeof row === "object" && row !== null && "lineItemType" in row ? row.lineItemType : null;
  return typeof kind === "string" && kind !== "" ? kind : "Usage";
}

/** The row with its place, found when somebody asks: in JSON that takes another look at the file. */
function withPlace(row: Omit<RawUsage, "place">, placeOf: () => Place): RawUsage {
  return {
    ...row,
    get place() {
      return placeOf();
    },
  };
}

function inFileOrder({ place: a }: Problem, { place: b }: Problem): number {
  return a === null || b === null ? 0 : a.line - b.line || a.column - b.column;
}

function explain(issue: z.core.$ZodIssue, row: number, known: readonly string[], placeOf: PlaceOf): readonly Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ ...unknownKey(key, known), place: placeOf(row, key), path: `${row}.${key}` }));
  }
  const key = typeof issue.path[0] === "string" ? issue.path[0] : null;
  const what = issue.code === "custom" || issue.code === "too_small" ? issue.message : expected(issue);
  const path = key === null ? `${row}` : `${row}.${key}`;
  return [{ place: placeOf(row, key), what: `${key ?? "the row"} ${what}`, hint: null, path }];
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined && issue.path.length > 0) return "is missing";
  if (issue.message === numeralWords) return numeralWords;
  return issue.path.length === 0 ? "must be an object" : "must be text";
}

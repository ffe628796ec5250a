/** Usage as rows of a CSV or JSON file: what a bill, a usage report or a spreadsheet says was used. */
import { LineCounter, parseDocument, isNode } from "yaml";
import * as z from "zod";
import { decimal, type Decimal } from "../decimal.ts";
import { problem, UserError, type Place, type Problem } from "../errors.ts";
import { parseCsv, type Cell } from "./csv.ts";
import { nearest } from "./nearest.ts";

/** A row: which price, and a number for it. Keys that are null narrow nothing. */
export interface RawUsage {
  /** Where the row begins; null for a row given on the command line. */
  readonly place: Place | null;
  readonly region: string;
  /** With or without Region prefix; null where `sku` or `priceId` names the price. */
  readonly usageType: string | null;
  readonly serviceCode: string | null;
  readonly operation: string | null;
  readonly databaseEngine: string | null;
  readonly unit: string | null;
  readonly sku: string | null;
  readonly priceId: string | null;
  readonly component: string;
  /** In the price's unit; not negative. USD per unit where the rows are own rates. */
  readonly quantity: Decimal;
}

export interface RawUsageFile {
  /** As problems name it: `usage.csv`, `-` for standard input. */
  readonly file: string;
  readonly text: string;
  readonly format: "csv" | "json";
  /** The column that holds the number: what was used, or the payer's own price. */
  readonly value: "quantity" | "pricePerUnit";
}

const numeral = z.union([z.string(), z.number()]).transform((value, context): Decimal => {
  const text = String(value);
  if (/^\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    // JSON numbers pass through doubles: beyond 2^53 their last digits are gone.
    if (typeof value === "string" || !(value > Number.MAX_SAFE_INTEGER)) return decimal(text);
    context.addIssue("is too large for a JSON number; write it in quotes");
  } else context.addIssue(`must be a number such as 1024 or 0.5, without sign and separators; got "${text}"`);
  return z.NEVER;
});
const name = z.string().min(1, "must not be empty").nullish().default(null);

const rowSchema = z
  .strictObject({
    region: z.string().min(1, "must not be empty"),
    usageType: name,
    serviceCode: name,
    operation: name,
    databaseEngine: name,
    unit: name,
    sku: name,
    priceId: name,
    component: z.string().nullish(),
    quantity: numeral,
  })
  .refine(({ usageType, sku, priceId }) => usageType !== null || sku !== null || priceId !== null, {
    path: ["usageType"],
    error: "is missing; name the price by it, by sku or by priceId",
  });
const columns = Object.keys(rowSchema.shape).filter((key) => key !== "quantity");

/**
 * The rows of a file. CSV has a header line; JSON is an array of objects with the same keys. `region`, the number, and one of
 * `usageType`, `sku`, `priceId` are required; `component`, `serviceCode`, `operation`, `databaseEngine` and `unit` are not.
 *
 * Throws a UserError USAGE_INVALID with every problem, in the order of the file.
 */
export function parseRawUsage(source: RawUsageFile): readonly RawUsage[] {
  const { rows, problems, placeOf } = source.format === "csv" ? readCsv(source) : readJson(source);
  const found = [...problems];
  const parsed = rows.flatMap((row, index): readonly RawUsage[] => {
    const { success, data, error } = rowSchema.safeParse(renamed(row, source.value), { reportInput: true });
    if (success) return [{ ...data, component: data.component ?? "", place: placeOf(index, null) }];
    found.push(...error.issues.flatMap((issue) => explain(issue, index, source.value, placeOf)));
    return [];
  });
  if (found.length > 0) throw new UserError("USAGE_INVALID", found);
  return parsed;
}

/** `where=number` pairs separated by commas, as on the command line: `us-east-1/DataTransfer-Out-Bytes=51200,GU2ZS9HVP6QTQ7KE=7`. */
export function parseRawUsagePairs(text: string, flag: string): readonly RawUsage[] {
  const problems: Problem[] = [];
  const rows = text.split(",").flatMap((pair): readonly RawUsage[] => {
    const [, where = "", number = ""] = /^\s*(.*)=(.*?)\s*$/.exec(pair) ?? [];
    const quantity = numeral.safeParse(number);
    const [, region = "", usageType = null] = /^([a-z]{2}-[a-z]+-\d|global)\/(.+)$/.exec(where) ?? [];
    if (quantity.success && where !== "") {
      return [{ ...emptyRow, region, usageType, priceId: usageType === null ? where : null, quantity: quantity.data }];
    }
    const hint = "write REGION/USAGETYPE=QUANTITY or PRICEID=QUANTITY, several separated by commas";
    problems.push(problem(`${flag}: cannot read "${pair}"`, hint));
    return [];
  });
  if (problems.length > 0) throw new UserError("USAGE_INVALID", problems);
  return rows;
}

const emptyRow = {
  place: null,
  serviceCode: null,
  operation: null,
  databaseEngine: null,
  unit: null,
  sku: null,
  component: "",
} as const;

/** Place of a row, or of one of its keys; the row's where the key is absent. */
type PlaceOf = (row: number, key: string | null) => Place;

interface Rows {
  readonly rows: readonly unknown[];
  readonly problems: readonly Problem[];
  readonly placeOf: PlaceOf;
}

function readCsv({ file, text, value }: RawUsageFile): Rows {
  const at = ({ line, column }: Cell): Place => ({ file, line, column });
  const [header = [], ...lines] = parseCsv(text);
  const names = header.map((cell) => cell.text);
  const known = [...columns, value];
  const problems = header
    .filter((cell) => !known.includes(cell.text))
    .map((cell): Problem => ({ ...unknownKey(cell.text, known), place: at(cell) }));
  const missing = ["region", value].filter((required) => !names.includes(required));
  if (missing.length > 0) {
    const what = `the header line must name the columns ${missing.join(" and ")}`;
    const hint = `the first line is, for example: region,usageType,${value}`;
    problems.push({ ...problem(what, hint), place: { file, line: header[0]?.line ?? 1, column: 1 } });
    throw new UserError("USAGE_INVALID", problems);
  }
  const ragged = lines.filter((cells) => cells.length > names.length);
  for (const cells of ragged) {
    const extra = cells[names.length];
    if (extra === undefined) continue;
    const what = `the row has ${cells.length} cells, the header ${names.length}`;
    problems.push({ ...problem(what, "put a cell that holds a comma in quotes"), place: at(extra) });
  }
  const even = lines.filter((cells) => !ragged.includes(cells));
  return {
    // An empty cell says nothing, just as an absent one. Columns that nobody knows are reported once, above.
    rows: even.map((cells) =>
      Object.fromEntries(
        cells.flatMap((cell, i) =>
          cell.text === "" || !known.includes(names[i] ?? "") ? [] : [[names[i], cell.text]],
        ),
      ),
    ),
    problems,
    placeOf: (row, key) => {
      const cells = even[row] ?? [];
      const cell = cells[key === null ? 0 : Math.max(0, names.indexOf(key))] ?? cells[0];
      return cell === undefined ? { file, line: 1, column: 1 } : at(cell);
    },
  };
}

function readJson({ file, text, value }: RawUsageFile): Rows {
  let located: { readonly lines: LineCounter; readonly document: ReturnType<typeof parseDocument> } | null = null;
  // Parsed for places only when there is something to point at: the YAML reader knows them, and is slower.
  const placeOf: PlaceOf = (row, key) => {
    const lines = located?.lines ?? new LineCounter();
    located ??= { lines, document: parseDocument(text, { lineCounter: lines }) };
    const path = key === null ? [row] : [row, key];
    const node = located.document.getIn(path, true) ?? located.document.getIn([row], true);
    const { line, col } = lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const refuse = (what: string): never => {
    const hint = `write an array of objects: [{ "region": "us-east-1", "usageType": "NatGateway-Bytes", "${value}": "1024" }]`;
    throw new UserError("USAGE_INVALID", [{ ...problem(what, hint), place: { file, line: 1, column: 1 } }]);
  };
  let rows: unknown;
  try {
    rows = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return refuse(`the file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return Array.isArray(rows) ? { rows, problems: [], placeOf } : refuse("the file must hold an array of rows");
}

/** One schema serves both kinds of file: the column of the number is called `quantity` in it. */
function renamed(row: unknown, value: RawUsageFile["value"]): unknown {
  if (value === "quantity" || typeof row !== "object" || row === null || Array.isArray(row)) return row;
  const { [value]: quantity, quantity: misplaced, ...rest } = row as Record<string, unknown>;
  return { ...rest, quantity, ...(misplaced === undefined ? {} : { "quantity ": misplaced }) };
}

function explain(
  issue: z.core.$ZodIssue,
  row: number,
  value: RawUsageFile["value"],
  placeOf: PlaceOf,
): readonly Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...unknownKey(key.trim(), [...columns, value]),
      place: placeOf(row, key.trim()),
    }));
  }
  const key = typeof issue.path[0] === "string" ? issue.path[0] : null;
  const name = key === "quantity" ? value : key;
  const what = issue.code === "custom" || issue.code === "too_small" ? issue.message : expected(issue);
  return [
    {
      place: placeOf(row, name),
      what: `${name ?? "the row"} ${what}`,
      hint: null,
      path: `${row}${name === null ? "" : `.${name}`}`,
    },
  ];
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined && issue.path.length > 0) return "is missing";
  return issue.path.length === 0 ? "must be an object" : "must be text";
}

function unknownKey(key: string, known: readonly string[]): Problem {
  const close = nearest(key, known);
  const hint = close === null ? `known columns: ${known.join(", ")}` : `did you mean ${close}?`;
  return problem(`${key === "" ? "a column without a name" : key} is not a known column`, hint);
}

/** Rows of a CSV or JSON file, as they stand, and where each cell and key is. */
import { isNode, LineCounter, parseDocument } from "yaml";
import { problem, UserError, type Place, type Problem } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { parseCsv, type Cell } from "./csv.ts";
import { recognise, type UsageColumn, usageColumns } from "./usage-columns.ts";

export interface RawUsageFile {
  /** As problems name it: `usage.csv`, `-` for standard input. */
  readonly file: string;
  readonly text: string;
  readonly format: "csv" | "json";
  /** The column that holds the number: what was used, or the payer's own price. */
  readonly value: "quantity" | "pricePerUnit";
}

/** Place of a row, or of one of its keys; the row's where the key is absent. */
export type PlaceOf = (row: number, key: string | null) => Place;

interface Rows {
  /** Objects, if the file is right; checked by no one yet. */
  readonly rows: readonly unknown[];
  readonly problems: readonly Problem[];
  readonly placeOf: PlaceOf;
}

/**
 * The rows of a file, under our names of its columns. Throws a UserError USAGE_INVALID where it has no rows at all: no header
 * line, or no JSON array.
 */
export function readRows(source: RawUsageFile): Rows {
  return source.format === "csv" ? readCsv(source) : readJson(source);
}

function readCsv({ file, text, value }: RawUsageFile): Rows {
  const at = ({ line, column }: Cell): Place => ({ file, line, column });
  const [header = [], ...lines] = parseCsv(text);
  const columns = recognise(
    header.map((cell) => cell.text),
    value,
  );
  const problems = columns.unknown.flatMap((index): readonly Problem[] => {
    const cell = header[index];
    return cell === undefined ? [] : [{ ...unknownKey(cell.text, usageColumns(value)), place: at(cell) }];
  });
  const names: readonly UsageColumn[] = ["usageType", "sku", "priceId"];
  const missing: string[] = names.some((name) => columns.at.has(name)) ? [] : ["usageType"];
  if (!columns.at.has(value)) missing.push(value);
  if (missing.length > 0) {
    const what = `the header line must name the columns ${missing.join(" and ")}`;
    const hint = `the first line is, for example: region,usageType,${value}`;
    problems.push({ ...problem(what, hint), place: { file, line: header[0]?.line ?? 1, column: 1 } });
    throw new UserError("USAGE_INVALID", problems);
  }
  const ragged = lines.filter((cells) => cells.length > header.length);
  for (const cells of ragged) {
    const extra = cells[header.length];
    if (extra === undefined) continue;
    const what = `the row has ${cells.length} cells, the header ${header.length}`;
    problems.push({ ...problem(what, "put a cell that holds a comma in quotes"), place: at(extra) });
  }
  const even = lines.filter((cells) => !ragged.includes(cells));
  // An empty cell says nothing, just as an absent one: the next best column may say it.
  const filled = (cells: readonly Cell[], key: UsageColumn): Cell | undefined =>
    columns.at
      .get(key)
      ?.map((index) => cells[index])
      .find((cell) => cell !== undefined && cell.text !== "");
  return {
    rows: even.map((cells) =>
      Object.fromEntries([...columns.at.keys()].map((key) => [key, filled(cells, key)?.text] as const).filter(isGiven)),
    ),
    problems,
    placeOf: (row, key) => {
      const cells = even[row] ?? [];
      const column = usageColumns(value).find((name) => name === key);
      const cell =
        column === undefined ? undefined : (filled(cells, column) ?? cells[columns.at.get(column)?.[0] ?? 0]);
      const shown = cell ?? cells[0];
      return shown === undefined ? { file, line: 1, column: 1 } : at(shown);
    },
  };
}

function isGiven(entry: readonly [string, unknown]): boolean {
  return entry[1] !== undefined;
}

function readJson({ file, text, value }: RawUsageFile): Rows {
  let rows: unknown;
  let located: { readonly lines: LineCounter; readonly document: ReturnType<typeof parseDocument> } | null = null;
  // Parsed for places only when there is something to point at: the YAML reader knows them, and is slower.
  const placeOf: PlaceOf = (row, key) => {
    const lines = located?.lines ?? new LineCounter();
    located ??= { lines, document: parseDocument(text, { lineCounter: lines }) };
    const path = key === null ? [row] : [row, writtenKey(rows, row, key, value)];
    const node = located.document.getIn(path, true) ?? located.document.getIn([row], true);
    const { line, col } = lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const refuse = (what: string): never => {
    const hint = `write an array of objects: [{ "region": "us-east-1", "usageType": "NatGateway-Bytes", "${value}": "1024" }]`;
    throw new UserError("USAGE_INVALID", [{ ...problem(what, hint), place: { file, line: 1, column: 1 } }]);
  };
  try {
    rows = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return refuse(`the file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(rows)) return refuse("the file must hold an array of rows");
  return { rows: rows.map((row) => renamed(row, value)), problems: [], placeOf };
}

/** The key of a row as the file writes it. */
function writtenKey(rows: unknown, row: number, key: string, value: RawUsageFile["value"]): string {
  const object: unknown = Array.isArray(rows) ? rows[row] : null;
  const keys = typeof object === "object" && object !== null ? Object.keys(object) : [];
  const column = usageColumns(value).find((name) => name === key);
  const index = column === undefined ? undefined : recognise(keys, value).at.get(column)?.[0];
  return index === undefined ? key : (keys[index] ?? key);
}

/** The object under our names; keys nobody knows stay as they are, to be reported. What is no object stays, too. */
function renamed(row: unknown, value: RawUsageFile["value"]): unknown {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return row;
  const entries = Object.entries(row);
  const { at, unknown } = recognise(
    entries.map(([key]) => key),
    value,
  );
  const known = [...at]
    .map(([column, places]) => {
      const values = places.map((index): unknown => entries[index]?.[1]);
      // What is empty says nothing, as in CSV.
      return [column, values.find((each) => each !== "" && each !== null)] as const;
    })
    .filter(isGiven);
  return Object.fromEntries([
    ...known,
    ...unknown.flatMap((index) => (entries[index] === undefined ? [] : [entries[index]])),
  ]);
}

/** The problem of a column or key that is not `known`, with the nearest that is. */
export function unknownKey(key: string, known: readonly string[]): Problem {
  const close = nearest(key, known);
  const hint = close === null ? `known columns: ${known.join(", ")}` : `did you mean ${close}?`;
  return problem(`${key === "" ? "a column without a name" : key} is not a known column`, hint);
}

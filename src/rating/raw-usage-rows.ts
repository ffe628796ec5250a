/** Rows of a CSV or JSON file, as they stand, and where each cell and key is. */
import { isNode, LineCounter, parseDocument } from "yaml";
import { problem, UserError, type Place, type Problem } from "../errors.ts";
import { parseCsv, type Cell } from "./csv.ts";
import { nearest } from "./nearest.ts";

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
 * The rows of a file whose columns or keys may be `known`. Throws a UserError USAGE_INVALID where it has no rows at all: no
 * header line, or no JSON array.
 */
export function readRows(source: RawUsageFile, known: readonly string[]): Rows {
  return source.format === "csv" ? readCsv(source, known) : readJson(source);
}

function readCsv({ file, text, value }: RawUsageFile, known: readonly string[]): Rows {
  const at = ({ line, column }: Cell): Place => ({ file, line, column });
  const [header = [], ...lines] = parseCsv(text);
  const names = header.map((cell) => cell.text);
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

/** The problem of a column or key that is not `known`, with the nearest that is. */
export function unknownKey(key: string, known: readonly string[]): Problem {
  const close = nearest(key, known);
  const hint = close === null ? `known columns: ${known.join(", ")}` : `did you mean ${close}?`;
  return problem(`${key === "" ? "a column without a name" : key} is not a known column`, hint);
}

/** Comma-separated values as RFC 4180 has them, each cell with its place. */

export interface Cell {
  readonly text: string;
  /** From 1; where the cell begins, its quote included. */
  readonly line: number;
  readonly column: number;
}

/**
 * The rows of a text; empty lines are left out. Lines end with LF or CRLF; a byte order mark is skipped; a cell in quotes
 * may hold commas, line ends and doubled quotes. Cells outside quotes lose the spaces around them.
 */
export function parseCsv(text: string): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [];
  // A cell, then what ends it. A quote that never ends takes the rest of the text.
  const pattern = /(?:[^\S\r\n]*"((?:[^"]|"")*)(?:"|$)[^,\r\n]*|([^,\r\n]*))(,|\r?\n|\r|$)/gy;
  let row: Cell[] = [];
  let line = 1;
  let lineStart = text.startsWith("\uFEFF") ? 1 : 0;
  pattern.lastIndex = lineStart;
  for (let start = lineStart; start <= text.length; start = pattern.lastIndex) {
    const [whole, quoted, plain = "", end] = pattern.exec(text) ?? [""];
    row.push({ text: quoted?.replaceAll('""', '"') ?? plain.trim(), line, column: start - lineStart + 1 });
    if (quoted !== undefined || end !== ",") {
      for (const { index } of whole.matchAll(/\n|\r(?!\n)/g)) {
        line += 1;
        lineStart = start + index + 1;
      }
    }
    if (end === ",") continue;
    if (row.length > 1 || row[0]?.text !== "") rows.push(row);
    row = [];
    if (pattern.lastIndex >= text.length) break;
  }
  return rows;
}

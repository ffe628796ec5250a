/** Rows of a delimited text, one line each, without holding all of them. */

export type Delimiter = "," | ";" | "\t";

export interface CsvRow {
  /** From 1. */
  readonly line: number;
  /** Without quotes and the spaces around. */
  readonly cells: readonly string[];
}

/** What separates the cells of the first line that is neither empty nor a comment: a tab, a semicolon, else a comma. */
export function delimiterOf(text: string): Delimiter {
  for (const { line } of lines(text)) {
    const bare = line.replaceAll(/"[^"]*"/g, "");
    return bare.includes("\t") ? "\t" : bare.includes(";") ? ";" : ",";
  }
  return ",";
}

/** Rows in order. Empty lines and lines that begin with `#` are left out; a cell in quotes may hold delimiters, but no line end. */
export function* csvRows(text: string, delimiter: Delimiter): Generator<CsvRow> {
  for (const { line, number } of lines(text)) {
    const cells = line.includes('"') ? quotedCells(line, delimiter) : line.split(delimiter);
    yield { line: number, cells: cells.map((cell) => cell.trim()) };
  }
}

function* lines(text: string): Generator<{ readonly line: string; readonly number: number }> {
  let number = 0;
  for (let from = text.startsWith("\uFEFF") ? 1 : 0; from < text.length;) {
    const end = text.indexOf("\n", from);
    const until = end < 0 ? text.length : end;
    const line = text.slice(from, until);
    number += 1;
    from = until + 1;
    if (!/^\s*(?:#|$)/.test(line)) yield { line, number };
  }
}

function quotedCells(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const character = line[i];
    if (character === '"') {
      // Two quotes in a quoted cell are one.
      if (quoted && line[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = !quoted;
    } else if (character === delimiter && !quoted) {
      cells.push(cell);
      cell = "";
    } else cell += character;
  }
  return [...cells, cell];
}

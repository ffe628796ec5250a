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
  const ends = /[,\r\n]/g;
  let row: Cell[] = [];
  let line = 1;
  let lineStart = text.startsWith("\uFEFF") ? 1 : 0;
  for (let at = lineStart; ;) {
    const cell = { line, column: at - lineStart + 1 };
    const quote = quoteAt(text, at);
    let from = at;
    let quoted: string | null = null;
    if (quote !== null) {
      from = closingQuote(text, quote + 1);
      quoted = text.slice(quote + 1, from).replaceAll('""', '"');
      for (const { index } of text.slice(quote, from).matchAll(/\n|\r(?!\n)/g)) {
        line += 1;
        lineStart = quote + index + 1;
      }
      from += 1;
    }
    ends.lastIndex = from;
    const end = ends.test(text) ? ends.lastIndex - 1 : text.length;
    row.push({ text: quoted ?? text.slice(at, end).trim(), ...cell });
    at = end + 1;
    if (text[end] === ",") continue;
    if (text[end] === "\r" && text[at] === "\n") at += 1;
    line += 1;
    lineStart = at;
    if (row.length > 1 || row[0]?.text !== "") rows.push(row);
    row = [];
    if (at >= text.length) return rows;
  }
}

/** Where a cell's opening quote stands, spaces before it aside; null for a cell without. */
function quoteAt(text: string, from: number): number | null {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return text[at] === '"' ? at : null;
}

/** The quote that ends a cell: the next that is not doubled. One that never ends takes the rest of the text. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return text.length;
}

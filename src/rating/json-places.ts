/** Where the rows of a JSON array, and their keys, stand in its text. */
import type { Place } from "../errors.ts";

export interface JsonPlaces {
  /** Place of a row's value, or of the value of one of its keys; the row's where there is no such key. */
  of(row: number, key: string | null): Place;
}

/** Of a text that `JSON.parse` reads as an array: the text is walked once, rows by rows when their keys are asked for. */
export function jsonPlaces(text: string, file: string): JsonPlaces {
  const rows: number[] = [];
  const lineStarts = [0];
  walk(text, text.indexOf("["), (at) => void rows.push(at));
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);

  return {
    of(row, key) {
      const start = rows[row] ?? 0;
      let found = start;
      if (key !== null && text[start] === "{") {
        // The last of equal keys is the one that counts.
        walk(text, start, (at, name) => void (name === key && (found = at)));
      }
      const line = lineOf(found);
      return { file, line: line + 1, column: found - (lineStarts[line] ?? 0) + 1 };
    },
  };

  function lineOf(offset: number): number {
    let low = 0;
    let high = lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Calls `met` for each value directly inside the list or map that begins at `from`, with its key in a map. */
function walk(text: string, from: number, met: (at: number, key: string | null) => void): void {
  const isMap = text[from] === "{";
  const tokens = /[[\]{},:]|[^\s[\]{},:"]+/gy;
  const space = /\s*/gy;
  let depth = 0;
  let key: string | null = null;
  let expectsValue = !isMap;
  for (let at = from; at < text.length;) {
    space.lastIndex = at;
    space.test(text);
    tokens.lastIndex = space.lastIndex;
    const start = space.lastIndex;
    if (text[start] === '"') at = stringEnd(text, start);
    else if (tokens.test(text)) at = tokens.lastIndex;
    else return;
    const token = text[start] ?? "";
    if (depth === 1 && expectsValue && token !== "]") {
      met(start, key);
      expectsValue = false;
    } else if (depth === 1 && isMap && token === '"') {
      key = String(JSON.parse(text.slice(start, at)));
    } else if (depth === 1) expectsValue = token === (isMap ? ":" : ",");
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
    if (depth === 0) return;
  }
}

/** Behind the quote that closes the string which begins at `start`. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

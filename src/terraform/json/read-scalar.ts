/** Strings and numbers out of the bytes of a JSON text. */
import {
  BACKSLASH,
  BrokenJson,
  CACHED_TEXTS,
  type Cursor,
  nextElement,
  nextKey,
  open,
  OPEN_LIST,
  OPEN_OBJECT,
  peek,
  QUOTE,
  skipLiteral,
  skipValue,
  type TextCache,
} from "./cursor.ts";

export type Scalar = string | number | boolean | null;

/**
 * The next value where it is no object and no list. An integer beyond 2^53, which a number cannot hold, is given as its digits.
 */
export function readScalar(cursor: Cursor): Scalar {
  if (peek(cursor) === QUOTE) return readString(cursor);
  const start = cursor.at;
  skipLiteral(cursor);
  const text = textOf(cursor, start, cursor.at);
  if (text === "true") return true;
  if (text === "false") return false;
  if (text === "null") return null;
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) throw new BrokenJson("malformed", start);
  const number = Number(text);
  return Number.isSafeInteger(number) || (Number.isFinite(number) && /[.eE]/.test(text)) ? number : text;
}

/** The next value where it is no object and no list; those are stepped over and give null. */
export function scalarOrNull(cursor: Cursor): Scalar {
  const first = peek(cursor);
  if (first !== OPEN_OBJECT && first !== OPEN_LIST) return readScalar(cursor);
  skipValue(cursor);
  return null;
}

/** The next value, which must be a string. */
export function readString(cursor: Cursor): string {
  if (peek(cursor) !== QUOTE) throw new BrokenJson("malformed", cursor.at);
  const { bytes } = cursor;
  const start = cursor.at + 1;
  let at = start;
  let hash = FNV_BASIS;
  let form: TextForm = "plain";
  for (;;) {
    const byte = bytes[at];
    if (byte === QUOTE) break;
    if (byte === undefined) throw new BrokenJson("cut_off", bytes.length);
    if (byte >= 0x80) form = "beyond_ascii";
    else if (byte === BACKSLASH || byte < 0x20) {
      if (form === "plain") form = "escaped";
      if (byte === BACKSLASH) at += 1;
    }
    hash = Math.imul(hash ^ byte, FNV_PRIME);
    at += 1;
  }
  cursor.at = at + 1;
  return cached(cursor, { start, end: at, hash, form });
}

/** The next value where it is a string; anything else is stepped over and gives null. */
export function readStringOrNull(cursor: Cursor): string | null {
  if (peek(cursor) === QUOTE) return readString(cursor);
  skipValue(cursor);
  return null;
}

/** The next value where it is a list of strings; what else is in it, or stands in its place, is stepped over. */
export function readStrings(cursor: Cursor): readonly string[] {
  const found: string[] = [];
  eachElement(cursor, () => {
    const text = readStringOrNull(cursor);
    if (text !== null) found.push(text);
  });
  return found;
}

/** `read` is called with the cursor before each element and must step over it; a value that is no list is stepped over. */
export function eachElement(cursor: Cursor, read: () => void): void {
  if (peek(cursor) !== OPEN_LIST) return skipValue(cursor);
  open(cursor, OPEN_LIST);
  while (nextElement(cursor)) read();
}

/** `read` is called with each key, the cursor before its value, and must step over it; a value that is no object is stepped over. */
export function eachEntry(cursor: Cursor, read: (key: string) => void): void {
  if (peek(cursor) !== OPEN_OBJECT) return skipValue(cursor);
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) read(textOf(cursor, cursor.keyStart, cursor.keyEnd));
}

/** The text of the bytes `[start, end)`, which hold no escapes but those of JSON. */
export function textOf(cursor: Cursor, start: number, end: number): string {
  const { bytes } = cursor;
  let hash = FNV_BASIS;
  let form: TextForm = "plain";
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) form = "beyond_ascii";
    else if ((byte === BACKSLASH || byte < 0x20) && form === "plain") form = "escaped";
    hash = Math.imul(hash ^ byte, FNV_PRIME);
  }
  return cached(cursor, { start, end, hash, form });
}

// FNV-1a, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly hash: number;
  readonly form: TextForm;
}

function cached({ bytes, texts }: Cursor, { start, end, hash, form }: TextSpan): string {
  if (end - start > LONGEST_CACHED) return decoded(bytes, start, end, form, texts.decoder);
  const slot = (hash ^ (hash >>> 15)) & (CACHED_TEXTS - 1);
  const known = texts.starts[slot] ?? 0;
  if ((texts.ends[slot] ?? 0) - known === end - start && sameBytes(bytes, known, start, end)) {
    return texts.texts[slot] ?? "";
  }
  const text = decoded(bytes, start, end, form, texts.decoder);
  texts.starts[slot] = start;
  texts.ends[slot] = end;
  texts.texts[slot] = text;
  return text;
}

type TextForm = "plain" | "escaped" | "beyond_ascii";

const LONGEST_CACHED = 200;

function sameBytes(bytes: Uint8Array, known: number, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] !== bytes[known + at - start]) return false;
  return true;
}

function decoded(bytes: Uint8Array, start: number, end: number, form: TextForm, decoder: TextCache["decoder"]): string {
  if (form === "plain" && end - start <= 12) return shortText(bytes, start, end);
  let text: string;
  try {
    text = decoder.decode(bytes.subarray(start, end));
  } catch {
    throw new BrokenJson("not_utf8", start);
  }
  if (form === "plain") return text;
  try {
    return JSON.parse(`"${text}"`) as string; // what stands in quotes is a string
  } catch {
    throw new BrokenJson("malformed", start);
  }
}

function shortText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

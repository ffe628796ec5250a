/**
 * A cursor over the bytes of a JSON text: values are stepped over without being built, so that what nobody asks for costs one look at
 * each byte, and a text may be longer than the longest string JavaScript has. Stepping over checks brackets and quotes only.
 */

/** What is wrong with a text, and at which byte. Says nothing of what stands there. */
export class BrokenJson extends Error {
  override readonly name = "BrokenJson";
  readonly kind: "cut_off" | "malformed" | "too_deep" | "not_utf8";
  /** Offset in the bytes. */
  readonly at: number;

  constructor(kind: BrokenJson["kind"], at: number) {
    super(`${kind} at byte ${at}`);
    this.kind = kind;
    this.at = at;
  }
}

export interface Cursor {
  readonly bytes: Uint8Array;
  /** Texts that were read, to be found again: a plan repeats the same few names a hundred thousand times. */
  readonly texts: TextCache;
  /** The next byte to be read. */
  at: number;
  /** Whether an object or a list was opened and nothing of it read, so that no comma may stand here. */
  opened: boolean;
  /** The last key, without its quotes: `[keyStart, keyEnd)`. */
  keyStart: number;
  keyEnd: number;
  /** What a value that is not kept said of itself; whoever wants it sets it to null before. */
  noted: string | null;
}

/** By a hash of their bytes: where each text stood, `[starts, ends)`, and what it is. A later one takes the place of an earlier. */
export interface TextCache {
  readonly decoder: InstanceType<typeof TextDecoder>;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly texts: string[];
}

/** A power of two. */
export const CACHED_TEXTS = 4096;

export function cursorAt(bytes: Uint8Array, at: number): Cursor {
  const texts: TextCache = {
    // Made here, because making one costs more than what it decodes.
    decoder: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }),
    starts: new Float64Array(CACHED_TEXTS),
    ends: new Float64Array(CACHED_TEXTS),
    texts: Array.from({ length: CACHED_TEXTS }, () => ""),
  };
  return { bytes, at, opened: false, keyStart: 0, keyEnd: 0, noted: null, texts };
}

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The next byte that is no white space, which stays to be read. */
export function peek(cursor: Cursor): number {
  const { bytes } = cursor;
  let { at } = cursor;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x20 || !(byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) {
      cursor.at = at;
      return byte;
    }
    at += 1;
  }
  throw new BrokenJson("cut_off", bytes.length);
}

/** Steps into an object or a list. */
export function open(cursor: Cursor, bracket: typeof OPEN_OBJECT | typeof OPEN_LIST): void {
  if (peek(cursor) !== bracket) throw new BrokenJson("malformed", cursor.at);
  cursor.at += 1;
  cursor.opened = true;
}

/** Moves to the value of the next key, `[keyStart, keyEnd)`; false where the object ends, which is then behind the cursor. */
export function nextKey(cursor: Cursor): boolean {
  const { bytes } = cursor;
  const { at } = cursor;
  // As the tools write it, without white space.
  if (bytes[at] === COMMA && bytes[at + 1] === QUOTE && !cursor.opened) {
    let end = at + 2;
    while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
    if (bytes[end + 1] === COLON) {
      cursor.keyStart = at + 2;
      cursor.keyEnd = end;
      cursor.at = end + 2;
      return true;
    }
  }
  if (!another(cursor, CLOSE_OBJECT)) return false;
  if (peek(cursor) !== QUOTE) throw new BrokenJson("malformed", cursor.at);
  cursor.keyStart = cursor.at + 1;
  skipString(cursor);
  cursor.keyEnd = cursor.at - 1;
  if (peek(cursor) !== COLON) throw new BrokenJson("malformed", cursor.at);
  cursor.at += 1;
  return true;
}

/** Moves to the next element; false where the list ends, which is then behind the cursor. */
export function nextElement(cursor: Cursor): boolean {
  return another(cursor, CLOSE_LIST);
}

function another(cursor: Cursor, close: number): boolean {
  const byte = peek(cursor);
  const first = cursor.opened;
  cursor.opened = false;
  if (byte === close) {
    cursor.at += 1;
    return false;
  }
  if (first) return true;
  if (byte !== COMMA) throw new BrokenJson("malformed", cursor.at);
  cursor.at += 1;
  return true;
}

/** Steps over a string; the cursor stands on its quote. */
export function skipString(cursor: Cursor): void {
  const { bytes } = cursor;
  const end = bytes.length;
  let at = cursor.at + 1;
  while (at < end) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      cursor.at = at + 1;
      return;
    }
    at += byte === BACKSLASH ? 2 : 1;
  }
  throw new BrokenJson("cut_off", end);
}

/** Steps over the next value, however deep it is. */
export function skipValue(cursor: Cursor): void {
  const first = peek(cursor);
  if (first === QUOTE) return skipString(cursor);
  if (first !== OPEN_OBJECT && first !== OPEN_LIST) return skipLiteral(cursor);
  cursor.at += 1;
  skipRest(cursor);
}

/** Steps over what is left of the object or list the cursor is in. */
export function skipRest(cursor: Cursor): void {
  const { bytes } = cursor;
  const end = bytes.length;
  let { at } = cursor;
  let depth = 1;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    at += 1;
    if (byte === QUOTE) {
      while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
      at += 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) {
        cursor.at = at;
        cursor.opened = false;
        return;
      }
    }
  }
  throw new BrokenJson("cut_off", end);
}

/** Steps over a number, `true`, `false` or `null`, whatever its letters are. */
export function skipLiteral(cursor: Cursor): void {
  const { bytes } = cursor;
  const start = cursor.at;
  let { at } = cursor;
  while (at < bytes.length && isOfLiteral(bytes[at] ?? 0)) at += 1;
  if (at === start) throw new BrokenJson("malformed", at);
  cursor.at = at;
}

/** Digits, letters and `+ - .` */
function isOfLiteral(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e
  );
}

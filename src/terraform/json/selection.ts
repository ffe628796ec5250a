/**
 * Reads of a JSON value only what a list of dotted paths names. Blocks stand in lists, so lists are passed through: `rule.name` names
 * the `name` of every `rule`. Under a path's end, scalars and lists of them are read, never an object: its keys would be anybody's.
 */
import {
  BrokenJson,
  type Cursor,
  nextElement,
  nextKey,
  open,
  OPEN_LIST,
  OPEN_OBJECT,
  peek,
  skipValue,
} from "./cursor.ts";
import { readScalar, type Scalar } from "./read-scalar.ts";

export type Picked = Scalar | readonly Picked[] | { readonly [key: string]: Picked };

/**
 * What to keep where a path ends: the value; what `reduce` makes of it, such as whether a text is set, so that the text itself stays
 * where it is; or nothing, and `note` says what the cursor is to remember.
 */
export type Leaf =
  | "value"
  | { readonly reduce: (value: Scalar) => Scalar }
  | { readonly note: (value: Scalar) => string | null };

export interface Selection {
  readonly leaf: Leaf | null;
  /** By the key's length in bytes, because most keys that are not asked for differ in it. */
  readonly byLength: readonly (readonly Selected[] | undefined)[];
}

export interface Selected {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly selection: Selection;
}

/** Lists nested deeper than this are no plan. */
const DEEPEST = 64;

/** `selectionOf(new Map([["setting.name", "value"]]))` */
export function selectionOf(paths: ReadonlyMap<string, Leaf>): Selection {
  const heads = new Map<string, Map<string, Leaf>>();
  for (const [path, leaf] of paths) {
    if (path === "") continue;
    const dot = path.indexOf(".");
    const head = dot < 0 ? path : path.slice(0, dot);
    const rest = dot < 0 ? "" : path.slice(dot + 1);
    heads.set(head, (heads.get(head) ?? new Map<string, Leaf>()).set(rest, leaf));
  }
  const byLength: Selected[][] = [];
  for (const [name, rest] of heads) {
    const bytes = Uint8Array.from(name, (letter) => letter.charCodeAt(0));
    (byLength[bytes.length] ??= []).push({ name, bytes, selection: selectionOf(rest) });
  }
  return { leaf: paths.get("") ?? null, byLength };
}

/** What the selection names for the key the cursor has just read; null where it names nothing. */
export function selected(cursor: Cursor, { byLength }: Selection): Selected | null {
  const { bytes, keyStart, keyEnd } = cursor;
  const candidates = byLength[keyEnd - keyStart];
  if (candidates === undefined) return null;
  for (const candidate of candidates) {
    const name = candidate.bytes;
    let at = 0;
    while (at < name.length && name[at] === bytes[keyStart + at]) at += 1;
    if (at === name.length) return candidate;
  }
  return null;
}

/** Reads what is selected of the next value and steps over the rest; undefined where nothing of it is. */
export function pick(cursor: Cursor, selection: Selection, depth = 0): Picked | undefined {
  const first = peek(cursor);
  if (depth > DEEPEST) throw new BrokenJson("too_deep", cursor.at);
  if (first === OPEN_OBJECT) return pickObject(cursor, selection, depth);
  if (first === OPEN_LIST) {
    const list: Picked[] = [];
    open(cursor, OPEN_LIST);
    // What is not selected keeps its place, so that a list keeps its length.
    while (nextElement(cursor)) list.push(pick(cursor, selection, depth + 1) ?? null);
    return list;
  }
  const { leaf } = selection;
  if (leaf === "value") return readScalar(cursor);
  if (leaf !== null && "reduce" in leaf) return leaf.reduce(readScalar(cursor));
  if (leaf !== null) {
    cursor.noted = leaf.note(readScalar(cursor)) ?? cursor.noted;
    return undefined;
  }
  // A block that is wholly unknown, or not there, is a single `true` or `null`.
  if (first === LETTER_T || first === LETTER_F || first === LETTER_N) return readScalar(cursor);
  skipValue(cursor);
  return undefined;
}

const LETTER_T = 0x74;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;

function pickObject(cursor: Cursor, selection: Selection, depth: number): Picked {
  const object: Record<string, Picked> = {};
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    const key = selected(cursor, selection);
    if (key === null) {
      skipValue(cursor);
      continue;
    }
    const value = pick(cursor, key.selection, depth + 1);
    if (value !== undefined) object[key.name] = value;
  }
  return object;
}

/**
 * Reads a tree that marks with `true` what is unknown or sensitive, in the places of a selection: a mark, or an object or list that
 * holds some; undefined where nothing is marked, which is nearly everywhere.
 */
export function pickMarks(cursor: Cursor, selection: Selection, depth = 0): Picked | undefined {
  const first = peek(cursor);
  if (depth > DEEPEST) throw new BrokenJson("too_deep", cursor.at);
  if (first === OPEN_OBJECT) return pickMarkedObject(cursor, selection, depth);
  if (first === OPEN_LIST) {
    let list: Picked[] | undefined;
    let at = 0;
    open(cursor, OPEN_LIST);
    while (nextElement(cursor)) {
      const mark = pickMarks(cursor, selection, depth + 1);
      if (mark !== undefined) {
        list ??= Array.from({ length: at }, () => false);
        list[at] = mark;
      } else if (list !== undefined) list[at] = false;
      at += 1;
    }
    return list;
  }
  if (first !== LETTER_T) {
    skipValue(cursor);
    return undefined;
  }
  return readScalar(cursor) === true ? true : undefined;
}

function pickMarkedObject(cursor: Cursor, selection: Selection, depth: number): Picked | undefined {
  let object: Record<string, Picked> | undefined;
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    const key = selected(cursor, selection);
    if (key === null) {
      skipValue(cursor);
      continue;
    }
    const mark = pickMarks(cursor, key.selection, depth + 1);
    if (mark !== undefined) (object ??= {})[key.name] = mark;
  }
  return object;
}

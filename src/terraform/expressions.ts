/** Expressions of a plan's `configuration`: what each refers to, and constants where they may be read. */
import {
  BrokenJson,
  type Cursor,
  nextElement,
  nextKey,
  open,
  OPEN_LIST,
  OPEN_OBJECT,
  peek,
  QUOTE,
  skipValue,
} from "./json/cursor.ts";
import { eachElement, readString, readStrings, textOf } from "./json/read-scalar.ts";
import { pick, type Picked, selected, type Selection, selectionOf } from "./json/selection.ts";
import type { Expression, Facts } from "./plan.ts";
import { isRegion } from "./region-names.ts";

const EXPRESSION = selectionOf(
  new Map([
    ["references", "value"],
    ["constant_value", "value"],
  ]),
);
const LEAF = selectionOf(new Map([["", "value"]]));

/** Reads an expression; of a constant only its facts, unless `mayRead` says that the value itself is of use and no secret. */
export function readExpression(cursor: Cursor, mayRead: boolean): Expression {
  let references: readonly string[] = [];
  let constant: Picked = null;
  let facts: Facts | null = null;
  if (peek(cursor) !== OPEN_OBJECT) {
    skipValue(cursor);
    return { references, constant, facts };
  }
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    const name = selected(cursor, EXPRESSION)?.name;
    if (name === "references") references = longest(readStrings(cursor));
    else if (name === "constant_value") {
      const start = cursor.at;
      facts = readFacts(cursor);
      if (!mayRead) continue;
      cursor.at = start;
      constant = pick(cursor, LEAF) ?? null;
    } else skipValue(cursor);
  }
  return { references, constant, facts };
}

/** What a value is like, without the value. */
export function readFacts(cursor: Cursor): Facts {
  const first = peek(cursor);
  if (first === QUOTE) {
    const text = readString(cursor);
    return { elements: null, region: isRegion(text) ? text : null };
  }
  if (first !== OPEN_LIST && first !== OPEN_OBJECT) {
    skipValue(cursor);
    return { elements: null, region: null };
  }
  let elements = 0;
  open(cursor, first);
  while (first === OPEN_LIST ? nextElement(cursor) : nextKey(cursor)) {
    skipValue(cursor);
    elements += 1;
  }
  return { elements, region: null };
}

/**
 * Each traversal is followed by its prefixes; the longest says all: `longest(["aws_vpc.a.id", "aws_vpc.a", "each.key"])` is
 * `["aws_vpc.a.id", "each.key"]`.
 */
function longest(references: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const reference of references) {
    const last = kept.at(-1);
    const next = last?.startsWith(reference) ? last[reference.length] : null;
    const isPrefix = next === undefined || next === "." || next === "[";
    if (last === undefined || (!isPrefix && !kept.includes(reference))) kept.push(reference);
  }
  return kept;
}

/**
 * Reads a resource's `expressions` where the allow-list names them. Nested blocks are objects or lists of objects of the same shape.
 * `into` collects by dotted path.
 */
export function readExpressions(
  cursor: Cursor,
  selection: Selection,
  into: Record<string, Expression[]>,
  configured: string[],
): void {
  if (peek(cursor) !== OPEN_OBJECT) return skipValue(cursor);
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    configured.push(textOf(cursor, cursor.keyStart, cursor.keyEnd));
    const key = selected(cursor, selection);
    if (key === null) skipValue(cursor);
    else readBlock(cursor, key.selection, key.name, into, 0);
  }
}

const DEEPEST = 64;

function readBlock(
  cursor: Cursor,
  selection: Selection,
  path: string,
  into: Record<string, Expression[]>,
  depth: number,
): void {
  if (depth > DEEPEST) throw new BrokenJson("too_deep", cursor.at);
  const first = peek(cursor);
  if (first === OPEN_LIST) return eachElement(cursor, () => readBlock(cursor, selection, path, into, depth + 1));
  if (first !== OPEN_OBJECT) return skipValue(cursor);
  if (isExpression(cursor)) {
    // A block written as an attribute is one expression, wherever in it the path ends.
    (into[path] ??= []).push(readExpression(cursor, selection.leaf !== null));
    return;
  }
  open(cursor, OPEN_OBJECT);
  while (nextKey(cursor)) {
    const key = selected(cursor, selection);
    if (key === null) skipValue(cursor);
    else readBlock(cursor, key.selection, `${path}.${key.name}`, into, depth + 1);
  }
}

/** Whether the object at the cursor, which stays there, is an expression and no block. */
function isExpression(cursor: Cursor): boolean {
  const start = cursor.at;
  open(cursor, OPEN_OBJECT);
  const found = !nextKey(cursor) || selected(cursor, EXPRESSION) !== null;
  cursor.at = start;
  cursor.opened = false;
  return found;
}

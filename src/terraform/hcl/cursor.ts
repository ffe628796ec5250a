/** A place in a text of HCL that is being parsed, with what lies between tokens: blanks, comments, line ends. */
import type { Expression, Source } from "./syntax.ts";

export interface Cursor {
  readonly source: Source;
  readonly text: string;
  at: number;
  /** Whether a line's end ends the expression: not within brackets. */
  linesEnd: boolean;
  /** How deep expressions and blocks are nested here. */
  depth: number;
  /** The parser of expressions, which templates hold, which expressions hold. */
  readonly expression: (cursor: Cursor) => Expression;
}

/** A text that is no HCL at an offset. */
export class BrokenSyntax extends Error {
  override readonly name = "BrokenSyntax";
  readonly at: number;
  readonly what: string;
  readonly hint: string | null;
  /** What lies before it belongs to the error: of a text without an end all that follows. */
  readonly end: number;

  constructor(at: number, what: string, hint: string | null = null, end: number = at) {
    super(what);
    this.at = at;
    this.what = what;
    this.hint = hint;
    this.end = end;
  }
}

const BLANK = /(?:[ \t]|\r(?=\n)|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const BLANK_AND_LINES = /(?:[ \t\r\n]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;

/** Steps over blanks and comments, and over line ends where they end nothing. */
export function skip(cursor: Cursor): void {
  const pattern = cursor.linesEnd ? BLANK : BLANK_AND_LINES;
  pattern.lastIndex = cursor.at;
  cursor.at += pattern.exec(cursor.text)?.[0].length ?? 0;
}

/** Steps over blanks, comments and line ends, wherever they stand. */
export function skipLines(cursor: Cursor): void {
  BLANK_AND_LINES.lastIndex = cursor.at;
  cursor.at += BLANK_AND_LINES.exec(cursor.text)?.[0].length ?? 0;
}

/** Whether the next token begins with a text; blanks before it are stepped over. */
export function sees(cursor: Cursor, token: string): boolean {
  skip(cursor);
  return cursor.text.startsWith(token, cursor.at);
}

/** Steps over a token if it is the next one. */
export function took(cursor: Cursor, token: string): boolean {
  if (!sees(cursor, token)) return false;
  cursor.at += token.length;
  return true;
}

export function expect(cursor: Cursor, token: string, hint: string | null = null): void {
  if (!took(cursor, token)) throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where ${token} should be`, hint);
}

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** The identifier at the cursor, which steps over it; null where there is none. */
export function takeName(cursor: Cursor): string | null {
  skip(cursor);
  NAME.lastIndex = cursor.at;
  const name = NAME.exec(cursor.text)?.[0] ?? null;
  if (name !== null) cursor.at += name.length;
  return name;
}

export function expectName(cursor: Cursor, what: string): string {
  const name = takeName(cursor);
  if (name === null) throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where ${what} should be`);
  return name;
}

/** Whether a word is next, and no longer one; steps over it. */
export function tookWord(cursor: Cursor, word: string): boolean {
  const start = cursor.at;
  if (takeName(cursor) === word) return true;
  cursor.at = start;
  return false;
}

/** Parses within brackets, where line ends mean nothing, or within braces, where they do. */
export function within<T>(cursor: Cursor, linesEnd: boolean, parse: () => T): T {
  const outer = cursor.linesEnd;
  if (cursor.depth > DEEPEST) throw new BrokenSyntax(cursor.at, "this is nested deeper than any configuration");
  cursor.linesEnd = linesEnd;
  cursor.depth += 1;
  const parsed = parse();
  cursor.depth -= 1;
  cursor.linesEnd = outer;
  return parsed;
}

const DEEPEST = 200;

/** What stands here, for an error. It quotes a sign only, never what may be a value. */
export function foundAt({ text, at }: Cursor): string {
  const point = text.codePointAt(at);
  if (point === undefined) return "the file ends";
  const letter = String.fromCodePoint(point);
  if (letter === "\n" || letter === "\r") return "the line ends";
  if (letter === '"') return "a text stands";
  if (/[\p{L}\p{N}_]/u.test(letter)) return "a word stands";
  return `${letter} stands`;
}

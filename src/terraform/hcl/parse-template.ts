/**
 * Templates: between quotes, in heredocs, and as whole files. They are read as a flat row of tokens, because strip markers and the
 * indentation of heredocs work on neighbours, and then put together to what `%{if}` and `%{for}` enclose.
 */
import {
  BrokenSyntax,
  type Cursor,
  expect,
  expectName,
  foundAt,
  sees,
  skip,
  took,
  tookWord,
  within,
} from "./cursor.ts";
import type { Expression, TemplatePart } from "./syntax.ts";

type Token =
  | { readonly kind: "text"; text: string }
  | { readonly kind: "value"; readonly expression: Expression }
  | { readonly kind: "if"; readonly test: Expression; readonly at: number }
  | {
      readonly kind: "for";
      readonly keyName: string | null;
      readonly valueName: string;
      readonly collection: Expression;
      readonly at: number;
    }
  | { readonly kind: "else" | "endif" | "endfor"; readonly at: number };

interface Row {
  readonly tokens: Token[];
  /** The last token ended in `~}`: what follows loses its blanks. */
  stripsNext: boolean;
}

/** `"…"`, of which the cursor is at the first quote. */
export function parseQuoted(cursor: Cursor): Expression {
  const start = cursor.at;
  const row: Row = { tokens: [], stripsNext: false };
  cursor.at += 1;
  let text = "";
  const { text: source } = cursor;
  for (;;) {
    const letter = source[cursor.at];
    if (letter === undefined || letter === "\n") {
      throw new BrokenSyntax(start, "a text begins here that is not closed in its line", 'put " at its end');
    }
    if (letter === '"') break;
    if (letter === "\\") text += escaped(cursor);
    else if (opensSequence(cursor)) {
      addText(row, text);
      text = "";
      readSequence(cursor, row);
    } else text += takeLiteral(cursor);
  }
  cursor.at += 1;
  addText(row, text);
  return expressionOf(row.tokens, start);
}

/** A whole text as a template: a file, or a text of a `.tf.json` file. */
export function parseTemplateText(cursor: Cursor): Expression {
  const start = cursor.at;
  const row: Row = { tokens: [], stripsNext: false };
  readLines(cursor, row, () => false);
  return expressionOf(row.tokens, start);
}

const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;

/** `<<EOT` or `<<-EOT`; the cursor ends behind the closing word. */
export function parseHeredoc(cursor: Cursor): Expression {
  const start = cursor.at;
  HEREDOC.lastIndex = start;
  const [opening = "", flush = "", word = ""] = HEREDOC.exec(cursor.text) ?? [];
  if (opening === "") {
    throw new BrokenSyntax(start, "<< is not followed by a word and a new line", "write <<EOT, then lines, then EOT");
  }
  cursor.at += opening.length;
  const row: Row = { tokens: [], stripsNext: false };
  const closing = new RegExp(`[ \\t]*${word}(?=[ \\t]*\\r?(?:\\n|$))`, "y");
  const isClosed = readLines(cursor, row, () => {
    closing.lastIndex = cursor.at;
    const found = closing.exec(cursor.text)?.[0];
    cursor.at += found?.length ?? 0;
    return found !== undefined;
  });
  if (!isClosed) {
    const what = `a text begins here that does not end: no line holds ${word} alone`;
    throw new BrokenSyntax(start, what, null, cursor.at);
  }
  if (flush !== "") unindent(row.tokens);
  return expressionOf(row.tokens, start);
}

/** Reads line by line until `ends` says so at a line's start; whether it did, not the end of the text. */
function readLines(cursor: Cursor, row: Row, ends: () => boolean): boolean {
  const { text: source } = cursor;
  let text = "";
  for (let isLineStart = true; ;) {
    if (isLineStart && ends()) return true;
    isLineStart = false;
    if (cursor.at >= source.length) {
      addText(row, text);
      return false;
    }
    if (opensSequence(cursor)) {
      addText(row, text);
      text = "";
      readSequence(cursor, row);
      continue;
    }
    const letter = takeLiteral(cursor);
    text += letter === "\r" && source[cursor.at] === "\n" ? "" : letter;
    if (letter === "\n") {
      addText(row, text);
      text = "";
      isLineStart = true;
    }
  }
}

function addText(row: Row, text: string): void {
  if (text === "") return;
  row.tokens.push({ kind: "text", text: row.stripsNext ? text.trimStart() : text });
  row.stripsNext = false;
}

function opensSequence({ text, at }: Cursor): boolean {
  return (text[at] === "$" || text[at] === "%") && text[at + 1] === "{";
}

/** One letter; `$${` and `%%{` stand for `${` and `%{`. */
function takeLiteral(cursor: Cursor): string {
  const { text, at } = cursor;
  const letter = text[at] ?? "";
  if ((letter === "$" || letter === "%") && text[at + 1] === letter && text[at + 2] === "{") {
    cursor.at += 3;
    return `${letter}{`;
  }
  cursor.at += 1;
  return letter;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
const UNICODE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

function escaped(cursor: Cursor): string {
  const letter = ESCAPES[cursor.text[cursor.at + 1] ?? ""];
  if (letter !== undefined) {
    cursor.at += 2;
    return letter;
  }
  UNICODE.lastIndex = cursor.at;
  const [whole, short, long] = UNICODE.exec(cursor.text) ?? [];
  const point = Number.parseInt(short ?? long ?? "", 16);
  if (whole === undefined || point > 0x10ffff) {
    throw new BrokenSyntax(
      cursor.at,
      "this is no escape of a text",
      'there are \\n \\r \\t \\" \\\\ \\uNNNN; a backslash is \\\\',
    );
  }
  cursor.at += whole.length;
  return String.fromCodePoint(point);
}

/** `${…}` or `%{…}`, of which the cursor is at the first sign. */
function readSequence(cursor: Cursor, row: Row): void {
  const at = cursor.at;
  const isValue = cursor.text[at] === "$";
  cursor.at += 2;
  if (cursor.text[cursor.at] === "~") {
    cursor.at += 1;
    const last = row.tokens.at(-1);
    if (last?.kind === "text") last.text = last.text.trimEnd();
  }
  row.stripsNext = within(cursor, false, () => {
    row.tokens.push(isValue ? { kind: "value", expression: cursor.expression(cursor) } : directive(cursor, at));
    const strips = took(cursor, "~");
    expect(cursor, "}", "close the sequence that begins before it");
    return strips;
  });
}

function directive(cursor: Cursor, at: number): Token {
  if (tookWord(cursor, "if")) return { kind: "if", test: cursor.expression(cursor), at };
  if (tookWord(cursor, "else")) return { kind: "else", at };
  if (tookWord(cursor, "endif")) return { kind: "endif", at };
  if (tookWord(cursor, "endfor")) return { kind: "endfor", at };
  if (!tookWord(cursor, "for")) {
    skip(cursor);
    throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where if, else, endif, for or endfor should be`);
  }
  const first = expectName(cursor, "a name");
  const second = took(cursor, ",") ? expectName(cursor, "a name") : null;
  if (!tookWord(cursor, "in")) throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where in should be`);
  const names = second === null ? { keyName: null, valueName: first } : { keyName: first, valueName: second };
  return { kind: "for", ...names, collection: cursor.expression(cursor), at };
}

/** `<<-`: every line loses what the least indented one has; blank lines do not count. */
function unindent(tokens: readonly Token[]): void {
  const lines: { text: string }[] = [];
  let least = Infinity;
  let isLineStart = true;
  for (const token of tokens) {
    if (isLineStart && token.kind !== "text") least = 0;
    if (token.kind !== "text") {
      isLineStart = false;
      continue;
    }
    const isBlank = token.text.trim() === "" && token.text.endsWith("\n");
    if (isLineStart && !isBlank) {
      least = Math.min(least, token.text.length - token.text.trimStart().length);
      lines.push(token);
    }
    isLineStart = token.text.endsWith("\n");
  }
  for (const line of lines) line.text = line.text.slice(least);
}

/** Tokens put together. A template that is one value and nothing else is that value, whatever its type. */
function expressionOf(tokens: readonly Token[], at: number): Expression {
  const rest = { at: 0 };
  const parts = partsFrom(tokens, rest);
  const stray = tokens[rest.at];
  if (stray !== undefined && "at" in stray) {
    throw new BrokenSyntax(stray.at, `%{${stray.kind}} has no beginning`, "there is no %{if} or %{for} open before it");
  }
  const [only] = parts;
  if (only === undefined) return { kind: "literal", value: "", at };
  if (parts.length > 1) return { kind: "template", parts, at };
  if (typeof only === "string") return { kind: "literal", value: only, at };
  return only.kind === "if" || only.kind === "loop" ? { kind: "template", parts, at } : only;
}

/** Parts up to what closes the directive they stand in, or to the end. */
function partsFrom(tokens: readonly Token[], position: { at: number }): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (;;) {
    const token = tokens[position.at];
    if (token === undefined) return parts;
    if (token.kind === "text" || token.kind === "value" || token.kind === "if" || token.kind === "for")
      position.at += 1;
    if (token.kind === "text") {
      const last = parts.at(-1);
      if (typeof last === "string") parts[parts.length - 1] = last + token.text;
      else parts.push(token.text);
    } else if (token.kind === "value") parts.push(token.expression);
    else if (token.kind === "if") {
      const whenTrue = partsFrom(tokens, position);
      const hasElse = tokens[position.at]?.kind === "else";
      if (hasElse) position.at += 1;
      const whenFalse = hasElse ? partsFrom(tokens, position) : [];
      close(tokens, position, "endif", token.at);
      parts.push({ kind: "if", test: token.test, whenTrue, whenFalse });
    } else if (token.kind === "for") {
      const { keyName, valueName, collection } = token;
      const body = partsFrom(tokens, position);
      close(tokens, position, "endfor", token.at);
      parts.push({ kind: "loop", keyName, valueName, collection, body });
    } else return parts;
  }
}

function close(tokens: readonly Token[], position: { at: number }, end: "endif" | "endfor", at: number): void {
  if (tokens[position.at]?.kind !== end) {
    throw new BrokenSyntax(at, `no %{${end}} follows that closes what begins here`, `put %{ ${end} } behind it`);
  }
  position.at += 1;
}

/** Whether a heredoc begins at the cursor. */
export function seesHeredoc(cursor: Cursor): boolean {
  return sees(cursor, "<<");
}

/**
 * Bodies of HCL: attributes and blocks. After an error reading goes on at the next line that begins in the first column, so that one
 * file tells all its errors.
 */
import type { Problem } from "../../errors.ts";
import { BrokenSyntax, type Cursor, expect, foundAt, sees, skip, skipLines, took, takeName, within } from "./cursor.ts";
import { cursorIn, parseExpression } from "./parse-expression.ts";
import { parseQuoted, parseTemplateText } from "./parse-template.ts";
import { type Argument, type Block, type Body, type Expression, placeIn, type Source } from "./syntax.ts";

export interface Parsed {
  /** What could be read. */
  readonly body: Body;
  readonly problems: readonly Problem[];
}

/** Reads a file of HCL: `.tf`, `.tfvars`. */
export function parseFile(source: Source): Parsed {
  const cursor = cursorIn(source, true);
  const attributes: Argument[] = [];
  const blocks: Block[] = [];
  const problems: Problem[] = [];
  for (skipLines(cursor); cursor.at < cursor.text.length; skipLines(cursor)) {
    const start = cursor.at;
    try {
      readItem(cursor, attributes, blocks);
      endLine(cursor);
    } catch (error) {
      if (!(error instanceof BrokenSyntax)) throw error;
      problems.push(problemAt(source, error));
      cursor.linesEnd = true;
      cursor.depth = 0;
      resume(cursor, Math.max(start + 1, Math.min(error.end, cursor.text.length)));
    }
  }
  return { body: { source, attributes, blocks }, problems };
}

export function problemAt(source: Source, { at, what, hint }: BrokenSyntax): Problem {
  return { place: placeIn(source, at), what, hint, path: null };
}

/** Reads a whole text as one template. */
export function parseTemplate(source: Source): Expression {
  return parseTemplateText(cursorIn(source, false));
}

/** Reads a whole text as one expression: what `--terraform-var` gives for a list. */
export function parseWholeExpression(source: Source): Expression {
  const cursor = cursorIn(source, false);
  const expression = parseExpression(cursor);
  skip(cursor);
  if (cursor.at < cursor.text.length)
    throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where the value should end`);
  return expression;
}

const NEXT_ITEM = /\n(?=[\p{ID_Start}_])/gu;

function resume(cursor: Cursor, from: number): void {
  NEXT_ITEM.lastIndex = from - 1;
  const found = NEXT_ITEM.exec(cursor.text);
  cursor.at = found === null ? cursor.text.length : found.index + 1;
}

/** One attribute or block is all that a line begins. */
function endLine(cursor: Cursor): void {
  skip(cursor);
  if (cursor.at < cursor.text.length && !sees(cursor, "\n") && !sees(cursor, "\r\n")) {
    throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where the line should end`, "begin a new line");
  }
}

function readItem(cursor: Cursor, attributes: Argument[], blocks: Block[]): void {
  const at = cursor.at;
  const name = takeName(cursor);
  if (name === null) {
    throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where an argument or a block should begin`);
  }
  if (!sees(cursor, "==") && took(cursor, "=")) {
    if (attributes.some((argument) => argument.name === name)) {
      throw new BrokenSyntax(at, `${name} is set a second time`, "an argument is set once");
    }
    attributes.push({ name, expression: parseExpression(cursor), source: cursor.source, at });
    return;
  }
  blocks.push(blockRest(cursor, name, at));
}

function blockRest(cursor: Cursor, type: string, at: number): Block {
  const labels: string[] = [];
  while (!sees(cursor, "{")) {
    if (sees(cursor, '"')) {
      const label = parseQuoted(cursor);
      if (label.kind !== "literal") throw new BrokenSyntax(label.at, "a block's name holds no references");
      labels.push(String(label.value));
      continue;
    }
    const label = takeName(cursor);
    if (label === null) {
      throw new BrokenSyntax(
        cursor.at,
        `${foundAt(cursor)} where = or { should be`,
        "write name = value, or a block with { … }",
      );
    }
    labels.push(label);
  }
  cursor.at += 1;
  const body = within(cursor, true, () => blockBody(cursor, at, type));
  return { type, labels, body, at };
}

function blockBody(cursor: Cursor, at: number, type: string): Body {
  const attributes: Argument[] = [];
  const blocks: Block[] = [];
  const body: Body = { source: cursor.source, attributes, blocks };
  // A block in one line holds one attribute.
  skip(cursor);
  if (!sees(cursor, "\n") && !sees(cursor, "\r\n")) {
    if (took(cursor, "}")) return body;
    readItem(cursor, attributes, blocks);
    expect(cursor, "}", "a block of several arguments has each in a line of its own");
    return body;
  }
  for (;;) {
    skipLines(cursor);
    if (took(cursor, "}")) return body;
    if (cursor.at >= cursor.text.length) {
      throw new BrokenSyntax(at, `the ${type} that begins here is not closed`, "put } at its end");
    }
    readItem(cursor, attributes, blocks);
    if (sees(cursor, "}")) throw new BrokenSyntax(cursor.at, "} stands where the line should end", "begin a new line");
    endLine(cursor);
  }
}

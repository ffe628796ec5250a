/**
 * Expressions of HCL by recursive descent, with the precedence of its specification.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
 */
import {
  BrokenSyntax,
  type Cursor,
  expect,
  expectName,
  foundAt,
  sees,
  skip,
  skipLines,
  took,
  tookWord,
  takeName,
  within,
} from "./cursor.ts";
import { parseHeredoc, parseQuoted, seesHeredoc } from "./parse-template.ts";
import type { BinaryOperator, Expression, ForExpression, Source, Step } from "./syntax.ts";

/** A cursor at the start of a text. */
export function cursorIn(source: Source, linesEnd: boolean): Cursor {
  // A byte order mark is no part of the text.
  const at = source.text.startsWith("\uFEFF") ? 1 : 0;
  return { source, text: source.text, at, linesEnd, depth: 0, expression: parseExpression };
}

/** Reads one expression; what follows it is left. */
export function parseExpression(cursor: Cursor): Expression {
  return within(cursor, cursor.linesEnd, () => {
    const test = binary(cursor, 0);
    if (!took(cursor, "?")) return test;
    const whenTrue = parseExpression(cursor);
    expect(cursor, ":", "a condition is written: test ? value : other");
    const whenFalse = parseExpression(cursor);
    return { kind: "conditional", test, whenTrue, whenFalse, at: test.at };
  });
}

/** From the loosest to the tightest; of two that begin alike the longer stands first. */
const OPERATORS: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

function binary(cursor: Cursor, level: number): Expression {
  const operators = OPERATORS[level];
  if (operators === undefined) return unary(cursor);
  let left = binary(cursor, level + 1);
  for (let operands = 1; ; operands += 1) {
    if (operands > LONGEST) throw tooLong(cursor);
    skip(cursor);
    const operator = operators.find((each) => cursor.text.startsWith(each, cursor.at));
    // The end of a directive is no operator: `%{ if a }` and the start of the next one.
    if (operator === undefined || (operator === "%" && cursor.text[cursor.at + 1] === "{")) return left;
    cursor.at += operator.length;
    left = { kind: "binary", operator, left, right: binary(cursor, level + 1), at: left.at };
  }
}

/** Operands in a row, steps of a traversal: what is longer is no configuration and would exhaust the stack. */
const LONGEST = 1000;

function tooLong(cursor: Cursor): BrokenSyntax {
  return new BrokenSyntax(cursor.at, "this is longer than any expression");
}

function unary(cursor: Cursor): Expression {
  skip(cursor);
  const at = cursor.at;
  const operator = cursor.text[at];
  if (operator !== "-" && operator !== "!") return traversal(cursor, term(cursor));
  cursor.at += 1;
  const operand = within(cursor, cursor.linesEnd, () => unary(cursor));
  return { kind: "unary", operator, operand, at };
}

function term(cursor: Cursor): Expression {
  skip(cursor);
  const at = cursor.at;
  const letter = cursor.text[at] ?? "";
  if (letter === '"') return parseQuoted(cursor);
  if (letter === "(") return parenthesized(cursor);
  if (letter === "[") return tuple(cursor);
  if (letter === "{") return object(cursor);
  if (seesHeredoc(cursor)) return parseHeredoc(cursor);
  const number = numeral(cursor);
  if (number !== null) return { kind: "literal", value: number, at };
  const name = takeName(cursor);
  if (name === null) throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where a value should be`);
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true", at };
  if (name === "null") return { kind: "literal", value: null, at };
  return callOrName(cursor, name, at);
}

const NUMERAL = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function numeral(cursor: Cursor): number | null {
  NUMERAL.lastIndex = cursor.at;
  const digits = NUMERAL.exec(cursor.text)?.[0];
  if (digits === undefined) return null;
  cursor.at += digits.length;
  return Number(digits);
}

function callOrName(cursor: Cursor, first: string, at: number): Expression {
  let name = first;
  // Functions of providers: provider::aws::arn_parse.
  while (took(cursor, "::")) name += `::${expectName(cursor, "the name of a function")}`;
  if (!sees(cursor, "(")) return { kind: "name", name, at };
  cursor.at += 1;
  return within(cursor, false, () => {
    const parameters: Expression[] = [];
    let isExpanded = false;
    while (!took(cursor, ")")) {
      parameters.push(parseExpression(cursor));
      isExpanded = took(cursor, "...");
      if (isExpanded || !took(cursor, ",")) {
        expect(cursor, ")", "parameters of a function are separated by commas");
        break;
      }
    }
    return { kind: "call", name, parameters, isExpanded, at };
  });
}

function parenthesized(cursor: Cursor): Expression {
  cursor.at += 1;
  return within(cursor, false, () => {
    const inner = parseExpression(cursor);
    expect(cursor, ")");
    return inner;
  });
}

/** What follows a value: `.name`, `.0`, `[key]`, `.*`, `[*]`. */
function traversal(cursor: Cursor, start: Expression): Expression {
  let of = start;
  for (let steps = 0; ; steps += 1) {
    if (steps > LONGEST) throw tooLong(cursor);
    const step = takeStep(cursor);
    if (step === null) return of;
    of = step.kind === "splat" ? { ...step, of } : step.kind === "index" ? { ...step, of } : { ...step, of };
  }
}

const DIGITS = /\d+/y;

function takeStep(cursor: Cursor): Step | null {
  skip(cursor);
  const at = cursor.at;
  if (cursor.text.startsWith("...", at)) return null;
  if (took(cursor, ".*")) return { kind: "splat", steps: attributeSteps(cursor), at };
  if (took(cursor, ".")) return dotStep(cursor, at);
  if (!sees(cursor, "[")) return null;
  cursor.at += 1;
  const key = within(cursor, false, () => {
    const found = took(cursor, "*") ? null : parseExpression(cursor);
    expect(cursor, "]");
    return found;
  });
  if (key !== null) return { kind: "index", key, at };
  const steps: Step[] = [];
  for (let step = takeStep(cursor); step !== null; step = takeStep(cursor)) steps.push(step);
  return { kind: "splat", steps, at };
}

function dotStep(cursor: Cursor, at: number): Step {
  skip(cursor);
  DIGITS.lastIndex = cursor.at;
  const digits = DIGITS.exec(cursor.text)?.[0];
  if (digits === undefined) return { kind: "attribute", name: expectName(cursor, "the name of an attribute"), at };
  const key: Expression = { kind: "literal", value: Number(digits), at: cursor.at };
  cursor.at += digits.length;
  return { kind: "index", key, at };
}

/** `.*` takes attributes only: an index behind them is of the whole result. */
function attributeSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    skip(cursor);
    const at = cursor.at;
    if (cursor.text.startsWith("...", at) || cursor.text.startsWith(".*", at) || !took(cursor, ".")) return steps;
    steps.push(dotStep(cursor, at));
  }
}

function tuple(cursor: Cursor): Expression {
  const at = cursor.at;
  cursor.at += 1;
  return within(cursor, false, () => {
    if (tookFor(cursor)) {
      const comprehension = forRest(cursor, false);
      expect(cursor, "]");
      return { ...comprehension, at };
    }
    const elements: Expression[] = [];
    while (!took(cursor, "]")) {
      elements.push(parseExpression(cursor));
      if (took(cursor, ",")) continue;
      expect(cursor, "]", "elements of a list are separated by commas");
      break;
    }
    return { kind: "tuple", elements, at };
  });
}

function tookFor(cursor: Cursor): boolean {
  return tookWord(cursor, "for");
}

function forRest(cursor: Cursor, isObject: boolean): ForExpression {
  const first = expectName(cursor, "a name");
  const second = took(cursor, ",") ? expectName(cursor, "a name") : null;
  if (!tookWord(cursor, "in")) throw new BrokenSyntax(cursor.at, `${foundAt(cursor)} where in should be`);
  const collection = parseExpression(cursor);
  expect(cursor, ":");
  const left = parseExpression(cursor);
  if (isObject) expect(cursor, "=>", "a for expression in braces gives keys and values: key => value");
  const right = isObject ? parseExpression(cursor) : null;
  const isGrouping = isObject && took(cursor, "...");
  const condition = tookWord(cursor, "if") ? parseExpression(cursor) : null;
  return {
    kind: "for",
    keyName: second === null ? null : first,
    valueName: second ?? first,
    collection,
    key: right === null ? null : left,
    value: right ?? left,
    condition,
    isGrouping,
  };
}

function object(cursor: Cursor): Expression {
  const at = cursor.at;
  cursor.at += 1;
  const start = cursor.at;
  const comprehension = within(cursor, false, () => {
    if (!tookFor(cursor) || /^[ \t]*[=:]/.test(cursor.text.slice(cursor.at, cursor.at + 20))) return null;
    const found = forRest(cursor, true);
    expect(cursor, "}");
    return found;
  });
  if (comprehension !== null) return { ...comprehension, at };
  cursor.at = start;
  return within(cursor, true, () => {
    const items: { key: Expression; value: Expression }[] = [];
    for (skipLines(cursor); !took(cursor, "}"); skipLines(cursor)) {
      const key = objectKey(cursor);
      skip(cursor);
      const isColon = took(cursor, ":");
      if (!isColon) expect(cursor, "=", "an entry is written: key = value");
      items.push({ key, value: parseExpression(cursor) });
      if (took(cursor, ",") || took(cursor, "\n") || took(cursor, "\r\n")) continue;
      expect(cursor, "}", "entries are separated by commas or new lines");
      break;
    }
    return { kind: "object", items, at };
  });
}

/** A name alone is a text; in parentheses it is a reference. */
function objectKey(cursor: Cursor): Expression {
  const isForced = sees(cursor, "(");
  const key = parseExpression(cursor);
  return key.kind === "name" && !isForced ? { kind: "literal", value: key.name, at: key.at } : key;
}

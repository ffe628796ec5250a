/**
 * Evaluates expressions. What is unknown stays unknown through everything that is made of it, and no further: of a list with unknown
 * elements the length is known. https://developer.hashicorp.com/terraform/language/expressions
 */
import { elementsOf, toBoolean, toText } from "./convert.ts";
import { callFunction, type Outside } from "./functions/index.ts";
import { binaryOperation, negated } from "./operators.ts";
import type { Expression, ForExpression, Step, TemplatePart } from "./syntax.ts";
import {
  areEqual,
  compareTexts,
  EvaluationError,
  isLazy,
  isMapping,
  isSequence,
  isUnknownValue,
  list,
  mapping,
  text,
  typeName,
  type Unknown,
  unknownFrom,
  type Value,
} from "./value.ts";

/** What an expression may refer to. */
export interface Scope {
  /** The value of what a traversal begins with; undefined where there is no such name. */
  readonly name: (name: string) => Value | undefined;
  readonly outside: Outside;
  /** Counts what is evaluated in the whole configuration. */
  readonly spent: { steps: number; depth: number };
}

/** Nested loops over long lists would not end. */
const MOST_STEPS = 20_000_000;

/**
 * The value of an expression; throws an EvaluationError where it has none, such as an index without element.
 * @example evaluate(parseWholeExpression({ file: "a", text: "1 + 2" }), scope) // 3
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  scope.spent.steps += 1;
  if (scope.spent.steps > MOST_STEPS) throw new EvaluationError("the configuration takes longer than any to evaluate");
  if (scope.spent.depth > DEEPEST) throw new EvaluationError("this is nested deeper than any configuration");
  scope.spent.depth += 1;
  try {
    return evaluated(expression, scope);
  } finally {
    scope.spent.depth -= 1;
  }
}

/** Values that refer to each other in a long row would exhaust the stack. */
const DEEPEST = 1200;

function evaluated(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "template":
      return template(expression.parts, scope);
    case "tuple":
      return list(expression.elements.map((element) => evaluate(element, scope)));
    case "object":
      return objectOf(expression.items, scope);
    case "name":
      return named(expression.name, scope);
    case "attribute":
      return attributeOf(evaluate(expression.of, scope), expression.name);
    case "index":
      return elementAt(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case "splat":
      return splat(evaluate(expression.of, scope), expression.steps, scope);
    case "call":
      return call(expression, scope);
    case "for":
      return comprehension(expression, scope);
    case "conditional":
      return conditional(expression, scope);
    case "binary":
      return binaryOperation(expression.operator, evaluate(expression.left, scope), () =>
        evaluate(expression.right, scope),
      );
    case "unary": {
      const operand = evaluate(expression.operand, scope);
      return expression.operator === "-" ? negated(operand) : opposite(toBoolean(operand));
    }
  }
}

function opposite(value: boolean | Unknown): boolean | Unknown {
  return typeof value === "boolean" ? !value : value;
}

function named(name: string, scope: Scope): Value {
  const value = scope.name(name);
  if (value === undefined) throw new EvaluationError(`${name} is not declared`);
  return value;
}

function objectOf(items: readonly { readonly key: Expression; readonly value: Expression }[], scope: Scope): Value {
  const entries: [string, Value][] = [];
  for (const item of items) {
    const key = toText(evaluate(item.key, scope));
    if (typeof key !== "string") return key;
    entries.push([key, evaluate(item.value, scope)]);
  }
  return mapping(entries);
}

/** `value.name` */
export function attributeOf(value: Value, name: string): Value {
  if (value === null) throw new EvaluationError(`it is null, and has no attribute ${name}`);
  if (isUnknownValue(value)) return within(value, `.${name}`);
  if (isLazy(value)) return value.get(name);
  if (!isMapping(value)) throw new EvaluationError(`a ${typeName(value)} has no attribute ${name}`);
  const entry = value.entries.get(name);
  if (entry === undefined) throw new EvaluationError(`there is no attribute ${name}`);
  return entry;
}

function within(value: Unknown, step: string): Unknown {
  return value.of === null ? value : { ...value, of: `${value.of}${step}` };
}

/** `value[key]` */
export function elementAt(value: Value, key: Value): Value {
  if (value === null || key === null) throw new EvaluationError("it is null, and has no elements");
  if (isUnknownValue(value)) return typeof key === "number" ? within(value, `[${key}]`) : unknownFrom(value);
  if (isUnknownValue(key)) return anyOf(value, key);
  if (isLazy(value)) {
    const name = toText(key);
    return typeof name === "string" ? value.get(name) : name;
  }
  if (isSequence(value)) {
    const at = typeof key === "string" && /^\d+$/.test(key) ? Number(key) : key;
    if (value.is === "set") throw new EvaluationError("elements of a set have no index");
    const element = typeof at === "number" ? value.elements[at] : undefined;
    if (element === undefined) throw new EvaluationError("there is no element at this index");
    return element;
  }
  if (!isMapping(value)) throw new EvaluationError(`a ${typeName(value)} has no elements`);
  const name = toText(key);
  const entry = typeof name === "string" ? value.entries.get(name) : name;
  if (entry === undefined) throw new EvaluationError("there is no element of this key");
  return entry;
}

/** The element of a key that is not known: known where all are equal. */
function anyOf(value: Value, key: Unknown): Value {
  const elements = isSequence(value) || isMapping(value) ? (elementsOf(value) ?? []) : [];
  const [first, ...others] = elements;
  const isOne = first !== undefined && others.every((other) => areEqual(first, other) === true);
  return isOne && areEqual(first, first) === true ? first : unknownFrom(value, key);
}

function splat(value: Value, steps: readonly Step[], scope: Scope): Value {
  if (value === null) return list([]);
  if (isUnknownValue(value)) return unknownFrom(value);
  const elements = isSequence(value) ? value.elements : [value];
  return list(elements.map((element) => stepped(element, steps, scope)));
}

function stepped(start: Value, steps: readonly Step[], scope: Scope): Value {
  let value = start;
  for (const step of steps) {
    if (step.kind === "attribute") value = attributeOf(value, step.name);
    else if (step.kind === "index") value = elementAt(value, evaluate(step.key, scope));
    else value = splat(value, step.steps, scope);
  }
  return value;
}

function conditional({ test, whenTrue, whenFalse }: Extract<Expression, { kind: "conditional" }>, scope: Scope): Value {
  const decision = toBoolean(evaluate(test, scope));
  if (typeof decision === "boolean") return evaluate(decision ? whenTrue : whenFalse, scope);
  const branch = (expression: Expression): Value | undefined => {
    try {
      return evaluate(expression, scope);
    } catch (error) {
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  };
  const [left, right] = [branch(whenTrue), branch(whenFalse)];
  // A branch that has no value is the one that is not taken.
  if (left === undefined || right === undefined) return unknownFrom(decision);
  return either(left, right, decision);
}

/** One of two values, it is not known which: what they have in common is known. */
function either(left: Value, right: Value, decision: Unknown): Value {
  if (decision.isSensitive) return unknownFrom(decision);
  if (!isLazy(left) && areEqual(left, right) === true) return left;
  if (!isSequence(left) || !isSequence(right) || left.elements.length !== right.elements.length) {
    return unknownFrom(decision, left, right);
  }
  return list(left.elements.map((element, at) => either(element, right.elements[at] ?? null, decision)));
}

function call(expression: Extract<Expression, { kind: "call" }>, scope: Scope): Value {
  const { name, parameters, isExpanded } = expression;
  if (name === "try") return firstWithout(parameters, scope);
  if (name === "can") return hasValue(parameters[0], scope);
  const values = parameters.map((parameter) => evaluate(parameter, scope));
  if (isExpanded) {
    const last = values.pop() ?? null;
    const elements = elementsOf(last);
    if (elements === null) return unknownFrom(last, ...values);
    values.push(...elements.slice(0, MOST_PARAMETERS));
  }
  return callFunction(name, values, {
    ...scope.outside,
    render: (parts, variables) => {
      const inner: Scope = { ...scope, name: (variable) => variables.get(variable) };
      return evaluate(parts, inner);
    },
  });
}

const MOST_PARAMETERS = 50_000;

/** `try`: the first expression that can be evaluated. */
function firstWithout(parameters: readonly Expression[], scope: Scope): Value {
  for (const [at, parameter] of parameters.entries()) {
    try {
      return evaluate(parameter, scope);
    } catch (error) {
      if (!(error instanceof EvaluationError) || at === parameters.length - 1) throw error;
    }
  }
  throw new EvaluationError("try is given nothing");
}

function hasValue(parameter: Expression | undefined, scope: Scope): Value {
  if (parameter === undefined) throw new EvaluationError("can is given nothing");
  try {
    const value = evaluate(parameter, scope);
    return isUnknownValue(value) ? unknownFrom(value) : true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

/** A scope with names of `for`, which hide those outside. */
export function withNames(scope: Scope, names: Readonly<Record<string, Value>>): Scope {
  return { ...scope, name: (name) => (Object.hasOwn(names, name) ? names[name] : scope.name(name)) };
}

interface Loop {
  readonly keyName: string | null;
  readonly valueName: string;
}

function iteration({ keyName, valueName }: Loop, key: Value, value: Value, scope: Scope): Scope {
  return withNames(scope, keyName === null ? { [valueName]: value } : { [keyName]: key, [valueName]: value });
}

/** Keys and values that a loop goes through; null where they are not known. */
export function pairsOf(value: Value): readonly (readonly [Value, Value])[] | null {
  if (isUnknownValue(value) || isLazy(value)) return null;
  if (isMapping(value)) return [...value.entries];
  if (!isSequence(value)) throw new EvaluationError(`a list or map is needed, and a ${typeName(value)} given`);
  return value.elements.map((element, at) => [value.is === "set" ? element : at, element]);
}

function comprehension(loop: ForExpression, scope: Scope): Value {
  const collection = evaluate(loop.collection, scope);
  const pairs = pairsOf(collection);
  if (pairs === null) return unknownFrom(collection);
  const values: Value[] = [];
  const groups = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    const inner = iteration(loop, key, value, scope);
    const isWanted = loop.condition === null ? true : toBoolean(evaluate(loop.condition, inner));
    if (typeof isWanted !== "boolean") return unknownFrom(isWanted);
    if (!isWanted) continue;
    const result = evaluate(loop.value, inner);
    if (loop.key === null) {
      values.push(result);
      continue;
    }
    const resultKey = toText(evaluate(loop.key, inner));
    if (typeof resultKey !== "string") return unknownFrom(resultKey);
    const group = groups.get(resultKey);
    if (group === undefined) groups.set(resultKey, [result]);
    else if (loop.isGrouping) group.push(result);
    else throw new EvaluationError("two elements have the same key");
  }
  if (loop.key === null) return list(values);
  return mapping(
    [...groups]
      .sort(([a], [b]) => compareTexts(a, b))
      .map(([key, group]) => [key, loop.isGrouping ? list(group) : (group[0] ?? null)]),
  );
}

function template(parts: readonly TemplatePart[], scope: Scope): Value {
  const pieces: string[] = [];
  const missing: Value[] = [];
  render(parts, scope, pieces, missing);
  return missing.length > 0 ? unknownFrom(...missing) : text(pieces.join(""));
}

function render(parts: readonly TemplatePart[], scope: Scope, pieces: string[], missing: Value[]): void {
  for (const part of parts) {
    if (typeof part === "string") pieces.push(part);
    else if (part.kind === "if") {
      const decision = toBoolean(evaluate(part.test, scope));
      if (typeof decision === "boolean") render(decision ? part.whenTrue : part.whenFalse, scope, pieces, missing);
      else missing.push(decision);
    } else if (part.kind === "loop") {
      const collection = evaluate(part.collection, scope);
      const pairs = pairsOf(collection);
      if (pairs === null) missing.push(collection);
      for (const [key, value] of pairs ?? []) render(part.body, iteration(part, key, value, scope), pieces, missing);
    } else {
      const piece = toText(evaluate(part, scope));
      if (typeof piece === "string") pieces.push(piece);
      else missing.push(piece);
    }
  }
}

/**
 * What an expression refers to, as a plan's `configuration` lists it, with one difference: a local value is replaced by what it refers to
 * itself, because a plan does not keep local values.
 */
import type { Expression as PlanExpression, Facts } from "../plan.ts";
import { isRegion } from "../region-names.ts";
import { formatAddress } from "../address.ts";
import type { Declarations } from "./declarations.ts";
import { evaluate, type Scope } from "./evaluate.ts";
import type { Expression, Step, TemplatePart } from "./syntax.ts";
import { EvaluationError, isMapping, isSequence, isWhole, type Value } from "./value.ts";
import type { Picked } from "../json/selection.ts";

/** One expression that needs more local values is no configuration, and could exhaust the stack. */
const MOST_LOCALS = 300;
const MOST_REFERENCES = 1000;

/** `mayRead`: the constant may be kept, because the allow-list names what it is the value of. */
export function planExpression(
  expression: Expression,
  declarations: Declarations,
  scope: Scope,
  mayRead: boolean,
): PlanExpression {
  const references = referencesIn(expression, declarations);
  if (references.length > 0) return { references, constant: null, facts: null };
  const value = constantValue(expression, scope);
  if (value === undefined) return { references, constant: null, facts: null };
  return { references, constant: mayRead ? pickedOf(value) : null, facts: factsOf(value) };
}

/** The value of what refers to nothing; undefined for what has none, or is not known. */
function constantValue(expression: Expression, scope: Scope): Value | undefined {
  try {
    const value = evaluate(expression, scope);
    return isWhole(value) ? value : undefined;
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** What is kept of a value that may be a secret. */
export function factsOf(value: Value): Facts {
  if (isSequence(value)) return { elements: value.elements.length, region: null };
  if (isMapping(value)) return { elements: value.entries.size, region: null };
  return { elements: null, region: typeof value === "string" && isRegion(value) ? value : null };
}

/** Scalars and lists of them; keys of maps are anybody's. */
function pickedOf(value: Value): Picked {
  if (isSequence(value)) return value.elements.map((element) => pickedOf(element));
  return typeof value === "object" ? null : value;
}

/** In the order of the text; each once. */
export function referencesIn(expression: Expression, declarations: Declarations): readonly string[] {
  const found: string[] = [];
  collect(expression, { found, declarations, hidden: new Set(), locals: new Set() });
  const kept: string[] = [];
  for (const reference of found) {
    const last = kept.at(-1);
    const next = last?.startsWith(reference) ? last[reference.length] : null;
    const isPrefix = next === undefined || next === "." || next === "[";
    if (last === undefined || (!isPrefix && !kept.includes(reference))) kept.push(reference);
  }
  return kept;
}

interface Collecting {
  readonly found: string[];
  readonly declarations: Declarations;
  /** Names of `for`. */
  readonly hidden: ReadonlySet<string>;
  /** Local values that were looked into: once is enough. */
  readonly locals: Set<string>;
}

function collect(expression: Expression, into: Collecting): void {
  const traversal = traversalOf(expression);
  if (traversal !== null) add(traversal, into);
  for (const inner of partsOf(expression)) collect(inner, into);
  if (expression.kind === "for") {
    collect(expression.collection, into);
    const hidden = new Set([
      ...into.hidden,
      expression.valueName,
      ...(expression.keyName === null ? [] : [expression.keyName]),
    ]);
    for (const inner of [expression.key, expression.value, expression.condition]) {
      if (inner !== null) collect(inner, { ...into, hidden });
    }
  }
  if (expression.kind === "template") collectTemplate(expression.parts, into);
}

function add(traversal: string, into: Collecting): void {
  const { found, declarations, hidden, locals } = into;
  const [root = "", name = ""] = /^([^.[]+)(?:\.([^.[]+))?/.exec(traversal)?.slice(1) ?? [];
  if (hidden.has(root) || found.length > MOST_REFERENCES) return;
  const local = root === "local" ? declarations.locals.get(name) : undefined;
  if (local === undefined) {
    found.push(traversal);
  } else if (!locals.has(name) && locals.size < MOST_LOCALS) {
    locals.add(name);
    collect(local.expression, { ...into, hidden: new Set() });
  }
}

/** The text of a traversal up to what is no plain step: `aws_subnet.a[0].id`; null for what is none. */
function traversalOf(expression: Expression): string | null {
  if (expression.kind === "name") return expression.name;
  if (expression.kind !== "attribute" && expression.kind !== "index") return null;
  const of = traversalOf(expression.of);
  const step = expression.kind === "attribute" ? `.${expression.name}` : keyText(expression.key);
  return of === null || step === null ? null : `${of}${step}`;
}

function keyText(key: Expression): string | null {
  if (key.kind !== "literal" || (typeof key.value !== "string" && typeof key.value !== "number")) return null;
  const address = { module: [], mode: "managed", type: "", name: "", key: key.value } as const;
  return formatAddress(address).slice(1);
}

/** Expressions in an expression, but for those of `for` and templates, and those that a traversal consists of. */
function partsOf(expression: Expression): readonly Expression[] {
  if (traversalOf(expression) !== null) return [];
  switch (expression.kind) {
    case "tuple":
      return expression.elements;
    case "object":
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case "attribute":
      return [expression.of];
    case "index":
      return [expression.of, expression.key];
    case "splat":
      return [expression.of, ...stepKeys(expression.steps)];
    case "call":
      return expression.parameters;
    case "conditional":
      return [expression.test, expression.whenTrue, expression.whenFalse];
    case "binary":
      return [expression.left, expression.right];
    case "unary":
      return [expression.operand];
    case "literal":
    case "name":
    case "for":
    case "template":
      return [];
  }
}

function stepKeys(steps: readonly Step[]): readonly Expression[] {
  return steps.flatMap((step) =>
    step.kind === "index" ? [step.key] : step.kind === "splat" ? stepKeys(step.steps) : [],
  );
}

function collectTemplate(parts: readonly TemplatePart[], into: Collecting): void {
  for (const part of parts) {
    if (typeof part === "string") continue;
    if (part.kind === "if") {
      collect(part.test, into);
      collectTemplate(part.whenTrue, into);
      collectTemplate(part.whenFalse, into);
    } else if (part.kind === "loop") {
      collect(part.collection, into);
      const hidden = new Set([...into.hidden, part.valueName, ...(part.keyName === null ? [] : [part.keyName])]);
      collectTemplate(part.body, { ...into, hidden });
    } else collect(part, into);
  }
}

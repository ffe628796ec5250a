/**
 * Conversion of values, by themselves where an operator or function wants a type, and to the `type` of a variable.
 * https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
import { decimal } from "../../decimal.ts";
import {
  EvaluationError,
  isLazy,
  isMapping,
  isSequence,
  isUnknownValue,
  list,
  mapping,
  set,
  typeName,
  UNKNOWN,
  type Unknown,
  type Value,
} from "./value.ts";
import type { Expression } from "./syntax.ts";

export function toText(value: Value): string | Unknown {
  if (typeof value === "string" || isUnknownValue(value)) return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return formatNumber(value);
  if (isLazy(value)) return UNKNOWN;
  throw new EvaluationError(`a string is needed, and a ${typeName(value)} given`);
}

/** Without an exponent, as Terraform writes numbers. */
export function formatNumber(value: number): string {
  const plain = String(value);
  if (!plain.includes("e")) return plain;
  return Number.isInteger(value) ? BigInt(value).toString() : decimal(plain).toString();
}

const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export function toNumber(value: Value): number | Unknown {
  if (typeof value === "number" || isUnknownValue(value)) return value;
  if (typeof value === "string" && NUMERAL.test(value)) return Number(value);
  if (isLazy(value)) return UNKNOWN;
  throw new EvaluationError(`a number is needed, and a ${typeName(value)} given`);
}

export function toBoolean(value: Value): boolean | Unknown {
  if (typeof value === "boolean" || isUnknownValue(value)) return value;
  if (value === "true" || value === "false") return value === "true";
  if (isLazy(value)) return UNKNOWN;
  throw new EvaluationError(`a bool is needed, and a ${typeName(value)} given`);
}

/** The elements of a list or set, or of a map its values; null where they are unknown. */
export function elementsOf(value: Value): readonly Value[] | null {
  if (isUnknownValue(value) || isLazy(value)) return null;
  if (isSequence(value)) return value.elements;
  if (isMapping(value)) return [...value.entries.values()];
  throw new EvaluationError(`a list is needed, and a ${typeName(value)} given`);
}

/** A type of a variable; `any` where it says nothing that a value could be converted to. */
export type Type =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly of: Type }
  | { readonly kind: "tuple"; readonly elements: readonly Type[] }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, Attribute> };

interface Attribute {
  readonly type: Type;
  readonly isOptional: boolean;
  /** Null: it is null where it is not given. */
  readonly fallback: Expression | null;
}

const ANY: Type = { kind: "any" };

/** The type an expression says: `list(string)`, `object({ size = optional(number, 20) })`; also in the quotes of Terraform 0.11. */
export function typeOf(expression: Expression): Type {
  const word =
    expression.kind === "name" ? expression.name : expression.kind === "literal" ? String(expression.value) : null;
  if (word === "string" || word === "number" || word === "bool") return { kind: word };
  if (word === "list" || word === "set" || word === "map") return { kind: word, of: ANY };
  if (expression.kind !== "call") return ANY;
  const [inner] = expression.parameters;
  if (inner === undefined) return ANY;
  const { name } = expression;
  if (name === "list" || name === "set" || name === "map") return { kind: name, of: typeOf(inner) };
  if (name === "tuple" && inner.kind === "tuple") return { kind: "tuple", elements: inner.elements.map(typeOf) };
  if (name !== "object" || inner.kind !== "object") return ANY;
  const attributes = inner.items.flatMap(({ key, value }): [string, Attribute][] =>
    key.kind === "literal" ? [[String(key.value), attributeType(value)]] : [],
  );
  return { kind: "object", attributes: new Map(attributes) };
}

function attributeType(expression: Expression): Attribute {
  if (expression.kind !== "call" || expression.name !== "optional") {
    return { type: typeOf(expression), isOptional: false, fallback: null };
  }
  const [type, fallback] = expression.parameters;
  return { type: type === undefined ? ANY : typeOf(type), isOptional: true, fallback: fallback ?? null };
}

/** A value as a type has it. `evaluate` gives the fallbacks of optional attributes. Throws an EvaluationError where it has no such form. */
export function convert(value: Value, type: Type, evaluate: (fallback: Expression) => Value): Value {
  if (value === null || isUnknownValue(value) || isLazy(value)) return value;
  const each = (of: Type) => (element: Value) => convert(element, of, evaluate);
  switch (type.kind) {
    case "any":
      return value;
    case "string":
      return toText(value);
    case "number":
      return toNumber(value);
    case "bool":
      return toBoolean(value);
    case "list":
    case "set":
    case "tuple": {
      if (!isSequence(value)) throw new EvaluationError(`a ${type.kind} is needed, and a ${typeName(value)} given`);
      if (type.kind === "tuple")
        return list(value.elements.map((element, at) => each(type.elements[at] ?? ANY)(element)));
      const converted = value.elements.map(each(type.of));
      return type.kind === "set" ? set(converted) : list(converted);
    }
    case "map":
      if (!isMapping(value)) throw new EvaluationError(`a map is needed, and a ${typeName(value)} given`);
      return mapping([...value.entries].map(([key, entry]) => [key, each(type.of)(entry)]));
    case "object":
      return convertObject(value, type.attributes, evaluate);
  }
}

/** Attributes that the type does not name are left out, as Terraform does. */
function convertObject(
  value: Value,
  attributes: ReadonlyMap<string, Attribute>,
  evaluate: (fallback: Expression) => Value,
): Value {
  if (!isMapping(value)) throw new EvaluationError(`an object is needed, and a ${typeName(value)} given`);
  return mapping(
    [...attributes].map(([name, { type, isOptional, fallback }]) => {
      const given = value.entries.get(name) ?? null;
      if (!value.entries.has(name) && !isOptional) throw new EvaluationError(`the attribute ${name} is needed`);
      if (given !== null || fallback === null) return [name, convert(given, type, evaluate)];
      return [name, convert(evaluate(fallback), type, evaluate)];
    }),
  );
}

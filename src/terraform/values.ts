/** Attributes of a planned resource: each known, or unknown with the reason. */
import type { Picked } from "./json/selection.ts";

/**
 * `after_apply`: only known once it was applied; where it stands for a list or block, its length is unknown too. `sensitive`: known to
 * the plan, and left there.
 */
export interface Unknown {
  readonly unknown: "after_apply" | "sensitive";
  /** The attribute of a resource that it will be, as an address with a name: `aws_subnet.a["x"].id`. Plans do not tell. */
  readonly of?: string;
}

/**
 * Null is an attribute that is not set. A key that is absent is one the provider does not know. Blocks are lists of objects. A number
 * that the provider writes as a string stays a string: `numberAt` reads both.
 */
export type Attribute =
  | string
  | number
  | boolean
  | null
  | Unknown
  | readonly Attribute[]
  | { readonly [name: string]: Attribute };

export type Values = Readonly<Record<string, Attribute>>;

const AFTER_APPLY: Unknown = Object.freeze({ unknown: "after_apply" });
const SENSITIVE: Unknown = Object.freeze({ unknown: "sensitive" });

/** No block has an attribute of this name. */
export function isUnknown(attribute: Attribute | undefined): attribute is Unknown {
  const isObject = typeof attribute === "object" && attribute !== null && !Array.isArray(attribute);
  return isObject && typeof (attribute as Readonly<Record<string, unknown>>)["unknown"] === "string";
}

/**
 * Every attribute that a dotted path leads to, through all blocks on the way: `attributesAt(values, "rule.name")` are the names of all
 * rules. What is unknown on the way counts as one unknown; what is absent or not set leads nowhere.
 */
export function attributesAt(values: Values, path: string): readonly Attribute[] {
  let found: readonly Attribute[] = [values];
  for (const name of path.split(".")) {
    found = found.flatMap((attribute) => stepInto(attribute, name));
  }
  return found.filter((attribute) => attribute !== null);
}

function stepInto(attribute: Attribute, name: string): readonly Attribute[] {
  if (isUnknown(attribute)) return [attribute];
  if (Array.isArray(attribute)) return attribute.flatMap((element: Attribute) => stepInto(element, name));
  const value = isObjectAttribute(attribute) ? attribute[name] : undefined;
  return value === undefined ? [] : [value];
}

/** The first text at a path; null where nothing is set. A number or boolean is given as text. */
export function textAt(values: Values, path: string): string | Unknown | null {
  const value = firstAt(values, path);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : asText(value);
}

/** The first number at a path, `"2048"` too; null where nothing is set, or what is set is no number. */
export function numberAt(values: Values, path: string): number | Unknown | null {
  const value = firstAt(values, path);
  if (typeof value === "number" || isUnknown(value)) return value;
  const isNumeral = typeof value === "string" && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.trim());
  return isNumeral ? Number(value) : null;
}

/** The first boolean at a path, `"true"` too; null where nothing is set, or what is set is none. */
export function booleanAt(values: Values, path: string): boolean | Unknown | null {
  const value = firstAt(values, path);
  if (typeof value === "boolean" || isUnknown(value)) return value;
  return value === "true" ? true : value === "false" ? false : null;
}

function firstAt(values: Values, path: string): Attribute {
  const [first] = attributesAt(values, path);
  return (Array.isArray(first) ? first[0] : first) ?? null;
}

function asText(value: Attribute): string | Unknown | null {
  return typeof value === "string" || isUnknown(value) ? value : null;
}

/** The three trees of a plan in one: values, what of them is unknown, what is sensitive. Null where there is no object at all. */
export function valuesOf(
  values: Picked | undefined,
  unknown: Picked | undefined,
  sensitive: Picked | undefined,
): Values | null {
  if (!isObject(values)) return null;
  // Most have no mark; what was read is then what is given.
  if (unknown === undefined && sensitive === undefined) return values;
  const merged = merge(values, unknown, sensitive);
  // An object that is sensitive as a whole: it is there, and nothing is known of it.
  return isObjectAttribute(merged) ? merged : {};
}

function merge(value: Picked | undefined, unknown: Picked | undefined, sensitive: Picked | undefined): Attribute {
  if (sensitive === true) return SENSITIVE;
  if (unknown === true) return AFTER_APPLY;
  if (unknown === undefined && sensitive === undefined) return value ?? null;
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const [list, marks, secrets] = [listOf(value), listOf(unknown), listOf(sensitive)];
    return Array.from({ length: Math.max(list.length, marks.length) }, (_element, at) =>
      merge(list[at], marks[at], secrets[at]),
    );
  }
  if (isObject(value) || isObject(unknown)) {
    const object = objectOf(value);
    const marks = objectOf(unknown);
    const secrets = objectOf(sensitive);
    const merged: Record<string, Attribute> = {};
    for (const key of Object.keys(object)) merged[key] = merge(object[key], marks[key], secrets[key]);
    for (const key of Object.keys(marks)) {
      if (object[key] === undefined) merged[key] = merge(undefined, marks[key], secrets[key]);
    }
    return merged;
  }
  return value ?? null;
}

function listOf(value: Picked | undefined): readonly Picked[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: Picked | undefined): { readonly [key: string]: Picked } {
  return isObject(value) ? value : {};
}

function isObject(value: Picked | undefined): value is { readonly [key: string]: Picked } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isObjectAttribute(value: Attribute | undefined): value is { readonly [name: string]: Attribute } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

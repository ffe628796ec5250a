/**
 * Values while a configuration is evaluated. Sets are kept sorted and without repetition, keys of maps sorted, as Terraform goes through
 * them. Numbers are doubles: integers are exact to 2^53.
 * https://developer.hashicorp.com/terraform/language/expressions/types
 */

export type Value = null | boolean | number | string | Unknown | Sequence | Mapping | Lazy;

/** Not known before something is applied or read, or not to be known: a secret. */
export interface Unknown {
  readonly kind: "unknown";
  readonly isSensitive: boolean;
  /** The attribute of a resource that it will be, as an expression would name it from the root: `module.a.aws_eip.nat[0].id`. */
  readonly of: string | null;
}

export interface Sequence {
  readonly kind: "sequence";
  readonly is: "list" | "set";
  readonly elements: readonly Value[];
  /** Values in it, at any depth, and itself. */
  readonly size: number;
}

/** A map or an object. */
export interface Mapping {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, Value>;
  readonly size: number;
}

/** A resource, a module or a namespace such as `var`: its attributes are evaluated when they are asked for. */
export interface Lazy {
  readonly kind: "lazy";
  /** Throws an EvaluationError for what is not declared. */
  readonly get: (name: string) => Value;
}

/** What cannot be evaluated, and why, as a sentence without any value. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

export const UNKNOWN: Unknown = { kind: "unknown", isSensitive: false, of: null };
export const SENSITIVE: Unknown = { kind: "unknown", isSensitive: true, of: null };

/** More elements or letters than a configuration has; what doubles itself ends here. */
export const MOST_ELEMENTS = 1_000_000;
export const MOST_LETTERS = 10_000_000;

export function isUnknownValue(value: Value): value is Unknown {
  return typeof value === "object" && value !== null && value.kind === "unknown";
}

export function isSequence(value: Value): value is Sequence {
  return typeof value === "object" && value !== null && value.kind === "sequence";
}

export function isMapping(value: Value): value is Mapping {
  return typeof value === "object" && value !== null && value.kind === "mapping";
}

export function isLazy(value: Value): value is Lazy {
  return typeof value === "object" && value !== null && value.kind === "lazy";
}

export function list(elements: readonly Value[]): Sequence {
  return { kind: "sequence", is: "list", elements, size: sizeOfAll(elements) };
}

/** Equal elements once, sorted; what is unknown stays at the end, however often. */
export function set(elements: readonly Value[]): Sequence {
  const size = sizeOfAll(elements);
  const known = elements.filter((element) => isWhole(element));
  const byText = new Map(known.map((element) => [textOfWhole(element), element]));
  const sorted = [...byText].sort(([a, left], [b, right]) =>
    typeof left === "number" && typeof right === "number" ? left - right : compareTexts(a, b),
  );
  const rest = elements.filter((element) => !isWhole(element));
  return { kind: "sequence", is: "set", elements: [...sorted.map(([, element]) => element), ...rest], size };
}

/** Entries sorted by key; of equal keys the last counts. */
export function mapping(entries: Iterable<readonly [string, Value]>): Mapping {
  const found = new Map(entries);
  const size = sizeOfAll([...found.values()]);
  return { kind: "mapping", entries: new Map([...found].sort(([a], [b]) => compareTexts(a, b))), size };
}

/** Lists of lists that hold each other twice would double with each step. */
function sizeOfAll(values: readonly Value[]): number {
  let size = 1;
  for (const value of values) {
    const isCollection = typeof value === "object" && value !== null && "size" in value;
    size += isCollection ? value.size : 1;
  }
  if (size > MOST_ELEMENTS) throw new EvaluationError("a collection grows beyond what any configuration has");
  return size;
}

export function text(value: string): string {
  if (value.length > MOST_LETTERS) throw new EvaluationError("a text grows beyond what any configuration has");
  return value;
}

/** By code points, as Terraform sorts. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
  if (Number.isNaN(left)) return -1;
  if (Number.isNaN(right)) return 1;
  // Halves of a pair stand for points above all others.
  const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
  return rank(left) - rank(right);
}

/** Whether nothing in it is unknown. */
export function isWhole(value: Value): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (value.kind === "sequence") return value.elements.every((element) => isWhole(element));
  if (value.kind === "mapping") return [...value.entries.values()].every((entry) => isWhole(entry));
  return false;
}

/** What is unknown because of several values: a secret if one of them is. */
export function unknownFrom(...values: readonly Value[]): Unknown {
  return values.some((value) => holdsSecret(value)) ? SENSITIVE : UNKNOWN;
}

export function holdsSecret(value: Value): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (value.kind === "unknown") return value.isSensitive;
  if (value.kind === "sequence") return value.elements.some((element) => holdsSecret(element));
  return value.kind === "mapping" && [...value.entries.values()].some((entry) => holdsSecret(entry));
}

/** A text that differs for different values; of whole values only. */
export function textOfWhole(value: Value): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_key, each: unknown) => (each instanceof Map ? [...each] : each)) ?? "";
}

/** Whether two values are equal; null where that is not known. Lists and tuples, maps and objects are not told apart. */
export function areEqual(a: Value, b: Value): boolean | null {
  if (a === b) return isWhole(a) ? true : isUnknownValue(a) ? null : true;
  if (isUnknownValue(a) || isUnknownValue(b)) return null;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isLazy(a) || isLazy(b)) return null;
  if (isSequence(a) && isSequence(b)) {
    if (a.elements.length !== b.elements.length) return a.is === "set" && !(isWhole(a) && isWhole(b)) ? null : false;
    return allEqual(a.elements.map((element, at) => areEqual(element, b.elements[at] ?? null)));
  }
  if (!isMapping(a) || !isMapping(b) || a.entries.size !== b.entries.size) return false;
  return allEqual(
    [...a.entries].map(([key, value]) => (b.entries.has(key) ? areEqual(value, b.entries.get(key) ?? null) : false)),
  );
}

function allEqual(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** The type's name, for errors. */
export function typeName(value: Value): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value === "boolean" ? "bool" : typeof value;
  return { unknown: "unknown", sequence: "list", mapping: "map", lazy: "object" }[value.kind];
}

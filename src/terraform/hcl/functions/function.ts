/** What a function of Terraform is here. https://developer.hashicorp.com/terraform/language/functions */
import { toNumber, toText } from "../convert.ts";
import type { Expression } from "../syntax.ts";
import {
  EvaluationError,
  isMapping,
  isSequence,
  isUnknownValue,
  isWhole,
  type Mapping,
  type Sequence,
  typeName,
  unknownFrom,
  type Value,
} from "../value.ts";

/** What the language does not have: files and hashes. */
export interface Outside {
  /** The text of a file, by its path from the root module; null where it may not or cannot be read. */
  readonly readText: (path: string) => string | null;
  /** Whether there is a file; null where that may not be looked at. */
  readonly hasFile: (path: string) => boolean | null;
  /** Paths of the files below a folder, relative to it; null where it may not or cannot be read. */
  readonly filesBelow: (folder: string) => readonly string[] | null;
  /** The hash of bytes. */
  readonly digest: (algorithm: "md5" | "sha1" | "sha256" | "sha512", bytes: Uint8Array) => Uint8Array;
}

export interface FunctionContext extends Outside {
  /** Evaluates a template whose names are `variables`. */
  readonly render: (template: Expression, variables: ReadonlyMap<string, Value>) => Value;
}

export interface FunctionDefinition {
  readonly least: number;
  /** Null for any number. */
  readonly most: number | null;
  /** Whether it can say something of values that are unknown, or hold what is; else the result is unknown then. */
  readonly takesUnknown: boolean;
  readonly call: (values: readonly Value[], context: FunctionContext) => Value;
}

export type Functions = Readonly<Record<string, FunctionDefinition>>;

type Call = FunctionDefinition["call"];

/** A function of whole values: unknown where one of them is not. */
export function ofWhole(least: number, most: number | null, call: Call): FunctionDefinition {
  return { least, most, takesUnknown: false, call };
}

/** A function that is given unknown values too. */
export function ofAny(least: number, most: number | null, call: Call): FunctionDefinition {
  return { least, most, takesUnknown: true, call };
}

/** Calls a function of a table. */
export function applied(
  name: string,
  definition: FunctionDefinition,
  values: readonly Value[],
  context: FunctionContext,
): Value {
  const { least, most, takesUnknown, call } = definition;
  if (values.length < least || (most !== null && values.length > most)) {
    throw new EvaluationError(`${name} takes ${range(least, most)}, and is given ${values.length}`);
  }
  if (!takesUnknown && !values.every((value) => isWhole(value))) return unknownFrom(...values);
  return call(values, context);
}

function range(least: number, most: number | null): string {
  const words = (count: number): string => (count === 1 ? "1 value" : `${count} values`);
  if (most === null) return `at least ${words(least)}`;
  return least === most ? words(least) : `${least} to ${words(most)}`;
}

/** A text of a whole value. */
export function textFrom(value: Value | undefined): string {
  const text = toText(value ?? null);
  if (typeof text !== "string") throw new Error("Bug: a whole value is unknown");
  return text;
}

export function numberFrom(value: Value | undefined): number {
  const number = toNumber(value ?? null);
  if (typeof number !== "number") throw new Error("Bug: a whole value is unknown");
  return number;
}

export function integerFrom(value: Value | undefined): number {
  const number = numberFrom(value);
  if (!Number.isSafeInteger(number)) throw new EvaluationError("a whole number is needed");
  return number;
}

export function sequenceFrom(value: Value | undefined): Sequence {
  if (value !== undefined && isSequence(value)) return value;
  throw new EvaluationError(`a list is needed, and a ${typeName(value ?? null)} given`);
}

export function mappingFrom(value: Value | undefined): Mapping {
  if (value !== undefined && isMapping(value)) return value;
  throw new EvaluationError(`a map is needed, and a ${typeName(value ?? null)} given`);
}

/** Whether one of some values is unknown as a whole, so that nothing can be said. */
export function someUnknown(values: readonly Value[]): boolean {
  return values.some((value) => isUnknownValue(value));
}

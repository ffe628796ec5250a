/**
 * How often a resource or module stands: `count` and `for_each`.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/for_each
 */
import type { InstanceKey } from "../address.ts";
import { toBoolean, toNumber } from "./convert.ts";
import { evaluate, pairsOf, type Scope, withNames } from "./evaluate.ts";
import { argumentOf, blocksOf, type Body } from "./syntax.ts";
import { EvaluationError, isMapping, isSequence, list, mapping, UNKNOWN, type Value } from "./value.ts";

export interface Repetition {
  /** `unknown`: one instance stands for as many as there will be. */
  readonly by: "nothing" | "count" | "for_each" | "unknown";
  readonly instances: readonly Instance[];
}

export interface Instance {
  readonly key: InstanceKey;
  /** With `count.index`, `each.key` and `each.value`. */
  readonly scope: Scope;
}

/** More instances than any configuration has. */
const MOST_INSTANCES = 10_000;

/** `failed` is told why a number of instances is not known. */
export function repetitionOf(body: Body, scope: Scope, failed: (at: number, why: string) => void): Repetition {
  const argument = argumentOf(body, "count") ?? argumentOf(body, "for_each");
  const enabled = blocksOf(body, "lifecycle").flatMap((block) => argumentOf(block.body, "enabled") ?? [])[0];
  const decisive = argument ?? enabled;
  if (decisive === undefined) return { by: "nothing", instances: [{ key: null, scope }] };
  const value = attempted(() => evaluate(decisive.expression, scope), decisive.at, failed);
  const found = attempted(
    () => (argument === null ? whetherEnabled(value, scope) : instancesOf(argument.name, value, scope)),
    decisive.at,
    failed,
  );
  if (found !== null) return found;
  const names = { count: ofKeys({ index: UNKNOWN }), each: ofKeys({ key: UNKNOWN, value: UNKNOWN }) };
  return { by: "unknown", instances: [{ key: null, scope: withNames(scope, names) }] };
}

function attempted<T>(of: () => T, at: number, failed: (at: number, why: string) => void): T | null {
  try {
    return of();
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    failed(at, error.message);
    return null;
  }
}

function whetherEnabled(value: Value, scope: Scope): Repetition | null {
  const isEnabled = toBoolean(value);
  if (typeof isEnabled !== "boolean") return null;
  return { by: "nothing", instances: isEnabled ? [{ key: null, scope }] : [] };
}

function instancesOf(name: string, value: Value, scope: Scope): Repetition | null {
  if (name === "count") {
    const count = value === null ? null : toNumber(value);
    if (count !== null && typeof count !== "number") return null;
    if (count === null || !Number.isInteger(count) || count < 0) throw new EvaluationError("count is no whole number");
    bounded(count);
    const instances = Array.from({ length: count }, (_instance, index) => ({
      key: index,
      scope: withNames(scope, { count: ofKeys({ index }) }),
    }));
    return { by: "count", instances };
  }
  const isList = isSequence(value) && value.is === "list" && value.elements.length > 0;
  if (value === null || isList || (!isSequence(value) && !isMapping(value) && typeof value !== "object")) {
    throw new EvaluationError("for_each takes a map or a set of texts");
  }
  const pairs = pairsOf(value);
  const known = pairs?.flatMap(([key, each]) => (typeof key === "string" ? [{ key, each }] : [])) ?? [];
  if (pairs === null || known.length < pairs.length) return null;
  bounded(known.length);
  const instances = known.map(({ key, each }) => ({
    key,
    scope: withNames(scope, { each: ofKeys({ key, value: each }) }),
  }));
  return { by: "for_each", instances };
}

function bounded(count: number): void {
  if (count > MOST_INSTANCES) throw new EvaluationError("there are more instances than any configuration has");
}

function ofKeys(values: Readonly<Record<string, Value>>): Value {
  return mapping(Object.entries(values));
}

/** What an address without a key means: the one instance, all in a list, or all by key. */
export function valueOfAll(
  { by, instances }: Pick<Repetition, "by"> & { readonly instances: readonly { readonly key: InstanceKey }[] },
  values: readonly Value[],
): Value {
  switch (by) {
    case "nothing":
      return values[0] ?? null;
    case "count":
      return list(values);
    case "for_each":
      return mapping(instances.map(({ key }, at) => [String(key), values[at] ?? null]));
    case "unknown":
      return UNKNOWN;
  }
}

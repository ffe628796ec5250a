/** https://developer.hashicorp.com/terraform/language/functions/concat and the other collection functions. */
import { elementsOf, toBoolean, toText } from "../convert.ts";
import {
  areEqual,
  EvaluationError,
  isLazy,
  isMapping,
  isSequence,
  isUnknownValue,
  isWhole,
  list,
  mapping,
  set,
  typeName,
  unknownFrom,
  type Value,
} from "../value.ts";
import {
  type Functions,
  integerFrom,
  mappingFrom,
  ofAny,
  ofWhole,
  sequenceFrom,
  someUnknown,
  textFrom,
} from "./function.ts";

const isMissing = (value: Value): boolean => value === null || value === "";

/** Ids and ARNs are never empty. */
function isIdentifier(of: string | null): boolean {
  return of !== null && /\.(?:id|arn)$/.test(of);
}

/** How many elements; a set of unknown elements may have equal ones. */
function lengthOf(value: Value): Value {
  if (isUnknownValue(value) || isLazy(value)) return unknownFrom(value);
  if (typeof value === "string") return Array.from(value).length;
  if (isMapping(value)) return value.entries.size;
  if (!isSequence(value)) throw new EvaluationError(`a ${typeName(value)} has no length`);
  const { elements } = value;
  return value.is === "set" && elements.length > 1 && !isWhole(value) ? unknownFrom(value) : elements.length;
}

function flattened(value: Value): Value[] | null {
  if (isUnknownValue(value)) return null;
  const found: Value[] = [];
  for (const element of sequenceFrom(value).elements) {
    if (isUnknownValue(element) || !isSequence(element)) {
      found.push(element);
      continue;
    }
    const inner = flattened(element);
    if (inner === null) return null;
    found.push(...inner);
  }
  return found;
}

/** The first value that is there; what is unknown may be it. */
function firstPresent(values: readonly Value[], isAbsent: (value: Value) => boolean, what: string): Value {
  for (const value of values) {
    if (!isAbsent(value)) return value;
  }
  throw new EvaluationError(`${what} is given nothing but empty values`);
}

function merged(values: readonly Value[]): Value {
  if (values.some((value) => isUnknownValue(value) || isLazy(value))) return unknownFrom(...values);
  return mapping(values.flatMap((value) => (value === null ? [] : [...mappingFrom(value).entries])));
}

function lookedUp([value = null, key = null, fallback]: readonly Value[]): Value {
  if (isUnknownValue(value) || isUnknownValue(key) || isLazy(value)) return unknownFrom(value, key);
  const name = toText(key);
  const found = typeof name === "string" ? mappingFrom(value).entries.get(name) : undefined;
  if (found !== undefined) return found;
  if (fallback === undefined) throw new EvaluationError("lookup finds no such key");
  return fallback;
}

function elementRound([value = null, index = null]: readonly Value[]): Value {
  if (isUnknownValue(value) || isUnknownValue(index)) return unknownFrom(value, index);
  const { elements } = sequenceFrom(value);
  if (elements.length === 0) throw new EvaluationError("element is given an empty list");
  const at = integerFrom(index) % elements.length;
  return elements[at < 0 ? at + elements.length : at] ?? null;
}

/** A slice of a list that is not known is still as long as it says. */
function sliced([value = null, from = null, to = null]: readonly Value[]): Value {
  if (!isWhole(from) || !isWhole(to)) return unknownFrom(value, from, to);
  const [start, end] = [integerFrom(from), integerFrom(to)];
  if (start < 0 || end < start) throw new EvaluationError("a slice ends before it starts");
  if (isUnknownValue(value)) return list(Array.from({ length: end - start }, () => unknownFrom(value)));
  const { elements } = sequenceFrom(value);
  if (end > elements.length) throw new EvaluationError("a slice ends behind the end of the list");
  return list(elements.slice(start, end));
}

function contains([value = null, wanted = null]: readonly Value[]): Value {
  const elements = elementsOf(value);
  if (elements === null) return unknownFrom(value, wanted);
  const answers = elements.map((element) => areEqual(element, wanted));
  if (answers.includes(true)) return true;
  return answers.includes(null) ? unknownFrom(value, wanted) : false;
}

function distinct(value: Value): Value {
  const found: Value[] = [];
  for (const element of sequenceFrom(value).elements) {
    const answers = found.map((other) => areEqual(element, other));
    if (!answers.includes(true)) found.push(element);
  }
  return list(found);
}

function product(values: readonly Value[]): Value {
  const lists = values.map((value) => sequenceFrom(value));
  const size = lists.reduce((count, { elements }) => count * elements.length, 1);
  if (size > 100_000) throw new EvaluationError("a product of sets grows beyond what any configuration has");
  const rows = lists.reduce<Value[][]>(
    (found, { elements }) => found.flatMap((row) => elements.map((element) => [...row, element])),
    [[]],
  );
  const all = rows.map((row) => list(row));
  return lists.every(({ is }) => is === "set") ? set(all) : list(all);
}

function all(value: Value, decisive: boolean): Value {
  const elements = elementsOf(value);
  if (elements === null) return unknownFrom(value);
  const truths = elements.map((element) => (element === null ? false : toBoolean(element)));
  if (truths.includes(decisive)) return decisive;
  const missing = truths.filter((truth) => typeof truth !== "boolean");
  return missing.length > 0 ? unknownFrom(...missing) : !decisive;
}

function zipped([keys = null, values = null]: readonly Value[]): Value {
  const [names, entries] = [elementsOf(keys), elementsOf(values)];
  if (names === null || entries === null || !isWhole(keys)) return unknownFrom(keys, values);
  if (names.length !== entries.length) throw new EvaluationError("zipmap is given more keys or more values");
  return mapping(names.map((name, at) => [textFrom(name), entries[at] ?? null]));
}

/** Sets, from lists too; their elements have one type. */
function setOf(value: Value): ReadonlyMap<string, Value> {
  return new Map(sequenceFrom(value).elements.map((element) => [JSON.stringify(dataKey(element)), element]));
}

function dataKey(value: Value): unknown {
  if (isSequence(value)) return value.elements.map((element) => dataKey(element));
  if (isMapping(value)) return [...value.entries].map(([key, entry]) => [key, dataKey(entry)]);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function combined(
  values: readonly Value[],
  keep: (key: string, others: readonly ReadonlySet<string>[]) => boolean,
): Value {
  const sets = values.map((value) => setOf(value));
  const keys = sets.map((each) => new Set(each.keys()));
  const found = new Map(sets.flatMap((each) => [...each]));
  return set([...found].filter(([key]) => keep(key, keys)).map(([, element]) => element));
}

/** A list of what is there, if there is one; else of unknown. */
function mapped(value: Value, of: (elements: readonly Value[]) => Value): Value {
  return isUnknownValue(value) ? unknownFrom(value) : of(sequenceFrom(value).elements);
}

function matched([values = null, keys = null, wanted = null]: readonly Value[]): Value {
  const [elements, names] = [elementsOf(values), elementsOf(keys)];
  if (elements === null || names === null || !isWhole(keys) || !isWhole(wanted))
    return unknownFrom(values, keys, wanted);
  const searched = sequenceFrom(wanted).elements;
  return list(elements.filter((_element, at) => searched.some((each) => areEqual(each, names[at] ?? null) === true)));
}

function only(value: Value): Value {
  if (isUnknownValue(value) || isLazy(value)) return unknownFrom(value);
  if (value === null) return null;
  const { elements } = sequenceFrom(value);
  if (elements.length > 1) throw new EvaluationError("one is given a list of several elements");
  return elements[0] ?? null;
}

function transposed(value: Value): Value {
  const found = new Map<string, string[]>();
  for (const [key, entry] of mappingFrom(value).entries) {
    for (const element of sequenceFrom(entry).elements) {
      const name = textFrom(element);
      found.set(name, [...(found.get(name) ?? []), key]);
    }
  }
  return mapping([...found].map(([key, names]) => [key, list(names.sort())]));
}

export const collectionFunctions: Functions = {
  alltrue: ofAny(1, 1, ([value = null]) => all(value, false)),
  anytrue: ofAny(1, 1, ([value = null]) => all(value, true)),
  chunklist: ofAny(2, 2, ([value = null, size = null]) =>
    mapped(value, (elements) => {
      const length = Math.max(0, integerFrom(size)) || elements.length;
      const count = elements.length === 0 ? 0 : Math.ceil(elements.length / length);
      return list(Array.from({ length: count }, (_chunk, at) => list(elements.slice(at * length, (at + 1) * length))));
    }),
  ),
  coalesce: ofAny(1, null, (values) => firstPresent(values, isMissing, "coalesce")),
  coalescelist: ofAny(1, null, (values) =>
    firstPresent(
      values,
      (value) => value === null || (isSequence(value) && value.elements.length === 0),
      "coalescelist",
    ),
  ),
  compact: ofAny(1, 1, ([value = null]) =>
    mapped(value, (elements) =>
      elements.some((element) => isUnknownValue(element) && !isIdentifier(element.of))
        ? unknownFrom(value)
        : list(elements.filter((element) => !isMissing(element))),
    ),
  ),
  concat: ofAny(1, null, (values) =>
    someUnknown(values) ? unknownFrom(...values) : list(values.flatMap((value) => sequenceFrom(value).elements)),
  ),
  contains: ofAny(2, 2, (values) => contains(values)),
  distinct: ofAny(1, 1, ([value = null]) => (isUnknownValue(value) ? unknownFrom(value) : distinct(value))),
  element: ofAny(2, 2, (values) => elementRound(values)),
  flatten: ofAny(1, 1, ([value = null]) => {
    const found = flattened(value);
    return found === null ? unknownFrom(value) : list(found);
  }),
  index: ofWhole(2, 2, ([value = null, wanted = null]) => {
    const at = sequenceFrom(value).elements.findIndex((element) => areEqual(element, wanted) === true);
    if (at < 0) throw new EvaluationError("index finds no such element");
    return at;
  }),
  keys: ofAny(1, 1, ([value = null]) =>
    isUnknownValue(value) || isLazy(value) ? unknownFrom(value) : list([...mappingFrom(value).entries.keys()]),
  ),
  values: ofAny(1, 1, ([value = null]) =>
    isUnknownValue(value) || isLazy(value) ? unknownFrom(value) : list([...mappingFrom(value).entries.values()]),
  ),
  length: ofAny(1, 1, ([value = null]) => lengthOf(value)),
  lookup: ofAny(2, 3, (values) => lookedUp(values)),
  matchkeys: ofAny(3, 3, (values) => matched(values)),
  merge: ofAny(0, null, (values) => merged(values)),
  one: ofAny(1, 1, ([value = null]) => only(value)),
  reverse: ofAny(1, 1, ([value = null]) => mapped(value, (elements) => list(elements.toReversed()))),
  setintersection: ofWhole(1, null, (values) => combined(values, (key, sets) => sets.every((each) => each.has(key)))),
  setsubtract: ofWhole(2, 2, (values) =>
    combined(values, (key, [from, without]) => (from?.has(key) ?? false) && !(without?.has(key) ?? false)),
  ),
  setunion: ofWhole(1, null, (values) => combined(values, () => true)),
  setproduct: ofAny(2, null, (values) => (someUnknown(values) ? unknownFrom(...values) : product(values))),
  slice: ofAny(3, 3, (values) => sliced(values)),
  transpose: ofWhole(1, 1, ([value = null]) => transposed(value)),
  zipmap: ofAny(2, 2, (values) => zipped(values)),
};

/** Elements of one type, as lists and sets of Terraform have them: texts where types differ. */
export function unified(elements: readonly Value[]): readonly Value[] {
  const known = elements.filter((element) => !isUnknownValue(element) && element !== null);
  const types = new Set(known.map((element) => typeof element));
  if (types.size <= 1 || types.has("object")) return elements;
  return elements.map((element) => (element === null ? null : toText(element)));
}

/** https://developer.hashicorp.com/terraform/language/functions/tobool and the other conversions. */
import { toBoolean, toNumber, toText } from "../convert.ts";
import { isLazy, isUnknownValue, list, mapping, SENSITIVE, set, unknownFrom, type Value } from "../value.ts";
import { unified } from "./collections.ts";
import { type Functions, mappingFrom, ofAny, sequenceFrom } from "./function.ts";

/** Null and unknown are of every type. */
function unlessNone(value: Value, convert: (value: Value) => Value): Value {
  if (value === null) return null;
  return isUnknownValue(value) || isLazy(value) ? unknownFrom(value) : convert(value);
}

export const conversionFunctions: Functions = {
  tobool: ofAny(1, 1, ([value = null]) => unlessNone(value, toBoolean)),
  tonumber: ofAny(1, 1, ([value = null]) => unlessNone(value, toNumber)),
  tostring: ofAny(1, 1, ([value = null]) => unlessNone(value, toText)),
  tolist: ofAny(1, 1, ([value = null]) => unlessNone(value, (each) => list(unified(sequenceFrom(each).elements)))),
  toset: ofAny(1, 1, ([value = null]) => unlessNone(value, (each) => set(unified(sequenceFrom(each).elements)))),
  tomap: ofAny(1, 1, ([value = null]) =>
    unlessNone(value, (each) => {
      const { entries } = mappingFrom(each);
      const values = unified([...entries.values()]);
      return mapping([...entries.keys()].map((key, at) => [key, values[at] ?? null]));
    }),
  ),
  // A secret is not evaluated, and stays one.
  sensitive: ofAny(1, 1, () => SENSITIVE),
  nonsensitive: ofAny(1, 1, ([value = null]) => value),
  issensitive: ofAny(1, 1, ([value = null]) => isUnknownValue(value) && value.isSensitive),
  ephemeralasnull: ofAny(1, 1, ([value = null]) => value),
};

/** JSON as `jsonencode` writes it and `jsondecode` reads it. */
import { formatNumber } from "../convert.ts";
import { EvaluationError, isLazy, isSequence, isUnknownValue, list, mapping, type Value } from "../value.ts";

/** Of a whole value. Terraform writes `<`, `>` and `&` as escapes. */
export function jsonOf(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return String(value);
  if (isUnknownValue(value) || isLazy(value)) throw new Error("Bug: JSON of an unknown value");
  if (isSequence(value)) return `[${value.elements.map((element) => jsonOf(element)).join(",")}]`;
  return `{${[...value.entries].map(([key, entry]) => `${quoted(key)}:${jsonOf(entry)}`).join(",")}}`;
}

function quoted(value: string): string {
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, escape);
}

/** A value that plain data stands for, such as JSON or YAML gives; null for what has no such value. */
export function valueOfData(data: unknown, depth = 0): Value {
  if (depth > 200) throw new EvaluationError("the document is nested deeper than any configuration");
  if (data === null || data === undefined) return null;
  if (typeof data === "string" || typeof data === "number" || typeof data === "boolean") return data;
  if (typeof data === "bigint") return Number(data);
  if (Array.isArray(data)) return list(data.map((element: unknown) => valueOfData(element, depth + 1)));
  if (typeof data !== "object") throw new EvaluationError("the document holds what is no value");
  return mapping(Object.entries(data).map(([key, entry]: [string, unknown]) => [key, valueOfData(entry, depth + 1)]));
}

export function parsedJson(text: string): Value {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new EvaluationError("the text is no JSON");
  }
  return valueOfData(data);
}

/** Expressions evaluated alone, for tests. */
import { createHash } from "node:crypto";
import { evaluate, type Scope } from "../../../../src/terraform/hcl/evaluate.ts";
import { parseWholeExpression } from "../../../../src/terraform/hcl/parse-body.ts";
import {
  EvaluationError,
  isMapping,
  isSequence,
  isUnknownValue,
  type Value,
} from "../../../../src/terraform/hcl/value.ts";

export function scopeOf(
  names: Readonly<Record<string, Value>> = {},
  files: Readonly<Record<string, string>> = {},
): Scope {
  return {
    name: (name) => names[name],
    spent: { steps: 0, depth: 0 },
    outside: {
      readText: (path) => files[path] ?? null,
      hasFile: (path) => Object.hasOwn(files, path),
      filesBelow: (folder) =>
        Object.keys(files).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])),
      digest: (algorithm, bytes) => new Uint8Array(createHash(algorithm).update(bytes).digest()),
    },
  };
}

/** Plain data of the value of an expression; what is unknown is `{ unknown: true }`, what fails `{ error: why }`. */
export function evaluated(text: string, scope: Scope = scopeOf()): unknown {
  try {
    return plain(evaluate(parseWholeExpression({ file: "expression", text }), scope));
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.message };
    throw error;
  }
}

export function plain(value: Value): unknown {
  if (isUnknownValue(value)) return { unknown: true };
  if (isSequence(value)) return value.elements.map((element) => plain(element));
  if (isMapping(value)) return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
  return value;
}

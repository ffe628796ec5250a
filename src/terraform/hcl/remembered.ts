/** Values that are evaluated when somebody asks, once. */
import { EvaluationError, type Lazy, type Value } from "./value.ts";

/** A function whose answers are kept; what asks for itself on the way has no value. */
export function remembered(evaluate: (name: string) => Value): (name: string) => Value {
  const known = new Map<string, Value>();
  const open = new Set<string>();
  return (name) => {
    const value = known.get(name);
    if (value !== undefined) return value;
    if (open.has(name)) throw new EvaluationError(`${name} refers to itself`);
    open.add(name);
    try {
      const found = evaluate(name);
      known.set(name, found);
      return found;
    } finally {
      open.delete(name);
    }
  };
}

/** A namespace: `var`, the resources of a type, the attributes of one. */
export function lazily(evaluate: (name: string) => Value): Lazy {
  return { kind: "lazy", get: remembered(evaluate) };
}

/** What must be true unless the program has a bug: throws `Bug: …`, which nothing catches but the edge. */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${what}`);
}

/** The value, when it is there; a bug named `what` when it is not. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`Bug: ${what} is missing`);
  return value;
}

/**
 * What a plan does to a resource, and how many objects cost money before and after.
 * https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export type Change =
  | "added"
  | "changed"
  | "removed"
  | "replaced"
  | "unchanged"
  /** Leaves Terraform and stays in the account. */
  | "forgotten"
  /** A new object; the old one leaves Terraform and stays in the account. */
  | "replaced_and_kept"
  /** A word that is not known: both sides are priced, with a note. */
  | "unknown";

export interface Action {
  readonly change: Change;
  /** Objects that cost before and after. */
  readonly objects: { readonly before: 0 | 1; readonly after: 0 | 1 | 2 };
}

const words: readonly string[] = ["no-op", "create", "update", "delete", "forget", "read"];

/** Words are looked for, not lists compared: the tools write them in either order. Null for a data source that is read. */
export function actionOf(actions: readonly string[]): Action | null {
  const has = (word: string): boolean => actions.includes(word);
  if (actions.length === 0 || actions.some((word) => !words.includes(word)))
    return { change: "unknown", objects: { before: 1, after: 1 } };
  if (has("create") && has("forget")) return { change: "replaced_and_kept", objects: { before: 1, after: 2 } };
  if (has("create") && has("delete")) return { change: "replaced", objects: { before: 1, after: 1 } };
  if (has("create")) return { change: "added", objects: { before: 0, after: 1 } };
  if (has("delete")) return { change: "removed", objects: { before: 1, after: 0 } };
  if (has("forget")) return { change: "forgotten", objects: { before: 1, after: 1 } };
  if (has("update")) return { change: "changed", objects: { before: 1, after: 1 } };
  return has("read") ? null : { change: "unchanged", objects: { before: 1, after: 1 } };
}

/** One scenario under another's traffic: what is asked, and of what it is made, comes from elsewhere; what answers stays. */
import { type Source, readDocument } from "./document.ts";
import { type Problems, problems as problemList } from "./problems.ts";
import type { MapTree, Tree } from "./tree.ts";

/** A scenario whose traffic another one takes. */
export interface TrafficSource {
  readonly source: Source;
  /** Opens what that scenario refers to, from beside it. */
  readonly resolve?: (reference: string) => Source;
}

/** What is asked, over which time, and what counts as an answer. */
const ASKED = ["period", "step", "seed", "objective", "traffic", "classes"] as const;

/**
 * Replaces those sections in `root`, also by nothing. Destinations that only the other scenario has are added, because its classes
 * may call them; those that both have are agreements of each shop and stay. `inline` reads a section that stands in a file of its own.
 */
export function borrowTraffic(
  root: MapTree,
  { source, resolve }: TrafficSource,
  problems: Problems,
  inline: (root: MapTree, key: string, resolve: TrafficSource["resolve"]) => void,
): void {
  const other = readDocument(source, problems);
  if (other.kind !== "map") {
    if (other.kind !== "broken") problems.add(other.spot, [], "a scenario must be a map of settings");
    return;
  }
  for (const key of ["traffic", "classes"]) inline(other, key, resolve);
  for (const key of ASKED) {
    const section = other.entries.get(key);
    if (section === undefined) root.entries.delete(key);
    else root.entries.set(key, section);
  }
  const [own, theirs] = [root, other].map(({ entries }): Tree | undefined => entries.get("destinations"));
  if (theirs?.kind !== "map") return;
  if (own?.kind !== "map") root.entries.set("destinations", theirs);
  else for (const [name, one] of theirs.entries) if (!own.entries.has(name)) own.entries.set(name, one);
}

/**
 * Whether a text is an architecture in a file of its own rather than a scenario, which says in what version it is written and has
 * traffic. What cannot be read is taken for a scenario: reading it says what is wrong.
 */
export function isArchitecture(source: Source): boolean {
  const root = readDocument(source, problemList(source.file));
  return root.kind === "map" && !root.entries.has("surgecast") && !root.entries.has("traffic");
}

/** Names as they stand in a scenario's tree, and whether a word is one of them. */
import type { Reading } from "./reading.ts";
import { likes } from "./schema.ts";
import { formatPath, formatValue, type Path } from "./tree.ts";
import { didYouMean } from "./words.ts";

/** Null names: what they stand in could not be read, so nobody knows. */
export function known(reading: Reading, path: Path, word: string, names: readonly string[] | null, what: string): void {
  if (names === null || names.includes(word)) return;
  const listed = names.length === 0 ? null : `use one of: ${names.join(", ")}`;
  reading.check(
    path,
    `${formatPath(path)} must name ${what}; got ${formatValue(word)}`,
    didYouMean(word, names) ?? listed,
  );
}

/** Names as written, so that a fault inside of what bears one does not make it unknown elsewhere. */
export function classNames(reading: Reading): readonly string[] | null {
  const own = keysAt(reading, "classes");
  return own === null ? null : [...new Set([...own, ...likes])];
}

/** None where the section is absent; null where it is no map. */
export function keysAt({ root }: Reading, key: "classes" | "destinations"): readonly string[] | null {
  const tree = root.entries.get(key);
  if (tree === undefined) return [];
  return tree.kind === "map" ? [...tree.entries.keys()] : null;
}

export function eventNames({ root }: Reading): readonly string[] | null {
  const traffic = root.entries.get("traffic");
  if (traffic?.kind !== "map") return null;
  const events = traffic.entries.get("events");
  if (events === undefined) return [];
  if (events.kind !== "list") return null;
  return events.items.flatMap((event) => {
    const name = event.kind === "map" ? event.entries.get("name") : undefined;
    return name?.kind === "scalar" && typeof name.value === "string" ? [name.value] : [];
  });
}

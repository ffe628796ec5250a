/** `--set path=value`: changes on the tree, before any of it is checked. */
import { readDocument } from "./document.ts";
import { MAX_DEPTH } from "./tree-builder.ts";
import { problems as problemList, type Problems } from "./problems.ts";
import {
  childOf,
  formatPath,
  formatValue,
  parsePath,
  plain,
  short,
  type MapTree,
  type Path,
  type Spot,
  type Tree,
} from "./tree.ts";
import { didYouMean } from "./words.ts";

export interface Override {
  readonly path: Path;
  readonly value: Tree;
  readonly spot: Spot;
}

/** `traffic.events[0].multiple=50`, the value read as YAML; null, with a problem, when it is none. */
export function parseOverride(text: string, problems: Problems): Override | null {
  const spot: Spot = { flag: `--set ${short(text)}` };
  const equals = separator(text);
  const path = equals === -1 ? null : parsePath(text.slice(0, equals).trim());
  if (path === null) {
    problems.add(spot, [], "it must be a path and a value such as traffic.events[0].multiple=50");
    return null;
  }
  if (path.length > MAX_DEPTH) {
    problems.add(spot, [], `its path must be at most ${MAX_DEPTH} keys long; it has ${path.length}`);
    return null;
  }
  const written = text.slice(equals + 1).trim();
  if (written === "") return { path, spot, value: { kind: "scalar", spot, value: null } };
  const inside = problemList("");
  const value = readDocument({ text: written, file: "" }, inside);
  if (inside.count > 0) {
    problems.add(spot, path, `the value must be valid YAML; got ${formatValue(written)}`);
    return null;
  }
  return { path, spot, value: movedTo(value, spot) };
}

/** The first `=` outside of quotes: a quoted key may contain one. */
function separator(text: string): number {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    if (text[i] === "=" && !quoted) return i;
  }
  return -1;
}

function movedTo(tree: Tree, spot: Spot): Tree {
  if (tree.kind === "list") return { ...tree, spot, items: tree.items.map((item) => movedTo(item, spot)) };
  if (tree.kind !== "map") return { ...tree, spot };
  return { ...tree, spot, entries: new Map([...tree.entries].map(([key, child]) => [key, movedTo(child, spot)])) };
}

/** Puts the value where its path says; maps on the way are made, items of lists are not. */
export function applyOverride(root: MapTree, { path, value, spot }: Override, problems: Problems): void {
  let here: Tree = root;
  for (const [i, key] of path.entries()) {
    const last = i === path.length - 1;
    const above = formatPath(path.slice(0, i));
    if (here.kind === "broken") return;
    if (here.kind === "list") {
      const item: Tree | undefined = typeof key === "number" ? here.items[key] : undefined;
      if (item === undefined || typeof key !== "number") {
        const items = here.items.length;
        problems.add(
          spot,
          path,
          `${above} must be followed by ${items === 0 ? "nothing: it is an empty list" : `[0]${items === 1 ? "" : ` to [${items - 1}]`}`}`,
        );
        return;
      }
      if (last) here.items[key] = value;
      here = item;
    } else if (here.kind === "map" && typeof key === "string") {
      const child = childOf(here, key);
      if (child === undefined && typeof path[i + 1] === "number") {
        const list = formatPath(path.slice(0, i + 1));
        problems.add(spot, path, `${list} must be a list that is written`, didYouMean(key, [...here.entries.keys()]));
        return;
      }
      // A key without a value is an empty map to whoever sets something inside it.
      const isEmpty = child === undefined || (child.kind === "scalar" && child.value === null);
      const next: Tree = isEmpty ? { kind: "map", spot: child?.spot ?? spot, entries: new Map() } : child;
      here.entries.set(key, last ? value : next);
      here = next;
    } else {
      const what = here.kind === "map" ? "a map has no items by number" : `it is ${formatValue(plain(here))}`;
      problems.add(spot, path, `${above} must hold ${formatPath([key])}, but ${what}`);
      return;
    }
  }
}

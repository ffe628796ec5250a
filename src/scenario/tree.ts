/** A document as values that know where they were written, so that whatever is wrong with one can be shown there. */
import type { Place } from "../errors.ts";

/** Where a value was written: in a file, or in a flag such as `--set region=eu-west-1`. */
export type Spot = Place | { readonly flag: string };

export type Scalar = string | number | boolean | null;
export type Path = readonly (string | number)[];

/** `broken`: something stands there that has been reported already. */
export type Tree =
  | { readonly kind: "broken"; readonly spot: Spot }
  | { readonly kind: "scalar"; readonly spot: Spot; readonly value: Scalar }
  | { readonly kind: "list"; readonly spot: Spot; readonly items: Tree[] }
  | { readonly kind: "map"; readonly spot: Spot; readonly entries: Map<string, Tree> };

export type MapTree = Extract<Tree, { kind: "map" }>;

/** The value as plain JSON; undefined where it is broken. */
export function plain(tree: Tree): unknown {
  switch (tree.kind) {
    case "broken":
      return undefined;
    case "scalar":
      return tree.value;
    case "list":
      return tree.items.map(plain);
    case "map":
      return Object.fromEntries([...tree.entries].map(([key, child]) => [key, plain(child)]));
  }
}

export function childOf(tree: Tree, key: string | number): Tree | undefined {
  if (tree.kind === "map") return tree.entries.get(String(key));
  return tree.kind === "list" && typeof key === "number" ? tree.items[key] : undefined;
}

/** The value at `path`, or the nearest one above it when there is none: what a missing key is reported at. */
export function nearestTo(tree: Tree, path: Path): { readonly tree: Tree; readonly found: boolean } {
  let here = tree;
  for (const key of path) {
    const child = childOf(here, key);
    if (child === undefined) return { tree: here, found: false };
    here = child;
  }
  return { tree: here, found: true };
}

/** `["traffic", "events", 0, "ramp"]` as people write it: `traffic.events[0].ramp`; other keys as `calls["cms.x"]`. */
export function formatPath(path: Path): string {
  return path
    .map((key, i) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^[A-Za-z_][\w-]{0,99}$/.test(key)) return `[${quotedShort(key, 120)}]`;
      return i === 0 ? key : `.${key}`;
    })
    .join("");
}

/** The inverse of `formatPath`; null when `text` is no path. */
export function parsePath(text: string): Path | null {
  const path: (string | number)[] = [];
  const part = /\.?([A-Za-z_][\w-]*)|\[(\d{1,6})\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (part.lastIndex < text.length) {
    const start = part.lastIndex;
    const match = part.exec(text);
    if (match === null) return null;
    const [, key, index, quoted] = match;
    // A dot stands between two keys, and nowhere else.
    if (key !== undefined && (text[start] === ".") === (start === 0)) return null;
    if (index !== undefined) path.push(Number(index));
    else if (key !== undefined) path.push(key);
    else {
      const name = unquote(quoted ?? "");
      if (name === null) return null;
      path.push(name);
    }
  }
  return path.length === 0 ? null : path;
}

function unquote(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

/** A value as a message shows it: `"fast"`, `12`, `a map`, `nothing`. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") return Object.keys(value).length === 0 ? "an empty map" : "a map";
  return quotedShort(value, 80);
}

/** As JSON, cut where it is longer than `most` characters. */
function quotedShort(value: unknown, most: number): string {
  const text = JSON.stringify(typeof value === "string" ? value.slice(0, most) : value);
  const whole = typeof value !== "string" || value.length <= most;
  return whole && text.length <= most ? text : `${text.slice(0, most - 3)}…`;
}

/** A text as a message repeats it: in one line, cut where it is long. */
export function short(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

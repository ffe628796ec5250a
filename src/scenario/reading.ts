/** A document while it is read: schemas applied to parts of its tree, and everything wrong with it collected with its place. */
import type * as z from "zod";
import type { ErrorCode } from "../errors.ts";
import type { Problems } from "./problems.ts";
import { nearestTo, plain, type MapTree, type Path } from "./tree.ts";
import { issueWords } from "./words.ts";

export interface Reading {
  readonly root: MapTree;
  /**
   * What stands at `path` as `schema` parses it. What is wrong is reported; then comes what is left without the wrong parts, so
   * that checks across the document still run, or undefined when nothing of use is left.
   */
  read<S extends z.ZodType>(schema: S, path: Path, part?: Part): z.output<S> | undefined;
  /** A problem at `path`, or at the nearest key above it that is written. */
  report(path: Path, what: string, hint?: string | null, code?: ErrorCode): void;
  /** As `report`, but silent where something at, above or inside `path` is wrong already: it may follow from that. */
  check(path: Path, what: string, hint?: string | null): void;
}

/** Another input than what stands at the path (a component without the keys that every component has), and keys it may have beside. */
interface Part {
  readonly input: unknown;
  readonly alsoKnown: readonly string[];
}

export function reading(root: MapTree, problems: Problems): Reading {
  const wrong: Path[] = [];

  function report(path: Path, what: string, hint: string | null = null, code?: ErrorCode): void {
    wrong.push(path);
    const { tree } = nearestTo(root, path);
    if (tree.kind !== "broken") problems.add(tree.spot, path, what, hint, code);
  }

  return {
    root,
    report,
    check(path, what, hint) {
      if (wrong.some((other) => within(path, other) || within(other, path)) || holdsBroken(root, path)) return;
      report(path, what, hint);
    },
    read(schema, path, part) {
      const { tree, found } = nearestTo(root, path);
      if (tree.kind === "broken") return undefined;
      const input = part === undefined ? (found ? plain(tree) : undefined) : part.input;
      let result = schema.safeParse(input);
      if (result.success) return result.data;
      const words = issueWords(result.error.issues, { input, schema, prefix: path, alsoKnown: part?.alsoKnown ?? [] });
      for (const { path, what, hint } of words) report(path, what, hint);
      let left = input;
      for (let attempt = 0; attempt < 10 && !result.success && left !== undefined; attempt++) {
        const faults = issueWords(result.error.issues, { input: left, schema, prefix: [] });
        left = without(left, faultsByKey(faults));
        result = schema.safeParse(left);
      }
      return result.success ? result.data : undefined;
    },
  };
}

const within = (path: Path, other: Path): boolean => other.every((key, i) => path[i] === key);

function holdsBroken(root: MapTree, path: Path): boolean {
  const { tree } = nearestTo(root, path);
  return (
    tree.kind === "broken" || (tree.kind === "map" && [...tree.entries.values()].some(({ kind }) => kind === "broken"))
  );
}

/** Faults by the keys that lead to them; null where one is. */
type Faults = Map<string | number, Faults | null> | null;

function faultsByKey(words: readonly { readonly path: Path }[]): Faults {
  const all: NonNullable<Faults> = new Map();
  for (const { path } of words) {
    const last = path.at(-1);
    if (last === undefined) return null;
    let here: Faults = all;
    for (const key of path.slice(0, -1)) {
      const next: Faults = here.has(key) ? (here.get(key) ?? null) : new Map();
      here.set(key, next);
      here = next;
      if (here === null) break;
    }
    here?.set(last, null);
  }
  return all;
}

/** `value` without what is faulty in it; where that is absent, or an item of a list whose others would move, without its parent. */
function without(value: unknown, faults: Faults): unknown {
  if (faults === null || typeof value !== "object" || value === null) return undefined;
  // Lists are indexed by number, maps by name, and both are objects that own their keys.
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  for (const [key, inside] of faults) {
    const child = Object.hasOwn(copy, key) ? without(copy[key], inside) : undefined;
    if (child !== undefined) copy[key] = child;
    else if (Array.isArray(copy) || !Object.hasOwn(copy, key)) return undefined;
    else delete copy[key];
  }
  return copy;
}

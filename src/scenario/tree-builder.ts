/**
 * YAML nodes → tree. What a schema cannot see is refused here: keys that are written twice or reach into JavaScript's objects,
 * numbers that are none, aliases that unfold without end.
 */
import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type Scalar as ScalarNode } from "yaml";
import type { Place } from "../errors.ts";
import type { Problems } from "./problems.ts";
import { formatPath, formatValue, plain, type MapTree, type Path, type Scalar, type Tree } from "./tree.ts";

export const MAX_DEPTH = 40;
/** Values of one file, aliases unfolded. */
const MAX_VALUES = 100_000;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** A node where it was met: by the key or item that it is the value of. */
interface Met {
  readonly spot: Place;
  readonly path: Path;
  readonly depth: number;
}

interface Builder {
  readonly problems: Problems;
  readonly placeOf: (offset: number) => Place;
  /** Nodes come in the order of the text, so an alias finds the anchor last written above it. */
  readonly anchors: Map<string, Node>;
  readonly targets: Map<Alias, Node>;
  values: number;
}

/** The tree of a document's contents; what is wrong is added to `problems` and broken in the tree. */
export function buildTree(contents: Node, placeOf: (offset: number) => Place, problems: Problems): Tree {
  const builder: Builder = { problems, placeOf, anchors: new Map(), targets: new Map(), values: 0 };
  const spot = { ...placeOf(0), line: 1, column: 1 };
  const tree = build(builder, contents, { spot, path: [], depth: 0 });
  return builder.values > MAX_VALUES ? { kind: "broken", spot } : tree;
}

function build(builder: Builder, node: Node | null, met: Met): Tree {
  const { problems, anchors, targets } = builder;
  const { spot, path, depth } = met;
  const broken: Tree = { kind: "broken", spot };
  if (builder.values > MAX_VALUES) return broken;
  builder.values += 1;
  if (builder.values > MAX_VALUES || depth > MAX_DEPTH) {
    const limit =
      depth > MAX_DEPTH
        ? `be nested at most ${MAX_DEPTH} deep`
        : `hold at most ${MAX_VALUES.toLocaleString("en")} values`;
    problems.add(spot, [], `the document must ${limit}, aliases unfolded`);
    // One such problem is enough, and the rest of the document may be endless.
    builder.values = MAX_VALUES + 1;
    return broken;
  }
  if (node === null) return { kind: "scalar", spot, value: null };
  if (isAlias(node)) {
    const target = targets.get(node) ?? anchors.get(node.source);
    if (target === undefined) {
      problems.add(spot, path, `${formatPath(path)} must name an anchor that is written above it; got *${node.source}`);
      return broken;
    }
    targets.set(node, target);
    return build(builder, target, { ...met, depth: depth + 1 });
  }
  if (node.anchor !== undefined) anchors.set(node.anchor, node);
  if (isScalar(node)) return scalar(builder, node, met);
  if (isSeq(node)) {
    const items = node.items.map((item, i) => {
      const child = item as Node; // the parser puts nodes, never pairs, into the sequences of the core schema
      return build(builder, child, { spot: startOf(builder, child, spot), path: [...path, i], depth: depth + 1 });
    });
    return { kind: "list", spot, items };
  }
  return isMap(node) ? map(builder, node.items as Pair<Node, Node | null>[], met) : broken; // as the parser fills it
}

function startOf({ placeOf }: Builder, node: Node, otherwise: Place): Place {
  return node.range === undefined || node.range === null ? otherwise : placeOf(node.range[0]);
}

function scalar({ problems }: Builder, { value, source }: ScalarNode, { spot, path }: Met): Tree {
  if (typeof value === "number" && !Number.isFinite(value)) {
    problems.add(spot, path, `${formatPath(path)} must be a finite number; got ${source ?? value}`);
    return { kind: "broken", spot };
  }
  const known = value as Scalar; // the core schema resolves to text, numbers, booleans and null
  // Minus zero is zero to everyone but a division.
  return { kind: "scalar", spot, value: known === 0 ? 0 : known };
}

function map(builder: Builder, pairs: readonly Pair<Node, Node | null>[], met: Met): MapTree {
  const { problems } = builder;
  const { spot, path, depth } = met;
  const entries = new Map<string, Tree>();
  const written = new Map<string, Place>();
  const merged: MapTree[] = [];
  for (const { key, value } of pairs) {
    const place = startOf(builder, key, spot);
    const word = wordOf(key);
    if (word === null) {
      problems.add(
        place,
        path,
        `${path.length === 0 ? "the document" : formatPath(path)} must have plain words as keys`,
      );
      continue;
    }
    if (word === "<<" && isScalar(key) && key.type === "PLAIN") {
      merged.push(...mergeSources(builder, value, { ...met, spot: place }));
      continue;
    }
    const child = [...path, word];
    const earlier = written.get(word);
    if (FORBIDDEN_KEYS.has(word)) problems.add(place, child, `${formatPath(child)} must have another name`);
    else if (earlier !== undefined) {
      problems.add(
        place,
        child,
        `${formatPath(child)} must be written once; it stands in line ${earlier.line} already`,
      );
    } else {
      written.set(word, place);
      entries.set(word, build(builder, value, { spot: place, path: child, depth: depth + 1 }));
    }
  }
  for (const source of merged) {
    for (const [word, tree] of source.entries) if (!entries.has(word)) entries.set(word, tree);
  }
  return { kind: "map", spot, entries };
}

/** A key as text, also where YAML reads a number or a boolean; null for lists, maps, aliases and nothing. */
function wordOf(key: Node): string | null {
  if (!isScalar(key) || key.value === null) return null;
  return typeof key.value === "string" ? key.value : (key.source ?? null);
}

/** What `<<: *base` or `<<: [*a, *b]` takes in; the map's own keys win, then the earlier source. */
function mergeSources(builder: Builder, node: Node | null, met: Met): readonly MapTree[] {
  const tree = build(builder, node, { ...met, depth: met.depth + 1 });
  const sources = tree.kind === "list" ? tree.items : [tree];
  return sources.filter((source): source is MapTree => {
    if (source.kind === "map") return true;
    if (source.kind !== "broken") {
      builder.problems.add(
        met.spot,
        met.path,
        `<< must be a map, or a list of maps; got ${formatValue(plain(source))}`,
      );
    }
    return false;
  });
}

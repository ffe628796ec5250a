/**
 * `.tf.json` and `.tfvars.json`: the same language in JSON. Texts are templates, except where the language wants a plain one. Without the
 * provider's schema arguments and blocks look alike here, so what stands in a resource is an argument; `dynamic` is a block.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from "yaml";
import { BrokenSyntax } from "./cursor.ts";
import { parseTemplate, parseWholeExpression, type Parsed, problemAt } from "./parse-body.ts";
import type { Argument, Block, Body, Expression, Source } from "./syntax.ts";

/** Reads a file of JSON with Terraform's blocks. */
export function parseJsonFile(source: Source): Parsed {
  return guarded(source, (root) => {
    const blocks: Block[] = [];
    for (const { key, value, at } of entriesOf(root)) {
      const levels = LABELS[key];
      if (levels !== undefined) blocks.push(...blocksBelow({ type: key, at, source }, value, levels, []));
    }
    return { source, attributes: [], blocks };
  });
}

/** Reads a file of JSON with values of variables. */
export function parseJsonVariables(source: Source): Parsed {
  return guarded(source, (root) => ({ source, attributes: argumentsOf(source, root), blocks: [] }));
}

/** How many names stand before the brace of a block. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
};

/** In these blocks texts are plain, not templates. */
const PLAIN = ["variable", "terraform"];

function guarded(source: Source, bodyOf: (root: Node) => Body): Parsed {
  const empty: Body = { source, attributes: [], blocks: [] };
  // The reader of YAML tells places; whether it is JSON, the reader of JSON says.
  const lines = new LineCounter();
  const text = source.text.startsWith("\uFEFF") ? ` ${source.text.slice(1)}` : source.text;
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: "silent" });
  try {
    JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = document.errors[0]?.pos[0] ?? Number(/position (\d+)/.exec(error.message)?.[1] ?? 0);
    return {
      body: empty,
      problems: [problemAt(source, new BrokenSyntax(Math.min(at, text.length), "this is no JSON"))],
    };
  }
  try {
    return { body: document.contents === null ? empty : bodyOf(document.contents), problems: [] };
  } catch (error) {
    if (!(error instanceof BrokenSyntax)) throw error;
    return { body: empty, problems: [problemAt(source, error)] };
  }
}

interface Entry {
  readonly key: string;
  readonly value: Node;
  readonly at: number;
}

/** Entries of an object, but for comments, whose key is `//`; of a list of objects, those of all. */
function entriesOf(node: Node): readonly Entry[] {
  if (isSeq<Node>(node)) return node.items.flatMap((item) => entriesOf(item));
  if (!isMap<Node, Node | null>(node)) throw new BrokenSyntax(startOf(node), "an object should stand here");
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : "";
    return name === "//" || value === null ? [] : [{ key: name, value, at: startOf(key) }];
  });
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function blocksBelow(
  of: { readonly type: string; readonly at: number; readonly source: Source },
  node: Node,
  levels: number,
  labels: readonly string[],
): readonly Block[] {
  if (levels > 0) {
    return entriesOf(node).flatMap(({ key, value, at }) =>
      blocksBelow({ ...of, at }, value, levels - 1, [...labels, key]),
    );
  }
  const bodies = isSeq<Node>(node) ? node.items : [node];
  return bodies.map((each) => ({ type: of.type, labels, at: of.at, body: bodyOf(of.source, each, of.type) }));
}

function bodyOf(source: Source, node: Node, type: string): Body {
  const entries = entriesOf(node);
  const nested = (key: string): number | undefined =>
    type === "terraform" && key === "required_providers"
      ? 0
      : key === "dynamic"
        ? 1
        : key === "lifecycle"
          ? 0
          : undefined;
  const isPlain = PLAIN.includes(type);
  const blocks = entries.flatMap(({ key, value, at }) => {
    const levels = nested(key);
    if (levels === undefined) return [];
    const found = blocksBelow({ type: key, at, source }, value, levels, []);
    return key === "dynamic" ? found.map((block) => withContent(source, block, value)) : found;
  });
  const attributes = entries.flatMap((entry): Argument[] => {
    if (nested(entry.key) !== undefined) return [];
    const isType = type === "variable" && entry.key === "type";
    const isAddress = entry.key === "provider" || entry.key === "providers";
    const expression =
      isType || isAddress
        ? referenceOf(source, entry.value)
        : isPlain
          ? plainOf(entry.value)
          : expressionOf(source, entry.value);
    return [{ name: entry.key, expression, source, at: entry.at }];
  });
  return { source, attributes, blocks };
}

/** The content of a dynamic block is a block of its own. */
function withContent(source: Source, block: Block, dynamic: Node): Block {
  const entry = entriesOf(dynamic).find(({ key }) => key === block.labels[0]);
  const content = entry === undefined ? [] : entriesOf(entry.value).filter(({ key }) => key === "content");
  const blocks = content.map(({ value, at }): Block => ({
    type: "content",
    labels: [],
    at,
    body: bodyOf(source, value, "content"),
  }));
  const attributes = block.body.attributes.filter(({ name }) => name !== "content");
  return { ...block, body: { ...block.body, attributes, blocks } };
}

function argumentsOf(source: Source, node: Node): readonly Argument[] {
  return entriesOf(node).map(({ key, value, at }) => ({ name: key, expression: plainOf(value), source, at }));
}

/** A type of a variable and the name of a provider are expressions in quotes. */
function referenceOf(source: Source, node: Node): Expression {
  if (isMap(node)) return converted(node, (each) => referenceOf(source, each));
  const text = isScalar(node) && typeof node.value === "string" ? node.value : "";
  return parseWholeExpression({ file: source.file, text });
}

function plainOf(node: Node): Expression {
  return converted(node, plainOf);
}

/** A value whose texts are templates. */
function expressionOf(source: Source, node: Node): Expression {
  if (isScalar(node) && typeof node.value === "string") {
    try {
      return { ...parseTemplate({ file: source.file, text: node.value }), at: startOf(node) };
    } catch (error) {
      // The place in the text is none in the file.
      if (error instanceof BrokenSyntax) throw new BrokenSyntax(startOf(node), error.what, error.hint);
      throw error;
    }
  }
  return converted(node, (each) => expressionOf(source, each));
}

function converted(node: Node, each: (node: Node) => Expression): Expression {
  const at = startOf(node);
  if (isSeq<Node>(node)) return { kind: "tuple", elements: node.items.map((item) => each(item)), at };
  if (isMap(node)) {
    const items = entriesOf(node).map(({ key, value, at: keyAt }) => ({
      key: { kind: "literal", value: key, at: keyAt } as const,
      value: each(value),
    }));
    return { kind: "object", items, at };
  }
  if (isAlias(node) || !(node instanceof Scalar)) throw new BrokenSyntax(at, "this is no JSON");
  const value: unknown = node.value;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null) {
    return { kind: "literal", value, at };
  }
  throw new BrokenSyntax(at, "this is no JSON");
}

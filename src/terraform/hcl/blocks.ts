/** Nested blocks, those that `dynamic` makes too. https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
import { evaluate, pairsOf, type Scope, withNames } from "./evaluate.ts";
import { lazily } from "./remembered.ts";
import { argumentOf, type Block, blocksOf, type Body } from "./syntax.ts";
import { EvaluationError, list, mapping, unknownFrom, type Unknown, type Value } from "./value.ts";

export interface NestedBlock {
  readonly body: Body;
  readonly scope: Scope;
}

/** The blocks of a type in a body; unknown where it is not known how many there will be. Empty where none is written. */
export function nestedBlocks(body: Body, type: string, scope: Scope): readonly NestedBlock[] | Unknown {
  const found: NestedBlock[] = [];
  for (const block of body.blocks) {
    if (block.type === type) found.push({ body: block.body, scope });
    if (block.type !== "dynamic" || block.labels[0] !== type) continue;
    const made = dynamicBlocks(block, type, scope);
    if (!isNested(made)) return made;
    found.push(...made);
  }
  return found;
}

function dynamicBlocks({ body }: Block, type: string, scope: Scope): readonly NestedBlock[] | Unknown {
  const forEach = argumentOf(body, "for_each");
  const [content] = blocksOf(body, "content");
  if (forEach === null || content === undefined) {
    throw new EvaluationError("a dynamic block has for_each and content");
  }
  const collection = evaluate(forEach.expression, scope);
  if (collection === null) return [];
  const pairs = pairsOf(collection);
  if (pairs === null) return unknownFrom(collection);
  const iterator = argumentOf(body, "iterator")?.expression;
  const name = iterator?.kind === "name" ? iterator.name : type;
  return pairs.map(([key, value]) => ({
    body: content.body,
    scope: withNames(scope, {
      [name]: mapping([
        ["key", key],
        ["value", value],
      ]),
    }),
  }));
}

/** Names of the blocks in a body. */
export function blockTypes(body: Body): readonly string[] {
  const types = body.blocks.map(({ type, labels }) => (type === "dynamic" ? (labels[0] ?? type) : type));
  return [...new Set(types)];
}

/** The value of `resource.block`: a list of blocks whose arguments are evaluated when they are asked for. */
export function valueOfBlocks(body: Body, type: string, scope: Scope, computed: (name: string) => Value): Value {
  const blocks = nestedBlocks(body, type, scope);
  if (isNested(blocks)) return list(blocks.map((block) => valueOfBlock(block, computed)));
  return blocks;
}

function valueOfBlock({ body, scope }: NestedBlock, computed: (name: string) => Value): Value {
  return lazily((name) => {
    const argument = argumentOf(body, name);
    if (argument !== null) return evaluate(argument.expression, scope);
    return blockTypes(body).includes(name) ? valueOfBlocks(body, name, scope, computed) : computed(name);
  });
}

export function isNested(blocks: readonly NestedBlock[] | Unknown): blocks is readonly NestedBlock[] {
  return Array.isArray(blocks);
}

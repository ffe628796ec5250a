/**
 * What the files of one module declare together. Blocks that decide nothing of what will exist, such as `moved`, `import`, `removed` and
 * `check`, are passed over. https://developer.hashicorp.com/terraform/language
 */
import type { Problem } from "../../errors.ts";
import { type Argument, argumentOf, type Block, blocksOf, type Body, type Expression, placeIn } from "./syntax.ts";

export interface Declarations {
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly locals: ReadonlyMap<string, Argument>;
  /** Null for an output without a value. */
  readonly outputs: ReadonlyMap<string, Argument | null>;
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  /** By `type.name`. */
  readonly dataSources: ReadonlyMap<string, ResourceDeclaration>;
  readonly calls: ReadonlyMap<string, Block>;
  readonly providers: readonly Block[];
  /** By local name, the last part of the source: `aws` of `hashicorp/aws`. */
  readonly providerNames: ReadonlyMap<string, string>;
}

export interface VariableDeclaration {
  readonly block: Block;
  readonly type: Expression | null;
  readonly fallback: Expression | null;
  readonly isSensitive: boolean;
  readonly isNullable: boolean;
}

export interface ResourceDeclaration {
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

/** `overrides` are the bodies of override files, in their order. Adds what is declared twice to `problems`. */
export function declarationsOf(bodies: readonly Body[], overrides: readonly Body[], problems: Problem[]): Declarations {
  const blocks = overridden(
    bodies.flatMap((body) => body.blocks),
    overrides.flatMap((body) => body.blocks),
  );
  const of = (type: string, labels: number): readonly Block[] =>
    blocks.filter((block) => block.type === type && hasLabels(block, labels, problems));
  const unique = <T>(found: readonly (readonly [string, T, Block])[]): Map<string, T> => {
    const table = new Map<string, T>();
    for (const [name, each, block] of found) {
      if (table.has(name)) problems.push(twice(block, name));
      table.set(name, each);
    }
    return table;
  };
  const resourcesOf = (type: string): Map<string, ResourceDeclaration> =>
    unique(
      of(type, 2).map((block) => {
        const [kind = "", name = ""] = block.labels;
        return [`${kind}.${name}`, { type: kind, name, block }, block] as const;
      }),
    );
  return {
    variables: unique(of("variable", 1).map((block) => [labelOf(block), variableOf(block), block] as const)),
    locals: localsOf(bodies, overrides, problems),
    outputs: unique(of("output", 1).map((block) => [labelOf(block), argumentOf(block.body, "value"), block] as const)),
    resources: resourcesOf("resource"),
    dataSources: resourcesOf("data"),
    calls: unique(of("module", 1).map((block) => [labelOf(block), block, block] as const)),
    providers: of("provider", 1),
    providerNames: providerNamesOf(blocks.filter(({ type }) => type === "terraform")),
  };
}

function labelOf({ labels }: Block): string {
  return labels[0] ?? "";
}

function twice({ type, body, at }: Block, name: string): Problem {
  return {
    place: placeIn(body.source, at),
    what: `the ${type} ${name} is declared a second time`,
    hint: "rename one of the two, or remove it",
    path: null,
  };
}

function hasLabels({ type, labels, body, at }: Block, count: number, problems: Problem[]): boolean {
  if (labels.length === count) return true;
  const shape = count === 2 ? `${type} "type" "name" { … }` : `${type} "name" { … }`;
  const what = `a ${type} has ${count === 1 ? "one name" : "a type and a name"} before its brace`;
  problems.push({ place: placeIn(body.source, at), what, hint: `write ${shape}`, path: null });
  return false;
}

function variableOf(block: Block): VariableDeclaration {
  const { body } = block;
  return {
    block,
    type: argumentOf(body, "type")?.expression ?? null,
    fallback: argumentOf(body, "default")?.expression ?? null,
    isSensitive: isTrue(body, "sensitive") || isTrue(body, "ephemeral"),
    isNullable: !isFalse(body, "nullable"),
  };
}

function isTrue(body: Body, name: string): boolean {
  const expression = argumentOf(body, name)?.expression;
  return expression?.kind === "literal" && (expression.value === true || expression.value === "true");
}

function isFalse(body: Body, name: string): boolean {
  const expression = argumentOf(body, name)?.expression;
  return expression?.kind === "literal" && (expression.value === false || expression.value === "false");
}

function localsOf(
  bodies: readonly Body[],
  overrides: readonly Body[],
  problems: Problem[],
): ReadonlyMap<string, Argument> {
  const found = new Map<string, Argument>();
  for (const { attributes } of bodies.flatMap((body) => blocksOf(body, "locals")).map((block) => block.body)) {
    for (const argument of attributes) {
      const { name, source, at } = argument;
      if (found.has(name)) {
        const what = `the local value ${name} is declared a second time`;
        problems.push({ place: placeIn(source, at), what, hint: "rename one of the two, or remove it", path: null });
      }
      found.set(name, argument);
    }
  }
  for (const { body } of overrides.flatMap((each) => blocksOf(each, "locals"))) {
    for (const argument of body.attributes) found.set(argument.name, argument);
  }
  return found;
}

/** Blocks with what override files change of them. */
function overridden(blocks: readonly Block[], changes: readonly Block[]): readonly Block[] {
  const keyOf = ({ type, labels, body }: Block): string =>
    JSON.stringify([type, ...labels, type === "provider" ? (literalOf(argumentOf(body, "alias")) ?? "") : ""]);
  const found = new Map<string, Block>();
  const changed = new Set<string>();
  for (const change of changes) {
    const key = keyOf(change);
    const first = found.get(key) ?? blocks.find((block) => keyOf(block) === key);
    if (first === undefined) continue;
    found.set(key, { ...first, body: mergedBody(first.body, change.body) });
    changed.add(key);
  }
  return blocks.map((block) => (changed.has(keyOf(block)) ? (found.get(keyOf(block)) ?? block) : block));
}

/** Arguments are replaced one by one, nested blocks all of one type together. */
function mergedBody(body: Body, change: Body): Body {
  const names = new Set(change.attributes.map(({ name }) => name));
  const types = new Set(change.blocks.map((block) => nestedType(block)));
  return {
    source: body.source,
    attributes: [...body.attributes.filter(({ name }) => !names.has(name)), ...change.attributes],
    blocks: [...body.blocks.filter((block) => !types.has(nestedType(block))), ...change.blocks],
  };
}

/** `dynamic "rule"` makes blocks of type `rule`. */
function nestedType({ type, labels }: Block): string {
  return type === "dynamic" ? (labels[0] ?? type) : type;
}

function literalOf(argument: Argument | null): string | null {
  const expression = argument?.expression;
  return expression?.kind === "literal" && typeof expression.value === "string" ? expression.value : null;
}

function providerNamesOf(terraform: readonly Block[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { body } of terraform.flatMap((block) => blocksOf(block.body, "required_providers"))) {
    for (const { name, expression } of body.attributes) {
      const items = expression.kind === "object" ? expression.items : [];
      const source = items.find(({ key }) => key.kind === "literal" && key.value === "source")?.value;
      const address = source?.kind === "literal" && typeof source.value === "string" ? source.value : name;
      found.set(name, address.slice(address.lastIndexOf("/") + 1));
    }
  }
  return found;
}

/**
 * What an expression leads to: through variables to what a module is given, through outputs to what it gives, down to resources. The
 * number of elements of a set that is not known yet comes from here, because the plan has lost it
 * (`after_unknown` is one `true` for a whole set).
 *
 * Terraform writes what an expression refers to, and not how it combines it. So a number is exact where only resources and lists are
 * named; where something else is, such as a flag or a number, the expression may choose among them, and the number is a range.
 */
import { formatModule, type InstanceKey, type ModuleStep, type Part, parts } from "./address.ts";
import { moduleAt } from "./configured.ts";
import type { Configuration, DataSource, Expression, Facts, PlannedResource } from "./plan.ts";

/** Of elements: `[least, most]`, `most` null where nothing bounds it. */
export interface Interval {
  readonly least: number;
  readonly most: number | null;
}

export interface Reached {
  /** What will be there after the plan was applied; each once, in the order of the plan. */
  readonly resources: readonly PlannedResource[];
  readonly count: Interval;
  /** The most plausible number in the interval; null where nothing was reached. */
  readonly likely: number | null;
  /** What could not be followed: `local.subnet_ids`. */
  readonly unresolved: readonly string[];
}

/** Where an expression stands: its module's instance, and the key of what it belongs to. */
export interface Scope {
  readonly module: readonly ModuleStep[];
  readonly key: InstanceKey;
  /** Its `for_each`, which `each.value` comes from. */
  readonly forEach: Expression | null;
}

export interface Graph {
  readonly configuration: Configuration;
  /** Resources that will be there, by module, type and name. */
  resourcesAt(module: readonly ModuleStep[], type: string, name: string): readonly PlannedResource[];
  dataSourcesAt(module: readonly ModuleStep[], type: string, name: string): readonly DataSource[];
  /** Keys of the instances of a module that resources stand in, called `name` within `module`. */
  moduleKeys(module: readonly ModuleStep[], name: string): readonly InstanceKey[];
}

/** More steps than any configuration takes; what refers to itself ends here. */
const FURTHEST = 64;
/** Modules of modules of modules, each called many times, would multiply. */
const MOST_STEPS = 20_000;

export function reach(expressions: readonly Expression[], scope: Scope, graph: Graph): Reached {
  const walk: Walk = { graph, steps: 0 };
  return resultOf(expressions.flatMap((expression) => sourcesOf(expression, scope, walk, 0)));
}

interface Walk {
  readonly graph: Graph;
  steps: number;
}

/** What one reference leads to. */
type Source =
  | {
      readonly kind: "elements";
      readonly resources: readonly PlannedResource[];
      readonly least: number;
      readonly most: number;
    }
  /** No list and no resource: something that may decide among the others. */
  | { readonly kind: "decides" }
  | { readonly kind: "unresolved"; readonly reference: string };

function sourcesOf(expression: Expression, scope: Scope, walk: Walk, depth: number): readonly Source[] {
  if (expression.facts !== null) return [sourceOfFacts(expression.facts)];
  const usesKey = expression.references.some((reference) => reference === "each.key" || reference === "count.index");
  return expression.references.flatMap((reference) =>
    followed(reference, { ...scope, sameKey: usesKey ? scope.key : null }, walk, depth + 1),
  );
}

function sourceOfFacts({ elements }: Facts): Source {
  return elements === null ? { kind: "decides" } : { kind: "elements", resources: [], least: elements, most: elements };
}

/** With the key of the instances that an expression picks by its own, null where it picks none. */
interface Picking extends Scope {
  readonly sameKey: InstanceKey;
}

function followed(reference: string, scope: Picking, walk: Walk, depth: number): readonly Source[] {
  const unresolved: readonly Source[] = [{ kind: "unresolved", reference }];
  walk.steps += 1;
  const traversal = parts(reference);
  if (traversal === null || depth > FURTHEST || walk.steps > MOST_STEPS) return unresolved;
  const [first, second, third] = traversal;
  if (first === undefined || second === undefined) return unresolved;
  if (reference === "each.key" || reference === "count.index") return [];
  if (first.name === "each") return eachValue(scope, walk, depth) ?? unresolved;
  if (first.name === "var") return variable(second.name, scope, walk, depth) ?? unresolved;
  if (first.name === "module") return output(second, third, scope, walk, depth) ?? unresolved;
  if (first.name === "data") return third === undefined ? unresolved : [dataSource(second.name, third, scope, walk)];
  if (["local", "path", "terraform", "self", "count", "ephemeral"].includes(first.name)) return unresolved;
  const found = walk.graph.resourcesAt(scope.module, first.name, second.name);
  const chosen = withKey(found, second.keys[0] ?? null, scope.sameKey);
  return [{ kind: "elements", resources: chosen, least: chosen.length, most: chosen.length }];
}

/** The instance of a written key; else of the same key as the one who asks, where there is one; else all. */
function withKey<T extends { readonly index: InstanceKey }>(
  found: readonly T[],
  written: InstanceKey,
  own: InstanceKey,
): readonly T[] {
  if (written !== null) return found.filter(({ index }) => index === written);
  const same = own === null ? [] : found.filter(({ index }) => index === own);
  return same.length > 0 ? same : found;
}

/** `each.value` is an element of what `for_each` goes through: that of the same key. */
function eachValue(scope: Scope, walk: Walk, depth: number): readonly Source[] | null {
  if (scope.forEach === null) return null;
  const outer: Scope = { module: scope.module, key: null, forEach: null };
  const sources = sourcesOf(scope.forEach, outer, walk, depth);
  const all = sources.flatMap((source) => (source.kind === "elements" ? source.resources : []));
  if (all.length === 0) return null;
  const key = scope.key;
  const same = key === null ? [] : all.filter(({ index }) => index === key);
  if (same.length === 1) return [{ kind: "elements", resources: same, least: 1, most: 1 }];
  return [{ kind: "elements", resources: all, least: 0, most: all.length }];
}

/** What the module is given for a variable; of the root, what is known of its value. */
function variable(name: string, scope: Scope, walk: Walk, depth: number): readonly Source[] | null {
  const { configuration } = walk.graph;
  const names = scope.module.map((step) => step.name);
  const fallback = moduleAt(configuration, names)?.variables[name] ?? null;
  const step = scope.module.at(-1);
  if (step === undefined) {
    const facts = configuration.variables[name] ?? fallback;
    return facts === null ? null : [sourceOfFacts(facts)];
  }
  const call = moduleAt(configuration, names.slice(0, -1))?.calls[step.name];
  const input = call?.inputs[name];
  if (call === undefined || input === undefined) return fallback === null ? null : [sourceOfFacts(fallback)];
  const above: Scope = { module: scope.module.slice(0, -1), key: step.key, forEach: call.forEach };
  const sources = sourcesOf(input, above, walk, depth);
  return sources.length === 0 ? null : sources;
}

/** What a module gives, from the instance of a written or of the same key, else from all. */
function output(
  { name, keys }: Part,
  named: Part | undefined,
  scope: Picking,
  walk: Walk,
  depth: number,
): readonly Source[] | null {
  const { graph } = walk;
  const names = [...scope.module.map((step) => step.name), name];
  const expression = named === undefined ? undefined : moduleAt(graph.configuration, names)?.outputs[named.name];
  if (expression === undefined) return null;
  const instances = graph.moduleKeys(scope.module, name).map((index) => ({ index }));
  return withKey(instances, keys[0] ?? null, scope.sameKey).flatMap(({ index }) =>
    sourcesOf(expression, { module: [...scope.module, { name, key: index }], key: null, forEach: null }, walk, depth),
  );
}

/** What was read from AWS: lists of ids have a known length; anything else counts once. */
function dataSource(type: string, { name, keys }: Part, scope: Picking, { graph }: Walk): Source {
  const found = withKey(graph.dataSourcesAt(scope.module, type, name), keys[0] ?? null, scope.sameKey);
  if (found.length === 0) return { kind: "unresolved", reference: `data.${type}.${name}` };
  const counts = found.map(({ values }) => (Array.isArray(values["ids"]) ? values["ids"].length : 1));
  const count = counts.reduce((sum, each) => sum + each, 0);
  if (type === "aws_region" || type === "aws_availability_zones") return { kind: "decides" };
  return { kind: "elements", resources: [], least: count, most: count };
}

function resultOf(sources: readonly Source[]): Reached {
  const elements = sources.filter((source) => source.kind === "elements");
  const unresolved = sources.flatMap((source) => (source.kind === "unresolved" ? [source.reference] : []));
  const mayChoose = sources.some((source) => source.kind === "decides");
  const resources = [...new Set(elements.flatMap((source) => source.resources))];
  const most = elements.reduce((sum, source) => sum + source.most, 0);
  const least = elements.reduce((sum, source) => sum + source.least, 0);
  const largest = elements.reduce((max, source) => Math.max(max, source.most), 0);
  return {
    resources,
    count: {
      least: mayChoose || unresolved.length > 0 ? 0 : least,
      most: unresolved.length > 0 ? null : most,
    },
    likely: elements.length === 0 ? null : mayChoose || unresolved.length > 0 ? largest : most,
    unresolved: [...new Set(unresolved)],
  };
}

/** A place in the graph as one text. */
export function placeKey(module: readonly ModuleStep[], type: string, name: string): string {
  return `${formatModule(module)} ${type}.${name}`;
}

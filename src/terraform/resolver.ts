/**
 * Answers about a plan that its values alone do not give: what an attribute refers to, whether it is written at all, what an unknown
 * one will probably be.
 */
import { formatModule, type InstanceKey, type ModuleStep, parseAttribute } from "./address.ts";
import { configurationFinder } from "./configured.ts";
import type { DataSource, Expression, Plan, PlannedResource } from "./plan.ts";
import { type Graph, type Interval, placeKey, reach, type Reached } from "./references.ts";
import { resourceTypes } from "./resource-types/index.ts";
import type { ResourceTypes } from "./resource-types/resource-type.ts";
import { type Attribute, attributesAt, isUnknown, type Unknown } from "./values.ts";

export interface Referenced extends Reached {
  /** `value`: ids that other resources of the plan have; `expression`: what is written. */
  readonly by: "value" | "expression" | "nothing";
}

/** An attribute's value, and where it is from: the plan, the code, another resource's attribute, the provider's default. */
export type Settled =
  | { readonly value: Attribute; readonly by: "plan" | "constant" | "reference" | "default" }
  | { readonly value: Unknown; readonly by: "unknown" };

export interface Elements extends Interval {
  /** To count with; null where nothing is known. */
  readonly likely: number | null;
  readonly by: "plan" | "references" | "unknown";
}

export interface PlanResolver {
  /** Null for an address that the plan does not have; deposed objects are found by their id. */
  resource(id: string): PlannedResource | null;
  /**
   * Whether an argument or block is written, whatever its value: `configured(endpoint, "route_table_ids")`. Null where there is no
   * configuration to look into. A computed attribute is unknown whether it is written or not, so absent is not the same as unknown.
   */
  configured(resource: PlannedResource, argument: string): boolean | null;
  /**
   * The resources that an attribute, dotted through blocks, leads to after the plan was applied. Found by a value, they may be of several
   * types that have the same id.
   */
  referenced(resource: PlannedResource, attribute: string): Referenced;
  /** How many elements a list or set of ids will have: `elements(endpoint, "subnet_ids")`. */
  elements(resource: PlannedResource, attribute: string): Elements;
  /**
   * The value after the plan was applied. What is unknown is looked for in the code, then in the attribute it refers to; what is not
   * written is the provider's default. What is sensitive stays unknown.
   */
  settled(resource: PlannedResource, attribute: string): Settled;
}

const AFTER_APPLY: Unknown = { unknown: "after_apply" };
const NOTHING: Referenced = {
  resources: [],
  count: { least: 0, most: 0 },
  likely: null,
  unresolved: [],
  by: "nothing",
};

/** Indexes the plan once; `types` as it was read with. */
export function planResolver(plan: Plan, types: ResourceTypes = resourceTypes): PlanResolver {
  const { configuration } = plan;
  const byId = new Map(plan.resources.map((resource) => [resource.id, resource]));
  const index = indexOf(plan);
  const graph: Graph | null = configuration === null ? null : { configuration, ...index };

  const written = configurationFinder(configuration);

  const expressionsAt = (resource: PlannedResource, attribute: string): readonly Expression[] => {
    const found = written(resource)?.expressions ?? {};
    // A block that is written as one attribute is the expression of all in it.
    const paths = attribute.split(".").map((_name, at, names) => names.slice(0, names.length - at).join("."));
    return paths.map((path) => found[path]).find((each) => each !== undefined) ?? [];
  };

  const followed = (resource: PlannedResource, attribute: string): Reached | null => {
    const expressions = expressionsAt(resource, attribute);
    if (graph === null || expressions.length === 0) return null;
    const scope = { module: resource.module, key: resource.index, forEach: written(resource)?.forEach ?? null };
    return reach(expressions, scope, graph);
  };

  const configured = (resource: PlannedResource, argument: string): boolean | null =>
    written(resource)?.configured.includes(argument.split(".")[0] ?? "") ?? null;

  const referenced = (resource: PlannedResource, attribute: string): Referenced => {
    const values = resource.after === null ? [] : attributesAt(resource.after, attribute).flat();
    const known = values.flatMap((value) => (typeof value === "string" ? (index.byOwnId.get(value) ?? []) : []));
    if (known.length > 0) {
      const count = values.length;
      return { resources: known, count: { least: count, most: count }, likely: count, unresolved: [], by: "value" };
    }
    const told = targetsOf(values);
    if (told !== null) {
      const count = { least: values.length, most: values.length };
      return { resources: told, count, likely: values.length, unresolved: [], by: "value" };
    }
    const found = followed(resource, attribute);
    return found === null ? NOTHING : { ...found, by: "expression" };
  };

  /** The resources that unknown values say they will be attributes of, each once; null where one does not say. */
  const targetsOf = (values: readonly Attribute[]): readonly PlannedResource[] | null => {
    const found = values.map((value) => targetOf(value)?.resource ?? null);
    const known = found.filter((each) => each !== null);
    return known.length === 0 || known.length < found.length ? null : [...new Set(known)];
  };

  const targetOf = (value: Attribute | undefined): { resource: PlannedResource; attribute: string } | null => {
    const target = isUnknown(value) && value.of !== undefined ? parseAttribute(value.of) : null;
    const resource = target === null ? undefined : byId.get(target.address);
    return target === null || resource === undefined ? null : { resource, attribute: target.attribute };
  };

  const elements = (resource: PlannedResource, attribute: string): Elements => {
    const values = resource.after === null ? [] : attributesAt(resource.after, attribute);
    const whole = values.find((value) => isUnknown(value));
    if (whole === undefined) {
      const count = values.flat().length;
      return { least: count, most: count, likely: count, by: "plan" };
    }
    const found = isUnknown(whole) && whole.unknown === "sensitive" ? null : followed(resource, attribute);
    if (found !== null) return { ...found.count, likely: found.likely, by: "references" };
    const blocks = blocksAround(resource, attribute);
    if (blocks !== null) return { least: blocks, most: blocks, likely: blocks, by: "plan" };
    if (configured(resource, attribute) === false) return { least: 0, most: 0, likely: 0, by: "references" };
    return { least: 0, most: null, likely: null, by: "unknown" };
  };

  const settled = (resource: PlannedResource, attribute: string): Settled => settle(resource, attribute, 0);

  function settle(resource: PlannedResource, attribute: string, steps: number): Settled {
    const [value] = resource.after === null ? [] : attributesAt(resource.after, attribute);
    if (value !== undefined && !isUnknown(value)) return { value, by: "plan" };
    if (isUnknown(value) && value.unknown === "sensitive") return { value, by: "unknown" };
    const told = steps < 16 ? targetOf(value) : null;
    if (told !== null && told.resource !== resource) {
      const found = settle(told.resource, told.attribute, steps + 1);
      if (found.by !== "unknown") return { value: found.value, by: "reference" };
    }
    const expressions = expressionsAt(resource, attribute);
    const [expression] = expressions;
    if (expression?.facts && expression.constant !== null) {
      return { value: expression.constant as Attribute, by: "constant" }; // constants hold nothing unknown
    }
    // Of several references it is not known how they are combined.
    const isOne = expressions.length === 1 && expression?.references.length === 1;
    const target = isOne && steps < 16 ? followed(resource, attribute) : null;
    const [only, ...more] = target?.resources ?? [];
    const name = lastName(expression?.references[0]);
    if (only !== undefined && more.length === 0 && name !== null) {
      const found = settle(only, name, steps + 1);
      if (found.by !== "unknown") return { value: found.value, by: "reference" };
    }
    const fallback = types[resource.type]?.defaults?.[attribute];
    // What is written and unknown is no default.
    if (fallback !== undefined && expression === undefined && configured(resource, attribute) !== true) {
      return { value: fallback, by: "default" };
    }
    return { value: AFTER_APPLY, by: "unknown" };
  }

  return { resource: (id) => byId.get(id) ?? null, configured, referenced, elements, settled };
}

/** The attribute that a reference ends with: `aws_rds_cluster.shop.engine` ends with `engine`; of an output's it is not known. */
function lastName(reference: string | undefined): string | null {
  const found = /^aws_\w+\.[\w-]+(?:\[[^\]]*\])?\.(\w+)$/.exec(reference ?? "");
  return found?.[1] ?? null;
}

/**
 * The number of blocks that each have one of a dotted attribute, as `subnet_mapping.subnet_id`, where that is known: `dynamic` blocks
 * are, though the code does not show them. Null for the plural of an attribute, which each block has any number of.
 */
function blocksAround({ after }: PlannedResource, attribute: string): number | null {
  const dot = attribute.lastIndexOf(".");
  if (after === null || dot < 0 || attribute.endsWith("s")) return null;
  const blocks = attributesAt(after, attribute.slice(0, dot));
  return blocks.some((block) => isUnknown(block)) ? null : blocks.flat().length;
}

interface Index extends Omit<Graph, "configuration"> {
  /** By the id AWS gave, which for some types is a name that another type may have too. */
  readonly byOwnId: ReadonlyMap<string, readonly PlannedResource[]>;
}

function indexOf({ resources, dataSources }: Plan): Index {
  const places = new Map<string, PlannedResource[]>();
  const sources = new Map<string, DataSource[]>();
  const keys = new Map<string, Set<InstanceKey>>();
  const byOwnId = new Map<string, PlannedResource[]>();
  const enter = (module: readonly ModuleStep[]): void => {
    for (const [depth, step] of module.entries()) {
      const place = `${formatModule(module.slice(0, depth))} ${step.name}`;
      keys.set(place, (keys.get(place) ?? new Set<InstanceKey>()).add(step.key));
    }
  };
  for (const resource of resources) {
    if (resource.objects.after === 0 || resource.change === "forgotten" || resource.deposed) continue;
    push(places, placeKey(resource.module, resource.type, resource.name), resource);
    enter(resource.module);
    const id = resource.after?.["id"];
    if (typeof id === "string") push(byOwnId, id, resource);
  }
  for (const source of dataSources) {
    push(sources, placeKey(source.module, source.type, source.name), source);
    enter(source.module);
  }
  return {
    byOwnId,
    resourcesAt: (module, type, name) => places.get(placeKey(module, type, name)) ?? [],
    dataSourcesAt: (module, type, name) => sources.get(placeKey(module, type, name)) ?? [],
    moduleKeys: (module, name) => [...(keys.get(`${formatModule(module)} ${name}`) ?? [])],
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

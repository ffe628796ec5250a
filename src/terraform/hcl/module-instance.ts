/**
 * One instance of a module, with what it declares evaluated when it is asked for: variables from its call, local values, resources and
 * the modules it calls. What has no value becomes unknown where it is written, and the reason is noted.
 */
import { formatAddress, type InstanceKey, type ModuleStep } from "../address.ts";
import { blockTypes, valueOfBlocks } from "./blocks.ts";
import { convert, typeOf } from "./convert.ts";
import { dataAttribute } from "./data-sources.ts";
import type { ResourceDeclaration, VariableDeclaration } from "./declarations.ts";
import { evaluate, type Scope } from "./evaluate.ts";
import type { Outside } from "./functions/index.ts";
import { isMissing, type MissingModule, type ModuleTree } from "./load-modules.ts";
import { nameOf, ownKey, type Providers, providerNameOf, providersOf } from "./providers.ts";
import { lazily, remembered } from "./remembered.ts";
import { type Repetition, repetitionOf, valueOfAll } from "./repetition.ts";
import { type Argument, argumentOf, type Block, type Body, placeIn, type Source } from "./syntax.ts";
import { EvaluationError, type Lazy, mapping, SENSITIVE, UNKNOWN, type Value } from "./value.ts";

/** What all modules of a configuration share. */
export interface Evaluation {
  readonly outside: Outside;
  readonly workspace: string;
  readonly spent: Scope["spent"];
  /** Regions of providers by their key, as their blocks have them. */
  readonly regions: Map<string, () => Value>;
  /** Says why a value is not known; `addresses` are those it is about. */
  readonly note: (what: "value" | "instances" | "zones" | "module", why: string, addresses: readonly string[]) => void;
}

export interface ModuleInstance {
  readonly tree: ModuleTree;
  readonly path: readonly ModuleStep[];
  /** One stands for as many as there will be, here or above. */
  readonly indexUnknown: boolean;
  readonly providers: Providers;
  readonly scope: Scope;
  readonly resources: () => readonly ResourceInstance[];
  readonly dataSources: () => readonly ResourceInstance[];
  readonly modules: () => readonly ModuleInstance[];
  /** The value of a variable: what is given, else its default. */
  readonly variable: (name: string) => Value;
}

export interface ResourceInstance {
  readonly declaration: ResourceDeclaration;
  readonly address: string;
  readonly key: InstanceKey;
  readonly indexUnknown: boolean;
  readonly scope: Scope;
  readonly attribute: (name: string) => Value;
}

/** `given` has what a variable is given; undefined where its default counts. */
export function moduleInstance(
  evaluation: Evaluation,
  tree: ModuleTree,
  of: {
    readonly path: readonly ModuleStep[];
    readonly providers: Providers;
    readonly indexUnknown: boolean;
    readonly given: (name: string) => Value | undefined;
  },
): ModuleInstance {
  const { declarations, folder } = tree;
  const { path, given } = of;
  const names = path.map((step) => step.name);

  const variable = remembered((name) => {
    const declaration = declarations.variables.get(name);
    if (declaration === undefined) throw new EvaluationError(`var.${name} is not declared`);
    if (declaration.isSensitive) return SENSITIVE;
    const { source } = declaration.block.body;
    return known(evaluation, source, declaration.block.at, `variable ${name}`, () => inputOf(declaration, given(name)));
  });
  const inputOf = ({ type, fallback, isNullable }: VariableDeclaration, value: Value | undefined): Value => {
    const isAbsent = value === undefined || (value === null && !isNullable);
    if (isAbsent && fallback === null) return UNKNOWN;
    const chosen = isAbsent && fallback !== null ? evaluate(fallback, scope) : (value ?? null);
    return type === null ? chosen : convert(chosen, typeOf(type), (each) => evaluate(each, scope));
  };

  const local = lazily((name) => {
    const argument = declarations.locals.get(name);
    if (argument === undefined) throw new EvaluationError(`local.${name} is not declared`);
    return argumentValue(evaluation, argument, scope);
  });

  const paths = mapping([
    ["module", folder],
    ["root", "."],
    ["cwd", UNKNOWN],
  ]);
  const terraform = mapping([
    ["workspace", evaluation.workspace],
    ["applying", false],
  ]);
  const variables: Lazy = { kind: "lazy", get: variable };
  const module = lazily((name) => calls(name).value);
  const data = lazily((type) => lazily((name) => group("data", `${type}.${name}`).value));
  const resourcesOfType = remembered((type) => lazily((name) => group("managed", `${type}.${name}`).value));
  const types = new Set([...declarations.resources.values()].map(({ type }) => type));
  const own: Readonly<Record<string, Value>> = { var: variables, local, module, data, path: paths, terraform };
  const scope: Scope = {
    name: (name) => (Object.hasOwn(own, name) ? own[name] : types.has(name) ? resourcesOfType(name) : undefined),
    outside: evaluation.outside,
    spent: evaluation.spent,
  };

  const instance: ModuleInstance = {
    tree,
    path,
    indexUnknown: of.indexUnknown,
    providers: of.providers,
    scope,
    variable,
    resources: () => [...declarations.resources.keys()].flatMap((key) => group("managed", key).instances),
    dataSources: () => [...declarations.dataSources.keys()].flatMap((key) => group("data", key).instances),
    modules: () => [...declarations.calls.keys()].flatMap((name) => calls(name).instances),
  };
  const group = kept((mode: "managed" | "data", key: string) => resourceGroup(evaluation, instance, mode, key));
  const calls = kept((name: string) => callGroup(evaluation, instance, name));

  for (const block of declarations.providers) {
    const region = argumentOf(block.body, "region");
    const key = ownKey(nameOf(block), names);
    if (!evaluation.regions.has(key)) {
      evaluation.regions.set(key, () => (region === null ? UNKNOWN : argumentValue(evaluation, region, scope)));
    }
  }
  return instance;
}

/** As `remembered`, of anything. */
function kept<Keys extends readonly string[], T>(make: (...keys: Keys) => T): (...keys: Keys) => T {
  const found = new Map<string, T>();
  const open = new Set<string>();
  return (...keys) => {
    const key = keys.join(" ");
    const value = found.get(key);
    if (value !== undefined) return value;
    if (open.has(key)) throw new EvaluationError(`${keys.at(-1)} refers to itself`);
    open.add(key);
    try {
      const made = make(...keys);
      found.set(key, made);
      return made;
    } finally {
      open.delete(key);
    }
  };
}

/** The value of an argument; unknown, and noted, where it has none. */
export function argumentValue(evaluation: Evaluation, argument: Argument, scope: Scope): Value {
  const { source, at, name, expression } = argument;
  return known(evaluation, source, at, name, () => evaluate(expression, scope));
}

function known(evaluation: Evaluation, source: Source, at: number, name: string, evaluated: () => Value): Value {
  // One value leads to another through more calls than an expression has.
  evaluation.spent.depth += CALLS;
  try {
    return evaluated();
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const { file, line } = placeIn(source, at);
    evaluation.note("value", `${file}:${line}: ${name} cannot be evaluated: ${error.message}`, []);
    return UNKNOWN;
  } finally {
    evaluation.spent.depth -= CALLS;
  }
}

const CALLS = 4;

interface Group<T> {
  readonly instances: readonly T[];
  readonly value: Value;
}

function repeated(evaluation: Evaluation, block: Block, scope: Scope, address: string): Repetition {
  const { source } = block.body;
  const found = repetitionOf(block.body, scope, (at, why) => {
    const { file, line } = placeIn(source, at);
    evaluation.note("value", `${file}:${line}: the number of instances cannot be evaluated: ${why}`, [address]);
  });
  if (found.by === "unknown") {
    evaluation.note("instances", "how many there will be is not known: each counts once", [address]);
  }
  return found;
}

/** What every resource may have, and what is no attribute of it. */
export const META_ARGUMENTS = ["count", "for_each", "provider", "providers", "depends_on", "source", "version"];
export const META_BLOCKS = ["lifecycle", "provisioner", "connection", "dynamic"];

function resourceGroup(
  evaluation: Evaluation,
  module: ModuleInstance,
  mode: "managed" | "data",
  key: string,
): Group<ResourceInstance> {
  const { declarations } = module.tree;
  const declaration = (mode === "data" ? declarations.dataSources : declarations.resources).get(key);
  if (declaration === undefined) throw new EvaluationError(`${mode === "data" ? "data." : ""}${key} is not declared`);
  const { type, name, block } = declaration;
  const addressOf = (index: InstanceKey): string =>
    formatAddress({ module: module.path, mode, type, name, key: index });
  const repetition = repeated(evaluation, block, module.scope, addressOf(null));
  const indexUnknown = module.indexUnknown || repetition.by === "unknown";
  const instances = repetition.instances.map(({ key: index, scope }): ResourceInstance => {
    const address = addressOf(index);
    const computed = (attribute: string): Value => ({
      kind: "unknown",
      isSensitive: false,
      of: `${address}.${attribute}`,
    });
    const written = (attribute: string): Value | undefined =>
      writtenValue(evaluation, block.body, attribute, scope, computed);
    const attribute = remembered((wanted) =>
      mode === "managed"
        ? (written(wanted) ?? computed(wanted))
        : dataAttribute(wanted, {
            type,
            argument: written,
            computed,
            region: () => regionOf(evaluation, module, declaration),
            assumesZones: () => evaluation.note("zones", "three zones are assumed: AWS is not asked", [address]),
          }),
    );
    return { declaration, address, key: index, indexUnknown, scope, attribute };
  });
  const values = instances.map(({ attribute }): Lazy => ({ kind: "lazy", get: attribute }));
  return { instances, value: valueOfAll(repetition, values) };
}

/** What is written of an attribute, as an argument or as blocks; undefined for nothing. Null is what is not set. */
function writtenValue(
  evaluation: Evaluation,
  body: Body,
  name: string,
  scope: Scope,
  computed: (name: string) => Value,
): Value | undefined {
  const argument = META_ARGUMENTS.includes(name) ? null : argumentOf(body, name);
  if (argument !== null) {
    const value = argumentValue(evaluation, argument, scope);
    return value === null ? undefined : value;
  }
  if (!blockTypes(body).includes(name)) return undefined;
  return known(evaluation, body.source, body.blocks[0]?.at ?? 0, name, () =>
    valueOfBlocks(body, name, scope, computed),
  );
}

/** The Region of the provider of a resource. */
function regionOf({ regions }: Evaluation, { providers }: ModuleInstance, { type, block }: ResourceDeclaration): Value {
  return regions.get(providers.keyOf(providerNameOf(type, block.body)))?.() ?? UNKNOWN;
}

function callGroup(evaluation: Evaluation, module: ModuleInstance, name: string): Group<ModuleInstance> {
  const { declarations, calls } = module.tree;
  const block = declarations.calls.get(name);
  const called = calls.get(name);
  if (block === undefined || called === undefined) throw new EvaluationError(`module.${name} is not declared`);
  const addressOf = (key: InstanceKey): string => {
    const steps = [...module.path, { name, key }];
    return formatAddress({ module: steps, mode: "managed", type: "", name: "", key: null }).slice(0, -2);
  };
  if (isMissing(called)) return missing(evaluation, called, addressOf(null));
  const repetition = repeated(evaluation, block, module.scope, addressOf(null));
  const instances = repetition.instances.map(({ key, scope }) => {
    const path = [...module.path, { name, key }];
    const names = path.map((step) => step.name);
    return moduleInstance(evaluation, called, {
      path,
      providers: providersOf(called.declarations, names, { body: block.body, parent: module.providers }),
      indexUnknown: module.indexUnknown || repetition.by === "unknown",
      given: (variable) => {
        const argument = META_ARGUMENTS.includes(variable) ? null : argumentOf(block.body, variable);
        return argument === null ? undefined : argumentValue(evaluation, argument, scope);
      },
    });
  });
  return {
    instances,
    value: valueOfAll(
      repetition,
      instances.map((instance) => outputsOf(evaluation, instance)),
    ),
  };
}

function missing(evaluation: Evaluation, { source }: MissingModule, address: string): Group<ModuleInstance> {
  const from = source === null ? "" : ` (${source})`;
  evaluation.note("module", `not on the disk${from}: run terraform init, or nothing in it is priced`, [address]);
  return { instances: [], value: UNKNOWN };
}

function outputsOf(evaluation: Evaluation, { tree, scope }: ModuleInstance): Value {
  const { outputs } = tree.declarations;
  return lazily((name) => {
    const argument = outputs.get(name);
    if (argument === undefined) throw new EvaluationError(`the module has no output ${name}`);
    return argument === null ? UNKNOWN : argumentValue(evaluation, argument, scope);
  });
}

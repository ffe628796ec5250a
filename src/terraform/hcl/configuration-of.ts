/** The `configuration` of a plan, from a tree of modules. */
import type { AttributesRead } from "../attributes-read.ts";
import type { Selection } from "../json/selection.ts";
import type {
  Configuration,
  Expression as PlanExpression,
  Facts,
  ModuleCall,
  ModuleConfiguration,
  ProviderConfiguration,
  ResourceConfiguration,
} from "../plan.ts";
import { isRegion } from "../region-names.ts";
import type { Declarations, ResourceDeclaration } from "./declarations.ts";
import type { Scope } from "./evaluate.ts";
import { isMissing, type ModuleTree } from "./load-modules.ts";
import { META_ARGUMENTS, META_BLOCKS } from "./module-instance.ts";
import { nameOf, ownKey, type Providers, providerNameOf, providersOf } from "./providers.ts";
import { factsOf, planExpression, referencesIn } from "./references-of.ts";
import { type Argument, argumentOf, type Body } from "./syntax.ts";
import { isWhole, type Value } from "./value.ts";

type ReadOf = (type: string) => AttributesRead;

export interface ConfigurationSources {
  readonly managed: ReadOf;
  readonly data: ReadOf;
  /** A scope in which nothing is declared, for what is constant. */
  readonly constants: Scope;
  /** Value of a variable of the root module. */
  readonly variable: (name: string) => Value;
  /** Region of a provider, by its key. */
  readonly regionOf: (key: string) => Value;
}

export function configurationOf(root: ModuleTree, sources: ConfigurationSources): Configuration {
  const providers = table<ProviderConfiguration>();
  const facts = table<Facts>();
  for (const [name, { isSensitive }] of root.declarations.variables) {
    const value = isSensitive ? null : sources.variable(name);
    if (value !== null && isWhole(value)) facts[name] = factsOf(value);
  }
  const module = moduleConfiguration(root, [], providersOf(root.declarations, [], null), { ...sources, providers });
  return { root: module, providers, variables: facts };
}

interface Collecting extends ConfigurationSources {
  readonly providers: Record<string, ProviderConfiguration>;
}

/** Names come from the configuration, `__proto__` too. */
function table<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

const NO_FACTS: Facts = { elements: null, region: null };

function moduleConfiguration(
  { declarations, calls: modules }: ModuleTree,
  path: readonly string[],
  providers: Providers,
  sources: Collecting,
): ModuleConfiguration {
  const { constants } = sources;
  addProviders(declarations, path, sources);
  const expressionOf = (argument: Argument | null): PlanExpression | null =>
    argument === null ? null : planExpression(argument.expression, declarations, constants, false);
  const resources = table<ResourceConfiguration>();
  for (const [key, declaration] of declarations.resources) {
    resources[key] = resourceConfiguration(declaration, sources.managed, { declarations, providers, constants });
  }
  for (const [key, declaration] of declarations.dataSources) {
    resources[`data.${key}`] = resourceConfiguration(declaration, sources.data, { declarations, providers, constants });
  }
  const calls = table<ModuleCall>();
  for (const [name, block] of declarations.calls) {
    const called = modules.get(name);
    if (called === undefined || isMissing(called)) continue;
    const inputs = table<PlanExpression>();
    for (const argument of block.body.attributes) {
      if (META_ARGUMENTS.includes(argument.name)) continue;
      inputs[argument.name] = planExpression(argument.expression, declarations, constants, false);
    }
    const inner = [...path, name];
    const passed = providersOf(called.declarations, inner, { body: block.body, parent: providers });
    calls[name] = {
      inputs,
      forEach: expressionOf(argumentOf(block.body, "for_each")),
      module: moduleConfiguration(called, inner, passed, sources),
    };
  }
  const outputs = table<PlanExpression>();
  for (const [name, argument] of declarations.outputs) {
    const expression = expressionOf(argument);
    if (expression !== null) outputs[name] = expression;
  }
  return { resources, calls, outputs, variables: defaultsOf(declarations, constants) };
}

/** What defaults of variables are like. */
function defaultsOf({ variables, ...declarations }: Declarations, constants: Scope): Record<string, Facts> {
  const found = table<Facts>();
  for (const [name, { fallback, isSensitive }] of variables) {
    const isHidden = fallback === null || isSensitive;
    const written = isHidden ? null : planExpression(fallback, { ...declarations, variables }, constants, false);
    found[name] = written?.facts ?? NO_FACTS;
  }
  return found;
}

function addProviders(declarations: Declarations, path: readonly string[], sources: Collecting): void {
  for (const block of declarations.providers) {
    const argument = argumentOf(block.body, "region");
    const key = ownKey(nameOf(block), path);
    const local = block.labels[0] ?? "";
    const value = argument === null ? null : sources.regionOf(key);
    const region = typeof value === "string" && isRegion(value) ? value : null;
    sources.providers[key] = {
      name: declarations.providerNames.get(local) ?? local,
      module: path,
      region:
        argument === null
          ? null
          : {
              references: referencesIn(argument.expression, declarations),
              constant: null,
              facts: region === null ? null : { elements: null, region },
            },
    };
  }
}

function resourceConfiguration(
  { type, block: { body } }: ResourceDeclaration,
  readOf: ReadOf,
  within: { readonly declarations: Declarations; readonly providers: Providers; readonly constants: Scope },
): ResourceConfiguration {
  const { declarations, providers, constants } = within;
  const repeated = (name: string): PlanExpression | null => {
    const argument = argumentOf(body, name);
    return argument === null ? null : planExpression(argument.expression, declarations, constants, false);
  };
  const expressions: Record<string, PlanExpression[]> = {};
  const written = writtenNames(body).filter((name) => !META_ARGUMENTS.includes(name));
  collect(body, readOf(type).paths, "", (path, argument, mayRead) => {
    (expressions[path] ??= []).push(planExpression(argument.expression, declarations, constants, mayRead));
  });
  return {
    providerKey: providers.keyOf(providerNameOf(type, body)),
    configured: written,
    expressions,
    forEach: repeated("for_each"),
    count: repeated("count"),
  };
}

function writtenNames(body: Body): readonly string[] {
  const blocks = body.blocks.map(({ type }) => type).filter((type) => !META_BLOCKS.includes(type));
  return [...new Set([...body.attributes.map(({ name }) => name), ...blocks])];
}

/** Arguments that the allow-list names, by their dotted path. */
function collect(
  body: Body,
  selection: Selection,
  prefix: string,
  found: (path: string, argument: Argument, mayRead: boolean) => void,
): void {
  for (const { name, selection: inner } of selection.byLength.flatMap((each) => each ?? [])) {
    const argument = argumentOf(body, name);
    if (argument !== null) found(`${prefix}${name}`, argument, inner.leaf !== null);
    for (const block of body.blocks) {
      if (block.type === name) collect(block.body, inner, `${prefix}${name}.`, found);
    }
  }
}

/**
 * A directory of Terraform → `Plan`, without a plan, credentials or network: what it would make of nothing. Files come through a
 * `SourceTree`, so that this runs wherever they are. What AWS alone knows is unknown, as in a plan; what resources refer to is told by
 * the address instead of the id they will have.
 */
import { UserError, type Problem } from "../errors.ts";
import { attributesRead } from "./attributes-read.ts";
import { regionFactsOf } from "./attributes-read.ts";
import { billingOf } from "./billing.ts";
import { configurationOf } from "./hcl/configuration-of.ts";
import type { Scope } from "./hcl/evaluate.ts";
import type { Outside } from "./hcl/functions/index.ts";
import { normalized } from "./hcl/functions/files.ts";
import { isMissing, loadModules, type ModuleTree } from "./hcl/load-modules.ts";
import { type Evaluation, type ModuleInstance, moduleInstance, type ResourceInstance } from "./hcl/module-instance.ts";
import { plannedValues } from "./hcl/planned-values.ts";
import { providerNameOf, providersOf } from "./hcl/providers.ts";
import { readingNotes } from "./hcl/reading-notes.ts";
import { NO_INPUTS, rootVariables, type VariableInputs } from "./hcl/root-variables.ts";
import { isConfigurationFile, type SourceTree } from "./hcl/source-tree.ts";
import { UNKNOWN, type Value } from "./hcl/value.ts";
import { notesOf } from "./notes.ts";
import type { Configuration, DataSource, Plan, PlanNote } from "./plan.ts";
import { place } from "./region.ts";
import { dataSourceTypes, resourceTypes } from "./resource-types/index.ts";
import type { ResourceTypes } from "./resource-types/resource-type.ts";
import { type Row, UNRESOLVED } from "./rows.ts";

export interface DirectoryOptions {
  /** Stands before paths in errors: `infra/`; empty where they are as the user knows them. */
  readonly prefix?: string;
  /** Region of what nothing in the configuration places; null: it stays unresolved. */
  readonly region?: string | null;
  readonly variables?: VariableInputs;
  /** What `terraform.workspace` is. */
  readonly workspace?: string;
  readonly types?: ResourceTypes;
}

/** Whether a folder holds Terraform. */
export function holdsConfiguration(names: readonly string[]): boolean {
  return names.some((name) => isConfigurationFile(name));
}

/**
 * Reads and evaluates the root module `.` of a tree and the modules it calls. Every resource is added.
 * @throws UserError CONFIGURATION_INVALID with every error of syntax in every file.
 * @example readDirectory(tree).resources.map(({ id }) => id)
 */
export function readDirectory(
  tree: SourceTree,
  {
    prefix = "",
    region = null,
    variables = NO_INPUTS,
    workspace = "default",
    types = resourceTypes,
  }: DirectoryOptions = {},
): Plan {
  const root = loadModules(tree, prefix);
  const notes = readingNotes();
  const evaluation: Evaluation = {
    outside: outsideOf(tree, root),
    workspace,
    spent: { steps: 0, depth: 0 },
    regions: new Map(),
    note: notes.note,
  };
  const constants: Scope = { name: () => undefined, outside: evaluation.outside, spent: evaluation.spent };
  const problems: Problem[] = [];
  const inputs = rootVariables(variables, { tree, prefix, declarations: root.declarations, constants, problems });
  if (problems.length > 0) throw new UserError("CONFIGURATION_INVALID", problems);

  const instance = moduleInstance(evaluation, root, {
    path: [],
    providers: providersOf(root.declarations, [], null),
    indexUnknown: false,
    given: (name) => inputs.get(name),
  });
  const listed = attributesRead(types);
  const rows: Row[] = [];
  const dataSources: DataSource[] = [];
  eachModule(instance, (module) => {
    for (const resource of module.resources()) rows.push(rowOf(module, resource, listed, types));
    for (const source of module.dataSources()) dataSources.push(...dataSourceOf(module, source));
  });
  const configuration = configurationOf(root, {
    managed: listed,
    data: attributesRead(dataSourceTypes),
    constants,
    variable: instance.variable,
    regionOf: (key): Value => evaluation.regions.get(key)?.() ?? UNKNOWN,
  });
  return planOf({ rows, dataSources, configuration, notes, region, missing: variablesMissing(root, inputs) });
}

function eachModule(module: ModuleInstance, visit: (module: ModuleInstance) => void): void {
  visit(module);
  for (const inner of module.modules()) eachModule(inner, visit);
}

function rowOf(
  { path, tree, indexUnknown: withinUnknown }: ModuleInstance,
  resource: ResourceInstance,
  listed: ReturnType<typeof attributesRead>,
  types: ResourceTypes,
): Row {
  const { address, declaration, key, indexUnknown } = resource;
  const { type, name, block } = declaration;
  const local = providerNameOf(type, block.body).split(".")[0] ?? "";
  const provider = tree.declarations.providerNames.get(local) ?? local;
  const after = plannedValues(resource, listed(type));
  return {
    resource: {
      id: address,
      address,
      module: path,
      type,
      name,
      index: key,
      indexUnknown: indexUnknown || withinUnknown,
      provider,
      providerKey: null,
      billing: billingOf(provider, type, types),
      change: "added",
      objects: { before: 0, after: 1 },
      overlaps: false,
      importing: false,
      deposed: false,
      previousAddress: null,
      reason: null,
      replacedBy: [],
      deferred: false,
      before: null,
      after,
      region: UNRESOLVED,
    },
    mode: "managed",
    regionFacts: regionFactsOf(after, null),
    providerHost: null,
  };
}

/** Those that are known without asking AWS. */
function dataSourceOf(
  { path }: ModuleInstance,
  { declaration, key, address, attribute }: ResourceInstance,
): DataSource[] {
  const { type, name } = declaration;
  const attributes = type === "aws_region" ? ["name", "region"] : type === "aws_availability_zones" ? ["names"] : [];
  const known = attributes.flatMap((each): [string, string | readonly string[]][] => {
    const value = plainTexts(attribute(each));
    return value === null ? [] : [[each, value]];
  });
  if (known.length === 0) return [];
  return [{ address, module: path, type, name, index: key, values: Object.fromEntries(known) }];
}

/** A text or a list of texts; null for anything else. */
function plainTexts(value: Value): string | readonly string[] | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || value.kind !== "sequence") return null;
  const texts = value.elements.filter((element) => typeof element === "string");
  return texts.length === value.elements.length ? texts : null;
}

/** Variables of the root module that nobody gave a value. */
function variablesMissing({ declarations }: ModuleTree, inputs: ReadonlyMap<string, Value>): readonly string[] {
  return [...declarations.variables]
    .filter(([name, { fallback }]) => fallback === null && !inputs.has(name))
    .map(([name]) => name);
}

function planOf(of: {
  readonly rows: readonly Row[];
  readonly dataSources: readonly DataSource[];
  readonly configuration: Configuration;
  readonly notes: ReturnType<typeof readingNotes>;
  readonly region: string | null;
  readonly missing: readonly string[];
}): Plan {
  const { rows, dataSources, configuration, notes, region, missing } = of;
  place({ rows, configuration, dataSources, given: region });
  const resources = rows.map(({ resource }) => resource);
  const variables: PlanNote = {
    about: "variables_missing",
    what: `without a value: ${missing.join(", ")}; give them with --terraform-var or --terraform-var-file`,
    addresses: [],
  };
  return {
    kind: "directory",
    tool: "unknown",
    toolVersion: null,
    formatVersion: null,
    completeness: notes.completeness(),
    resources,
    dataSources,
    configuration,
    notes: [...notesOf(resources, 0), ...(missing.length === 0 ? [] : [variables]), ...notes.notes()],
  };
}

/** What functions may look at: files in the folders of the configuration's modules. */
function outsideOf(tree: SourceTree, root: ModuleTree): Outside {
  const folders = [...new Set(foldersOf(root))].sort((a, b) => b.length - a.length);
  const folderOf = (path: string): string | undefined => {
    const plain = normalized(path);
    const isInRoot = plain !== ".." && !plain.startsWith("../") && !plain.startsWith("/");
    return folders.find((folder) => (folder === "." ? isInRoot : plain === folder || plain.startsWith(`${folder}/`)));
  };
  const guarded =
    <T>(read: (path: string, below: string) => T | null) =>
    (path: string): T | null => {
      const below = folderOf(path);
      return below === undefined ? null : read(normalized(path), below);
    };
  return {
    readText: guarded((path, below) => tree.readText(path, below)),
    hasFile: guarded((path, below) => tree.hasFile(path, below)),
    filesBelow: guarded((path, below) => tree.filesBelow(path, below)),
    digest: tree.digest,
  };
}

function foldersOf({ folder, calls }: ModuleTree): readonly string[] {
  return [folder, ...[...calls.values()].flatMap((called) => (isMissing(called) ? [] : foldersOf(called)))];
}

/**
 * The tree of modules: each folder's files read, each call's module found on the disk. Modules of registries and of git are on the disk
 * where `terraform init` has put them; the list of them is `.terraform/modules/modules.json`.
 */
import { type Problem, UserError } from "../../errors.ts";
import { type Declarations, declarationsOf } from "./declarations.ts";
import { parseFile, type Parsed } from "./parse-body.ts";
import { parseJsonFile } from "./parse-json.ts";
import { isConfigurationFile, isOverride, pathIn, type SourceTree } from "./source-tree.ts";
import { argumentOf, type Block, literalText, placeIn } from "./syntax.ts";

export interface ModuleTree {
  /** From the root module: `.`, `modules/vpc`. */
  readonly folder: string;
  readonly declarations: Declarations;
  readonly calls: ReadonlyMap<string, ModuleTree | MissingModule>;
}

/** A module that is not on the disk. */
export interface MissingModule {
  readonly folder: null;
  /** As the call writes it; null where that is no plain text. */
  readonly source: string | null;
}

export function isMissing(module: ModuleTree | MissingModule): module is MissingModule {
  return module.folder === null;
}

/** Modules nested deeper are no configuration. */
const DEEPEST = 64;

/** Modules called by modules that are called many times would multiply. */
const MOST_MODULES = 10_000;

/** `prefix` stands before paths in errors. Throws a UserError CONFIGURATION_INVALID with every error of every file. */
export function loadModules(tree: SourceTree, prefix: string): ModuleTree {
  const loading: Loading = {
    tree,
    prefix,
    installed: installedModules(tree),
    read: new Map(),
    problems: [],
    count: 0,
  };
  const root = moduleIn(loading, ".", []);
  if (loading.problems.length > 0) throw new UserError("CONFIGURATION_INVALID", loading.problems);
  return root;
}

interface Loading {
  readonly tree: SourceTree;
  readonly prefix: string;
  /** Folders by the path of calls: `network.subnets`. */
  readonly installed: ReadonlyMap<string, string>;
  /** By folder. */
  readonly read: Map<string, Declarations>;
  readonly problems: Problem[];
  count: number;
}

function moduleIn(loading: Loading, folder: string, path: readonly string[]): ModuleTree {
  loading.count += 1;
  const declarations = loading.read.get(folder) ?? readFolder(loading, folder);
  loading.read.set(folder, declarations);
  const calls = new Map<string, ModuleTree | MissingModule>();
  for (const [name, block] of declarations.calls) {
    const found = calledFolder(loading, folder, [...path, name], block);
    calls.set(name, typeof found === "string" ? moduleIn(loading, found, [...path, name]) : found);
  }
  return { folder, declarations, calls };
}

/** The folder of a call's module. */
function calledFolder(
  { tree, installed, problems, count }: Loading,
  folder: string,
  path: readonly string[],
  block: Block,
): string | MissingModule {
  const argument = argumentOf(block.body, "source");
  const source = literalText(argument);
  const refuse = (what: string, hint: string | null): MissingModule => {
    const place = placeIn(block.body.source, argument?.at ?? block.at);
    problems.push({ place, what, hint, path: null });
    return { folder: null, source };
  };
  const name = path.at(-1) ?? "";
  if (argument === null) return refuse(`the module ${name} has no source`, 'write source = "./folder"');
  if (path.length > DEEPEST || count > MOST_MODULES) {
    return refuse(`the module ${name} is called by itself, or from deeper than any configuration`, null);
  }
  const isLocal = source !== null && /^\.\.?(?:\/|$)/.test(source);
  const found = isLocal ? pathIn(folder, source) : installed.get(path.join("."));
  if (found !== undefined && (tree.namesIn(found) ?? []).some((each) => isConfigurationFile(each))) return found;
  if (!isLocal) return { folder: null, source };
  return refuse(`the module ${name} is looked for in ${source}, which holds no .tf file`, null);
}

function readFolder({ tree, prefix, problems }: Loading, folder: string): Declarations {
  const names = (tree.namesIn(folder) ?? []).filter((name) => isConfigurationFile(name)).sort();
  const parsed = names.map((name) => {
    const path = pathIn(folder, name);
    const source = { file: `${prefix}${path}`, text: tree.readText(path, null) ?? "" };
    const each: Parsed = name.endsWith(".json") ? parseJsonFile(source) : parseFile(source);
    problems.push(...each.problems);
    return { name, body: each.body };
  });
  const bodies = (wanted: boolean) => parsed.filter(({ name }) => isOverride(name) === wanted).map(({ body }) => body);
  return declarationsOf(bodies(false), bodies(true), problems);
}

/** What `terraform init` wrote of the modules it fetched; what is not as it writes it is passed over. */
function installedModules(tree: SourceTree): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const text = tree.readText(".terraform/modules/modules.json", null);
  for (const each of text === null ? [] : modulesListed(text)) {
    if (typeof each !== "object" || each === null) continue;
    const { Key: key, Dir: folder } = each as Readonly<Record<string, unknown>>;
    if (typeof key === "string" && key !== "" && typeof folder === "string") found.set(key, pathIn(".", folder));
  }
  return found;
}

function modulesListed(text: string): readonly unknown[] {
  try {
    const document: unknown = JSON.parse(text);
    const modules =
      typeof document === "object" && document !== null && "Modules" in document ? document.Modules : null;
    return Array.isArray(modules) ? (modules as readonly unknown[]) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

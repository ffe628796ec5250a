/** Reads a directory of Terraform from the disk. Nothing is run, fetched or asked. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { problem, UserError } from "../errors.ts";
import type { SourceTree } from "../terraform/hcl/source-tree.ts";
import type { Plan } from "../terraform/plan.ts";
import { holdsConfiguration, readDirectory } from "../terraform/read-directory.ts";
import type { ResourceTypes } from "../terraform/resource-types/resource-type.ts";
import { readTextFile } from "./read-text.ts";

export interface DirectoryFilesOptions {
  /** Region of what nothing in the configuration places. */
  readonly region?: string | null;
  readonly types?: ResourceTypes;
  /** Paths of files of variables, as `--terraform-var-file` names them; the last wins. */
  readonly variableFiles?: readonly string[];
  /** `name=value`, as `--terraform-var` writes them; they win over files. */
  readonly variables?: readonly string[];
  /** Where `TF_VAR_name` and `TF_WORKSPACE` are looked for; default: that of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Letters of one file. Terraform's own limit is lower. */
const LONGEST_FILE = 16_000_000;

/**
 * Reads a directory of Terraform, its modules on the disk, and its variables: `terraform.tfvars`, `*.auto.tfvars`, `TF_VAR_…` too.
 * @throws UserError CONFIGURATION_INVALID for one without a `.tf` file, and for errors of syntax, all of them; FILE_UNREADABLE.
 * @example loadDirectory("infra", { variables: ["size=20"] }).resources.length
 */
export function loadDirectory(path: string, options: DirectoryFilesOptions = {}): Plan {
  const { region = null, types, variableFiles = [], variables = [], environment = process.env } = options;
  const tree = treeBelow(path);
  if (!holdsConfiguration(tree.namesIn(".") ?? [])) throw withoutConfiguration(path);
  const files = variableFiles.map((file) => readTextFile(file, "name a .tfvars file", LONGEST_FILE));
  const workspace = environment["TF_WORKSPACE"] ?? tree.readText(".terraform/environment", ".")?.trim();
  return readDirectory(tree, {
    prefix: path === "." ? "" : `${path.replace(/[/\\]+$/, "")}/`,
    region,
    ...(types === undefined ? {} : { types }),
    ...(workspace === undefined || workspace === "" ? {} : { workspace }),
    variables: { environment: variablesIn(environment), files, assignments: variables },
  });
}

function variablesIn(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const prefix = "TF_VAR_";
  const found = Object.entries(environment).flatMap(([name, value]): [string, string][] =>
    name.startsWith(prefix) && value !== undefined ? [[name.slice(prefix.length), value]] : [],
  );
  return Object.fromEntries(found);
}

function treeBelow(root: string): SourceTree {
  const pathOf = (path: string): string => (isAbsolute(path) ? path : join(root, path));
  const reallyBelow = (path: string, below: string): boolean => {
    const way = relative(realpathSync(pathOf(below)), realpathSync(pathOf(path)));
    return way === "" || (!isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`));
  };
  return {
    namesIn: (folder) => quietly(() => namesIn(pathOf(folder))),
    readText: (path, below) =>
      quietly(() => {
        if (below !== null && !reallyBelow(path, below)) return null;
        const { size } = statSync(pathOf(path));
        return size > LONGEST_FILE ? null : readFileSync(pathOf(path), "utf8");
      }),
    hasFile: (path, below) => quietly(() => reallyBelow(path, below) && statSync(pathOf(path)).isFile()) ?? false,
    filesBelow: (folder, below) => quietly(() => (reallyBelow(folder, below) ? filesBelow(pathOf(folder)) : null)),
    digest: (algorithm, bytes) => new Uint8Array(createHash(algorithm).update(bytes).digest()),
  };
}

/** Null for what is not there or may not be read. */
function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (["ENOENT", "ENOTDIR", "EACCES", "EPERM", "EISDIR", "ELOOP", "ENAMETOOLONG"].includes(code)) return null;
    throw error;
  }
}

function namesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const isFile = (name: string): boolean => quietly(() => statSync(join(folder, name)).isFile()) ?? false;
  return entries
    .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && isFile(entry.name)))
    .map(({ name }) => name);
}

/** More files than `fileset` is meant for. */
const MOST_FILES = 20_000;

function filesBelow(folder: string): readonly string[] {
  const found: string[] = [];
  const visit = (path: string, prefix: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (found.length >= MOST_FILES) return;
      if (entry.isFile()) found.push(`${prefix}${entry.name}`);
      else if (entry.isDirectory()) visit(join(path, entry.name), `${prefix}${entry.name}/`);
    }
  };
  visit(folder, "");
  return found;
}

function withoutConfiguration(path: string): UserError {
  const roots = rootsBelow(path);
  const hint =
    roots.length === 0
      ? "name the folder in which terraform plan would run, or a plan: terraform show -json tfplan > plan.json"
      : `name one of the folders below it: ${roots.join(", ")}`;
  return new UserError("CONFIGURATION_INVALID", [problem(`${path} holds no .tf file`, hint)]);
}

const DEEPEST = 6;
const MOST_ROOTS = 20;
const PASSED_OVER = ["node_modules", "examples", "tests"];
const LOCAL_SOURCE = /^\s*source\s*=\s*"(\.\.?\/[^"]*)"/gm;

/** Folders with Terraform that no other calls as a module. */
function rootsBelow(path: string): readonly string[] {
  const folders: string[] = [];
  const called = new Set<string>();
  const visit = (folder: string, depth: number): void => {
    const names = quietly(() => namesIn(folder)) ?? [];
    if (holdsConfiguration(names)) folders.push(folder);
    for (const name of names.filter((each) => each.endsWith(".tf"))) {
      const text = quietly(() => readFileSync(join(folder, name), "utf8")) ?? "";
      for (const [, source = ""] of text.matchAll(LOCAL_SOURCE)) called.add(join(folder, source));
    }
    const inner = quietly(() => readdirSync(folder, { withFileTypes: true })) ?? [];
    for (const entry of depth < DEEPEST ? inner : []) {
      const isWanted = entry.isDirectory() && !entry.name.startsWith(".") && !PASSED_OVER.includes(entry.name);
      if (isWanted) visit(join(folder, entry.name), depth + 1);
    }
  };
  visit(path, 0);
  const roots = folders.filter((folder) => !called.has(join(folder))).sort();
  return [...roots.slice(0, MOST_ROOTS), ...(roots.length > MOST_ROOTS ? [`${roots.length - MOST_ROOTS} more`] : [])];
}

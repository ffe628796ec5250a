/** Configurations written in a test. */
import { createHash } from "node:crypto";
import { UserError } from "../../../../src/errors.ts";
import type { Plan } from "../../../../src/terraform/plan.ts";
import { type DirectoryOptions, readDirectory } from "../../../../src/terraform/read-directory.ts";
import type { SourceTree } from "../../../../src/terraform/hcl/source-tree.ts";
import { resourceOf } from "../../support/plans.ts";

export function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  const paths = Object.keys(files);
  const below = (folder: string): readonly string[] =>
    folder === "."
      ? paths
      : paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  return {
    namesIn: (folder) => below(folder).filter((path) => !path.includes("/")),
    readText: (path) => files[path] ?? null,
    hasFile: (path) => Object.hasOwn(files, path),
    filesBelow: (folder) => below(folder),
    digest: (algorithm, bytes) => new Uint8Array(createHash(algorithm).update(bytes).digest()),
  };
}

const PROVIDER = 'provider "aws" {\n  region = "us-east-1"\n}\n';

/** The plan of `main.tf` in us-east-1, or of several files. */
export function planned(files: string | Readonly<Record<string, string>>, options: DirectoryOptions = {}): Plan {
  const tree = typeof files === "string" ? { "main.tf": PROVIDER + files } : files;
  return readDirectory(treeOf(tree), options);
}

/** Values of a resource after it was added. */
export function valuesIn(plan: Plan, id: string): unknown {
  return resourceOf(plan, id).after;
}

export function notesIn({ notes }: Plan): readonly string[] {
  return notes.map(
    ({ about, what, addresses }) => `${about}: ${what}${addresses.length > 0 ? ` [${addresses.join(" ")}]` : ""}`,
  );
}

/** The problems that reading ends with, one line each. */
export function refusals(
  files: string | Readonly<Record<string, string>>,
  options: DirectoryOptions = {},
): readonly string[] {
  try {
    planned(files, options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ place, what, hint }) => {
      const at = place === null ? "" : `${place.file}:${place.line}:${place.column} `;
      return `${at}${what}${hint === null ? "" : ` (${hint})`}`;
    });
  }
  return [];
}

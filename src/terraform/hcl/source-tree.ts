/** The files of a configuration, and which of them it consists of. */
import { normalized } from "./functions/files.ts";
import type { Outside } from "./functions/index.ts";

/**
 * Paths are from the root module, with `/`: `main.tf`, `modules/vpc/main.tf`, `../vpc/main.tf`. `below` is a folder that a file must
 * really be in, also by the links it is reached by; null for any place.
 */
export interface SourceTree {
  /** Names of the files in a folder, `.` for the root module; null where there is no such folder, or it may not be read. */
  readonly namesIn: (folder: string) => readonly string[] | null;
  /** Null where there is no such text. */
  readonly readText: (path: string, below: string | null) => string | null;
  readonly hasFile: (path: string, below: string) => boolean | null;
  /** Paths of all files below a folder, relative to it. */
  readonly filesBelow: (folder: string, below: string) => readonly string[] | null;
  readonly digest: Outside["digest"];
}

export function isConfigurationFile(name: string): boolean {
  return (name.endsWith(".tf") || name.endsWith(".tf.json")) && !isIgnored(name);
}

/** What Terraform leaves aside: hidden files, an editor's copies. */
function isIgnored(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
}

/** `override.tf`, `prices_override.tf.json` change what other files say. https://developer.hashicorp.com/terraform/language/files/override */
export function isOverride(name: string): boolean {
  return /(?:^|_)override\.tf(?:\.json)?$/.test(name);
}

/** `pathIn("modules/a", "../b")` is `modules/b`. */
export function pathIn(folder: string, path: string): string {
  return normalized(folder === "." ? path : `${folder}/${path}`);
}

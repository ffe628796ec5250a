/** What the files of src/ import, read from their text. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";

export interface SourceFile {
  /** From the root of the project: `src/pricing/price.ts`. */
  readonly path: string;
  readonly text: string;
  /** Files of ours, from the root of the project. */
  readonly files: readonly string[];
  /** Everything else: `zod`, `node:fs`. */
  readonly packages: readonly string[];
}

// Statements begin a line, as the formatter leaves them; imports of types count like all others.
const statement =
  /^(?:import|export)\b[^;"]*?\bfrom "([^"]+)"|^import "([^"]+)"|\bimport\(\s*"([^"]+)"|\brequire\(\s*"([^"]+)"/gm;

/** Every TypeScript file below a folder, in alphabetical order. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => sourceFile(join(folder, path.replaceAll("\\", "/"))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function sourceFile(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const { files, packages } = importsOf(path, text);
  return { path, text, files, packages };
}

/** `importsOf("src/a/b.ts", 'import { c } from "../c.ts";')` is `{ files: ["src/c.ts"], packages: [] }`. */
export function importsOf(path: string, text: string): Pick<SourceFile, "files" | "packages"> {
  const named = [...text.matchAll(statement)].map((match) => match.slice(1).find((name) => name !== undefined) ?? "");
  const unique = [...new Set(named)];
  return {
    files: unique.filter((name) => name.startsWith(".")).map((name) => normalize(join(dirname(path), name))),
    packages: unique.filter((name) => !name.startsWith(".")),
  };
}

/** The files that import each other in a circle, as `a.ts → b.ts → a.ts`; null where there is none. */
export function cycle(files: readonly SourceFile[]): string | null {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): string | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(" → ");
    if (done.has(path)) return null;
    trail.push(path);
    for (const next of byPath.get(path)?.files ?? []) {
      const found = visit(next);
      if (found !== null) return found;
    }
    trail.pop();
    done.add(path);
    return null;
  };
  for (const { path } of files) {
    const found = visit(path);
    if (found !== null) return found;
  }
  return null;
}

/** A file and everything it imports, directly or through others. */
export function reachableFrom(path: string, files: readonly SourceFile[]): readonly SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>([path]);
  for (const each of reached) for (const next of byPath.get(each)?.files ?? []) reached.add(next);
  return [...reached].flatMap((each) => byPath.get(each) ?? []);
}

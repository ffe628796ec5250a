import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** What a file imports before its first line runs, files and packages, however deep. Types and `import()` load nothing. */
function loadedAtOnce(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, "utf8");
  for (const [, names, from = ""] of source.matchAll(/^import (?!type )([^;]*?)(?:from )?"([^"]+)";/gms)) {
    const onlyTypes = names?.startsWith("{") === true && !/[{,]\s*(?!type )\w/.test(names.replace(/,\s*}/, "}"));
    if (onlyTypes) continue;
    if (from.startsWith(".")) loadedAtOnce(join(dirname(file), from), seen);
    else seen.add(from);
  }
  return seen;
}

const packages = (file: string): string[] =>
  [...loadedAtOnce(file)].filter((name) => !name.startsWith("src/") && !name.startsWith("node:")).sort();

test("surgecast --help loads commander and no other package", () => {
  expect(packages("src/cli/main.ts")).toEqual(["commander"]);
});

test("surgecast run --help loads neither the YAML reader nor the schemas", () => {
  expect(packages("src/cli/run.ts")).toEqual(["commander", "decimal.js"]);
});

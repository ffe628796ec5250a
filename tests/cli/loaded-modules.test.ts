import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleOptions } from "../../scripts/bundle.mjs";

/** As deep below the root as the bundle that is shipped, so that it finds the price cache. */
const folder = "dist/loaded-modules";
/** By file of the bundle, the sources in it. */
let sourcesOf: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const { metafile } = await build({
    ...bundleOptions,
    entryPoints: { main: "src/cli/main.ts" },
    outdir: folder,
    metafile: true,
  });
  sourcesOf = new Map(Object.entries(metafile?.outputs ?? {}).map(([file, { inputs }]) => [file, Object.keys(inputs)]));
});

afterAll(() => {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
});

/** Everything that a real process loads: Node's modules, and the sources in the bundle's files. */
function loadedBy(...args: readonly string[]): {
  readonly sources: readonly string[];
  readonly packages: readonly string[];
} {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "./tests/support/list-modules.mjs", `${folder}/main.js`, ...args],
    { encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  const files = [...stderr.matchAll(/^loaded (file:.*)$/gm)].map(([, url = ""]) => relative("", fileURLToPath(url)));
  // A file outside of the bundle is a source itself.
  const sources = [...new Set(files.flatMap((file) => sourcesOf.get(file) ?? [file]))];
  const packages = sources.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return { sources, packages: [...new Set(packages)].sort() };
}

const run = ["run", "bench/fixtures/small.yaml", "--quiet"];

test("run loads the four packages it needs: no AWS SDK, no Fastify, no DuckDB", () => {
  const { sources, packages } = loadedBy(...run);
  expect(packages).toEqual(["commander", "decimal.js", "yaml", "zod"]);
  // What is loaded last is seen as well.
  expect(sources).toEqual(expect.arrayContaining(["src/cli/run.ts", "src/estimate.ts", "src/report/text.ts"]));
});

test("run loads no file that is for development, and only the report it prints", () => {
  const { sources } = loadedBy(...run);
  expect(sources.filter((path) => /^(tests|bench|scripts|server|src\/aws)\//.test(path))).toEqual([]);
  expect(sources).not.toContain("src/report/markdown.ts");
});

test("--version and --help load commander alone, and nothing of the engine", () => {
  for (const option of ["--version", "--help"]) {
    const { sources, packages } = loadedBy(option);
    expect(packages).toEqual(["commander"]);
    const engine = /^src\/(architecture|estimate|network|pricing|rating|scenario|services|simulation|traffic)/;
    expect(sources.filter((path) => engine.test(path))).toEqual([]);
  }
});

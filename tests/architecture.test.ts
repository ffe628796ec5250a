import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { build, transform } from "esbuild";
import { expect, test } from "vitest";
import { cycle, importsOf, reachableFrom, type SourceFile, sourceFiles } from "./support/imports.ts";

/** Words of the whole program: every folder may import them, and they import only each other. */
const vocabulary = [
  "assumption.ts",
  "errors.ts",
  "invariant.ts",
  "math.ts",
  "nearest.ts",
  "quantities.ts",
  "regions.ts",
  "units.ts",
];

/** Folder or file → what it may import beside itself and the vocabulary. A name that ends in .ts is that file alone. */
const imports: Readonly<Record<string, readonly string[]>> = {
  "decimal.ts": [],
  pricing: ["decimal.ts"],
  traffic: [],
  uncertainty: [
    "decimal.ts",
    "estimate",
    "estimate-schema.ts",
    "pricing/price.ts",
    "rating/bill.ts",
    "scenario",
    "services/index.ts",
  ],
  architecture: ["scenario", "services/service.ts"],
  network: ["architecture/architecture.ts", "simulation/driver.ts"],
  services: [
    "network",
    "pricing/price.ts",
    "simulation/backlog.ts",
    "simulation/bus.ts",
    "simulation/driver.ts",
    "simulation/limit.ts",
    "simulation/queue.ts",
    "simulation/slices.ts",
    "simulation/target-tracking.ts",
    "simulation/token-bucket.ts",
    "traffic",
  ],
  simulation: [
    "architecture/architecture.ts",
    "decimal.ts",
    "network",
    "pricing/price.ts",
    "rating/bill.ts",
    "services/cloudfront-cache.ts",
    "services/service.ts",
    "traffic",
  ],
  rating: ["decimal.ts", "estimate-schema.ts", "pricing"],
  scenario: [
    "architecture",
    "decimal.ts",
    "rating/bill.ts",
    "recovery/assumptions.ts",
    "services/service.ts",
    "simulation/grid.ts",
    "simulation/model.ts",
    "traffic",
  ],
  recovery: [
    "decimal.ts",
    "recovery-schema.ts",
    "scenario",
    "services/aurora/config.ts",
    "services/index.ts",
    "services/service.ts",
    "simulation",
    "traffic",
    "uncertainty",
  ],
  "recovery-schema.ts": [],
  "estimate-schema.ts": ["recovery-schema.ts"],
  "estimate-json-schema.ts": ["estimate-schema.ts", "recovery-schema.ts"],
  comparison: ["decimal.ts", "estimate-schema.ts", "pricing/regions.ts"],
  estimate: [
    "decimal.ts",
    "estimate-schema.ts",
    "network",
    "pricing/price.ts",
    "rating",
    "scenario",
    "services/cloudfront-plans.ts",
    "services/ec2-spot",
    "services/index.ts",
    "services/service.ts",
    "simulation",
    "traffic",
  ],
  "estimate.ts": [
    "decimal.ts",
    "estimate",
    "estimate-schema.ts",
    "pricing/price.ts",
    "rating",
    "recovery",
    "scenario",
    "services/index.ts",
    "simulation",
  ],
  "dr.ts": [
    "decimal.ts",
    "estimate-schema.ts",
    "estimate.ts",
    "pricing/price.ts",
    "recovery",
    "recovery-schema.ts",
    "scenario",
    "services/index.ts",
  ],
  advice: [
    "decimal.ts",
    "estimate",
    "estimate-schema.ts",
    "estimate.ts",
    "pricing/price.ts",
    "rating",
    "scenario",
    "services",
    "simulation",
    "traffic",
  ],
  report: [
    "advice/schema.ts",
    "comparison/schema.ts",
    "decimal.ts",
    "estimate-schema.ts",
    "recovery-schema.ts",
    "simulation/series.ts",
  ],
  terraform: ["architecture/architecture.ts", "decimal.ts"],
  files: ["pricing", "terraform"],
  threads: [
    "advice/measure.ts",
    "advice/trials.ts",
    "estimate-schema.ts",
    "estimate.ts",
    "files",
    "pricing/price.ts",
    "scenario",
    "services/index.ts",
    "uncertainty",
  ],
  "index.ts": [
    "advice",
    "comparison",
    "dr.ts",
    "estimate-schema.ts",
    "estimate.ts",
    "pricing",
    "rating",
    "recovery-schema.ts",
    "scenario",
    "services/index.ts",
    "simulation",
    "terraform",
    "uncertainty",
  ],
  "compare-files.ts": ["comparison", "estimate.ts", "files", "scenario", "services/index.ts", "simulation/series.ts"],
  "node.ts": [
    "compare-files.ts",
    "dr.ts",
    "estimate-schema.ts",
    "estimate.ts",
    "files",
    "recovery-schema.ts",
    "scenario",
    "services/index.ts",
    "threads",
    "uncertainty",
  ],
  "advice-file.ts": ["advice", "files", "scenario", "services/index.ts", "threads"],
  cli: ["anything"],
};

/** Package → who may import it. */
const packages: Readonly<Record<string, readonly string[]>> = {
  "decimal.js": ["decimal.ts"],
  zod: [
    "advice",
    "comparison",
    "estimate-json-schema.ts",
    "estimate-schema.ts",
    "quantities.ts",
    "rating",
    "recovery-schema.ts",
    "report/json.ts",
    "scenario",
    "services",
  ],
  yaml: ["scenario", "terraform"],
  commander: ["cli"],
  tinypool: ["threads"],
  "node:": ["advice-file.ts", "cli", "compare-files.ts", "files", "node.ts", "threads"],
};

const files = sourceFiles("src");
const core = reachableFrom("src/index.ts", files);
const read = (path: string): string => readFileSync(path, "utf8");

/** `src/report/text/bill.ts` belongs to `report`, `src/units.ts` is its own. */
const homeOf = (path: string): string => path.split("/")[1] ?? "";
const isAt = (path: string, place: string): boolean => path === `src/${place}` || path.startsWith(`src/${place}/`);

function mayImport(from: string, to: string): boolean {
  const home = homeOf(from);
  if (vocabulary.includes(homeOf(to))) return true;
  if (vocabulary.includes(home)) return false;
  return [home, ...(imports[home] ?? [])].some((place) => place === "anything" || isAt(to, place));
}

test("imports follow the table", () => {
  const wrong = files.flatMap((file) =>
    file.files.filter((to) => !mayImport(file.path, to)).map((to) => `${file.path} → ${to}`),
  );
  expect(wrong).toEqual([]);
});

test("packages are imported where the table says", () => {
  const mayUse = (path: string, name: string): boolean => {
    const places = name.startsWith("node:") ? packages["node:"] : packages[name];
    return (places ?? []).some((place) => isAt(path, place));
  };
  const wrong = files.flatMap((file) =>
    file.packages.filter((name) => !mayUse(file.path, name)).map((name) => `${file.path} → ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("every folder and file of src/ is in the table, and nothing that is not there", () => {
  const homes = [...new Set(files.map(({ path }) => homeOf(path)))].sort();
  expect([...vocabulary, ...Object.keys(imports)].sort()).toEqual(homes);
});

test("ARCHITECTURE.md holds the same tables", () => {
  const names = (list: readonly string[]): string =>
    list.length === 0 ? "–" : list.map((name) => (name === "anything" ? name : `\`${name}\``)).join(", ");
  const rows = Object.entries(imports).map(([home, places]) => `| \`${home}\` | ${names(places)} |`);
  const users = Object.entries(packages).map(([name, places]) => `| \`${name}\` | ${names(places)} |`);
  const text = read("ARCHITECTURE.md");
  expect(text).toContain(names(vocabulary));
  expect(text).toContain(["| Folder or file | may import |", "|---|---|", ...rows].join("\n"));
  expect(text).toContain(["| Package | imported by |", "|---|---|", ...users].join("\n"));
});

test("every import leads to a file", () => {
  const lost = files.flatMap((file) => file.files.filter((to) => !existsSync(to)).map((to) => `${file.path} → ${to}`));
  expect(lost).toEqual([]);
});

test("no files import each other in a circle, not even for types", () => {
  expect(cycle(files)).toBe(null);
});

test("the core, everything that src/index.ts reaches, imports nothing of Node", () => {
  expect(core.length).toBeGreaterThan(50);
  const wrong = core.flatMap((file) =>
    file.packages.filter((name) => name.startsWith("node:")).map((name) => `${file.path} → ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("the core names none of Node's globals, and neither clock nor chance", async () => {
  const globals = /(?<![.\w$"'`-])(?:process|Buffer|require|setImmediate|__dirname|__filename)\s*[.[(]|\bDate\.now\b/g;
  const inexact =
    /\bMath\.(?:random|pow|exp|expm1|log|log2|log10|log1p|sin|cos|tan|sinh|cosh|tanh)\b|[\w)\]]\*\*[\w(]/g;
  const wrong = await Promise.all(
    core.map(async ({ path, text }: SourceFile) => {
      // Comments and types are gone then.
      const { code } = await transform(text, { loader: "ts", target: "es2023", minifyWhitespace: true });
      return [...code.matchAll(globals), ...code.matchAll(inexact)].map(([found]) => `${path}: ${found}`);
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

test("the core, bundled for a browser, loads where there is nothing but the language itself", async () => {
  const { outputFiles } = await build({
    entryPoints: ["src/index.ts"],
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "surgecast",
    target: "es2022",
    logLevel: "silent",
  });
  const bundle = outputFiles[0]?.text ?? "";
  // A new context has the language and nothing of Node.
  const bare = createContext({});
  expect(runInContext("[typeof process, typeof Buffer, typeof require, typeof URL].join()", bare)).toBe(
    "undefined,undefined,undefined,undefined",
  );
  runInContext(bundle, bare);
  expect(runInContext("typeof surgecast.estimate", bare)).toBe("function");
  expect(runInContext("surgecast.services.length > 10", bare)).toBe(true);
  const problem = runInContext(
    `try { surgecast.parseScenario({ text: "surgecast: 1", file: "a.yaml" }, { services: surgecast.services }); }
     catch (error) { error.code }`,
    bare,
  );
  expect(problem).toBe("SCENARIO_INVALID");
});

test("no file of src/ is longer than 400 lines", () => {
  const long = files.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
  expect(long.filter(({ lines }) => lines > 400)).toEqual([]);
});

const tracked = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8", maxBuffer: 2 ** 26 })
  .split("\0")
  .filter((path) => path !== "" && existsSync(path));

test("code has names in kebab case", () => {
  const code = tracked.filter((path) => /^(?:src|tests|scripts|bench)\/.*\.(?:ts|mjs|js)$/.test(path));
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.properties|\.browser|\.slow)?(?:\.test)?\.(?:ts|mjs|js)$/;
  expect(code.filter((path) => !kebab.test(path.slice(path.lastIndexOf("/") + 1)))).toEqual([]);
});

test("no text names a machine's paths, an issue's number or a package registry", () => {
  // In parts, so that this file does not name them either. The lock file has a test of its own.
  const word = (...parts: readonly string[]): string => parts.join("");
  const folders = [word("wo", "rk"), word("ho", "me"), word("ro", "ot"), word("Us", "ers"), word("work", "spaces")];
  const registries = [word("npm", "js"), word("artifac", "tory"), word("verdac", "cio")];
  const forbidden = new RegExp(
    [
      `(?:^|[\\s"'\`(=:])/(?:${folders.join("|")})/`,
      `[.][.]/${word("sha", "red")}\\b`,
      `\\b(?:${word("iss", "ue")}|pull request|PR|MR) ?#?\\d+\\b|\\b(?:fixes|closes) #\\d+`,
      `\\b${word("regis", "try")}[.][a-z0-9-]+[.][a-z]{2,}`,
      `\\b(?:${registries.join("|")})\\b`,
    ].join("|"),
    "m",
  );
  const texts = tracked.filter(
    (path) =>
      path !== "package-lock.json" &&
      !/\.(?:png|ico|woff2|gz)$/.test(path) &&
      !path.startsWith("dist/") &&
      // As Terraform writes them, with where their provider comes from; a test of their own looks for folders.
      !path.startsWith("tests/terraform/plans/") &&
      !path.endsWith(".tfstate"),
  );
  const wrong = texts.flatMap((path) => {
    const found = forbidden.exec(read(path));
    return found === null ? [] : [`${path}: ${found[0].trim()}`];
  });
  expect(wrong).toEqual([]);
});

test("imports are read in every form that the formatter leaves", () => {
  const text = [
    'import { a } from "./a.ts";',
    'import type { B } from "../b.ts";',
    "import {",
    "  c,",
    '} from "zod";',
    'export { d } from "./d.ts";',
    'import "./e.ts";',
    'const f = await import("./f/f.ts");',
    '// from "./comment.ts" is none',
    'export const from = "no import either";',
  ].join("\n");
  expect(importsOf("src/x/x.ts", text)).toEqual({
    files: ["src/x/a.ts", "src/b.ts", "src/x/d.ts", "src/x/e.ts", "src/x/f/f.ts"],
    packages: ["zod"],
  });
});

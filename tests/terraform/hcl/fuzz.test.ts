/** Whatever stands in the files, reading ends with a plan or with what a person can fix. */
import { readdirSync, readFileSync } from "node:fs";
import { assert, array, constantFrom, dictionary, double, nat, property, string } from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { functionNames } from "../../../src/terraform/hcl/functions/index.ts";
import { UNKNOWN } from "../../../src/terraform/hcl/value.ts";
import { evaluated, scopeOf } from "./support/evaluated.ts";
import { notesIn, planned } from "./support/tree.ts";

function readOrRefused(files: Readonly<Record<string, string>>): void {
  try {
    planned(files);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

const projects = "tests/terraform/projects";
const files = readdirSync(projects, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("main.tf"))
  .sort()
  .map((path) => readFileSync(`${projects}/${path}`, "utf8"));
const words = files.flatMap((file) => file.split(/(?<=[\s{}()[\],="])/));

test("of configurations with parts of others in them", () => {
  assert(
    property(
      constantFrom(...files),
      array(constantFrom(...words), { maxLength: 5 }),
      double({ min: 0, max: 1, noNaN: true }),
      nat({ max: 40 }),
      (file, inserted, share, removed) => {
        const at = Math.floor(share * file.length);
        readOrRefused({ "main.tf": file.slice(0, at) + inserted.join("") + file.slice(at + removed) });
      },
    ),
    { numRuns: 1500 },
  );
});

test("of any texts", () => {
  const names = constantFrom(
    "main.tf",
    "main.tf.json",
    "terraform.tfvars",
    "a.auto.tfvars.json",
    ".terraform/modules/modules.json",
  );
  assert(
    property(dictionary(names, string({ unit: "binary" })), (tree) => readOrRefused(tree)),
    { numRuns: 1000 },
  );
});

test("of functions with any values", () => {
  const scope = scopeOf({ unknown: UNKNOWN });
  const values = [
    "null",
    "true",
    '"a"',
    '"10.0.0.0/8"',
    "-1",
    "0",
    "1.5",
    "64",
    "[]",
    '["a", "b"]',
    "[[1], [2]]",
    "{}",
    "{ a = 1 }",
    'toset(["a"])',
    "unknown",
    '"("',
    '"%s%d%"',
  ];
  assert(
    property(constantFrom(...functionNames), array(constantFrom(...values), { maxLength: 4 }), (name, given) => {
      evaluated(`${name}(${given.join(", ")})`, scope);
      if (given.length > 0) evaluated(`${name}(${given.join(", ")}...)`, scope);
    }),
    { numRuns: 3000 },
  );
});

/** Lines that each refer to the one before. */
function chain(length: number, line: (before: string) => string): string {
  const lines = Array.from({ length }, (_line, at) => `  v${at + 1} = ${line(`local.v${at}`)}`);
  return `locals {\n  v0 = ["x"]\n${lines.join("\n")}\n}\nresource "aws_ebs_volume" "v" {\n  type = local.v${length}\n}\n`;
}

test.each([
  ["what refers to each other in a long row", chain(20_000, (before) => before)],
  ["what doubles itself as a list", chain(60, (before) => `[${before}, ${before}]`)],
  ["what doubles itself as a text", chain(60, (before) => `"\${jsonencode(${before})}\${jsonencode(${before})}"`)],
  [
    "loops in loops",
    `resource "aws_ebs_volume" "v" {\n  type = ${"[for a in range(1000) : ".repeat(6)}1${"]".repeat(6)}\n}\n`,
  ],
])("of %s", (_name, text) => {
  expect(notesIn(planned(text)).join("\n")).toMatch(
    /cannot be evaluated: (?:a (?:collection|text) grows|this is nested|the configuration takes)/,
  );
});

test.each([
  ["brackets", "[".repeat(50_000)],
  ["braces", "{".repeat(50_000)],
  ["signs", "-".repeat(50_000)],
  ["texts", '"${'.repeat(50_000)],
  ["sums", "1 + ".repeat(50_000)],
  ["steps", `a${".b".repeat(50_000)}`],
  ["conditions", "a ? ".repeat(50_000)],
])("of an expression of %s without an end", (_name, text) => {
  expect(() => planned(`locals {\n  a = ${text}\n}\n`)).toThrow(UserError);
});

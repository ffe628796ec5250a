/**
 * Remakes tests/terraform/plans from tests/terraform/projects with Terraform and the real AWS provider; needs no account:
 *
 *     TF_PLUGIN_DIR=<folder of plugins> npx tsx scripts/make-plan-fixtures.ts
 *
 * Without TF_PLUGIN_DIR Terraform downloads the provider. Plans are kept as Terraform writes them, but for the time of planning. Also
 * writes which of the attributes that are read the provider's schema has, and whether they are sensitive there.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resourceTypes } from "../src/terraform/resource-types/index.ts";

const PROJECTS = "tests/terraform/projects";
const PLANS = "tests/terraform/plans";

interface Fixture {
  readonly project: string;
  readonly name: string;
  readonly planOptions: readonly string[];
}

const moved = [
  "aws_eip.new_name",
  "aws_eip.old_name",
  'module.new_place["x.y"].aws_eip.this',
  "module.old_place.aws_eip.this",
];

const fixtures: readonly Fixture[] = [
  ...["nat-per-az", "nat-with-endpoints", "modules", "unknown-sets", "unchanged", "changes"].map((name) => ({
    project: name,
    name,
    planOptions: [],
  })),
  { project: "aliases", name: "aliases", planOptions: ["-var=recovery_region=eu-west-1"] },
  {
    project: "changes",
    name: "targeted",
    planOptions: ["aws_eip.added", ...moved].map((address) => `-target=${address}`),
  },
];

const folder = mkdtempSync(join(tmpdir(), "surgecast-plans-"));
const environment = {
  PATH: process.env["PATH"] ?? "",
  TF_IN_AUTOMATION: "1",
  // The provider without a Region in its code takes this one, and writes it into no plan.
  AWS_REGION: "sa-east-1",
  CHECKPOINT_DISABLE: "1",
};

function terraform(cwd: string, ...args: readonly string[]): string {
  return execFileSync("terraform", args, { cwd, env: environment, encoding: "utf8", maxBuffer: 2 ** 28 });
}

function prepared(project: string): string {
  const cwd = join(folder, project);
  if (existsSync(cwd)) return cwd;
  cpSync(join(PROJECTS, project), cwd, { recursive: true });
  if (existsSync(join(cwd, "before.tfstate"))) renameSync(join(cwd, "before.tfstate"), join(cwd, "terraform.tfstate"));
  const plugins = process.env["TF_PLUGIN_DIR"];
  terraform(
    cwd,
    "init",
    "-backend=false",
    "-input=false",
    ...(plugins === undefined ? [] : [`-plugin-dir=${plugins}`]),
  );
  return cwd;
}

function write(name: string, json: string): void {
  const timeless = json.replace(/"timestamp":"[^"]*"/, '"timestamp":"2026-11-01T00:00:00Z"');
  writeFileSync(join(PLANS, `${name}.json`), `${timeless.trim()}\n`);
}

for (const { project, name, planOptions } of fixtures) {
  const cwd = prepared(project);
  terraform(cwd, "plan", "-refresh=false", "-input=false", "-out=tfplan", ...planOptions);
  write(name, terraform(cwd, "show", "-json", "tfplan"));
}
write("state", terraform(prepared("changes"), "show", "-json", "terraform.tfstate"));

interface Block {
  readonly attributes?: Readonly<Record<string, { readonly sensitive?: boolean; readonly type?: unknown }>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

/** Null where the schema has no such attribute. */
function inSchema(block: Block, [name = "", ...rest]: readonly string[]): "public" | "sensitive" | null {
  const attribute = block.attributes?.[name];
  if (attribute !== undefined) {
    const isThere = rest.every((part) => JSON.stringify(attribute.type).includes(`"${part}"`));
    return isThere ? (attribute.sensitive === true ? "sensitive" : "public") : null;
  }
  const inner = block.block_types?.[name];
  return inner === undefined ? null : rest.length === 0 ? "public" : inSchema(inner.block, rest);
}

const schemas = JSON.parse(terraform(prepared("nat-per-az"), "providers", "schema", "-json")) as {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>> }>
  >;
};
const [provider] = Object.values(schemas.provider_schemas);
const attributes = Object.entries(resourceTypes).map(([type, { attributes: names }]) => {
  const schema = provider?.resource_schemas[type];
  const found = names.map((name) => [name, schema && inSchema(schema.block, name.replace("?", "").split("."))]);
  return [type, schema === undefined ? null : Object.fromEntries(found)];
});
writeFileSync(join(PLANS, "provider-schema.json"), `${JSON.stringify(Object.fromEntries(attributes), null, 1)}\n`);
rmSync(folder, { recursive: true });

/** Plans for tests: the real ones of tests/terraform/plans, and written ones after the documented format. */
import { readFileSync } from "node:fs";
import { UserError } from "../../../src/errors.ts";
import type { Plan, PlannedResource } from "../../../src/terraform/plan.ts";
import { type PlanOptions, readPlan } from "../../../src/terraform/read-plan.ts";

export const realPlans = [
  "aliases",
  "changes",
  "modules",
  "nat-per-az",
  "nat-with-endpoints",
  "state",
  "targeted",
  "unchanged",
  "unknown-sets",
] as const;

/** As Terraform wrote it: `realPlan("changes")` are the bytes of tests/terraform/plans/changes.json. */
export function realPlan(name: (typeof realPlans)[number]): Uint8Array {
  return readFileSync(`tests/terraform/plans/${name}.json`);
}

export function read(document: unknown, options: Partial<PlanOptions> = {}): Plan {
  const bytes = document instanceof Uint8Array ? document : bytesOf(document);
  return readPlan(bytes, { file: "plan.json", ...options });
}

export function bytesOf(document: unknown): Uint8Array {
  return new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document));
}

/** The resource of an id; fails where there is none. */
export function resourceOf({ resources }: Plan, id: string): PlannedResource {
  const found = resources.find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`no ${id} among ${resources.map((resource) => resource.id).join(", ")}`);
  return found;
}

/** `change id`, one line each. */
export function lines({ resources }: Plan): readonly string[] {
  return resources.map(({ change, id }) => `${change} ${id}`);
}

export interface WrittenRow {
  readonly address: string;
  readonly actions?: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  readonly provider?: string;
  /** More keys of the row, of its change. */
  readonly row?: Readonly<Record<string, unknown>>;
  readonly change?: Readonly<Record<string, unknown>>;
}

/** A row of `resource_changes` of a resource without a module: created, unless said otherwise. */
export function row({
  address,
  actions = ["create"],
  before = null,
  after = {},
  unknown = {},
  sensitive = {},
  provider = "example.com/hashicorp/aws",
  row: more = {},
  change = {},
}: WrittenRow): Readonly<Record<string, unknown>> {
  const [type = "", name = ""] = address.split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: provider,
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: {},
      after_sensitive: sensitive,
      ...change,
    },
    ...more,
  };
}

/** A plan of written rows. Its provider's Region is us-east-1, unless `more` has another configuration. */
export function planOf(
  rows: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: rows,
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } } },
      root_module: {},
    },
    ...more,
  };
}

/** The problem that reading ends with, as `CODE: place what (hint)`. */
export function refusal(document: unknown): string {
  try {
    read(document);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first] = error.problems;
    const place = first?.place ? `${first.place.file}:${first.place.line}:${first.place.column} ` : "";
    return `${error.code}: ${place}${first?.what} (${first?.hint})`;
  }
  return "read";
}

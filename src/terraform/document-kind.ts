/** Whether a JSON document is a plan or a state, and if it is something else, what. */
import type { UserError } from "../errors.ts";
import { planError } from "./plan-error.ts";
import { SHOW } from "./text-bytes.ts";

interface Look {
  /** Keys that all must be there. */
  readonly keys: readonly string[];
  readonly is: string;
  readonly hint: string;
}

const RUN = `run terraform plan -out=tfplan, then: ${SHOW}`;

// The first that fits.
const others: readonly Look[] = [
  {
    keys: ["lineage", "serial"],
    is: "is a state as Terraform stores it",
    hint: "run: terraform show -json terraform.tfstate > state.json",
  },
  { keys: ["provider_schemas"], is: "is a provider's schema", hint: RUN },
  { keys: ["valid", "error_count"], is: "is what terraform validate prints", hint: RUN },
  { keys: ["@level", "@message"], is: "is the log of terraform plan -json", hint: RUN },
  { keys: ["projects", "totalMonthlyCost"], is: "is an estimate of Infracost's", hint: "give the plan it was made of" },
  { keys: ["projects", "currency"], is: "is an estimate of Infracost's", hint: "give the plan it was made of" },
  { keys: ["schema", "bill"], is: "is an estimate of surgecast's", hint: "give the plan it was made of" },
  {
    keys: ["AWSTemplateFormatVersion"],
    is: "is a CloudFormation template",
    hint: "plans of Terraform and OpenTofu are read",
  },
  { keys: ["Resources"], is: "is a CloudFormation template", hint: "plans of Terraform and OpenTofu are read" },
  { keys: ["name", "dependencies"], is: "is a package.json", hint: `write a plan with: ${SHOW}` },
  { keys: ["name", "devDependencies"], is: "is a package.json", hint: `write a plan with: ${SHOW}` },
];

/** Top-level blocks of Terraform code written as JSON. */
const codeKeys = ["resource", "data", "module", "variable", "output", "locals", "provider", "terraform"];

/** Throws a UserError PLAN_VERSION_UNSUPPORTED for a major version above 1; minor ones only add what need not be known. */
export function refuseVersion(file: string, formatVersion: string | null): void {
  const major = /^(\d{1,9})(\.\d+)*$/.exec(formatVersion ?? "")?.[1];
  if (major !== undefined && Number(major) <= 1) return;
  const version = major === undefined ? "a format version of another form" : `format version ${formatVersion}`;
  const hint = "a newer surgecast may read it";
  throw planError("PLAN_VERSION_UNSUPPORTED", file, `has ${version.slice(0, 60)}; 0.1 to 1.x are read`, hint);
}

/**
 * Throws what a document is that is neither a plan nor a state; `keys` are its top-level ones. One with a version may still be a
 * configuration alone, which has no values.
 */
export function refuseOther(file: string, keys: ReadonlySet<string>, formatVersion: string | null): void {
  if (formatVersion === null) throw otherError(file, keys);
  if (["planned_values", "resource_changes", "values", "prior_state"].some((key) => keys.has(key))) return;
  if (["configuration", "root_module", "provider_config"].some((key) => keys.has(key))) {
    const what = "is a configuration alone, which has no values to price";
    throw planError("PLAN_INVALID", file, what, RUN);
  }
}

function otherError(file: string, keys: ReadonlySet<string>): UserError {
  const look = others.find((other) => other.keys.every((key) => keys.has(key)));
  if (look !== undefined) return planError("PLAN_INVALID", file, `${look.is}, not a plan`, look.hint);
  if (keys.size > 0 && [...keys].every((key) => codeKeys.includes(key) || key === "//")) {
    return planError("PLAN_INVALID", file, "is Terraform code in JSON, not a plan of it", RUN);
  }
  return planError(
    "PLAN_INVALID",
    file,
    "has no format_version: it is no plan and no state",
    `write one with: ${SHOW}`,
  );
}

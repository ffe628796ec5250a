/**
 * Where each resource stands. Rules in order, the first that answers wins: its `region` (provider 6 writes it into every plan); a Region
 * in its ARN, zone or service name; its provider's configuration; what stands beside it under the same provider; what the user says.
 * There is no default: a Region nobody named is unresolved. Global services have none
 * (the AWS provider's guide "Enhanced Region support").
 */
import { problem, UserError } from "../errors.ts";
import { configurationFinder, moduleAt } from "./configured.ts";
import type { Configuration, DataSource, Expression, PlacedIn, Plan, PlannedResource } from "./plan.ts";
import { parts } from "./address.ts";
import { isRegion } from "./region-names.ts";
import { type Row, UNRESOLVED } from "./rows.ts";

// Prefixes of types; what is Regional in spite of its prefix comes first.
const regionalInSpite = /^aws_route53_(resolver|profiles|recoverycontrol|recoveryreadiness)|^aws_wafregional/;
const global =
  /^aws_(iam|route53|route53domains|cloudfront|waf|budgets|ce|cur|organizations|globalaccelerator|shield|account|networkmanager|ecrpublic|savingsplans)_|^aws_s3_account_public_access_block$/;

// Until provider 6 `region` of these was no place of the resource itself.
const regionMeansAnother = [
  "aws_cloudformation_stack_set_instance",
  "aws_config_aggregate_authorization",
  "aws_servicequotas_template",
];

/** `scope` is what a web ACL and its kin say of themselves. */
function isGlobal(type: string, scope: unknown): boolean {
  if (type.startsWith("aws_wafv2_")) return scope === "CLOUDFRONT";
  return global.test(type) && !regionalInSpite.test(type);
}

export interface Placing {
  readonly rows: readonly Row[];
  readonly configuration: Configuration | null;
  readonly dataSources: readonly DataSource[];
  /** What the user says, for what nothing else places. */
  readonly given: string | null;
}

/** Writes into each row's resource its provider's key and its place. */
export function place({ rows, configuration, dataSources, given }: Placing): void {
  const find = configurationFinder(configuration);
  const keys = rows.map(({ resource }) => providerKeyOf(find(resource)?.providerKey ?? null, configuration));
  const own = rows.map((row) => ownPlace(row));
  const beside = regionsBeside(rows, keys, own, configuration);
  const byProvider = new Map<string, string | null>();
  const placeOf = (at: number): PlacedIn => {
    const found = own[at] ?? null;
    if (found !== null) return found;
    const providerKey = keys[at] ?? null;
    const key = providerKey ?? onlyProvider(configuration);
    if (key !== null && !byProvider.has(key)) byProvider.set(key, providerRegion(key, configuration, dataSources));
    const configured = key === null ? null : (byProvider.get(key) ?? null);
    const neighbours = beside.get(providerKey) ?? null;
    if (configured !== null) return { region: configured, by: "provider" };
    if (neighbours !== null) return { region: neighbours, by: "same_provider" };
    return given === null ? UNRESOLVED : { region: given, by: "given" };
  };
  for (const [at, { resource }] of rows.entries()) {
    resource.providerKey = keys[at] ?? null;
    resource.region = placeOf(at);
  }
}

const NOT_AWS: PlacedIn = { region: null, by: "not_aws" };
const GLOBAL: PlacedIn = { region: null, by: "global" };

/** What the resource itself says. */
function ownPlace({ resource: { type, provider, after, before }, regionFacts }: Row): PlacedIn | null {
  const { attribute, inside } = regionFacts;
  if (provider !== "aws") return NOT_AWS;
  if (isGlobal(type, (after ?? before)?.["scope"])) return GLOBAL;
  if (attribute !== null && !regionMeansAnother.includes(type)) return { region: attribute, by: "attribute" };
  return inside === null ? null : { region: inside, by: "value" };
}

/**
 * The key of the provider that makes a resource. Terraform before 1.2 wrote `module.x:aws`, also where the module uses its parent's:
 * then the part behind the colon counts.
 */
function providerKeyOf(written: string | null, configuration: Configuration | null): string | null {
  if (written === null || configuration === null || configuration.providers[written] !== undefined) return written;
  return written.slice(written.lastIndexOf(":") + 1);
}

/** The one configuration of AWS, for what is no longer configured; null where there are several. */
function onlyProvider(configuration: Configuration | null): string | null {
  const keys = Object.entries(configuration?.providers ?? {}).filter(([, { name }]) => name === "aws");
  return keys.length === 1 ? (keys[0]?.[0] ?? null) : null;
}

function providerRegion(
  key: string,
  configuration: Configuration | null,
  dataSources: readonly DataSource[],
): string | null {
  const provider = configuration?.providers[key];
  if (configuration === null || provider === undefined) return null;
  return regionOfExpression(provider.region, provider.module, { configuration, dataSources });
}

interface Context {
  readonly configuration: Configuration;
  readonly dataSources: readonly DataSource[];
}

/** More steps than any configuration has. */
const FURTHEST = 64;

/** A constant, or what one reference leads to; with several, how they are combined is not known. */
function regionOfExpression(
  expression: Expression | null,
  module: readonly string[],
  context: Context,
  steps = 0,
): string | null {
  if (expression === null || steps > FURTHEST) return null;
  if (expression.facts !== null) return expression.facts.region;
  const [reference] = expression.references;
  if (reference === undefined || expression.references.length > 1) return null;
  const [kind, name, third] = parts(reference) ?? [];
  if (kind === undefined || name === undefined) return null;
  if (kind.name === "var") return regionOfVariable(name.name, module, context, steps + 1);
  if (kind.name === "data" && name.name === "aws_region" && third !== undefined) {
    return regionOfDataSource(third.name, module, context.dataSources);
  }
  if (kind.name !== "module" || third === undefined) return null;
  const called = moduleAt(context.configuration, [...module, name.name]);
  return regionOfExpression(called?.outputs[third.name] ?? null, [...module, name.name], context, steps + 1);
}

function regionOfVariable(name: string, module: readonly string[], context: Context, steps: number): string | null {
  const { configuration } = context;
  const fallback = moduleAt(configuration, module)?.variables[name]?.region ?? null;
  const call = module.at(-1);
  if (call === undefined) return configuration.variables[name]?.region ?? fallback;
  const above = module.slice(0, -1);
  const input = moduleAt(configuration, above)?.calls[call]?.inputs[name];
  return input === undefined ? fallback : regionOfExpression(input, above, context, steps);
}

function regionOfDataSource(name: string, module: readonly string[], sources: readonly DataSource[]): string | null {
  const found = sources.filter(
    (source) =>
      source.type === "aws_region" &&
      source.name === name &&
      module.join() === source.module.map((step) => step.name).join(),
  );
  const regions = new Set(
    found.map(({ values }) => [values["region"], values["id"], values["name"]].find((value) => isRegion(value))),
  );
  const [region] = regions;
  return regions.size === 1 && typeof region === "string" ? region : null;
}

/** By provider's key, the one Region in which everything stands that says where it stands; null where they differ. */
function regionsBeside(
  rows: readonly Row[],
  keys: readonly (string | null)[],
  own: readonly (PlacedIn | null)[],
  configuration: Configuration | null,
): ReadonlyMap<string | null, string | null> {
  const found = new Map<string | null, string | null>();
  for (const [at, row] of rows.entries()) {
    const region = own[at]?.region ?? null;
    const key = keys[at] ?? null;
    if (row.resource.provider !== "aws" || region === null) continue;
    const known = found.get(key);
    found.set(key, known === undefined || known === region ? region : null);
  }
  for (const key of found.keys()) {
    // A provider for each of several Regions has one key.
    const written = key === null ? null : (configuration?.providers[key]?.region ?? null);
    if (written?.references.some((reference) => reference.startsWith("each."))) found.set(key, null);
  }
  return found;
}

/** The resources that are priced and stand nowhere. */
export function unplaced(plan: Plan): readonly PlannedResource[] {
  return plan.resources.filter(({ billing, region }) => billing === "priced" && region.by === "unresolved");
}

/** Throws a UserError PLAN_REGION_UNRESOLVED that names every priced resource without a Region; does nothing where there is none. */
export function requireRegions(plan: Plan, file: string): void {
  const lost = unplaced(plan);
  if (lost.length === 0) return;
  const hint = "say where they stand with --region, or set AWS_REGION as it was for the plan";
  const problems = lost.map(({ id }, at) =>
    problem(`${file} does not say in which Region ${id} stands`, at === lost.length - 1 ? hint : null),
  );
  throw new UserError("PLAN_REGION_UNRESOLVED", problems);
}

/**
 * The four patterns of recovery in another Region, and what the article calls one: change the Region and redeploy. Each is the
 * scenario itself with what the pattern keeps standing there, an ordinary scenario whose month can be estimated.
 * https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html
 */
import { GLOBAL_ACU } from "../services/aurora/config.ts";
import { databaseKinds } from "../services/service.ts";
import type { Pattern } from "../scenario/recovery-schema.ts";
import type { ComponentFile, Scenario } from "../scenario/schema.ts";

/** Kinds of which a copy runs in a warm standby, and in full in active-active. */
const RUNNING: ReadonlySet<string> = new Set([
  "application_load_balancer",
  "network_load_balancer",
  "gateway_load_balancer",
  "http_api",
  "fargate",
  "ec2_auto_scaling",
  "lambda",
  "elasticache",
  "elasticache_serverless",
  "rds_proxy",
  "sqs",
  "eventbridge",
  "step_functions",
]);

/** What tasks start from: images, keys, secrets. */
const FOUNDATION: ReadonlySet<string> = new Set(["ecr", "kms", "secrets_manager"]);

export const isDatabase = (kind: string): boolean => databaseKinds.some((known) => known === kind);

/** The settings of a component; every service's configuration is a map. */
export const settings = ({ config }: Pick<ComponentFile, "config">): Readonly<Record<string, unknown>> =>
  config as Readonly<Record<string, unknown>>;

export const changed = (component: ComponentFile, over: Readonly<Record<string, unknown>>): ComponentFile => ({
  ...component,
  config: { ...settings(component), ...over },
});

/** What stands in the Region that is lost: everything without a Region of its own, and what names the scenario's. */
export const standsAt = (scenario: Scenario, region: string): readonly ComponentFile[] =>
  scenario.components.filter((one) => (one.region ?? scenario.region) === region);

/** The scenario with what `pattern` keeps in the Region `to`; `as_written` is the scenario as it is. */
export function withPattern(scenario: Scenario, pattern: Pattern, to: string): Scenario {
  if (pattern === "as_written") return scenario;
  const elsewhere = scenario.components.filter((one) => ![scenario.region, to].includes(one.region ?? scenario.region));
  const home = standsAt(scenario, scenario.region);
  const kept = home.map((component) => atHome(component, pattern, to));
  const there = home.flatMap((component) => copyOf(component, pattern, { to, scenario }));
  return { ...scenario, components: [...kept, ...elsewhere, ...renamed(there, to)] };
}

/** Buckets and tables replicate themselves; the primary of a global database says so, and holds 8 ACU for it. */
function atHome(component: ComponentFile, pattern: Pattern, to: string): ComponentFile {
  const isCopied = pattern !== "redeploy";
  const hasReplica = isCopied && pattern !== "backup_and_restore";
  const { min, max, rtc } = settings(component);
  switch (component.kind) {
    case "s3":
      return changed(
        component,
        isCopied ? { replicate_to: to } : { replicate_to: undefined, rtc: rtc === undefined ? undefined : false },
      );
    case "dynamodb":
      return changed(component, { replicate_to: hasReplica ? to : undefined });
    case "aurora":
      return changed(component, { replicate_to: hasReplica ? to : undefined });
    case "aurora_serverless":
      if (!hasReplica) return changed(component, { replicate_to: undefined });
      return changed(component, {
        replicate_to: to,
        min: Math.max(GLOBAL_ACU, Number(min)),
        max: Math.max(GLOBAL_ACU, Number(max)),
      });
    default:
      return component;
  }
}

function copyOf(
  component: ComponentFile,
  pattern: Pattern,
  { to, scenario }: { readonly to: string; readonly scenario: Scenario },
): readonly ComponentFile[] {
  const { kind } = component;
  if (pattern === "redeploy") return [];
  const copy: ComponentFile = { ...component, id: `${to}.${component.id}`, region: to };
  const isData = isDatabase(kind) || kind === "dynamodb";
  if (pattern === "backup_and_restore") {
    // The copy is billed there and sent from here, so it stands beside what it is a copy of.
    if (isData) return [backupOf(component, to)];
    return FOUNDATION.has(kind) ? [copy] : [];
  }
  if (FOUNDATION.has(kind)) return [copy];
  if (isDatabase(kind)) return [replica(copy, pattern)];
  if (pattern === "pilot_light" || !RUNNING.has(kind)) return [];
  return [pattern === "warm_standby" ? small(copy, scenario.recovery?.standby ?? 0.5) : copy];
}

function backupOf(component: ComponentFile, to: string): ComponentFile {
  const { engine, storage } = settings(component);
  const aurora = engine === "mysql" ? "aurora_mysql" : "aurora_postgresql";
  const of = { dynamodb: "dynamodb", rds_postgresql: "rds" }[component.kind] ?? aurora;
  return {
    ...component,
    id: `${component.id}-backup`,
    kind: "backup_copy",
    tier: null,
    zones: null,
    config: { of, copy_to: to, storage, keep: 7 * 86_400 },
  };
}

/** One instance without readers until it takes over; in active-active it is as large as at home. */
function replica(copy: ComponentFile, pattern: Pattern): ComponentFile {
  const { min } = settings(copy);
  const alone = changed(copy, { replicate_to: undefined });
  if (pattern === "active_active") return alone;
  if (copy.kind === "rds_postgresql") return changed(alone, { deployment: "single_az" });
  return changed(alone, {
    readers: 0,
    ...(copy.kind === "aurora_serverless" ? { min: Math.min(0.5, Number(min)) } : {}),
  });
}

/** A fleet at a part of its minimum, though in two zones where it was in two. */
function small(copy: ComponentFile, standby: number): ComponentFile {
  const { min, scaling } = settings(copy);
  if (copy.kind !== "fargate" && copy.kind !== "ec2_auto_scaling") return copy;
  const least = Math.min(Number(min), Math.max(2, Math.ceil(Number(min) * standby - 1e-9)));
  return changed(copy, { min: least, scaling: { ...(scaling as object), scheduled: [] } });
}

/** A queue that functions read, a database that a proxy stands in front of: their copies mean each other. */
function renamed(copies: readonly ComponentFile[], to: string): readonly ComponentFile[] {
  const ids = new Set(copies.map(({ id }) => id));
  return copies.map((copy) => {
    const meant = Object.entries(settings(copy)).filter(
      ([key, value]) => ["queue", "database"].includes(key) && typeof value === "string" && ids.has(`${to}.${value}`),
    );
    return changed(copy, Object.fromEntries(meant.map(([key, value]) => [key, `${to}.${String(value)}`])));
  });
}

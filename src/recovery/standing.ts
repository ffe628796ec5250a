/** What of a shop stands in the other Region, and the shop as it will be there once the first Region is lost. */
import type { ComponentFile, Scenario } from "../scenario/schema.ts";
import { changed, isDatabase, settings, standsAt } from "./patterns.ts";

/** Where the data is when the Region is lost; `none`: there is none of the kind. */
export interface Standing {
  readonly database: "replica" | "rds_replica" | "backup" | "lost" | "none";
  readonly table: "replica" | "backup" | "lost" | "none";
  readonly objects: "rtc" | "replicated" | "lost" | "none";
  /** Whether network, balancer and services must be made first. */
  readonly lacksStack: boolean;
}

const FLEETS: ReadonlySet<string> = new Set(["fargate", "ec2_auto_scaling"]);
const SERVING: ReadonlySet<string> = new Set([
  ...FLEETS,
  "lambda",
  "application_load_balancer",
  "network_load_balancer",
  "http_api",
]);

/** `month` is a scenario with what a pattern keeps in the Region `to`. */
export function standing(month: Scenario, to: string): Standing {
  const home = standsAt(month, month.region);
  const there = standsAt(month, to);
  const backups = home.filter(({ kind, config }) => kind === "backup_copy" && settings({ config })["copy_to"] === to);
  const replicates = ({ config }: ComponentFile) => settings({ config })["replicate_to"] === to;
  const database = home.find(({ kind }) => isDatabase(kind));
  const table = home.find(({ kind }) => kind === "dynamodb");
  const bucket = home.find(({ kind }) => kind === "s3");
  const hasBackup = (of: (what: unknown) => boolean) => backups.some((one) => of(settings(one)["of"]));
  const ofTable = (what: unknown) => what === "dynamodb";
  const stands = ({ kind }: ComponentFile) => there.some((other) => other.kind === kind);
  return {
    database:
      database === undefined
        ? "none"
        : there.some(({ kind }) => isDatabase(kind))
          ? database.kind === "rds_postgresql"
            ? "rds_replica"
            : "replica"
          : hasBackup((what) => !ofTable(what))
            ? "backup"
            : "lost",
    table: table === undefined ? "none" : replicates(table) ? "replica" : hasBackup(ofTable) ? "backup" : "lost",
    objects:
      bucket === undefined
        ? "none"
        : replicates(bucket)
          ? settings(bucket)["rtc"] === true
            ? "rtc"
            : "replicated"
          : "lost",
    lacksStack: home.some((one) => SERVING.has(one.kind) && !stands(one)),
  };
}

/** Whether anything that the shop cannot do without is nowhere but in the lost Region. */
export function losesData({ database, table }: Standing): boolean {
  return database === "lost" || table === "lost";
}

/** When what must be made first is there, in seconds from the scenario's start, and how long that scenario lasts. */
export interface Built {
  readonly startSeconds: number;
  readonly hours: number;
  readonly builtSeconds: number;
}

/**
 * The shop in the Region `to` alone: what stands there at the size it has, and what is missing made as it was at home, its tasks
 * launched at `builtSeconds`. Nothing is prepared there.
 */
export function recovered(month: Scenario, to: string, { startSeconds, hours, builtSeconds }: Built): Scenario {
  const there = standsAt(month, to);
  const prepare: Scenario["prepare"][number][] = [];
  const components = standsAt(month, month.region)
    .filter(({ kind }) => kind !== "backup_copy")
    .map((component): ComponentFile => {
      const twin =
        there.find(({ id }) => id === `${to}.${component.id}`) ?? there.find(({ kind }) => kind === component.kind);
      const moved = { ...component, region: null, from: null, until: null };
      if (twin !== undefined) return changed({ ...moved, kind: twin.kind }, standingConfig(component, twin));
      const { min } = settings(component);
      if (!FLEETS.has(component.kind)) return alone(moved);
      prepare.push({ component: component.id, from: builtSeconds, min: Number(min) });
      return changed(moved, { min: 0 });
    });
  return {
    ...month,
    region: to as Scenario["region"], // one of the Regions that the schema knows
    period: { start: startSeconds, hours },
    traffic: { ...month.traffic, events: [] },
    recording: null,
    recovery: null,
    components,
    prepare,
    claims: [],
    savings_plans: [],
    quotas: month.recovery?.quotas ?? {},
  };
}

/** Names that a configuration refers to are those at home; one row of stock is as slow elsewhere. */
function standingConfig(component: ComponentFile, twin: ComponentFile): Readonly<Record<string, unknown>> {
  const here = settings(component);
  const references = Object.fromEntries(
    ["queue", "database", "limits"].filter((key) => here[key] !== undefined).map((key) => [key, here[key]]),
  );
  return { ...settings(twin), ...references, ...("replicate_to" in here ? { replicate_to: undefined } : {}) };
}

/** Nobody replicates back until the first Region is there again. */
function alone(component: ComponentFile): ComponentFile {
  const of = settings(component);
  if (!("replicate_to" in of)) return component;
  return changed(component, { replicate_to: undefined, ...("rtc" in of ? { rtc: false } : {}) });
}

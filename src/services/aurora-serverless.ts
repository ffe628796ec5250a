/** Aurora Serverless v2: a cluster of one writer and its readers, each with a capacity in ACU that follows its load. */
import type { PriceSelector } from "../pricing/price.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE } from "../units.ts";
import { auroraAssumptions } from "./aurora/assumptions.ts";
import { auroraCell } from "./aurora/cell.ts";
import { auroraConfig, type AuroraConfig } from "./aurora/config.ts";
import { databaseFlows } from "./database-flows.ts";
import { service, type BlockContext } from "./service.ts";

const guide = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide";
const settings = `${guide}/aurora-serverless-v2.setting-capacity.html`;
const scaling = `${guide}/aurora-serverless-v2.how-it-works.html`;

const isOptimized = ({ mode }: AuroraConfig) => mode === "io_optimized";
const engineOf = ({ engine }: AuroraConfig) => (engine === "mysql" ? "Aurora MySQL" : "Aurora PostgreSQL");
const acuUsage = (config: AuroraConfig) =>
  isOptimized(config) ? "Aurora:ServerlessV2IOOptimizedUsage" : "Aurora:ServerlessV2Usage";
const storageUsage = (config: AuroraConfig) =>
  isOptimized(config) ? "Aurora:IO-OptimizedStorageUsage" : "Aurora:StorageUsage";

const price = (usageType: string, databaseEngine?: string): PriceSelector => ({
  serviceCode: "AmazonRDS",
  usageType,
  ...(databaseEngine === undefined ? {} : { attributes: { databaseEngine } }),
});

export const auroraServerless = service<AuroraConfig>({
  kind: "aurora_serverless",
  title: "Aurora Serverless",
  sources: [
    scaling,
    settings,
    `${guide}/aurora-serverless-v2-auto-pause.html`,
    `${guide}/Aurora.Overview.StorageReliability.html`,
    "https://aws.amazon.com/rds/aurora/pricing/",
  ],
  config: auroraConfig,
  meters: {
    acu: {
      title: "Capacity",
      price: (config) => price(acuUsage(config), engineOf(config)),
      unit: "ACU-Hr",
      size: 3600,
      rounding: "exact",
      infracost: { name: "Aurora serverless v2", unit: "ACU-hours" },
      filters: (config) => ({ usagetype: acuUsage(config), databaseEngine: engineOf(config) }),
    },
    storage: {
      title: "Storage",
      price: (config) => price(storageUsage(config)),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Storage", unit: "GB" },
      filters: (config) => ({ usagetype: storageUsage(config) }),
    },
    ios: {
      title: "I/O requests",
      price: price("Aurora:StorageIOUsage"),
      unit: "IOs",
      size: 1,
      rounding: "exact",
      infracost: { name: "I/O requests", unit: "1M requests" },
      filters: { usagetype: "Aurora:StorageIOUsage" },
    },
    backup: {
      title: "Backup beyond the free size",
      price: (config) => price("Aurora:BackupUsage", engineOf(config)),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Backup storage", unit: "GB" },
      filters: (config) => ({ usagetype: "Aurora:BackupUsage", databaseEngine: engineOf(config) }),
    },
  },
  limits: {
    connections: {
      title: "connections",
      source: settings,
      seen: "errors from the tasks that cannot connect",
    },
    serial: { title: "what one row or lock takes", source: "assumption", seen: "waiting, then an error" },
    resume: {
      title: "capacity while it resumes",
      source: `${guide}/aurora-serverless-v2-auto-pause.html`,
      seen: "waiting for about 15 seconds, then an error",
    },
    cpu: { title: "capacity while it grows", source: scaling, seen: "slow pages, then errors" },
    max_acu: { title: "maximum capacity", source: settings, seen: "slow pages, then errors" },
  },
  prepares: ["min"],
  terraform: {
    aws_rds_cluster: { config: fromCluster },
    aws_rds_cluster_instance: { free: "its capacity is that of its cluster, as writer or reader" },
    aws_rds_cluster_parameter_group: { free: "a setting" },
    aws_db_parameter_group: { free: "a setting" },
    aws_db_subnet_group: { free: "a setting" },
  },
  assumptions: auroraAssumptions,
  cell: auroraCell,
  flows: databaseFlows,
  block,
});

function block(config: AuroraConfig, context: BlockContext): void {
  const bytes = config.storage ?? context.assume("dbGB");
  const sized = config.storage === undefined ? ["dbGB"] : [];
  const stored = context.activeSeconds.map((seconds) => seconds * bytes);
  context.meter("acu", context.driver("capacity").hours, { assumptions: ["acuBase", "acuPerVcpu", "acuTarget"] });
  context.meter("storage", stored, { assumptions: sized });
  // Backup up to the size of the volume is free.
  const backups = context.assume("bkX");
  context.meter(
    "backup",
    stored.map((byteSeconds) => byteSeconds * backups),
    { assumptions: [...sized, "bkX"] },
  );
  if (isOptimized(config)) return;
  // A cluster has one volume: what runs in the background is counted once, and not while it is paused.
  const idle = context.assume("ioBg") / (1 + config.readers);
  const background = context.driver("running").hours.map((instanceSeconds) => instanceSeconds * idle);
  context.meter("ios", background, { cause: "background", assumptions: ["ioBg"] });
  context.classes.forEach((requests, c) => {
    if (requests.database !== context.id || requests.databaseIos === 0) return;
    const ios = context.requests(c, "served").hours.map((served) => served * requests.databaseIos);
    context.meter("ios", ios, { cause: requests.name, assumptions: assumedFor(requests, "databaseIos") });
  });
}

/** A cluster with serverless capacity; a provisioned one is not of this service. */
function fromCluster(values: Readonly<Record<string, unknown>>): unknown {
  const scaling = first(values["serverlessv2_scaling_configuration"]);
  if (scaling === null) return null;
  return {
    engine: values["engine"] === "aurora-mysql" ? "mysql" : "postgresql",
    min: scaling["min_capacity"],
    max: scaling["max_capacity"],
    mode: values["storage_type"] === "aurora-iopt1" ? "io_optimized" : "standard",
    insights: values["performance_insights_enabled"] === true,
    ...(typeof scaling["seconds_until_auto_pause"] === "number"
      ? { auto_pause: `${scaling["seconds_until_auto_pause"]}s` }
      : {}),
  };
}

/** A nested block of a plan: a list of at most one object. */
function first(block: unknown): Readonly<Record<string, unknown>> | null {
  const [only] = Array.isArray(block) ? (block as readonly unknown[]) : [];
  return typeof only === "object" && only !== null ? (only as Readonly<Record<string, unknown>>) : null;
}

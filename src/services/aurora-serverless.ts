/** Aurora Serverless v2: a cluster of one writer and its readers, each with a capacity in ACU that follows its load. */
import { auroraAssumptions } from "./aurora/assumptions.ts";
import { auroraCell } from "./aurora/cell.ts";
import { auroraConfig, type AuroraConfig } from "./aurora/config.ts";
import { auroraPrice, engineOf, isOptimized, meterVolume, replicationFlows, volumeMeters } from "./aurora/volume.ts";
import { databaseFlows } from "./database-flows.ts";
import { times } from "./hour-columns.ts";
import { service, type BlockContext } from "./service.ts";

const guide = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide";
const settings = `${guide}/aurora-serverless-v2.setting-capacity.html`;
const scaling = `${guide}/aurora-serverless-v2.how-it-works.html`;

const acuUsage = (config: AuroraConfig) =>
  isOptimized(config) ? "Aurora:ServerlessV2IOOptimizedUsage" : "Aurora:ServerlessV2Usage";

export const auroraServerless = service<AuroraConfig>({
  kind: "aurora_serverless",
  title: "Aurora Serverless",
  sources: [
    scaling,
    settings,
    `${guide}/aurora-serverless-v2-auto-pause.html`,
    `${guide}/Aurora.Overview.StorageReliability.html`,
    `${guide}/aurora-global-database.configuration.requirements.html`,
    "https://aws.amazon.com/rds/aurora/pricing/",
  ],
  config: auroraConfig,
  meters: {
    acu: {
      title: "Capacity",
      price: (config) => auroraPrice(acuUsage(config), engineOf(config)),
      unit: "ACU-Hr",
      size: 3600,
      rounding: "exact",
      infracost: { name: "Aurora serverless v2", unit: "ACU-hours" },
      filters: (config) => ({ usagetype: acuUsage(config), databaseEngine: engineOf(config) }),
    },
    ...volumeMeters,
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
      seen: "waiting for up to 15 seconds, then an error",
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
  bounds: ({ max, readers }) => [
    { driver: "capacity", title: `at most ${max} ACU an instance`, value: max * (1 + readers) },
  ],
  flows: (of, context) => [...databaseFlows(of, context), ...replicationFlows(of, context)],
  block,
});

function block(config: AuroraConfig, context: BlockContext): void {
  context.meter("acu", context.driver("capacity").hours, { assumptions: ["acuBase", "acuPerVcpu", "acuTarget"] });
  meterVolume(config, context, times(context.driver("running").hours, 1 / (1 + config.readers)));
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

/** Aurora with provisioned instances: a cluster of one writer and its readers, of one class, over one volume. */
import * as z from "zod";
import type { PriceSelector } from "../pricing/price.ts";
import { count, size } from "../quantities.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { databaseFlows } from "./database-flows.ts";
import { atLeast, times } from "./hour-columns.ts";
import { fixedDatabaseCell } from "./rds/fixed-cell.ts";
import { auroraClasses, connectionsOf, shapeOf } from "./rds/instance-classes.ts";
import { serialLimits } from "./serial-resources.ts";
import { service, type BlockContext } from "./service.ts";

const guide = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide";
const classes = `${guide}/Concepts.DBInstanceClass.html`;
const managing = `${guide}/AuroraPostgreSQL.Managing.html`;

/** An instance is billed for at least ten minutes: …/AuroraUserGuide/User_DBInstanceBilling.html */
export const MINIMUM_INSTANCE_SECONDS = 600;

const config = z.strictObject({
  engine: z.enum(["postgresql", "mysql"]).default("postgresql"),
  /** Class of writer and readers. */
  instance: z.enum(auroraClasses).default("db.r6g.large"),
  readers: count().max(15).default(0),
  /** An assumption when left out. */
  storage: size().optional(),
  mode: z.enum(["standard", "io_optimized"]).default("standard"),
  /** Connections that one application task holds open; an assumption when left out. */
  pool: count(1).optional(),
  /** `max_connections` of the parameter group; its default for the class when left out. */
  max_connections: count(1).optional(),
  /** Serial resources such as one stock row, by name. */
  limits: serialLimits,
});
type Config = z.output<typeof config>;

const isOptimized = ({ mode }: Config) => mode === "io_optimized";
const engineOf = ({ engine }: Config) => (engine === "mysql" ? "Aurora MySQL" : "Aurora PostgreSQL");
const instanceUsage = (of: Config) => `InstanceUsage${isOptimized(of) ? "IOOptimized" : ""}:${of.instance}`;
const storageUsage = (of: Config) => (isOptimized(of) ? "Aurora:IO-OptimizedStorageUsage" : "Aurora:StorageUsage");
const price = (usageType: string, databaseEngine?: string): PriceSelector => ({
  serviceCode: "AmazonRDS",
  usageType,
  ...(databaseEngine === undefined ? {} : { attributes: { databaseEngine } }),
});

export const aurora = service<Config>({
  kind: "aurora",
  title: "Aurora",
  sources: [
    classes,
    managing,
    `${guide}/User_DBInstanceBilling.html`,
    `${guide}/Aurora.Overview.StorageReliability.html`,
    "https://aws.amazon.com/rds/aurora/pricing/",
  ],
  config,
  meters: {
    instances: {
      title: "Instance hours",
      price: (of) => price(instanceUsage(of), engineOf(of)),
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "second_min_600",
      infracost: { name: "Database instance (on-demand)", unit: "hours" },
      filters: (of) => ({ usagetype: instanceUsage(of), databaseEngine: engineOf(of) }),
    },
    storage: {
      title: "Storage",
      price: (of) => price(storageUsage(of)),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Storage", unit: "GB" },
      filters: (of) => ({ usagetype: storageUsage(of) }),
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
      price: (of) => price("Aurora:BackupUsage", engineOf(of)),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Backup storage", unit: "GB" },
      filters: (of) => ({ usagetype: "Aurora:BackupUsage", databaseEngine: engineOf(of) }),
    },
  },
  limits: {
    connections: { title: "connections", source: managing, seen: "errors from the tasks that cannot connect" },
    serial: { title: "what one row or lock takes", source: "scenario", seen: "waiting in line, then an error" },
    cpu: { title: "CPU of an instance", source: classes, seen: "slow pages, then errors" },
  },
  terraform: {
    aws_rds_cluster: { config: fromCluster },
  },
  cell: (of, context) => {
    const { readers, limits, pool = null } = of;
    const maxConnections = of.max_connections ?? connectionsOf(of.engine, of.instance);
    const { vcpus } = shapeOf(of.instance);
    return fixedDatabaseCell({ vcpus, readers, maxConnections, pool, limits, storage: null }, context);
  },
  flows: databaseFlows,
  block,
});

function block(of: Config, context: BlockContext): void {
  const bytes = of.storage ?? context.assume("dbGB");
  const sized = of.storage === undefined ? ["dbGB"] : [];
  const stored = times(context.activeSeconds, bytes);
  context.meter("instances", times(atLeast(context.activeSeconds, MINIMUM_INSTANCE_SECONDS), 1 + of.readers));
  context.meter("storage", stored, { assumptions: sized });
  // Backup up to the size of the volume is free.
  context.meter("backup", times(stored, context.assume("bkX")), { assumptions: [...sized, "bkX"] });
  if (isOptimized(of)) return;
  const background = times(context.activeSeconds, context.assume("ioBg"));
  context.meter("ios", background, { cause: "background", assumptions: ["ioBg"] });
  context.classes.forEach((requests, c) => {
    if (requests.database !== context.id || requests.databaseIos === 0) return;
    const ios = times(context.requests(c, "served").hours, requests.databaseIos);
    context.meter("ios", ios, { cause: requests.name, assumptions: assumedFor(requests, "databaseIos") });
  });
}

/** A cluster without serverless capacity; its class and its readers stand in its instances. */
function fromCluster(values: Readonly<Record<string, unknown>>): unknown {
  const scaling: unknown = values["serverlessv2_scaling_configuration"];
  if (Array.isArray(scaling) && scaling.length > 0) return null;
  return {
    engine: values["engine"] === "aurora-mysql" ? "mysql" : "postgresql",
    mode: values["storage_type"] === "aurora-iopt1" ? "io_optimized" : "standard",
  };
}

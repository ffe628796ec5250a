/** Aurora with provisioned instances: a cluster of one writer and its readers, of one class, over one volume. */
import * as z from "zod";
import { count, size } from "../quantities.ts";
import { regions } from "../regions.ts";
import { HOUR_SECONDS } from "../units.ts";
import { auroraPrice, engineOf, isOptimized, meterVolume, replicationFlows, volumeMeters } from "./aurora/volume.ts";
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
  /** Region of the secondary cluster of a global database, which is a component of its own. */
  replicate_to: z.enum(regions).optional(),
});
type Config = z.output<typeof config>;

const instanceUsage = (of: Config) => `InstanceUsage${isOptimized(of) ? "IOOptimized" : ""}:${of.instance}`;

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
      price: (of) => auroraPrice(instanceUsage(of), engineOf(of)),
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "second_min_600",
      infracost: { name: "Database instance (on-demand)", unit: "hours" },
      filters: (of) => ({ usagetype: instanceUsage(of), databaseEngine: engineOf(of) }),
    },
    ...volumeMeters,
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
  flows: (of, context) => [...databaseFlows(of, context), ...replicationFlows(of, context)],
  block,
});

function block(of: Config, context: BlockContext): void {
  context.meter("instances", times(atLeast(context.activeSeconds, MINIMUM_INSTANCE_SECONDS), 1 + of.readers));
  meterVolume(of, context, context.activeSeconds);
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

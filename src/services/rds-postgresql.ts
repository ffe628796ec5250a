/** RDS for PostgreSQL: one instance, or one with a standby in another zone, over a gp2 or gp3 volume. */
import * as z from "zod";
import { count, size } from "../quantities.ts";
import { GIGABYTE, HOUR_SECONDS, MEGABYTE } from "../units.ts";
import { MINIMUM_INSTANCE_SECONDS } from "./aurora.ts";
import { creditBucket } from "./credit-bucket.ts";
import { databaseFlows } from "./database-flows.ts";
import { atLeast, times } from "./hour-columns.ts";
import { fixedDatabaseCell, type FixedDatabase } from "./rds/fixed-cell.ts";
import { connectionsOf, rdsClasses, shapeOf } from "./rds/instance-classes.ts";
import { serialLimits } from "./serial-resources.ts";
import { service, type BlockContext, type CellContext, type Meter } from "./service.ts";

const guide = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide";
const storagePage = `${guide}/CHAP_Storage.html`;
const limitsPage = `${guide}/CHAP_Limits.html`;
const classesPage = `${guide}/Concepts.DBInstanceClass.html`;

/** From this size on, RDS spreads a volume over four: …/UserGuide/CHAP_Storage.html */
const STRIPED = 400 * GIGABYTE;
/** gp3: what comes with the storage, below that size and from it on. */
const INCLUDED = { small: { iops: 3000, throughput: 125 }, striped: { iops: 12_000, throughput: 500 } };
/** gp2: I/Os a second for each GB, between these; bursts to 3,000 a volume from 5.4 million saved ones. */
const GP2 = { perGb: 3, least: 100, most: 64_000, burst: 3000, credits: 5_400_000 };

const config = z
  .strictObject({
    instance: z.enum(rdsClasses).default("db.m7g.large"),
    deployment: z.enum(["single_az", "multi_az"]).default("single_az"),
    /** Allocated; an assumption when left out. */
    storage: size().optional(),
    storage_type: z.enum(["gp3", "gp2"]).default("gp3"),
    /** gp3, from 400GB on: I/Os a second, and MB a second. */
    iops: count(INCLUDED.striped.iops).max(64_000).optional(),
    throughput: size({ min: 0, max: 4000 * MEGABYTE, bounds: "up to 4000MB" }).optional(),
    /** Connections that one application task holds open; an assumption when left out. */
    pool: count(1).optional(),
    /** `max_connections` of the parameter group; its default for the class when left out. */
    max_connections: count(1).optional(),
    /** Serial resources such as one stock row, by name. */
    limits: serialLimits,
  })
  .refine(
    ({ storage, storage_type: type, iops, throughput }) =>
      (iops === undefined && throughput === undefined) ||
      (type === "gp3" && storage !== undefined && storage >= STRIPED),
    { path: ["storage"], error: "must be 400GB or more of gp3 where iops or throughput is given" },
  );
type Config = z.output<typeof config>;

const isMulti = ({ deployment }: Config) => deployment === "multi_az";
const instanceUsage = (of: Config) => `${isMulti(of) ? "Multi-AZUsage" : "InstanceUsage"}:${of.instance}`;
const volumeUsage = (of: Config, what: string) => `RDS:${isMulti(of) ? "Multi-AZ-" : ""}${what}`;
const storageUsage = (of: Config) => volumeUsage(of, `${of.storage_type.toUpperCase()}-Storage`);
const price = (usageType: string) => ({ serviceCode: "AmazonRDS", usageType });

/** What is provisioned above what comes with the volume; AWS bills it by the month. */
function beyond(title: string, usage: string, unit: string, size: number, name: string): Meter<Config> {
  return {
    title,
    price: (of) => price(volumeUsage(of, usage)),
    unit,
    size: { perMonth: size },
    rounding: "exact",
    infracost: { name, unit: unit === "IOPS-Mo" ? "IOPS" : "MBps" },
    filters: (of) => ({ usagetype: volumeUsage(of, usage) }),
  };
}

export const rdsPostgresql = service<Config>({
  kind: "rds_postgresql",
  title: "RDS for PostgreSQL",
  sources: [
    storagePage,
    limitsPage,
    classesPage,
    `${guide}/User_DBInstanceBilling.html`,
    "https://aws.amazon.com/rds/postgresql/pricing/",
  ],
  config,
  meters: {
    instances: {
      title: "Instance hours",
      price: (of) => ({ ...price(instanceUsage(of)), attributes: { databaseEngine: "PostgreSQL" } }),
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "second_min_600",
      infracost: { name: "Database instance (on-demand)", unit: "hours" },
      filters: (of) => ({ usagetype: instanceUsage(of), databaseEngine: "PostgreSQL" }),
    },
    storage: {
      title: "Storage",
      price: (of) => price(storageUsage(of)),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Storage (general purpose SSD)", unit: "GB" },
      filters: (of) => ({ usagetype: storageUsage(of) }),
    },
    iops: beyond("I/Os a second above those included", "GP3-PIOPS", "IOPS-Mo", 1, "Provisioned IOPS"),
    throughput: beyond("Throughput above what is included", "GP3-Throughput", "MBPS-Mo", MEGABYTE, "Throughput"),
    backup: {
      title: "Backup beyond the free size",
      price: price("RDS:ChargedBackupUsage"),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Additional backup storage", unit: "GB" },
      filters: { usagetype: "RDS:ChargedBackupUsage" },
    },
  },
  limits: {
    connections: { title: "connections", source: limitsPage, seen: "errors from the tasks that cannot connect" },
    serial: { title: "what one row or lock takes", source: "scenario", seen: "waiting in line, then an error" },
    cpu: { title: "CPU of the instance", source: classesPage, seen: "slow pages, then errors" },
    iops: { title: "I/Os of the volume", source: storagePage, seen: "slow pages, then errors" },
  },
  terraform: {
    aws_db_instance: { config: fromInstance },
    aws_db_option_group: { free: "a setting" },
  },
  cell,
  flows: databaseFlows,
  block,
});

function cell(of: Config, context: CellContext) {
  const { limits, pool = null, instance } = of;
  const maxConnections = of.max_connections ?? connectionsOf("postgresql", instance);
  const { vcpus } = shapeOf(instance);
  const storage = volumeOf(of, of.storage ?? context.assume("dbGB"));
  return fixedDatabaseCell({ vcpus, readers: 0, maxConnections, pool, limits, storage }, context);
}

/** gp3 takes what is provisioned; gp2 what its size brings, and bursts while credits last. */
function volumeOf({ storage_type: type, iops }: Config, bytes: number): NonNullable<FixedDatabase["storage"]> {
  const striped = bytes >= STRIPED;
  if (type === "gp3") {
    const baseline = iops ?? (striped ? INCLUDED.striped : INCLUDED.small).iops;
    return { baseline, peak: baseline, credits: creditBucket(0, () => 0) };
  }
  const baseline = Math.min(GP2.most, Math.max(GP2.least, GP2.perGb * (bytes / GIGABYTE)));
  const volumes = striped ? 4 : 1;
  const credits = GP2.credits * volumes;
  return { baseline, peak: GP2.burst * volumes, credits: creditBucket(credits, () => credits) };
}

function block(of: Config, context: BlockContext): void {
  const bytes = of.storage ?? context.assume("dbGB");
  const sized = of.storage === undefined ? ["dbGB"] : [];
  const stored = times(context.activeSeconds, bytes);
  const { iops, throughput } = INCLUDED.striped;
  context.meter("instances", atLeast(context.activeSeconds, MINIMUM_INSTANCE_SECONDS));
  context.meter("storage", stored, { assumptions: sized });
  if (of.iops !== undefined) context.meter("iops", times(context.activeSeconds, of.iops - iops));
  if (of.throughput !== undefined) {
    const above = Math.max(0, of.throughput - throughput * MEGABYTE);
    context.meter("throughput", times(context.activeSeconds, above));
  }
  // Backup up to the allocated size is free.
  context.meter("backup", times(stored, context.assume("bkX")), { assumptions: [...sized, "bkX"] });
}

/** An instance of PostgreSQL; other engines are of no service here. */
function fromInstance(values: Readonly<Record<string, unknown>>): unknown {
  const { engine, instance_class: instance, multi_az: multi, allocated_storage: gigabytes } = values;
  const { storage_type: type, iops, storage_throughput: throughput } = values;
  if (engine !== "postgres") return null;
  return {
    instance,
    deployment: multi === true ? "multi_az" : "single_az",
    ...(type === "gp2" || type === "gp3" ? { storage_type: type } : { storage_type: "gp2" }),
    ...(typeof gigabytes === "number" ? { storage: `${gigabytes}GB` } : {}),
    ...(typeof iops === "number" && iops > 0 && type === "gp3" ? { iops } : {}),
    ...(typeof throughput === "number" && throughput > 0 && type === "gp3" ? { throughput: `${throughput}MB` } : {}),
  };
}

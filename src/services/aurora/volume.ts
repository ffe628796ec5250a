/** The storage volume of an Aurora cluster, whatever its instances: what it holds, its I/O, its backups, and how they are billed. */
import type { Flow } from "../../network/flow.ts";
import type { PriceSelector } from "../../pricing/price.ts";
import { assumedFor, type RequestClass } from "../../traffic/request-class.ts";
import { GIGABYTE } from "../../units.ts";
import { times } from "../hour-columns.ts";
import type { BlockContext, FlowContext, Meter } from "../service.ts";

/** What the configuration of a cluster says about its volume. */
export interface Volume {
  readonly engine: "postgresql" | "mysql";
  readonly mode: "standard" | "io_optimized";
  /** Bytes; an assumption when left out. */
  readonly storage?: number | undefined;
  /** Region of the secondary cluster of a global database. */
  readonly replicate_to?: string | undefined;
}

export const isOptimized = ({ mode }: Pick<Volume, "mode">): boolean => mode === "io_optimized";

export const engineOf = ({ engine }: Pick<Volume, "engine">): string =>
  engine === "mysql" ? "Aurora MySQL" : "Aurora PostgreSQL";

export const auroraPrice = (usageType: string, databaseEngine?: string): PriceSelector => ({
  serviceCode: "AmazonRDS",
  usageType,
  ...(databaseEngine === undefined ? {} : { attributes: { databaseEngine } }),
});

const storageUsage = (of: Volume): string =>
  isOptimized(of) ? "Aurora:IO-OptimizedStorageUsage" : "Aurora:StorageUsage";

export const volumeMeters = {
  storage: {
    title: "Storage",
    price: (of) => auroraPrice(storageUsage(of)),
    unit: "GB-Mo",
    size: { perMonth: GIGABYTE },
    rounding: "exact",
    infracost: { name: "Storage", unit: "GB" },
    filters: (of) => ({ usagetype: storageUsage(of) }),
  },
  ios: {
    title: "I/O requests",
    price: auroraPrice("Aurora:StorageIOUsage"),
    unit: "IOs",
    size: 1,
    rounding: "exact",
    infracost: { name: "I/O requests", unit: "1M requests" },
    filters: { usagetype: "Aurora:StorageIOUsage" },
  },
  backup: {
    title: "Backup beyond the free size",
    price: (of) => auroraPrice("Aurora:BackupUsage", engineOf(of)),
    unit: "GB-Mo",
    size: { perMonth: GIGABYTE },
    rounding: "exact",
    infracost: { name: "Backup storage", unit: "GB" },
    filters: (of) => ({ usagetype: "Aurora:BackupUsage", databaseEngine: engineOf(of) }),
  },
  replicated_writes: {
    title: "Replicated write I/Os",
    price: (of) => auroraPrice("Aurora:ReplicatedWriteIO", engineOf(of)),
    unit: "IOs",
    size: 1,
    rounding: "exact",
    infracost: null,
    filters: (of) => ({ usagetype: "Aurora:ReplicatedWriteIO", databaseEngine: engineOf(of) }),
  },
} satisfies Record<string, Meter<Volume>>;

/**
 * Sends what the volume counted to its meters. `background` is the seconds of each hour in which the cluster does its work
 * without requests: it has one volume, so they count once, and not while it is paused.
 */
export function meterVolume(of: Volume, context: BlockContext, background: Float64Array): void {
  const bytes = of.storage ?? context.assume("dbGB");
  const sized = of.storage === undefined ? ["dbGB"] : [];
  const stored = times(context.activeSeconds, bytes);
  context.meter("storage", stored, { assumptions: sized });
  // Backup up to the size of the volume is free.
  context.meter("backup", times(stored, context.assume("bkX")), { assumptions: [...sized, "bkX"] });
  if (of.replicate_to !== undefined) meterReplication(of.replicate_to, context);
  if (isOptimized(of)) return;
  context.meter("ios", times(background, context.assume("ioBg")), { cause: "background", assumptions: ["ioBg"] });
  context.classes.forEach((requests, c) => {
    if (requests.database !== context.id || requests.databaseIos === 0) return;
    const ios = times(context.requests(c, "served").hours, requests.databaseIos);
    context.meter("ios", ios, { cause: requests.name, assumptions: assumedFor(requests, "databaseIos") });
  });
}

/** I/Os of one request that write: all but those of queries that only read. */
const writeIos = ({ databaseIos, databaseReadShare }: RequestClass): number => databaseIos * (1 - databaseReadShare);

/** Each write of the primary cluster, once for its secondary. */
function meterReplication(region: string, context: BlockContext): void {
  context.classes.forEach((requests, c) => {
    if (requests.database !== context.id || writeIos(requests) === 0) return;
    const ios = times(context.requests(c, "served").hours, writeIos(requests));
    const assumptions = [...assumedFor(requests, "databaseIos"), ...assumedFor(requests, "databaseReadShare")];
    context.meter("replicated_writes", ios, { cause: `${requests.name}, to ${region}`, assumptions });
  });
}

/** What a global database sends to its secondary; its instances and their queries stand elsewhere. */
export function replicationFlows({ replicate_to: region }: Volume, context: FlowContext): readonly Flow[] {
  const [secondary] = context.elsewhere("aurora_serverless", "aurora");
  if (region === undefined || region === context.region || secondary === undefined) return [];
  return context.classes.flatMap((requests, c): readonly Flow[] => {
    if (requests.database !== context.id || writeIos(requests) === 0) return [];
    return [
      {
        from: context.id,
        destination: { kind: "component", id: secondary, crossZone: "free" },
        driver: context.requests(c, "served"),
        bytesUp: writeIos(requests) * context.assume("dbWriteKB"),
        bytesDown: 0,
        connections: 0,
        connectionSeconds: 0,
        cause: `writes of ${requests.name} to the secondary cluster`,
        assumptions: [...assumedFor(requests, "databaseIos"), "dbWriteKB"],
      },
    ];
  });
}

/**
 * DynamoDB: units of requests or of provisioned capacity, storage, and what a table throttles. On demand it takes at once twice its
 * previous peak and throttles what more than doubles within 30 minutes; provisioned it takes what is provisioned and what it has
 * saved up; one partition never gives more than its own share.
 */
import type { Flow } from "../network/flow.ts";
import type { PriceSelector } from "../pricing/price.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE, HOUR_SECONDS, KILOBYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { IDLE_CONNECTION_SECONDS, sendsThroughVpc } from "./compute-kinds.ts";
import { tableCell } from "./dynamodb/cell.ts";
import { tableConfig, type TableConfig } from "./dynamodb/config.ts";
import { times } from "./hour-columns.ts";
import { service, type BlockContext, type FlowContext, type Meter } from "./service.ts";

const guide = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const onDemand = `${guide}/on-demand-capacity-mode.html`;
const warm = `${guide}/warm-throughput.html`;
const partitions = `${guide}/bp-partition-key-design.html`;
const quotas = `${guide}/ServiceQuotas.html`;
const burst = `${guide}/burst-adaptive-capacity.html`;
const autoScaling = `${guide}/AutoScaling.html`;
const globalTables = `${guide}/GlobalTables.html`;

const price = (usageType: string) => ({ serviceCode: "AmazonDynamoDB", usageType });
/** In the Region of the replica. */
const inReplica =
  (usageType: string) =>
  ({ replicate_to: region }: TableConfig): PriceSelector => ({
    ...price(usageType),
    ...(region === undefined ? {} : { listedIn: region }),
  });

function meter(title: string, usageType: string, of: Partial<Meter<TableConfig>> = {}): Meter<TableConfig> {
  return {
    title,
    price: price(usageType),
    unit: "GB-Mo",
    size: { perMonth: GIGABYTE },
    rounding: "exact",
    infracost: null,
    filters: { usagetype: usageType },
    ...of,
  };
}

const replicated = { unit: "ReplicatedWriteRequestUnits", size: 1 };
const capacity = (kind: "Read" | "Write" | "ReplicatedWrite") => ({
  unit: `${kind}CapacityUnit-Hrs`,
  size: HOUR_SECONDS,
});
const slow = "waiting while the SDK tries again, then an error";

export const dynamodb = service<TableConfig>({
  kind: "dynamodb",
  title: "DynamoDB",
  sources: [
    onDemand,
    warm,
    partitions,
    quotas,
    burst,
    autoScaling,
    globalTables,
    "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    "https://aws.amazon.com/dynamodb/pricing/provisioned/",
  ],
  config: tableConfig,
  meters: {
    writes: meter("Write request units", "WriteRequestUnits", {
      unit: "WriteRequestUnits",
      size: 1,
      infracost: { name: "Write request unit (WRU)", unit: "WRUs" },
      filters: { usagetype: "WriteRequestUnits", group: "DDB-WriteUnits" },
    }),
    reads: meter("Read request units", "ReadRequestUnits", {
      unit: "ReadRequestUnits",
      size: 1,
      infracost: { name: "Read request unit (RRU)", unit: "RRUs" },
      filters: { usagetype: "ReadRequestUnits", group: "DDB-ReadUnits" },
    }),
    write_capacity: meter("Write capacity units", "WriteCapacityUnit-Hrs", {
      ...capacity("Write"),
      infracost: { name: "Write capacity unit (WCU)", unit: "WCU" },
    }),
    read_capacity: meter("Read capacity units", "ReadCapacityUnit-Hrs", {
      ...capacity("Read"),
      infracost: { name: "Read capacity unit (RCU)", unit: "RCU" },
    }),
    storage: meter("Storage", "TimedStorage-ByteHrs", { infracost: { name: "Data storage", unit: "GB" } }),
    pitr: meter("Point-in-time recovery", "TimedPITRStorage-ByteHrs", {
      infracost: { name: "Point-In-Time Recovery (PITR) backup storage", unit: "GB" },
    }),
    backups: meter("Backups", "TimedBackupStorage-ByteHrs", {
      infracost: { name: "On-demand backup storage", unit: "GB" },
    }),
    replicated_writes: meter("Replicated write request units", "ReplWriteRequestUnits", replicated),
    replicated_write_capacity: meter(
      "Replicated write capacity units",
      "ReplWriteCapacityUnit-Hrs",
      capacity("ReplicatedWrite"),
    ),
    replica_writes: meter("Replicated write request units of the replica", "ReplWriteRequestUnits", {
      ...replicated,
      price: inReplica("ReplWriteRequestUnits"),
    }),
    replica_write_capacity: meter("Replicated write capacity units of the replica", "ReplWriteCapacityUnit-Hrs", {
      ...capacity("ReplicatedWrite"),
      price: inReplica("ReplWriteCapacityUnit-Hrs"),
    }),
    replica_storage: meter("Storage of the replica", "TimedStorage-ByteHrs", {
      price: inReplica("TimedStorage-ByteHrs"),
    }),
  },
  limits: {
    writes: { title: "write throughput", source: onDemand, seen: slow },
    reads: { title: "read throughput", source: onDemand, seen: slow },
    partition_writes: { title: "writes to one partition", source: partitions, seen: slow },
    partition_reads: { title: "reads of one partition", source: partitions, seen: slow },
  },
  prepares: ({ mode }) => (mode === "provisioned" ? ["min"] : []),
  terraform: {
    aws_dynamodb_table: { config: fromTable },
    aws_dynamodb_table_item: { free: "its bytes are the table's" },
    aws_dynamodb_resource_policy: { free: "a setting" },
  },
  assumptions: [
    assumed("ddbGB", "size of a DynamoDB table", [1, 10, 100], ["GB", GIGABYTE], PRACTICE),
    assumed(
      "ddbRetry",
      "time for which the SDK repeats a throttled call",
      [10, 2, 0.3],
      "s",
      "SDK defaults: 3 attempts, in older ones 10, with backoff",
    ),
    assumed(
      "ddbAlarm",
      "time until DynamoDB auto scaling sees a minute's utilisation",
      [30, 60, 240],
      "s",
      "AWS: “a short delay, up to a few minutes” (AutoScaling.html)",
      "B",
    ),
    assumed(
      "ddbUpdate",
      "time that a change of a table's provisioned capacity takes",
      [30, 120, 300],
      "s",
      "AWS: “several minutes” (AutoScaling.html)",
      "B",
    ),
    assumed(
      "ddbReplKB",
      "bytes sent to a replica per write unit",
      [0.3, 0.6, 1],
      ["KB", KILOBYTE],
      "an item of up to 1 KB",
    ),
    assumed("ddbNewConn", "share of requests to DynamoDB on a new connection", [0.001, 0.01, 0.1], "share", PRACTICE),
  ],
  cell: tableCell,
  flows,
  block,
});

function flows({ replicate_to: region }: TableConfig, context: FlowContext): readonly Flow[] {
  const connections = context.assume("ddbNewConn");
  const replication: readonly Flow[] =
    region === undefined || region === context.region
      ? []
      : [
          {
            from: context.id,
            destination: { kind: "aws", service: "dynamodb", region },
            driver: context.driver("writes"),
            bytesUp: context.assume("ddbReplKB"),
            bytesDown: 0,
            connections: 0,
            connectionSeconds: 0,
            cause: "replicated writes",
            assumptions: ["ddbReplKB"],
          },
        ];
  const requests = context.classes.flatMap((requests, c): readonly Flow[] => {
    if (requests.table !== context.id || requests.compute === null || requests.tableBytes === 0) return [];
    if (!sendsThroughVpc(context, requests.compute)) return [];
    return [
      {
        from: requests.compute,
        destination: { kind: "aws", service: "dynamodb", region: context.region },
        driver: context.requests(c, "served"),
        // In one Region both directions cost the same on every path.
        bytesUp: requests.tableBytes / 2,
        bytesDown: requests.tableBytes / 2,
        connections,
        connectionSeconds: IDLE_CONNECTION_SECONDS,
        cause: `table requests of ${requests.name}`,
        assumptions: [...assumedFor(requests, "tableBytes"), "ddbNewConn"],
      },
    ];
  });
  return [...requests, ...replication];
}

/** Throttled requests are not billed, so units follow from what the table has served; provisioned ones are billed in any case. */
function block(of: TableConfig, context: BlockContext): void {
  const isProvisioned = of.mode === "provisioned";
  const isReplicated = of.replicate_to !== undefined;
  const writes = context.driver(isProvisioned ? "writes provisioned" : "writes").hours;
  const reads = context.driver(isProvisioned ? "reads provisioned" : "reads").hours;
  const scaled = { assumptions: isProvisioned ? ["ddbAlarm", "ddbUpdate"] : [] };
  const capacity = isProvisioned ? "write_capacity" : "writes";
  // Each write of a global table is a replicated one, in its own Region too.
  context.meter(isReplicated ? `replicated_${capacity}` : capacity, writes, scaled);
  context.meter(isProvisioned ? "read_capacity" : "reads", reads, scaled);
  const stored = times(context.activeSeconds, of.storage ?? context.assume("ddbGB"));
  const sized = { assumptions: of.storage === undefined ? ["ddbGB"] : [] };
  context.meter("storage", stored, sized);
  if (of.pitr) context.meter("pitr", stored, sized);
  if (of.backups > 0) context.meter("backups", times(context.activeSeconds, of.backups));
  if (!isReplicated) return;
  context.meter(`replica_${capacity}`, writes, { ...scaled, cause: `replica in ${of.replicate_to}` });
  context.meter("replica_storage", stored, { ...sized, cause: `replica in ${of.replicate_to}` });
}

/** A table; what auto scaling moves stands in resources of its own. */
function fromTable(values: Readonly<Record<string, unknown>>): unknown {
  const { region_name: region } = firstOf(values["replica"]);
  const { enabled: recovers } = firstOf(values["point_in_time_recovery"]);
  const { read_capacity: read, write_capacity: write } = values;
  return {
    ...(values["billing_mode"] === "PAY_PER_REQUEST"
      ? warmThroughputOf(values)
      : {
          mode: "provisioned",
          ...(typeof read === "number" ? { read: { min: read } } : {}),
          ...(typeof write === "number" ? { write: { min: write } } : {}),
        }),
    ...(recovers === true ? { pitr: true } : {}),
    ...(typeof region === "string" ? { replicate_to: region } : {}),
  };
}

function warmThroughputOf(values: Readonly<Record<string, unknown>>): object {
  const { read_units_per_second: reads, write_units_per_second: writes } = firstOf(values["warm_throughput"]);
  return {
    ...(typeof reads === "number" ? { warm_reads: reads } : {}),
    ...(typeof writes === "number" ? { warm_writes: writes } : {}),
  };
}

/** A nested block of a plan: a list of objects, of which the first counts here. */
function firstOf(list: unknown): Readonly<Record<string, unknown>> {
  return ((list ?? []) as readonly Readonly<Record<string, unknown>>[])[0] ?? {};
}

/**
 * DynamoDB on demand: request units, storage, and how fast a table's throughput may grow. It takes at once twice its previous peak and
 * throttles what more than doubles within 30 minutes; one partition never gives more than its own share.
 */
import type { Flow } from "../network/flow.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { IDLE_CONNECTION_SECONDS, sendsThroughVpc } from "./compute-kinds.ts";
import { tableCell } from "./dynamodb/cell.ts";
import { tableConfig, type TableConfig } from "./dynamodb/config.ts";
import { service, type BlockContext, type FlowContext } from "./service.ts";

const guide = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const onDemand = `${guide}/on-demand-capacity-mode.html`;
const warm = `${guide}/warm-throughput.html`;
const partitions = `${guide}/bp-partition-key-design.html`;
const quotas = `${guide}/ServiceQuotas.html`;

const price = (usageType: string) => ({ serviceCode: "AmazonDynamoDB", usageType });
const slow = "waiting while the SDK tries again, then an error";

export const dynamodb = service<TableConfig>({
  kind: "dynamodb",
  title: "DynamoDB",
  sources: [onDemand, warm, partitions, quotas, "https://aws.amazon.com/dynamodb/pricing/on-demand/"],
  config: tableConfig,
  meters: {
    writes: {
      title: "Write request units",
      price: price("WriteRequestUnits"),
      unit: "WriteRequestUnits",
      size: 1,
      rounding: "exact",
      infracost: { name: "Write request unit (WRU)", unit: "WRUs" },
      filters: { usagetype: "WriteRequestUnits", group: "DDB-WriteUnits" },
    },
    reads: {
      title: "Read request units",
      price: price("ReadRequestUnits"),
      unit: "ReadRequestUnits",
      size: 1,
      rounding: "exact",
      infracost: { name: "Read request unit (RRU)", unit: "RRUs" },
      filters: { usagetype: "ReadRequestUnits", group: "DDB-ReadUnits" },
    },
    storage: {
      title: "Storage",
      price: price("TimedStorage-ByteHrs"),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Data storage", unit: "GB" },
      filters: { usagetype: "TimedStorage-ByteHrs" },
    },
  },
  limits: {
    writes: { title: "write throughput", source: onDemand, seen: slow },
    reads: { title: "read throughput", source: onDemand, seen: slow },
    partition_writes: { title: "writes to one partition", source: partitions, seen: slow },
    partition_reads: { title: "reads of one partition", source: partitions, seen: slow },
  },
  terraform: {
    aws_dynamodb_table: {
      // Provisioned capacity is another mode of billing.
      config: (values) => (values["billing_mode"] === "PAY_PER_REQUEST" ? warmThroughputOf(values) : null),
    },
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
    assumed("ddbNewConn", "share of requests to DynamoDB on a new connection", [0.001, 0.01, 0.1], "share", PRACTICE),
  ],
  cell: tableCell,
  flows,
  block,
});

function flows(_of: TableConfig, context: FlowContext): readonly Flow[] {
  const connections = context.assume("ddbNewConn");
  return context.classes.flatMap((requests, c): readonly Flow[] => {
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
}

/** Throttled requests are not billed, so units follow from what the table has served. */
function block(of: TableConfig, context: BlockContext): void {
  const bytes = of.storage ?? context.assume("ddbGB");
  context.meter("writes", context.driver("writes").hours);
  context.meter("reads", context.driver("reads").hours);
  context.meter(
    "storage",
    context.activeSeconds.map((seconds) => seconds * bytes),
    { assumptions: of.storage === undefined ? ["ddbGB"] : [] },
  );
}

function warmThroughputOf(values: Readonly<Record<string, unknown>>): unknown {
  const [warmed] = (values["warm_throughput"] ?? []) as readonly WarmThroughput[];
  return {
    ...(warmed?.read_units_per_second ? { warm_reads: warmed.read_units_per_second } : {}),
    ...(warmed?.write_units_per_second ? { warm_writes: warmed.write_units_per_second } : {}),
  };
}

/** The provider's schema of the block. */
interface WarmThroughput {
  readonly read_units_per_second?: number | null;
  readonly write_units_per_second?: number | null;
}

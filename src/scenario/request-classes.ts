/** Classes as a scenario writes them → what one request of each costs, with every default filled in from an assumption. */
import type { Assumptions } from "../assumption.ts";
import { cacheKinds, databaseKinds } from "../services/service.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import { KILOBYTE } from "../units.ts";
import { latencySeconds } from "./destinations.ts";
import { likes, type ClassFile, type Like, type Scenario } from "./schema.ts";
import { classNames } from "./shares.ts";

/** What a class asks of a component, it asks of the first of these kinds. */
const kinds = {
  compute: ["fargate", "ec2_auto_scaling", "lambda"],
  bucket: ["s3"],
  database: databaseKinds,
  cache: cacheKinds,
  table: ["dynamodb"],
  queue: ["sqs"],
} as const;

interface Standing {
  readonly id: string;
  readonly kind: string;
  readonly config: unknown;
}

/** Assumptions per kind of class; null: it asks nothing of that part. */
const defaults = {
  static: { bytes: "staticKB", cpu: "cpuApi", calls: null, database: null, units: null },
  page: {
    bytes: "pageKB",
    cpu: "cpuPage",
    calls: "tpPage",
    database: ["dbPage", "ioReq", "dbKBPage"],
    units: "ecPage",
  },
  api: { bytes: "apiKB", cpu: "cpuApi", calls: "tpApi", database: ["dbApi", "ioReq", "dbKBApi"], units: "ecApi" },
  checkout: { bytes: "coKB", cpu: "cpuCo", calls: "tpCo", database: ["dbCo", "ioCo", "dbKBCo"], units: null },
} as const satisfies Record<Like, unknown>;

/** What every class that waits for an origin is held to, unless the scenario says otherwise. */
const OBJECTIVE = { share: 0.999, withinSeconds: 10 };

/**
 * The classes of a run, in the order of the mix. `components` are those that may serve them, the preferred of each kind first.
 * A class whose origin is a bucket costs the application nothing unless it says so.
 */
export function requestClasses(
  scenario: Scenario,
  components: readonly Standing[],
  assumptions: Assumptions,
): readonly RequestClass[] {
  return classNames(scenario, assumptions).map((name, index) => {
    const file = Object.hasOwn(scenario.classes, name) ? (scenario.classes[name] ?? {}) : {};
    return requestClass({ name, index, file, scenario, components, assumptions });
  });
}

/** The value of an assumption, noted as what fills an attribute. */
type AssumeFor = (attribute: keyof RequestClass, id: string) => number;

interface Given {
  readonly name: string;
  readonly index: number;
  readonly file: ClassFile;
  readonly scenario: Scenario;
  readonly components: readonly Standing[];
  readonly assumptions: Assumptions;
}

function requestClass({ name, index, file, scenario, components, assumptions }: Given): RequestClass {
  const used: Partial<Record<keyof RequestClass, string[]>> = {};
  const assume: AssumeFor = (attribute, id) => {
    (used[attribute] ??= []).push(id);
    return assumptions.value(id);
  };
  const first = (of: keyof typeof kinds) =>
    kinds[of].flatMap((kind) => components.filter((other) => other.kind === kind && !readsQueue(other)))[0]?.id ?? null;
  const like = file.like ?? likes.find((known) => known === name) ?? "api";
  const origin = file.origin ?? (like === "static" ? "bucket" : "balancer");
  const served = origin === "balancer";
  const of = defaults[like];
  const database = first("database");
  const cache = first("cache");
  const table = first("table");
  const queue = first("queue");

  const orders = file.orders ?? (like === "checkout" && served ? 1 / assume("orders", "checkoutRequestsPerOrder") : 0);
  const pays = served && orders > 0 && like === "checkout" && Object.hasOwn(scenario.destinations, "payment");
  // What a checkout calls is the payment provider, where the scenario has one.
  const called = pays ? { payment: orders * assume("calls", "paymentCalls") } : null;
  const calls = file.calls ?? called ?? (served && of.calls !== null ? { third_party: assume("calls", of.calls) } : {});
  const cpuSeconds = file.cpu ?? (served ? assume("cpuSeconds", of.cpu) : 0);
  const data = databaseOf(file.database, like, served && database !== null && like !== "static", assume);
  const cacheUnits =
    file.elasticache?.units ?? (served && cache !== null && of.units !== null ? assume("cacheUnits", of.units) : 0);
  const usesTable = served && table !== null && like !== "static";
  const tableWriteUnits = file.dynamodb?.writes ?? (usesTable ? assume("tableWriteUnits", "ddbW") : 0);
  // Calls follow one another.
  const serviceSeconds = () =>
    Object.entries(calls).reduce(
      (sum, [called, times]) => sum + times * latencySeconds(called, scenario, (id) => assume("serviceSeconds", id)),
      assume("serviceSeconds", "baseSeconds") + cpuSeconds + data.databaseCpuSeconds,
    );
  return {
    name,
    index,
    origin,
    compute: file.compute ?? first("compute"),
    bucket: first("bucket"),
    database,
    cache,
    table,
    queue,
    bytesOut: file.bytes ?? assume("bytesOut", of.bytes),
    bytesIn: file.request_bytes ?? assume("bytesIn", "reqKB"),
    edge: edgeOf(file, like, assume),
    cpuSeconds,
    ...data,
    cacheUnits,
    // ElastiCache counts a unit for each kilobyte (https://aws.amazon.com/elasticache/pricing/), so bytes follow from units.
    cacheBytes: file.elasticache?.bytes ?? cacheUnits * KILOBYTE,
    tableReadUnits: file.dynamodb?.reads ?? tableWriteUnits,
    tableWriteUnits,
    tableBytes: file.dynamodb?.bytes ?? (usesTable ? assume("tableBytes", "ddbKB") : 0),
    objectGets: file.s3?.gets ?? 0,
    objectPuts: file.s3?.puts ?? 0,
    objectBytesDown: file.s3?.down ?? 0,
    objectBytesUp: file.s3?.up ?? 0,
    calls,
    logBytes: file.logs ?? (served ? assume("logBytes", "logKB") : 0),
    telemetryBytes: file.telemetry ?? (served ? assume("telemetryBytes", "telReq") : 0),
    messages: file.messages ?? (queue !== null && orders > 0 ? orders * assume("messages", "messagesPerOrder") : 0),
    orders,
    serial: Object.fromEntries(
      Object.entries(file.serial ?? {}).map(([resource, units]) => [resource, units === "per_order" ? orders : units]),
    ),
    newConnections: file.new_connections ?? (served ? assume("newConnections", "albNew") : 0),
    serviceSeconds: file.latency ?? serviceSeconds(),
    patienceSeconds: file.patience ?? assume("patienceSeconds", "patience"),
    retries: file.retries?.times ?? assume("retries", "retryTimes"),
    retryShare: file.retries?.share ?? assume("retryShare", "retryShare"),
    retryAfterSeconds: file.retries?.after ?? assume("retryAfterSeconds", "retryAfter"),
    objective:
      (Object.hasOwn(scenario.objective, name) ? scenario.objective[name] : null) ?? (served ? OBJECTIVE : null),
    assumptions: used,
  };
}

/** A function that reads a queue serves no requests. */
function readsQueue({ kind, config }: Standing): boolean {
  if (kind !== "lambda" || typeof config !== "object" || config === null) return false;
  return "queue" in config && config.queue !== undefined;
}

/** Static objects stay at the edge, pages never, API responses where they are public; a checkout is nobody else's. */
function edgeOf({ cache }: ClassFile, like: Like, assume: AssumeFor): RequestClass["edge"] {
  const unstated = like === "static" || like === "api";
  if (cache === undefined ? !unstated : cache.ttl === 0) return null;
  return {
    ttlSeconds: cache?.ttl ?? assume("edge", like === "static" ? "staticTtl" : "apiTtl"),
    keys: (cache?.hot_keys ?? assume("edge", "hotKeys")) * (cache?.variants ?? 1),
    cacheableShare: cache?.cacheable ?? (like === "api" ? assume("edge", "apiHit") : 1),
    evictedShare: cache?.evicted ?? (like === "static" ? assume("edge", "staticMiss") : 0),
  };
}

/** A class that states a part of what it asks of the database takes the rest from its kind; one that states no time, nothing. */
function databaseOf(file: ClassFile["database"], like: Like, isAsked: boolean, assume: AssumeFor) {
  const stated = typeof file === "number" ? { cpu: file } : file;
  const asks = stated === undefined ? isAsked : stated.cpu !== 0;
  const [cpu, ios, bytes] = defaults[like].database ?? defaults.api.database;
  // A checkout writes, and readers can take none of that.
  const isWrite = like === "checkout";
  return {
    databaseCpuSeconds: stated?.cpu ?? (asks ? assume("databaseCpuSeconds", cpu) : 0),
    databaseReadShare: stated?.reads ?? (asks && !isWrite ? assume("databaseReadShare", "dbReads") : 0),
    databaseIos: stated?.ios ?? (asks ? assume("databaseIos", ios) : 0),
    databaseBytes: stated?.bytes ?? (asks ? assume("databaseBytes", bytes) : 0),
  };
}

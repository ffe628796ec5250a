/**
 * The bill of scenarios/flash-sale.yaml a second time, by plain arithmetic: from the time series that `run --series` wrote, raw
 * prices of pricing-cache/, the assumptions an estimate lists, and the scenario's own figures, written again here. It shares no
 * line of code with the engine, so that a mistake would have to be made twice. AWS's rules stand beside the lines they decide.
 */
import { readFileSync } from "node:fs";

export interface RecomputedLine {
  readonly component: string;
  readonly usageType: string;
  readonly quantity: number;
  readonly cost: number;
}

const HOURS = 720; // November
const HOUR = 3600;
const GB = 1024 ** 3;
const ORIGIN = ["page", "api", "checkout"];
const ALL = ["static", ...ORIGIN];
const EDGES = { US: 0.45, EU: 0.3, JP: 0.1, AP: 0.1, ME: 0.05 };
const NATS = ["nat-a", "nat-b", "nat-c"];
const LAUNCHERS = ["app", "workers", "batch"];

/** Every line of the bill, in no particular order. `assumed`: value of each assumption in its own unit (KB are 1,000 bytes). */
export function recomputeFlashSale(
  seriesCsv: string,
  assumed: ReadonlyMap<string, number>,
  pricingCache: string,
): RecomputedLine[] {
  const series = readSeries(seriesCsv);
  const a = (id: string): number => assumed.get(id) ?? never(`assumption ${id}`);
  const kb = (id: string): number => a(id) * 1000;
  const all = (column: string): number => sum(series.hourly(column));
  const requests = (what: string, classes: readonly string[]): number =>
    sum(classes.map((c) => all(`traffic.${what} ${c}`)));
  const served = (c: string): number => requests("served", [c]);
  const launches = (components: readonly string[]): number => sum(components.map((c) => all(`${c}.launches`)));
  const lines: RecomputedLine[] = [];
  const price = priceReader(pricingCache);
  const bill = (component: string, file: string, usageType: string, quantity: number, only: object = {}): void => {
    lines.push({ component, usageType, quantity, cost: charge(price(file, usageType, only), quantity) });
  };

  // CloudFront: what viewers were answered (hits, and what the origin served), every request once for each try, and the bodies of
  // writes on their way to the origin, each try again; by the edge group that answers.
  const bytesOut = { static: kb("staticKB"), page: kb("pageKB"), api: kb("apiKB"), checkout: kb("coKB") };
  const toViewers = sum(
    Object.entries(bytesOut).map(
      ([c, bytes]) => bytes * (requests("viewer", [c]) - requests("missed", [c]) + requests("served", [c])),
    ),
  );
  const asked = (classes: readonly string[]): number => requests("viewer", classes) + requests("retried", classes);
  for (const [edge, share] of Object.entries(EDGES)) {
    const send = (type: string, quantity: number): void =>
      bill("cdn", "global/AmazonCloudFront", `${edge}-${type}`, share * quantity);
    send("DataTransfer-Out-Bytes", toViewers / GB);
    send("Requests-Tier2-HTTPS", asked(["static", "page", "api"]));
    send("Requests-HTTPS-Proxy", asked(["checkout"]));
    send("DataTransfer-Out-OBytes", (requests("attempts", ["checkout"]) * kb("reqKB")) / GB);
  }

  // WAF before CloudFront inspects every request; ACL and rules are monthly.
  bill("firewall", "us-east-1/awswaf", "USE1-WebACLV2", 1);
  bill("firewall", "us-east-1/awswaf", "USE1-RuleV2", 5);
  bill("firewall", "us-east-1/awswaf", "USE1-RequestV2-Tier1", asked(ALL));

  // ALB: clock hours; an LCU is the largest dimension of the hour: 25 new connections a second, 3,000 active, 1 GB
  // of requests and of the responses that there were.
  const alb = { operation: "LoadBalancing:Application" };
  bill("balancer", "us-east-1/AWSELB", "LoadBalancerUsage", HOURS, alb);
  const carried = series.hourlyOf((at) => {
    const capacity = at("balancer.capacity");
    const load = at("balancer.load");
    const passed = load > capacity ? capacity / load : 1;
    return passed * sum(ORIGIN.map((c) => at(`traffic.attempts ${c}`)));
  });
  const requestBytes = carried.map((passed) => passed * kb("reqKB"));
  const responseBytes = series.hourlyOf((at) =>
    sum(ORIGIN.map((c) => at(`traffic.served ${c}`) * bytesOut[c as "page"])),
  );
  const lcu = carried.map((passed, h) => {
    const opened = (passed * a("albNew")) / HOUR;
    return Math.max(opened / 25, (opened * a("albConnSeconds")) / 3000, (requestBytes[h]! + responseBytes[h]!) / GB);
  });
  bill("balancer", "us-east-1/AWSELB", "LCUUsage", sum(lcu), alb);

  // Fargate: per second from launch to stop; a launched task is billed while it starts: pull, boot, two health checks 10 s apart.
  const startSeconds = a("taskStart") + a("imageMB") / a("pullMBps") + a("appBoot") + 2 * 10;
  const taskHours = (all("app.running tasks") + all("app.launches") * startSeconds) / HOUR;
  bill("app", "us-east-1/AmazonECS", "USE1-Fargate-ARM-vCPU-Hours:perCPU", taskHours * 2);
  bill("app", "us-east-1/AmazonECS", "USE1-Fargate-ARM-GB-Hours", taskHours * 4);

  // Aurora: ACU-hours of writer and reader; one volume; billed I/Os; backup beyond one volume's size, which is free.
  const postgres = { databaseEngine: "Aurora PostgreSQL" };
  bill("database", "us-east-1/AmazonRDS", "Aurora:ServerlessV2Usage", all("database.capacity") / HOUR, postgres);
  bill("database", "us-east-1/AmazonRDS", "Aurora:StorageUsage", a("dbGB"));
  bill("database", "us-east-1/AmazonRDS", "Aurora:BackupUsage", a("dbGB") * a("bkX"), postgres);
  const ios = a("ioReq") * (served("page") + served("api")) + a("ioCo") * served("checkout");
  bill("database", "us-east-1/AmazonRDS", "Aurora:StorageIOUsage", a("ioBg") * HOURS * HOUR + ios);

  bill("cache", "us-east-1/AmazonElastiCache", "USE1-ElastiCacheProcessingUnits:Valkey", all("cache.ECPU"));
  bill("cache", "us-east-1/AmazonElastiCache", "USE1-CachedData:Valkey", a("cacheGB") * HOURS);
  bill("table", "us-east-1/AmazonDynamoDB", "WriteRequestUnits", all("table.writes"));
  bill("table", "us-east-1/AmazonDynamoDB", "ReadRequestUnits", all("table.reads"));
  bill("table", "us-east-1/AmazonDynamoDB", "TimedStorage-ByteHrs", a("ddbGB"));
  bill("bucket", "us-east-1/AmazonS3", "TimedStorage-ByteHrs", a("s3GB"));
  bill("bucket", "us-east-1/AmazonS3", "Requests-Tier2", served("static"));

  // SQS: a send for each message, a receive and a delete for each batch, long polls that find nothing. Each order is one
  // message; other events are given per month of 730 hours.
  const orders = served("checkout") / a("checkoutRequestsPerOrder");
  const messages = orders * a("messagesPerOrder");
  const events = (a("lamReq") / 730) * HOURS;
  const calls = messages + events + 2 * all("workers.receives") + all("workers.empty receives");
  bill("queue", "us-east-1/AWSQueueService", "Requests-RBP", calls);
  bill("workers", "us-east-1/AWSLambda", "Request-ARM", all("workers.invocations"));
  bill("workers", "us-east-1/AWSLambda", "Lambda-GB-Second-ARM", all("workers.GB-seconds"));

  bill("batch", "us-east-1/AmazonEC2-Spot", "SpotUsage:c7g.xlarge", all("batch.billed instances") / HOUR);
  bill("batch", "us-east-1/AmazonEC2", "EBS:VolumeUsage.gp3", (all("batch.instances") * 50) / (HOURS * HOUR));
  bill("registry", "us-east-1/AmazonECR", "TimedStorage-ByteHrs", a("ecrGB"));
  bill("dns", "global/AmazonRoute53", "HostedZone", 1);

  // Logs: in by the GB; stored compressed for 30 days, which is this period: what comes in adds, the month before leaves evenly.
  const perHour = (columns: readonly string[], bytes: number): number[] =>
    Array.from({ length: HOURS }, (_, h) => bytes * sum(columns.map((column) => series.hourly(column)[h]!)));
  const application = perHour(
    ORIGIN.map((c) => `traffic.attempts ${c}`),
    kb("logKB"),
  );
  const functions = perHour(["workers.invocations"], kb("lamLogKB"));
  const inspected = ["viewer", "retried"].flatMap((what) => ALL.map((c) => `traffic.${what} ${c}`));
  const firewall = perHour(inspected, a("wafLog") * kb("wafLogKB"));
  bill("logs", "us-east-1/AmazonCloudWatch", "USE1-DataProcessing-Bytes", sum(application) / GB);
  bill("logs", "us-east-1/AmazonCloudWatch", "USE1-VendedLog-Bytes", (sum(functions) + sum(firewall)) / GB);
  const compressed = application.map((bytes, h) => a("logCompression") * (bytes + functions[h]! + firewall[h]!));
  const mean = (a("logFilled") * sum(compressed)) / HOURS;
  let kept = 0;
  const stored = compressed.map((bytes, h) => {
    kept += bytes;
    return kept - bytes / 2 + mean * (HOURS - h - 0.5);
  });
  bill("logs", "us-east-1/AmazonCloudWatch", "USE1-TimedStorage-ByteHrs", sum(stored) / HOURS / GB);

  // S3 asks KMS for the objects that the edge fetches, too.
  const keyRequests = a("kmsReq") * requests("attempts", ALL) + a("kmsLaunch") * launches(LAUNCHERS);
  bill("keys", "us-east-1/awskms", "us-east-1-KMS-Keys", 1);
  bill("keys", "us-east-1/awskms", "us-east-1-KMS-Requests", keyRequests);
  const refreshes = all("app.running tasks") / a("secretRefresh");
  bill("secrets", "us-east-1/AWSSecretsManager", "USE1-AWSSecretsManager-Secrets", 1);
  bill("secrets", "us-east-1/AWSSecretsManager", "USE1-AWSSecretsManager-APIRequests", launches(LAUNCHERS) + refreshes);

  // NAT: clock hours per gateway, and each byte once, up or down. Who sends: calls with their handshakes, telemetry, partners'
  // feeds, and the AWS services without an endpoint. Only bytes up to the internet also pay egress.
  const handshakes = a("newConn");
  const [tlsUp, tlsDown] = [kb("tlsUpKB"), kb("tlsDownKB")];
  const called = (count: number, up: number, down: number) => ({
    up: count * (up + handshakes * tlsUp),
    down: count * (down + handshakes * tlsDown),
  });
  const internet = [
    called(0.5 * served("page"), kb("tpUp"), kb("tpDown")),
    called(0.3 * served("api"), 1500, 6000),
    called(a("paymentCalls") * orders, kb("paymentUp"), kb("paymentDown")),
    { up: kb("telReq") * requests("served", ORIGIN) + kb("telTask") * all("app.running tasks"), down: 0 },
    { up: 0, down: ((a("batchExt") * GB) / (730 / 24)) * all("batch.runs") },
  ];
  const tls = tlsUp + tlsDown;
  const sqs = messages * (kb("msgKB") + 2 * kb("sqsCallKB"));
  const kmsBytes =
    a("kmsReq") * requests("attempts", ORIGIN) * 2 * kb("kmsCallKB") +
    launches(LAUNCHERS) * (a("kmsLaunch") * 2 * kb("kmsCallKB") + tls);
  const natBytes = sum(internet.map(({ up, down }) => up + down)) + sqs + kmsBytes;
  for (const nat of NATS) {
    bill(nat, "us-east-1/AmazonEC2", "NatGateway-Hours", HOURS);
    bill(nat, "us-east-1/AmazonEC2", "NatGateway-Bytes", natBytes / NATS.length / GB);
  }
  bill("data_transfer", "us-east-1/AWSDataTransfer", "DataTransfer-Out-Bytes", sum(internet.map(({ up }) => up)) / GB, {
    toLocation: "External",
  });

  // Between three zones two thirds of the bytes cross: the database's are charged on both sides, the cache's on one.
  const queries = 5000 * served("page") + 6000 * served("api") + 15_000 * served("checkout");
  const cached = 1024 * (a("ecPage") * served("page") + a("ecApi") * served("api"));
  bill(
    "data_transfer",
    "us-east-1/AWSDataTransfer",
    "DataTransfer-Regional-Bytes",
    ((2 / 3) * (2 * queries + cached)) / GB,
  );

  // Interface endpoints: one charge per zone and clock hour, and each byte. Gateway endpoints cost nothing.
  const reads = launches(LAUNCHERS) + refreshes;
  const throughEndpoint = {
    "ecr.api": all("app.launches") * 12_000,
    "ecr.dkr": all("app.launches") * 24_000,
    logs: sum(application),
    secretsmanager: reads * (2 * kb("secretKB") + tls),
  };
  for (const [service, bytes] of Object.entries(throughEndpoint)) {
    bill(`endpoint-${service}`, "us-east-1/AmazonVPC", "USE1-VpcEndpoint-Hours", 3 * HOURS);
    bill(`endpoint-${service}`, "us-east-1/AmazonVPC", "USE1-VpcEndpoint-Bytes", bytes / GB);
  }
  // One address per NAT gateway, and one in each of the balancer's zones.
  bill("public_ipv4", "us-east-1/AmazonVPC", "USE1-PublicIPv4:InUseAddress", 6 * HOURS);
  return lines;
}

interface SeriesTable {
  /** Amounts per hour of a column given per second. */
  hourly(column: string): readonly number[];
  /** Amounts per hour of a rate computed from a row. */
  hourlyOf(rate: (at: (column: string) => number) => number): number[];
}

/** Header `time,step (s),component.name (unit),…`; columns are named here without their unit. One of zeros is not written. */
function readSeries(csv: string): SeriesTable {
  const [header = "", ...rows] = csv.trimEnd().split(/\r?\n/);
  const columns = new Map(header.split(",").map((title, i) => [title.replace(/ \([^)]*\)$/, ""), i]));
  const values = rows.map((row) => row.split(",").map((cell, i) => (i === 0 ? Date.parse(cell) / 1000 : Number(cell))));
  const start = values[0]?.[0] ?? never("rows");
  const cache = new Map<string, number[]>();
  const hourlyOf: SeriesTable["hourlyOf"] = (rate) => {
    const hours = Array.from({ length: HOURS }, () => 0);
    for (const row of values) {
      const at = (column: string): number => row[columns.get(column) ?? -1] ?? 0;
      hours[Math.floor((row[0]! - start) / HOUR)]! += rate(at) * row[1]!;
    }
    return hours;
  };
  return {
    hourlyOf,
    hourly(column) {
      const known = cache.get(column) ?? hourlyOf((at) => at(column));
      cache.set(column, known);
      return known;
    },
  };
}

interface Product {
  readonly price?: string;
  readonly tiers?: readonly (readonly [string, string | null, string])[];
  readonly usageType?: string | null;
  readonly operation?: string | null;
  readonly attributes?: Readonly<Record<string, string | null>>;
}

/** The one product of a file with this usage type and these attributes. */
function priceReader(pricingCache: string): (file: string, usageType: string, only: object) => Product {
  return (file, usageType, only) => {
    const { shared, products } = JSON.parse(readFileSync(`${pricingCache}/${file}.json`, "utf8")) as {
      shared: Product;
      products: Product[];
    };
    const found = products
      .map((product) => ({ ...shared, ...product, attributes: { ...shared.attributes, ...product.attributes } }))
      .filter((product) => product.usageType === usageType)
      .filter((product) =>
        Object.entries(only).every(
          ([key, value]) => (key === "operation" ? product.operation : product.attributes[key]) === value,
        ),
      );
    if (found.length !== 1) never(`one price of ${usageType} in ${file}: there are ${found.length}`);
    return found[0]!;
  };
}

/** Graduated tiers, `[from, to)`. */
function charge({ price, tiers }: Product, quantity: number): number {
  if (price !== undefined) return quantity * Number(price);
  return sum(
    (tiers ?? never("price")).map(([from, to, perUnit]) => {
      const inTier = Math.min(quantity, to === null ? Infinity : Number(to)) - Number(from);
      return Math.max(0, inTier) * Number(perUnit);
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function never(what: string): never {
  throw new Error(`the recomputation lacks ${what}`);
}

/**
 * Every limit of every service by itself: a small shop in which nothing else can bind, and the setting that raises it. `x` is how
 * much of what the peak needs the limit allows, about: 0.5 is half of it.
 */
import type { SmallScenario } from "./scenario-arbitrary.ts";

export interface IsolatedLimit {
  /** `kind.limit`, or of a third party `destination.per_second`. */
  readonly limit: string;
  /** Puts the limit where it allows `x` of `peak` requests a second. Never lower for a higher `x`. */
  readonly allow: (shop: Shop, x: number, peak: number) => void;
  /** Other limits that are reached while it works, because they are the same capacity seen from elsewhere. */
  readonly beside?: readonly string[];
  /** What counts as served where no viewer waits for it: the driver `name` of the component. */
  readonly counts?: { readonly component: string; readonly name: string };
}

/** What a case may write. */
export interface Shop extends SmallScenario {
  architecture: SmallScenario["architecture"] & Record<string, Record<string, unknown>>;
  classes: { api: Record<string, unknown> };
  destinations: SmallScenario["destinations"] & Record<string, object>;
  assume: Record<string, number | string>;
}

/** Requests of one class that cost nothing but what a case adds, on tasks without end. */
export function openShop({ mean, multiple, ramp, hold }: Peak): Shop {
  return {
    region: "us-east-1",
    period: { start: "2026-11-20T10:00:00Z", hours: 2 },
    seed: 1,
    step: { base: "60s", event: "5s" },
    traffic: {
      noise: "0%",
      baseline: { mean: `${mean}/s`, shape: "constant" },
      mix: { api: "100%" },
      events: [{ name: "drop", at: "+1h", multiple, ramp: `${ramp}s`, hold: `${hold}s`, decay: "60s" }],
    },
    destinations: { payment: {} },
    architecture: {
      network: { azs: 1, nat: "none", gateway_endpoints: [], interface_endpoints: [] },
      app: {
        service: "fargate",
        cpu: 4,
        memory: "8GB",
        arch: "arm64",
        min: 500,
        max: 500,
        scaling: { cpu: "55%" },
      } as never,
    },
    classes: {
      api: {
        cpu: "1ms",
        bytes: "1KB",
        request_bytes: "1KB",
        database: { cpu: "0ms", ios: 0, bytes: "0B" },
        elasticache: { units: 0, bytes: "0B" },
        dynamodb: { reads: 0, writes: 0, bytes: "0B" },
        s3: {},
        calls: {},
        logs: "0B",
        telemetry: "0B",
        new_connections: 0.1,
        retries: { times: 2, share: "70%", after: "5s" },
      },
    },
    quotas: { fargate_vcpu: 1_000_000, ec2_on_demand_vcpu: 1_000_000, lambda_concurrency: 1_000_000 },
    allowances: "none",
    assume: {},
  };
}

export interface Peak {
  readonly mean: number;
  readonly multiple: number;
  readonly ramp: number;
  readonly hold: number;
}

type Settings = Record<string, unknown>;

const set = (shop: Shop, id: string, of: Settings): void => {
  shop.architecture[id] = { ...shop.architecture[id], ...of };
};
const each = (shop: Shop, of: Settings): void => void Object.assign(shop.classes.api, of);
const whole = (x: number): number => Math.max(1, Math.ceil(x));
const pick = <T>(from: readonly T[], x: number): T => from[Math.min(from.length - 1, Math.floor(x * from.length))]!;
/** Health checks that nothing fails. */
const patient = { interval: "10s", timeout: "5m", threshold: 1000 };

/** A table, cache, database or bucket that every request asks for so much. */
const table =
  (of: Settings, config: Settings = {}) =>
  (shop: Shop) => {
    each(shop, { dynamodb: of });
    set(shop, "table", { service: "dynamodb", ...config });
  };

function abroad(shop: Shop, of: Settings, nat: string): void {
  Object.assign(shop.architecture.network, { nat });
  shop.destinations["partner"] = { addresses: 1, up: "0B", down: "0B", ...of };
  each(shop, { calls: { partner: 1 } });
}

function functions(shop: Shop, of: Settings): void {
  shop.architecture.app = { service: "lambda", memory: "1769MB", package: "1KB", ...of } as never;
  each(shop, { cpu: "200ms", latency: "200ms" });
  shop.assume["lamInit"] = 1;
}

function worker(shop: Shop, of: Settings, queue: Settings = {}): void {
  each(shop, { messages: 1 });
  set(shop, "queue", { service: "sqs", ...queue });
  set(shop, "workers", { service: "lambda", queue: "queue", batch_size: 1, background: "0/s", ...of });
}

const instances = (shop: Shop, of: Settings): void => {
  shop.architecture.app = {
    service: "ec2_auto_scaling",
    type: "c7g.medium",
    boot: "30s",
    scaling: { cpu: "55%", warm_up: "60s" },
    health_check: { type: "elb", ...patient },
    ...of,
  } as never;
  each(shop, { cpu: "100ms" });
};
/** Long enough for scalers to follow. */
const long = (shop: Shop): void => shop.traffic.events.forEach((event) => Object.assign(event, { hold: "30m" }));
const tasks = (shop: Shop, of: Settings): void => {
  set(shop, "app", { cpu: 1, memory: "2GB", health_check: patient, ...of });
  each(shop, { cpu: "100ms" });
};
/** Tasks or instances of one vCPU that a peak of 100-ms requests keeps busy. */
const fleetOf = (x: number, peak: number): number => whole(x * peak * 0.1);

const sizes = ["large", "xlarge", "2xlarge", "4xlarge"];

function fixedDatabase(kind: "aurora" | "rds_postgresql", family: string): readonly IsolatedLimit[] {
  return [
    {
      limit: `${kind}.connections`,
      allow(shop, x) {
        each(shop, { database: { cpu: "0.001ms", ios: 0 } });
        set(shop, "database", {
          service: kind,
          instance: `${family}.4xlarge`,
          pool: 2,
          max_connections: whole(x * 1000),
        });
      },
    },
    {
      limit: `${kind}.serial`,
      allow(shop, x, peak) {
        each(shop, { database: { cpu: "0.001ms", ios: 0 }, serial: { row: 1 } });
        const limits = { row: { per_second: x * peak, queue: 100 } };
        set(shop, "database", { service: kind, instance: `${family}.4xlarge`, pool: 1, limits });
      },
    },
    {
      limit: `${kind}.cpu`,
      allow(shop, x, peak) {
        each(shop, { database: { cpu: `${10_000 / peak}ms`, reads: "0%", ios: 0 } });
        set(shop, "database", {
          service: kind,
          instance: `${family}.${pick(sizes, x)}`,
          pool: 1,
          max_connections: 100_000,
        });
      },
    },
  ];
}

const serverless = (shop: Shop, of: Settings): void =>
  set(shop, "database", { service: "aurora_serverless", min: 256, max: 256, pool: 1, ...of });

const natHold = { new_connections: "100%", hold: "350s", latency: "100ms" };
const wide = { new_connections: "0%", latency: "100ms" };

export const isolatedLimits: readonly IsolatedLimit[] = [
  {
    limit: "application_load_balancer.capacity",
    allow(shop, x, peak) {
      each(shop, { new_connections: 20 });
      set(shop, "balancer", { service: "application_load_balancer", reserved_lcu: 100 + x * ((20 * peak) / 25) });
    },
  },
  {
    limit: "network_load_balancer.bandwidth",
    allow(shop, x, peak) {
      each(shop, { bytes: "4MB" });
      const needed = (peak * 4 * 2 ** 20 * 8) / 2.2e6;
      set(shop, "balancer", { service: "network_load_balancer", reserved_lcu: 100 + x * needed });
    },
  },
  {
    limit: "http_api.quota",
    allow(shop, x, peak) {
      set(shop, "front", { service: "http_api", targets: ["app"] });
      shop.quotas["api_gateway_rps"] = x * peak;
    },
  },
  {
    limit: "cloudfront.requests",
    allow(shop, x, peak) {
      set(shop, "cdn", { service: "cloudfront" });
      shop.quotas["cloudfront_rps"] = x * peak;
    },
  },
  {
    limit: "fargate.cpu",
    beside: ["max"],
    allow: (shop, x, peak) => tasks(shop, { min: fleetOf(x, peak), max: fleetOf(x, peak) }),
  },
  {
    limit: "fargate.max",
    beside: ["cpu", "launch_rate"],
    allow(shop, x, peak) {
      long(shop);
      tasks(shop, { min: 1, max: fleetOf(x, peak) });
    },
  },
  {
    limit: "fargate.quota",
    beside: ["cpu", "launch_rate"],
    allow(shop, x, peak) {
      long(shop);
      tasks(shop, { min: 1, max: 5000 });
      shop.quotas["fargate_vcpu"] = fleetOf(x, peak);
    },
  },
  {
    limit: "ec2_auto_scaling.cpu",
    beside: ["max"],
    allow: (shop, x, peak) => instances(shop, { min: fleetOf(x, peak), max: fleetOf(x, peak) }),
  },
  {
    limit: "ec2_auto_scaling.max",
    beside: ["cpu"],
    allow(shop, x, peak) {
      long(shop);
      instances(shop, { min: 1, max: fleetOf(x, peak) });
    },
  },
  {
    limit: "ec2_auto_scaling.quota",
    beside: ["cpu"],
    allow(shop, x, peak) {
      long(shop);
      instances(shop, { min: 1, max: 5000 });
      shop.quotas["ec2_on_demand_vcpu"] = fleetOf(x, peak);
    },
  },
  { limit: "lambda.requests", allow: (shop, x, peak) => functions(shop, { reserved: whole(x * peak * 0.2) }) },
  {
    limit: "lambda.quota",
    allow(shop, x, peak) {
      functions(shop, {});
      shop.quotas["lambda_concurrency"] = whole(x * peak * 0.2);
    },
  },
  {
    limit: "lambda.growth",
    allow(shop, x, peak) {
      // A minute each: more environments than start in the time of a ramp.
      functions(shop, { duration: "60s", provisioned: whole(x * peak * 60) });
      each(shop, { patience: "5m" });
    },
  },
  {
    limit: "lambda.concurrency",
    counts: { component: "workers", name: "messages" },
    allow: (shop, x, peak) => worker(shop, { duration: "500ms", max_concurrency: 2 + whole(x * peak * 0.5) }),
  },
  {
    limit: "lambda.retention",
    beside: ["concurrency"],
    counts: { component: "workers", name: "messages" },
    allow: (shop, x) => worker(shop, { duration: "1s", max_concurrency: 5 }, { retention: `${60 + whole(x * 3600)}s` }),
  },
  {
    limit: "dynamodb.writes",
    allow(shop, x, peak) {
      table({ reads: 0, writes: 8000 / peak }, { warm_writes: whole(x * 8000) })(shop);
    },
  },
  {
    limit: "dynamodb.reads",
    allow(shop, x, peak) {
      table({ reads: 24_000 / peak, writes: 0 }, { warm_reads: whole(x * 24_000) })(shop);
    },
  },
  {
    limit: "dynamodb.partition_writes",
    allow(shop, x, peak) {
      table({ reads: 0, writes: 3000 / peak }, { hot_key: `${100 - Math.min(99, x * 60)}%` })(shop);
    },
  },
  {
    limit: "dynamodb.partition_reads",
    allow(shop, x, peak) {
      table({ reads: 9000 / peak, writes: 0 }, { hot_key: `${100 - Math.min(99, x * 60)}%` })(shop);
    },
  },
  {
    limit: "aurora_serverless.connections",
    allow(shop, x) {
      each(shop, { database: { cpu: "0.001ms", ios: 0 } });
      // 500 tasks of 8 connections against 189 of 1 ACU, 5,000 of 64.
      serverless(shop, { min: 1, max: 1 + Math.round(x * 126) / 2, pool: 8 });
    },
  },
  {
    limit: "aurora_serverless.serial",
    allow(shop, x, peak) {
      each(shop, { database: { cpu: "0.001ms", ios: 0 }, serial: { row: 1 } });
      serverless(shop, { limits: { row: { per_second: x * peak, queue: 100 } } });
    },
  },
  {
    limit: "aurora_serverless.cpu",
    allow(shop, x, peak) {
      each(shop, { database: { cpu: `${10_000 / peak}ms`, reads: "0%", ios: 0 } });
      serverless(shop, { min: 1 + Math.round(x * 80) / 2, platform: "legacy" });
    },
  },
  {
    limit: "aurora_serverless.max_acu",
    beside: ["cpu"],
    allow(shop, x, peak) {
      each(shop, { database: { cpu: `${10_000 / peak}ms`, reads: "0%", ios: 0 } });
      const max = 2 + Math.round(x * 80) / 2;
      serverless(shop, { min: 2, max, pool: 1 });
      // Connections follow the maximum too: one for all.
      set(shop, "app", { min: 20, max: 20, cpu: 32, memory: "64GB" });
    },
  },
  ...fixedDatabase("aurora", "db.r6g"),
  ...fixedDatabase("rds_postgresql", "db.m7g"),
  {
    limit: "rds_postgresql.iops",
    allow(shop, x, peak) {
      each(shop, { database: { cpu: "0.001ms", ios: 40_000 / peak } });
      const iops = 12_000 + whole(x * 40_000);
      set(shop, "database", {
        service: "rds_postgresql",
        instance: "db.m7g.4xlarge",
        storage: "1000GB",
        iops,
        pool: 1,
      });
    },
  },
  {
    limit: "elasticache_serverless.throttled",
    allow(shop, x, peak) {
      each(shop, { elasticache: { units: 200_000 / peak } });
      set(shop, "cache", { service: "elasticache_serverless", min_ecpu: whole(x * 200_000), pool: 1 });
    },
  },
  {
    limit: "elasticache_serverless.max_ecpu",
    beside: ["throttled"],
    allow(shop, x, peak) {
      each(shop, { elasticache: { units: 200_000 / peak } });
      set(shop, "cache", { service: "elasticache_serverless", max_ecpu: 30_000 + whole(x * 200_000), pool: 1 });
    },
  },
  {
    limit: "elasticache_serverless.connections",
    allow(shop, x) {
      each(shop, { elasticache: { units: 0.001 } });
      set(shop, "cache", { service: "elasticache_serverless", pool: 1 + Math.floor((1.3 - x) * 400) });
    },
  },
  {
    limit: "elasticache.engine",
    allow(shop, x, peak) {
      each(shop, { elasticache: { units: 1_000_000 / peak, bytes: "0B" } });
      set(shop, "cache", { service: "elasticache", shards: whole(x * 12), pool: 1 });
    },
  },
  {
    limit: "elasticache.bandwidth",
    allow(shop, x, peak) {
      each(shop, { elasticache: { units: 1, bytes: `${4e7 / peak}KB` } });
      set(shop, "cache", { service: "elasticache", shards: whole(x * 30), pool: 1 });
    },
  },
  {
    limit: "elasticache.connections",
    allow(shop, x) {
      each(shop, { elasticache: { units: 0.001 } });
      set(shop, "cache", { service: "elasticache", pool: 1 + Math.floor((1.3 - x) * 400) });
    },
  },
  {
    limit: "nat_gateway.ports",
    allow(shop, x, peak) {
      abroad(shop, { ...natHold, new_connections: `${Math.min(100, (100 * 8 * 55_000) / (350 * peak))}%` }, "single");
      Object.assign(shop.architecture.network, {
        nat: { type: "gateway", layout: "single", addresses: Math.min(8, whole(x * 8)) },
      });
    },
  },
  {
    limit: "nat_gateway.bandwidth",
    allow(shop, x, peak) {
      abroad(shop, { ...wide, down: `${(20 * 1e9) / 8 / 1024 / peak}KB` }, "single");
      shop.assume["natPacket"] = 8000;
      shop.assume["natGrowth"] = 330 - 240 * x;
    },
  },
  {
    limit: "nat_gateway.packets",
    allow(shop, x, peak) {
      abroad(shop, { ...wide, down: `${(4 * 1e9) / 8 / 1024 / peak}KB` }, "single");
      shop.assume["natPacket"] = 60 + 100 * x;
    },
  },
  {
    limit: "nat_instance.bandwidth",
    allow(shop, x, peak) {
      abroad(shop, { ...wide, down: `${(5 * 1e9) / 8 / 1024 / peak}KB` }, "single");
      shop.assume["natBurst"] = 0.1;
      const types = ["t4g.nano", "t4g.micro", "t4g.small", "t4g.medium", "t4g.large", "t4g.xlarge"];
      Object.assign(shop.architecture.network, {
        nat: { type: "instance", layout: "single", instance_type: pick(types, x) },
      });
    },
  },
  {
    limit: "s3.reads",
    allow(shop, x, peak) {
      each(shop, { s3: { gets: 50_000 / peak } });
      set(shop, "bucket", { service: "s3", prefixes: whole(x * 10) });
    },
  },
  {
    limit: "s3.writes",
    allow(shop, x, peak) {
      each(shop, { s3: { puts: 30_000 / peak } });
      set(shop, "bucket", { service: "s3", prefixes: whole(x * 10) });
    },
  },
  {
    limit: "sqs.fifo",
    allow(shop, x, peak) {
      each(shop, { messages: 3000 / peak });
      set(shop, "queue", { service: "sqs", fifo: true, batch: Math.min(10, whole(x * 10)) });
    },
  },
  {
    limit: "vpn.bandwidth",
    allow(shop, x, peak) {
      abroad(shop, { ...wide, addresses: 1, on_premises: true, down: `${(10 * 1e9) / 8 / 1024 / peak}KB` }, "none");
      // Several connections carry one's traffic together behind a transit gateway only.
      set(shop, "hub", { service: "transit_gateway" });
      set(shop, "tunnels", { service: "vpn", connections: whole(x * 4) });
    },
  },
  {
    limit: "partner.per_second",
    allow(shop, x, peak) {
      abroad(shop, { ...wide, limit: { per_second: x * peak, queue: 200 } }, "single");
    },
  },
];

/** Limits that no setting raises, or that hold nothing back that anybody asks for. */
export const notRaised: Readonly<Record<string, string>> = {
  "fargate.launch_rate": "AWS's own rate of launches, a constant",
  "fargate.spot": "how much capacity AWS has, and whose tasks it takes back, is chance or the scenario's disruptions",
  "fargate.health_checks": "never binds alone: tasks answer late only because their CPU is short",
  "ec2_auto_scaling.health_checks": "never binds alone: instances answer late only because their CPU is short",
  "aurora_serverless.resume": "a cluster that never pauses never resumes; nothing makes it faster",
  "ec2_spot.spot_vcpu": "batch work in the background, which no request waits for",
  "regional_nat_gateway.ports": "the cell of nat_gateway",
  "regional_nat_gateway.bandwidth": "the cell of nat_gateway",
  "regional_nat_gateway.packets": "the cell of nat_gateway",
};

/**
 * ElastiCache with nodes: shards of a primary and its replicas, of one type, billed by the hour whether used or not. Commands of a
 * shard pass through its engine's one thread and its node's network; an application that then asks its database is not modelled.
 */
import * as z from "zod";
import { count } from "../quantities.ts";
import { queue } from "../simulation/queue.ts";
import { HOUR_SECONDS } from "../units.ts";
import { assumed } from "./assumed.ts";
import { cacheFlows } from "./cache-flows.ts";
import { connectionPool } from "./connections.ts";
import { creditBucket } from "./credit-bucket.ts";
import { bandwidthOf, nodeTypes } from "./elasticache-nodes.ts";
import { times, wholeHours } from "./hour-columns.ts";
import { service, type Cell, type CellContext } from "./service.ts";

const guide = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg";
const types = `${guide}/CacheNodes.SupportedTypes.html`;
const parameters = `${guide}/ParameterGroups.Engine.html`;
const pricing = "https://aws.amazon.com/elasticache/pricing/";

/** `maxclients` of a node: …/dg/ParameterGroups.Engine.html */
const MAX_CONNECTIONS = 65_000;

const config = z.strictObject({
  engine: z.enum(["valkey", "redis"]).default("valkey"),
  type: z.enum(nodeTypes).default("cache.m7g.large"),
  shards: count(1).max(500).default(1),
  /** Of each shard. */
  replicas: count().max(5).default(1),
  /** Whether the application reads from replicas too. */
  reads_from_replicas: z.boolean().default(false),
  /** Connections that one application task holds open to each node; an assumption when left out. */
  pool: count(1).optional(),
});
type Config = z.output<typeof config>;

const engineOf = ({ engine }: Config) => (engine === "valkey" ? "Valkey" : "Redis");

export const elasticache = service<Config>({
  kind: "elasticache",
  title: "ElastiCache",
  sources: [types, parameters, pricing],
  config,
  meters: {
    nodes: {
      title: "Node hours",
      price: (of) => ({
        serviceCode: "AmazonElastiCache",
        usageType: `NodeUsage:${of.type}`,
        attributes: { cacheEngine: engineOf(of) },
      }),
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "ElastiCache (on-demand)", unit: "hours" },
      filters: (of) => ({ usagetype: `NodeUsage:${of.type}`, cacheEngine: engineOf(of) }),
    },
  },
  limits: {
    engine: {
      title: "commands of the engine",
      source: "assumption: AWS publishes no rate per node",
      seen: "slow pages, then errors",
    },
    bandwidth: { title: "network bandwidth", source: types, seen: "slow pages, then errors" },
    connections: { title: "connections", source: parameters, seen: "errors from the tasks that cannot connect" },
  },
  terraform: {
    aws_elasticache_replication_group: { config: fromGroup },
    aws_elasticache_cluster: { config: fromCluster },
    aws_elasticache_parameter_group: { free: "a setting" },
  },
  assumptions: [
    assumed(
      "nodeUnits",
      "commands of 1 KB that the engine of one cache node does a second",
      [200_000, 100_000, 40_000],
      "commands",
      "one engine thread; practitioners' figures, for AWS publishes none",
      "D",
    ),
    assumed(
      "nodeBurst",
      "time for which a rested cache node reaches its burst bandwidth",
      [3600, 900, 300],
      "s",
      "AWS says “typically 5 to 60 minutes” of EC2, and promises none",
    ),
  ],
  cell,
  flows: cacheFlows,
  // "Each partial node-hour consumed will be billed as a full hour."
  block: (of, context) => {
    const nodes = of.shards * (1 + of.replicas);
    context.meter("nodes", times(wholeHours(context.activeSeconds), nodes), {
      cause: `${nodes} × ${of.type}`,
    });
  },
});

function cell(of: Config, context: CellContext): Cell {
  const { bus, classes, id } = context;
  const serving = of.shards * (of.reads_from_replicas ? 1 + of.replicas : 1);
  const perNode = context.assume("nodeUnits");
  const burstSeconds = context.assume("nodeBurst");
  const { baseline, burst } = bandwidthOf(of.type);
  const credits = creditBucket(
    (burst - baseline) * burstSeconds * serving,
    () => (burst - baseline) * burstSeconds * serving,
  );
  const mine = (value: (c: number) => number) =>
    Float64Array.from(classes, (requests, c) => (requests.cache === id ? value(c) : 0));
  const units = mine((c) => classes[c]!.cacheUnits);
  const patienceSeconds = Float64Array.from(classes, (requests) => requests.patienceSeconds);
  const nodes = `${serving} ${serving === 1 ? "node" : "nodes"}`;
  const engine = queue({
    bus,
    demand: units,
    patienceSeconds,
    limit: context.limit("engine", `${nodes} × ${perNode.toLocaleString("en")} commands a second`),
  });
  const network = queue({
    bus,
    demand: mine((c) => classes[c]!.cacheBytes),
    patienceSeconds,
    limit: context.limit("bandwidth", `${nodes} × ${(baseline * 8) / 1e9} Gbit/s, in bursts ${(burst * 8) / 1e9}`),
  });
  const perTask = of.pool ?? context.assume("cachePool");
  const limit = context.limit("connections", `${MAX_CONNECTIONS} connections`);
  const pool = connectionPool({ perTask, max: MAX_CONNECTIONS, uses: units, limit }, context);
  const commands = context.driver("commands", "1/s");
  const bytes = context.driver("throughput", "bytes/s");

  return {
    stage: "cache",
    step() {
      const { dt } = bus;
      pool.step();
      engine.step(serving * perNode * dt);
      network.step(credits.available(serving * baseline, serving * burst, dt));
      credits.settle(serving * baseline, network.worked, dt);
      commands.now = engine.worked;
      bytes.now = network.worked;
    },
    waiting: (c) => engine.waiting(c) + network.waiting(c),
  };
}

/** Valkey and Redis; a group without an engine is Redis. */
function fromGroup(values: Readonly<Record<string, unknown>>): unknown {
  const { engine, node_type: type, num_node_groups: shards } = values;
  const { replicas_per_node_group: replicas, num_cache_clusters: nodes } = values;
  return {
    engine: engine === "valkey" ? "valkey" : "redis",
    type,
    ...(typeof shards === "number" ? { shards } : {}),
    replicas: typeof replicas === "number" ? replicas : typeof nodes === "number" ? nodes - 1 : 0,
  };
}

/** A single node; one of a replication group is the group's, and Memcached is not of this service. */
function fromCluster({
  engine,
  node_type: type,
  replication_group_id: group,
}: Readonly<Record<string, unknown>>): unknown {
  if ((engine !== "redis" && engine !== "valkey") || typeof group === "string") return null;
  return { engine, type, replicas: 0 };
}

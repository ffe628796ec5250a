/**
 * ElastiCache Serverless: processing units (ECPU) and data by the hour. It adds shards when CPU, memory or network is short and
 * throttles in between: commands wait in the client. An application that then asks its database instead is not modelled.
 */
import * as z from "zod";
import { amount, count, positive, size } from "../quantities.ts";
import { queue } from "../simulation/queue.ts";
import { GIGABYTE, HOUR_SECONDS, MEGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { cacheFlows } from "./cache-flows.ts";
import { connectionPool } from "./connections.ts";
import { doubling } from "./doubling.ts";
import { service, type BlockContext, type Cell, type CellContext } from "./service.ts";
import { neededPerSecond } from "./work.ts";

const guide = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg";
const scaling = `${guide}/Scaling.html`;
const quotas = `${guide}/quota-limits.html`;
const pricing = "https://aws.amazon.com/elasticache/pricing/";

/** Connections a serverless cache takes: …/AmazonElastiCache/latest/dg/quota-limits.html */
const MAX_CONNECTIONS = 65_000;
/** What is billed for data at least: https://aws.amazon.com/elasticache/pricing/ */
const MINIMUM_BYTES = { valkey: 100 * MEGABYTE, redis: GIGABYTE };
/** One slot, hence the smallest cache, does 30,000 ECPU a second: …/dg/best-practices.html */
const SMALLEST_ECPU = 30_000;

const config = z.strictObject({
  engine: z.enum(["valkey", "redis"]).default("valkey"),
  /** Data held; an assumption when left out. */
  data: size().optional(),
  /** ECPU per second that pre-scaling keeps ready and bills at least. */
  min_ecpu: amount().default(0),
  /** ECPU per second beyond which the cache throttles by configuration. */
  max_ecpu: positive().optional(),
  /** Connections that one application task holds open; an assumption when left out. */
  pool: count(1).optional(),
});
type Config = z.output<typeof config>;

const engineOf = ({ engine }: Config) => (engine === "valkey" ? "Valkey" : "Redis");
const named = (what: "ElastiCacheProcessingUnits" | "CachedData") => ({
  price: (of: Config) => ({ serviceCode: "AmazonElastiCache", usageType: `${what}:${engineOf(of)}` }),
  filters: (of: Config) => ({ usagetype: `${what}:${engineOf(of)}` }),
});

export const elasticacheServerless = service<Config>({
  kind: "elasticache_serverless",
  title: "ElastiCache Serverless",
  sources: [scaling, quotas, `${guide}/best-practices.html`, pricing],
  config,
  meters: {
    ecpu: {
      title: "Processing units",
      ...named("ElastiCacheProcessingUnits"),
      unit: "ElastiCacheProcessingUnit",
      size: 1,
      rounding: "exact",
      infracost: null,
    },
    data: {
      title: "Data",
      ...named("CachedData"),
      unit: "GB-Hours",
      size: GIGABYTE * HOUR_SECONDS,
      rounding: "exact",
      infracost: null,
    },
  },
  limits: {
    throttled: { title: "processing units while it scales", source: scaling, seen: "slow pages, then errors" },
    max_ecpu: { title: "maximum processing units", source: scaling, seen: "slow pages, then errors" },
    connections: { title: "connections", source: quotas, seen: "errors from the tasks that cannot connect" },
  },
  prepares: ["min"],
  terraform: {
    aws_elasticache_serverless_cache: { config: fromCache },
    aws_elasticache_user: { free: "a setting" },
    aws_elasticache_user_group: { free: "a setting" },
    aws_elasticache_subnet_group: { free: "a setting" },
  },
  assumptions: [
    assumed("cacheGB", "data held in ElastiCache", [0.1, 1, 4], ["GB", GIGABYTE], PRACTICE),
    assumed("cachePool", "cache connections that one application task holds open", [2, 5, 20], "connections", PRACTICE),
    assumed(
      "ecDouble",
      "time in which ElastiCache Serverless doubles its capacity",
      [45, 120, 300],
      "s",
      "AWS texts say “under a minute” and “1 to 5 minutes”",
    ),
    assumed(
      "ecHalve",
      "time in which ElastiCache Serverless gives up half of unused capacity",
      [7200, 3600, 900],
      "s",
      "AWS publishes none",
      "D",
    ),
  ],
  cell,
  flows: cacheFlows,
  block,
});

function cell(of: Config, context: CellContext): Cell {
  const { bus, classes, id } = context;
  const capacity = doubling(SMALLEST_ECPU, context.assume("ecDouble"), context.assume("ecHalve"));
  const minimumAt = context.prepared("min", of.min_ecpu);
  const maximum = of.max_ecpu ?? Infinity;
  const demand = Float64Array.from(classes, (requests) => (requests.cache === id ? requests.cacheUnits : 0));
  const patienceSeconds = Float64Array.from(classes, (requests) => requests.patienceSeconds);
  const longestPatience = Math.max(1, ...patienceSeconds);
  const throttled = context.limit("throttled", `${SMALLEST_ECPU} ECPU a second, doubling`);
  const limited = context.limit("max_ecpu", `${maximum} ECPU a second`);
  const holding = () => (capacity.perSecond >= maximum ? limited : throttled);
  const commands = queue({
    bus,
    demand,
    patienceSeconds,
    limit: { reach: () => holding().reach(), fail: (c, requests) => holding().fail(c, requests) },
  });
  const perTask = of.pool ?? context.assume("cachePool");
  const limit = context.limit("connections", `${MAX_CONNECTIONS} connections`);
  const pool = connectionPool({ perTask, max: MAX_CONNECTIONS, uses: demand, limit }, context);

  const used = context.driver("ECPU", "ECPU/s");
  const billed = context.driver("billed ECPU", "ECPU/s");
  const ready = context.driver("capacity", "ECPU/s");
  let settled = false;

  return {
    stage: "cache",
    step() {
      pool.step();
      const minimum = minimumAt(bus.seconds);
      const needed = neededPerSecond(bus, commands, demand, longestPatience);
      const target = Math.min(maximum, Math.max(SMALLEST_ECPU, minimum, needed));
      // The period begins as if its first load had been there before.
      if (!settled) capacity.reset(target);
      settled = true;
      capacity.step(target, bus.dt);
      commands.step(capacity.amount);
      used.now = commands.worked;
      billed.now = Math.max(commands.worked, minimum * bus.dt);
      ready.now = capacity.amount;
    },
    waiting: (c) => commands.waiting(c),
  };
}

function block(of: Config, context: BlockContext): void {
  const held = of.data ?? context.assume("cacheGB");
  const bytes = Math.max(held, MINIMUM_BYTES[of.engine]);
  context.meter("ecpu", context.driver("billed ECPU").hours, { assumptions: ["ecPage", "ecApi"] });
  context.meter(
    "data",
    context.activeSeconds.map((seconds) => seconds * bytes),
    { assumptions: of.data === undefined ? ["cacheGB"] : [] },
  );
}

/** `cache_usage_limits { ecpu_per_second { minimum, maximum } }`; Memcached is not of this service. */
function fromCache(values: Readonly<Record<string, unknown>>): unknown {
  const engine = values["engine"];
  if (engine !== "valkey" && engine !== "redis") return null;
  const [limits] = (values["cache_usage_limits"] ?? []) as readonly UsageLimits[];
  const [ecpu] = limits?.ecpu_per_second ?? [];
  return {
    engine,
    ...(ecpu?.minimum ? { min_ecpu: ecpu.minimum } : {}),
    ...(ecpu?.maximum ? { max_ecpu: ecpu.maximum } : {}),
  };
}

/** The provider's schema of the block. */
interface UsageLimits {
  readonly ecpu_per_second?: readonly { readonly minimum?: number | null; readonly maximum?: number | null }[];
}

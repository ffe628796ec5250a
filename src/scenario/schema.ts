/**
 * The scenario file: traffic, what a request costs, architecture, preparation, claims. Values carry their units; unknown keys are
 * refused. Composed from the services' own schemas: a component is `{ service: <kind>, …config of that service }`.
 */
import * as z from "zod";
import { amount, count, duration, money, offset, positive, share, size } from "../quantities.ts";
import { regions } from "../regions.ts";
import type { Recording } from "../traffic/recorded.ts";
import { endpointNames, type NetworkFile } from "./network-schema.ts";
import { quotasSchema } from "./quotas-schema.ts";
import { recoverySchema } from "./recovery-schema.ts";
import { savingsPlans } from "./savings-plans-schema.ts";
import { type eventSchema, trafficSchema } from "./traffic-schema.ts";
import { instantWords, moment, offsetWords, start } from "./moment.ts";
import { name } from "./name.ts";

const month = z
  .string("must be a month such as 2026-11")
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2026-11");

const periodSchema = z.union(
  [
    z.literal("average_month").describe("730 hours at constant traffic, as AWS's own calculator"),
    z.strictObject({ month: month.describe("a calendar month in UTC such as 2026-11") }),
    z.strictObject({
      start,
      days: z.number().positive().max(3700).optional(),
      hours: z.int().positive().max(88_800).optional(),
    }),
  ],
  { error: "must be average_month, { month: 2026-11 }, or { start: 2026-11-20, days: 3 }" },
);

export const likes = ["static", "page", "api", "checkout"] as const;
export type Like = (typeof likes)[number];

const classSchema = z.strictObject({
  like: z
    .enum(likes)
    .optional()
    .describe("whose defaults it takes; the class's own name when that is one of them, else api"),
  origin: z.enum(["balancer", "bucket"]).optional().describe("where a miss at the edge goes"),
  compute: name.optional().describe("component that serves it; the first compute service when left out"),
  bytes: size().optional().describe("response to the viewer"),
  request_bytes: size().optional().describe("request from the viewer"),
  cache: z
    .strictObject({
      ttl: duration().describe("how long an edge keeps a response; 0s: never"),
      hot_keys: amount().optional().describe("objects that most requests ask for"),
      variants: amount().default(1).describe("copies of each object: locale x currency"),
      cacheable: share().optional().describe("share of requests that may be cached"),
      evicted: share().optional().describe("share of requests whose object was evicted early"),
    })
    .optional(),
  cpu: duration().optional().describe("vCPU time of the application"),
  database: z
    .union(
      [
        duration(),
        z.strictObject({
          cpu: duration().optional().describe("vCPU time of the database"),
          reads: share().optional().describe("share that readers can take"),
          ios: amount().optional().describe("billed I/Os"),
          bytes: size().optional().describe("both ways together"),
        }),
      ],
      { error: "must be a duration such as 2ms, or a map with cpu, reads, ios, bytes" },
    )
    .optional()
    .describe("vCPU time of the database such as 2ms, or all that a request asks of it"),
  elasticache: z.strictObject({ units: amount().optional().describe("ECPU"), bytes: size().optional() }).optional(),
  dynamodb: z
    .strictObject({
      reads: amount().optional().describe("read units"),
      writes: amount().optional().describe("write units"),
      bytes: size().optional(),
    })
    .optional(),
  s3: z
    .strictObject({
      gets: amount().default(0),
      puts: amount().default(0),
      down: size().default(0),
      up: size().default(0),
    })
    .optional()
    .describe("objects the application reads and writes itself"),
  calls: z.record(name, amount()).optional().describe("calls per request to each destination"),
  serial: z
    .record(name, z.union([amount(), z.literal("per_order")], { error: "must be a number of units, or per_order" }))
    .optional()
    .describe("units of serial resources per request; per_order: one for each order it completes"),
  logs: size().optional().describe("application log per request"),
  telemetry: size().optional().describe("to a monitoring service, per request"),
  messages: amount().optional().describe("messages to the queue per request"),
  orders: amount().optional().describe("orders that one served request completes, on average"),
  new_connections: amount().optional().describe("new viewer connections per request at the balancer"),
  latency: duration().optional().describe("time a request takes when nothing waits"),
  patience: duration().optional().describe("time after which a viewer gives up"),
  retries: z
    .strictObject({ times: count().max(100), share: share().optional(), after: duration().optional() })
    .optional()
    .describe("how often a failed request is tried again, by which share of viewers, after how long"),
});

const limitSchema = z.strictObject({ per_second: positive(), queue: amount().default(0) });

const destinationSchema = z.strictObject({
  aws: z.enum(endpointNames).optional().describe("an AWS service of a Region instead of the internet"),
  region: z.enum(regions).optional(),
  self_public: z
    .boolean()
    .default(false)
    .describe("one's own public name: out through NAT and in again through the edge"),
  on_premises: z
    .boolean()
    .default(false)
    .describe("in one's own network, by VPN, and through a transit gateway where there is one"),
  addresses: count(1).default(1).describe("distinct addresses behind the name"),
  up: size().optional().describe("bytes of one call to it"),
  down: size().optional().describe("bytes of its answer"),
  new_connections: share().optional().describe("share of calls on a new TLS connection"),
  latency: duration().optional().describe("time one call takes"),
  hold: duration({ min: 0.1, max: 350, bounds: "from 100ms to 350s" })
    .optional()
    .describe("time until the application closes a connection, on average; 350s: it never does, and NAT drops it idle"),
  limit: limitSchema.optional(),
});

const admissionSchema = z.strictObject({
  per_second: positive().describe("requests let through to the balancer"),
  poll: duration({ min: 1, bounds: "of 1s or more" })
    .default(10)
    .describe("how often a held visitor asks again, at a cached page"),
  classes: z.array(name).optional(),
});

const prepareSchema = z.strictObject({
  component: name,
  from: offset().describe("relative to the event's start, or to the period's when no event is named"),
  until: offset().optional(),
  event: name.optional(),
  min: amount().optional(),
  reserved_lcu: amount().optional(),
  provisioned_concurrency: count().optional(),
});

const disruptionSchema = z.strictObject({
  at: moment().describe(`when AWS gives notice: ${instantWords}, or ${offsetWords}`),
  component: name.describe("a service with tasks on Fargate Spot"),
  spot_interrupted: share({ min: 0.001, max: 1, bounds: "between 0.1% and 100%" }).describe(
    "share of its Spot tasks that AWS takes back",
  ),
  capacity_back: duration().optional().describe("time until there is Spot capacity again; an assumption when left out"),
});

const claimSchema = z.strictObject({
  of: z.string().max(40).optional().describe("what makes the claim, such as N1 of a list of figures"),
  says: z.string().min(1).max(1000).describe("the claim in words"),
  path: z
    .string()
    .min(1)
    .max(1000)
    .describe("path in the estimate: nat.cost, bill.total, survival.verdict; or reckoned: {nat.cost} / {bill.total}"),
  value: z.union([z.string(), z.number()], { error: "must be a value such as $450, 10TB, 3% or a number" }),
  tolerance: share().default(0),
});

const objectiveWords = 'must read like "99.5% within 3s"';

/** `99.5% within 3s` becomes `{ share: 0.995, withinSeconds: 3 }`. */
const objective = z
  .string(objectiveWords)
  .transform((text, context) => {
    const match = /^(.*%)\s+within\s+(.*)$/.exec(text.trim());
    const served = share().safeParse(match?.[1]);
    const within = duration({ min: 0.001 }).safeParse(match?.[2]);
    if (served.success && within.success) return { share: served.data, withinSeconds: within.data };
    context.addIssue({ code: "custom", message: objectiveWords });
    return z.NEVER;
  })
  .meta({ description: "share that must be served, and within which time: 99.5% within 3s" });

/** Everything except the architecture's components, whose schemas belong to the services. */
export const scenarioShape = {
  surgecast: z.literal(1, "must be 1, the version of this format"),
  name,
  title: z.string().max(1000).optional(),
  region: z.enum(regions).describe("AWS Region of everything that is not placed elsewhere"),
  period: periodSchema.describe("what is estimated, in UTC"),
  seed: z.int().min(0).max(4_294_967_295).default(1).describe("seed of the noise"),
  step: z
    .strictObject({
      base: duration({ min: 1, max: 3600, bounds: "from 1s to 1h" }).default(60),
      event: duration({ min: 0.1, max: 60, bounds: "from 100ms to 60s" }).default(1),
    })
    .prefault({})
    .describe("grid of the simulation: steps everywhere, and around events"),
  objective: z.record(name, objective).default({}).describe("per class: 99.5% within 3s"),
  traffic: trafficSchema,
  classes: z.record(name, classSchema).default({}).describe("what one request of each class costs"),
  destinations: z.record(name, destinationSchema).default({}).describe("third parties and AWS services called by name"),
  admission: admissionSchema.optional().describe("a waiting room"),
  prepare: z.array(prepareSchema).default([]).describe("what is scaled up beforehand, and lowered again"),
  disruptions: z.array(disruptionSchema).default([]).describe("what AWS takes away, and when"),
  claims: z.array(claimSchema).default([]).describe("statements that the report confirms or corrects"),
  quotas: quotasSchema.default({}).describe("quotas of the account; AWS's defaults when left out"),
  recovery: recoverySchema.optional().describe("the loss of the Region, and how the shop comes back in another"),
  allowances: z.enum(["none", "always_free"]).default("none"),
  already_used: z
    .record(z.string(), amount())
    .default({})
    .describe("usage elsewhere under the same payer this month, by priceId or SKU, in the price's unit"),
  discount: share({ min: 0, max: 0.99, bounds: "between 0% and 99%" })
    .default(0)
    .describe("enterprise discount off every charge"),
  savings_plans: savingsPlans.default([]).describe("Savings Plans of the payer"),
  own_rates: z.record(z.string(), money()).default({}).describe("negotiated prices by priceId or SKU"),
  assume: z
    .record(z.string(), z.union([z.string(), z.number()], { error: "must be a value such as 60ms or 0.2" }))
    .default({})
    .describe("overrides of assumptions by id: 60ms, or a number in the assumption's unit"),
};

const shapeOnly = z.strictObject(scenarioShape);
export type ScenarioFile = z.output<typeof shapeOnly>;
export type RecoveryFile = z.output<typeof recoverySchema>;
export type ClassFile = z.output<typeof classSchema>;
export type EventFile = z.output<typeof eventSchema>;
export type DestinationFile = z.output<typeof destinationSchema>;

/** One component as written: which service, where, since when, and that service's own configuration, parsed. */
export interface ComponentFile {
  readonly id: string;
  readonly kind: string;
  readonly region: string | null;
  readonly tier: "public" | "private" | "isolated" | null;
  /** Letters of its zones; null: all of the network's. */
  readonly zones: readonly string[] | null;
  /** Seconds since 1970; null: the whole period. */
  readonly from: number | null;
  readonly until: number | null;
  readonly config: unknown;
}

/** An event of a scenario that has been read: `at` in seconds from the period's start, where the ramp begins. */
export type ScenarioEvent = Omit<EventFile, "at"> & { readonly at: number };

/** A disruption of a scenario that has been read: `at` in seconds from the period's start. */
export type ScenarioDisruption = Omit<ScenarioFile["disruptions"][number], "at"> & { readonly at: number };

/** A scenario that has been read: every value in base units, every default filled in that is no assumption. */
export interface Scenario extends Omit<ScenarioFile, "traffic" | "assume" | "disruptions" | "recovery"> {
  readonly disruptions: readonly ScenarioDisruption[];
  readonly traffic: Omit<ScenarioFile["traffic"], "events"> & { readonly events: readonly ScenarioEvent[] };
  /** The traffic that the baseline refers to or holds; null where its shape is not `recorded`. */
  readonly recording: Recording | null;
  /** `at` in seconds from the period's start; null: when most is lost. */
  readonly recovery: (Omit<RecoveryFile, "at"> & { readonly at: number | null }) | null;
  /** Overrides of assumptions by id, each in its assumption's unit. */
  readonly assume: Readonly<Record<string, number>>;
  readonly network: NetworkFile;
  readonly components: readonly ComponentFile[];
}

/** What a component's id alone says about its service. */
export const kindOfId: Readonly<Record<string, string>> = {
  cdn: "cloudfront",
  firewall: "waf",
  dns: "route53",
  balancer: "application_load_balancer",
  app: "fargate",
  database: "aurora_serverless",
  cache: "elasticache_serverless",
  table: "dynamodb",
  queue: "sqs",
  proxy: "rds_proxy",
  warehouse: "redshift",
  workers: "lambda",
  batch: "ec2_spot",
  bucket: "s3",
  registry: "ecr",
  logs: "cloudwatch_logs",
  events: "eventbridge",
  api: "http_api",
  workflows: "step_functions",
  queries: "athena",
  keys: "kms",
  secrets: "secrets_manager",
};

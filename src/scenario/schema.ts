/**
 * The scenario file: traffic, what a request costs, architecture, preparation, claims. Values carry their units; unknown keys are
 * refused. Composed from the services' own schemas: a component is `{ service: <kind>, …config of that service }`.
 */
import * as z from "zod";
import { amount, count, duration, money, offset, rate, share, size } from "../quantities.ts";
import { edgeGroups, regions } from "../regions.ts";

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_.-]*$/i, "must be a name of letters, digits, _ - and ., beginning with a letter");

/** An instant with its zone: `2026-11-20T19:00:00+01:00`; becomes seconds since 1970. */
const instant = z
  .union([z.string(), z.date()])
  .transform((input, context) => {
    const text = input instanceof Date ? input.toISOString() : input;
    const seconds = /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) / 1000 : Number.NaN;
    if (Number.isFinite(seconds)) return seconds;
    context.addIssue({
      code: "custom",
      message: `must be an instant with its zone such as 2026-11-20T19:00:00+01:00; got ${JSON.stringify(text)}`,
    });
    return z.NEVER;
  })
  .meta({ description: "an instant with its zone such as 2026-11-20T19:00:00+01:00" });

const day = z.string().regex(/^\d{4}-\d\d-\d\d(T00:00:00Z)?$/, "must be a day such as 2026-11-20 (UTC)");

export const periodSchema = z.union([
  z.literal("average_month").describe("730 hours at constant traffic, as AWS's own calculator"),
  z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2026-11") }),
  z.strictObject({
    start: z.union([day, instant]),
    days: z.number().positive().max(3700).optional(),
    hours: z.number().positive().max(88_800).optional(),
  }),
]);

const timezone = z.string().refine(isTimezone, "must be a time zone such as Europe/Paris");

function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone }).format(0);
    return true;
  } catch {
    return false;
  }
}

export const baselineSchema = z.strictObject({
  shape: z.enum(["constant", "daily", "weekly", "hour_of_week"]).default("constant"),
  /** Mean over the period. */
  mean: rate().optional(),
  peak_hour: z.number().min(0).lt(24).default(20),
  timezone: timezone.default("UTC"),
  /** Busiest hour against the day's mean; an assumption when left out. */
  peak_to_mean: z.number().min(1).max(24).optional(),
  /** A weekend day against a weekday (`weekly`); an assumption when left out. */
  weekend: z.number().min(0).max(100).optional(),
  /** 168 relative weights from Monday 00:00 in `timezone` (`hour_of_week`). */
  table: z.array(amount()).length(168).optional(),
  /** Alternative to `mean`: people, and pages each of them opens. */
  visitors: rate().optional(),
  pages_per_visit: amount().optional(),
  /** Edge requests that come with one page (itself included). */
  requests_per_page: amount().optional(),
  /** Share of visits that end in an order; sets the checkout class's share of the mix. */
  conversion: share().optional(),
});

const mix = z.record(name, share());

export const eventSchema = z.strictObject({
  name,
  at: z.union([instant, offset()]).describe("when the ramp begins: an instant, or an offset from the period's start"),
  shape: z.enum(["spike", "ramp"]).default("spike"),
  /** Times the baseline of that moment, at the height of the event. */
  multiple: z.number().min(0).max(1_000_000),
  ramp: duration().default(60),
  hold: duration().default(900),
  decay: duration().default(900),
  /** The mix at the height of the event; between, the two mixes blend. */
  mix: mix.optional(),
  /** Orders that can be made; afterwards people go on refreshing. */
  stock: count().optional(),
  /** Requests from bots on top, as a share of all, and the share of them that the firewall blocks. */
  bots: z.strictObject({ share: share(), blocked: share().default(0) }).optional(),
  /** Share of cached objects that are new with the event, so that no edge holds them yet. */
  cold: share().default(0),
});

export const trafficSchema = z.strictObject({
  /** Where rates are counted. */
  at: z.enum(["edge", "load_balancer"]).default("edge"),
  baseline: baselineSchema,
  noise: share().optional(),
  mix: mix.optional(),
  viewers: z.partialRecord(z.enum(Object.keys(edgeGroups) as [keyof typeof edgeGroups]), share()).optional(),
  events: z.array(eventSchema).default([]),
  /** What an order is worth. */
  basket: money().optional(),
});

export const classSchema = z.strictObject({
  /** Whose defaults it takes; the class's own name when that is one of them, else `api`. */
  like: z.enum(["static", "page", "api", "checkout"]).optional(),
  origin: z.enum(["balancer", "bucket"]).optional(),
  /** Component that serves it; the first compute service when left out. */
  compute: name.optional(),
  bytes: size().optional(),
  request_bytes: size().optional(),
  cache: z
    .strictObject({
      ttl: duration(),
      hot_keys: amount().optional(),
      variants: amount().default(1),
      cacheable: share().optional(),
      evicted: share().optional(),
    })
    .optional(),
  cpu: duration().optional(),
  database: z
    .union([
      duration(),
      z.strictObject({
        cpu: duration().optional(),
        reads: share().optional(),
        ios: amount().optional(),
        bytes: size().optional(),
      }),
    ])
    .optional(),
  elasticache: z.strictObject({ units: amount().optional(), bytes: size().optional() }).optional(),
  dynamodb: z
    .strictObject({ reads: amount().optional(), writes: amount().optional(), bytes: size().optional() })
    .optional(),
  s3: z
    .strictObject({
      gets: amount().default(0),
      puts: amount().default(0),
      down: size().default(0),
      up: size().default(0),
    })
    .optional(),
  /** Calls per request to each destination. */
  calls: z.record(name, amount()).optional(),
  /** Units of serial resources per request. */
  serial: z.record(name, amount()).optional(),
  logs: size().optional(),
  telemetry: size().optional(),
  messages: amount().optional(),
  orders: amount().optional(),
  new_connections: amount().optional(),
  /** Time a request takes when nothing waits. */
  latency: duration().optional(),
  patience: duration().optional(),
  retries: z.strictObject({ times: count(), share: share().optional(), after: duration().optional() }).optional(),
});

const limitSchema = z.strictObject({ per_second: z.number().positive(), queue: amount().default(0) });

export const destinationSchema = z.strictObject({
  /** An AWS service of a Region instead of the internet. */
  aws: z
    .enum(["s3", "dynamodb", "ecr.api", "ecr.dkr", "logs", "secretsmanager", "sqs", "kms", "sts", "monitoring", "ssm"])
    .optional(),
  region: z.enum(regions).optional(),
  /** One's own public name: out through NAT and in again through the edge. */
  self_public: z.boolean().default(false),
  /** Distinct addresses behind the name. */
  addresses: count(1).default(1),
  up: size().optional(),
  down: size().optional(),
  new_connections: share().optional(),
  /** Time one call takes. */
  latency: duration().optional(),
  limit: limitSchema.optional(),
});

const endpointList = z.array(
  z.union([
    z.enum(["s3", "dynamodb"]),
    z.strictObject({
      service: z.enum(["s3", "dynamodb"]),
      route_tables: z.array(z.enum(["public", "private", "isolated"])),
    }),
  ]),
);

export const networkSchema = z.strictObject({
  azs: count(1).max(6).default(3),
  /** `none`: private subnets have no way out; `single`, `per_az`; `instance`: NAT instances per zone. */
  nat: z
    .union([
      z.enum(["none", "single", "per_az", "instance"]),
      z.strictObject({
        type: z.enum(["gateway", "instance"]).default("gateway"),
        layout: z.enum(["single", "per_az"]).default("per_az"),
        /** Public addresses per gateway, 1 to 8: each adds 55,000 connections per destination. */
        addresses: count(1).max(8).default(1),
        instance_type: z.string().default("t4g.small"),
      }),
    ])
    .default("per_az"),
  /** Tiers whose route tables the endpoint reaches: all when only the name is given. */
  gateway_endpoints: endpointList.default([]),
  interface_endpoints: z
    .array(
      z.enum([
        "ecr.api",
        "ecr.dkr",
        "logs",
        "secretsmanager",
        "sqs",
        "kms",
        "sts",
        "monitoring",
        "ssm",
        "s3",
        "dynamodb",
      ]),
    )
    .default([]),
});

export const admissionSchema = z.strictObject({
  /** Requests let through to the balancer. */
  per_second: z.number().positive(),
  /** How often a held visitor asks again, at a cached page. */
  poll: duration({ min: 1, bounds: "of 1s or more" }).default(10),
  classes: z.array(name).optional(),
});

export const prepareSchema = z.strictObject({
  component: name,
  /** Relative to the event named, or to the period's start when there is none. */
  from: offset(),
  until: offset().optional(),
  event: name.optional(),
  min: amount().optional(),
  desired: count().optional(),
  reserved_lcu: amount().optional(),
  provisioned_concurrency: count().optional(),
});

export const claimSchema = z.strictObject({
  says: z.string().min(1),
  /** Path in the estimate: `nat.cost`, `bill.total`, `bill.byComponent.app.cost`, `survival.verdict`. */
  path: z.string().min(1),
  value: z.union([z.string(), z.number()]),
  tolerance: share().default(0),
});

export const quotasSchema = z.strictObject({
  fargate_vcpu: z.number().positive().optional(),
  lambda_concurrency: z.number().positive().optional(),
  ec2_on_demand_vcpu: z.number().positive().optional(),
  ec2_spot_vcpu: z.number().positive().optional(),
  nat_addresses: z.number().positive().optional(),
  cloudfront_rps: z.number().positive().optional(),
  dynamodb_table_wru: z.number().positive().optional(),
  dynamodb_table_rru: z.number().positive().optional(),
  ecs_tasks_per_service: z.number().positive().optional(),
  alb_targets: z.number().positive().optional(),
});

/** Everything except the architecture's components, whose schemas belong to the services. */
export const scenarioShape = {
  surgecast: z.literal(1, "must be 1, the version of this format"),
  name,
  title: z.string().optional(),
  region: z.enum(regions),
  period: periodSchema,
  seed: z.int().min(0).max(4_294_967_295).default(1),
  /** Grid: steps everywhere, and around events. */
  step: z
    .strictObject({
      base: duration({ min: 1, max: 3600, bounds: "from 1s to 1h" }).default(60),
      event: duration({ min: 0.1, max: 60, bounds: "from 100ms to 60s" }).default(1),
    })
    .prefault({}),
  /** Per class: `99.5% within 3s`. */
  objective: z
    .record(name, z.string().regex(/^\d+(\.\d+)?% within \d+(\.\d+)?(ms|s|m)$/, 'must read like "99.5% within 3s"'))
    .default({}),
  traffic: trafficSchema,
  classes: z.record(name, classSchema).default({}),
  destinations: z.record(name, destinationSchema).default({}),
  admission: admissionSchema.optional(),
  prepare: z.array(prepareSchema).default([]),
  claims: z.array(claimSchema).default([]),
  quotas: quotasSchema.default({}),
  allowances: z.enum(["none", "always_free"]).default("none"),
  /** Usage elsewhere under the same payer this month, by priceId or SKU, in the price's unit. */
  already_used: z.record(z.string(), amount()).default({}),
  /** Enterprise discount off every charge. */
  discount: share({ min: 0, max: 0.99, bounds: "between 0% and 99%" }).default(0),
  /** Negotiated prices by priceId or SKU. */
  own_rates: z.record(z.string(), money()).default({}),
  /** Overrides of assumptions by id: `60ms`, or a number in the assumption's unit. */
  assume: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
};

const shapeOnly = z.strictObject(scenarioShape);
export type ScenarioFile = z.output<typeof shapeOnly>;
export type ClassFile = z.output<typeof classSchema>;
export type EventFile = z.output<typeof eventSchema>;
export type DestinationFile = z.output<typeof destinationSchema>;
export type NetworkFile = z.output<typeof networkSchema>;
export type PrepareFile = z.output<typeof prepareSchema>;

/** One component as written: which service, where, since when, and that service's own configuration, parsed. */
export interface ComponentFile {
  readonly id: string;
  readonly kind: string;
  readonly region: string | null;
  readonly tier: "public" | "private" | "isolated" | null;
  /** Seconds since 1970; null: the whole period. */
  readonly from: number | null;
  readonly until: number | null;
  readonly config: unknown;
}

/** A scenario that has been read: every value in base units, every default filled in that is no assumption. */
export interface Scenario extends ScenarioFile {
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
  workers: "lambda",
  batch: "ec2_spot",
  bucket: "s3",
  registry: "ecr",
  logs: "cloudwatch_logs",
  keys: "kms",
  secrets: "secrets_manager",
};

/**
 * The contract of an AWS service: what may be configured, what is billed, how it behaves, what limits it, which Terraform
 * makes it, which AWS page says so. One file per service; `services/index.ts` lists them; everything else is derived.
 *
 * Three moments of a run, in this order:
 * 1. `cell` joins the feedback kernel and is called once per step, in the order of its stage;
 * 2. `flows` says, once, what is sent per unit of a driver (a request served, a task-second, a launch);
 * 3. `block` turns hour totals of drivers and carried bytes into meters, once per run.
 */
import type * as z from "zod";
import type { Assumption } from "../assumption.ts";
import type { PriceSelector } from "../pricing/price.ts";
import type { EdgeGroup } from "../regions.ts";
import type { Bus } from "../simulation/bus.ts";
import type { Driver } from "../simulation/driver.ts";
import type { LimitCounter } from "../simulation/limit.ts";
import type { Destination, Flow } from "../network/flow.ts";
import type { RoutedFlow } from "../network/route.ts";
import type { RequestClass } from "../traffic/request-class.ts";

/** One billable quantity. Counted in base units (seconds, bytes, requests), billed in the price's unit. */
export interface Meter<Config = unknown> {
  /** As a person calls it: `Data processed`. */
  readonly title: string;
  /** What selects the price; a function where the configuration decides (an instance type). */
  readonly price: PriceSelector | ((config: Config) => PriceSelector);
  /** The price's unit as AWS writes it: `GB`. */
  readonly unit: string;
  /** Base units in one unit: 2^30 for GB, 3,600 for Hrs; "month" for GB-Mo counted in byte-seconds of the calendar month. */
  readonly size: number | { readonly perMonth: number };
  /** How AWS rounds, which the service's block has done: `clock_hour` a partial hour is whole; `second_min_60` each run at least a minute; `second_min_600` ten; `exact`. */
  readonly rounding: "clock_hour" | "second_min_60" | "second_min_600" | "exact";
  /** Infracost's component name and unit for the same thing; null where it has none. */
  readonly infracost: { readonly name: string; readonly unit: string } | null;
  /**
   * Price List filters that select exactly this product, beside regionCode, with `usagetype` as it is without Region prefix; a
   * function where the configuration decides; null where it is not in the Price List.
   */
  readonly filters: Readonly<Record<string, string>> | ((config: Config) => Readonly<Record<string, string>>) | null;
}

/** What `prepare:` can raise before an event and lower after it. */
export const preparedKeys = ["min", "reserved_lcu", "provisioned_concurrency"] as const;
export type PreparedKey = (typeof preparedKeys)[number];

/** Something that holds requests back or fails them. */
export interface Limit {
  /** `NAT gateway ports per destination`. */
  readonly title: string;
  /** AWS page, or `assumption`. */
  readonly source: string;
  /** What the user of the shop sees when it is hit. */
  readonly seen: string;
}

/** A limit as a level of one driver: at most 120 running tasks. */
export interface Bound {
  readonly driver: string;
  readonly title: string;
  /** In the driver's unit. */
  readonly value: number;
}

/** Order within a step. A cell runs after all cells of earlier stages. */
export const stages = [
  "admission",
  "balancer",
  "compute",
  "cache",
  "database",
  "table",
  "storage",
  "third_party",
  "network",
  "worker",
] as const;
export type Stage = (typeof stages)[number];

/** Databases and caches that requests may use: they use the first of these that an architecture has. */
export const databaseKinds = ["aurora_serverless", "aurora", "rds_postgresql"] as const;
export const cacheKinds = ["elasticache_serverless", "elasticache"] as const;

export type RequestCount = "viewer" | "missed" | "retried" | "attempts" | "served";

/** What every part of a service sees of its component. */
export interface ComponentContext {
  /** Component's id in the architecture. */
  readonly id: string;
  readonly region: string;
  /** Number of zones its subnets stand in, ≥ 1. */
  readonly zones: number;
  readonly classes: readonly RequestClass[];
  /** Share of viewers by edge group, as the scenario gives them; empty where it gives none. */
  readonly viewers: Readonly<Partial<Record<EdgeGroup, number>>>;
  /** Start of the period in seconds since 1970, on a full hour; an average month starts at some midnight. */
  readonly startSeconds: number;
  /** The value of an assumption in base units; it is then listed in the report. Unknown id is a bug. */
  assume(id: string): number;
  /** A quota as the scenario sets it, else AWS's default for a new account. */
  quota(name: Quota): number;
  /**
   * Requests of class `c`: `viewer` requests at the edge, `missed` there and sent to the origin, `retried` by viewers,
   * `attempts` at the origin (missed + retried), `served` by it.
   */
  requests(c: number, what: RequestCount): Driver;
  /** A column of another component, whichever of the two is made first. */
  driverOf(component: string, name: string): Driver;
  /** Another component's id: the first of these kinds, or null. */
  first(...kinds: readonly string[]): string | null;
  /** The ids of all components of these kinds in the same Region, in the architecture's order. */
  all(...kinds: readonly string[]): readonly string[];
  /** The ids of all components of these kinds in other Regions. */
  elsewhere(...kinds: readonly string[]): readonly string[];
  /** The parsed configuration of another component. */
  configOf(id: string): unknown;
}

export interface CellContext extends ComponentContext {
  readonly bus: Bus;
  /**
   * A column of this component: the cell sets `driver.now` in every step to the amount of that step (requests, task-seconds,
   * bytes); the kernel adds it to its hour and, in the series, shows `now / dt` in `unit`.
   */
  driver(name: string, unit: string): Driver;
  limit(name: string, value: string): LimitCounter;
  /** What the scenario says that AWS takes from this component, and when. */
  disruptions(): readonly Disruption[];
  /** Flows that the network sends through this component; known from the first step on. */
  through(): readonly ThroughFlow[];
  /**
   * The value of a setting as `prepare:` changes it over time: call with seconds since the period's start.
   * Without preparation it is `base` at all times.
   */
  prepared(key: PreparedKey, base: number): (seconds: number) => number;
}

/** AWS takes Spot tasks back. */
export interface Disruption {
  /** Since the period's start: when AWS gives notice. */
  readonly seconds: number;
  /** Share of the Spot tasks, (0, 1]. */
  readonly spotShare: number;
  /** Seconds until there is Spot capacity again; null: as assumed. */
  readonly backSeconds: number | null;
}

/** A flow that crosses a component. */
export interface ThroughFlow {
  readonly routed: RoutedFlow;
  /** Part of the flow that takes this component, (0, 1]. */
  readonly share: number;
  /** Class whose served requests drive it, or -1: then the driver's `now` counts. */
  readonly classIndex: number;
}

/** A part of the kernel: state of one component, moved on by one step. */
export interface Cell {
  readonly stage: Stage;
  /** Moves from `bus.seconds` to `bus.seconds + bus.dt`. Allocates nothing. */
  step(): void;
  /** Requests of class `c` that wait inside at this moment (for conservation); 0 for a cell without queue. */
  waiting(c: number): number;
  /** After all cells and completions of the step: sets drivers that follow from them. */
  settle?(): void;
}

export interface FlowContext extends ComponentContext {
  /** A driver of this component, or of another by id. Absent driver is a bug. */
  driver(name: string, component?: string): Driver;
  /** What a scenario's named destination is to the network. */
  destination(name: string): Destination;
}

export interface MeterNote {
  readonly cause?: string;
  readonly assumptions?: readonly string[];
  /** The configuration whose price applies, where it is not the component's own: one of several instance types. */
  readonly as?: unknown;
}

export interface BlockContext extends FlowContext {
  /** Hours in the period; every column has this length. */
  readonly hours: number;
  /** UTC calendar month of each hour, counted from the period's first, which is 0; an average month is one month. */
  readonly months: Uint16Array;
  /** Seconds of each hour inside the component's `from` and `until`, [0, 3600]. */
  readonly activeSeconds: Float64Array;
  /** For each zone it stands in: seconds of each hour, [0, 3600], in which another component stands there too. */
  readonly occupiedSeconds: readonly Float64Array[];
  /** Calls that one served request of class `c` makes to the shop's own public name, and the bytes that come back with them. */
  selfPublic(c: number): { readonly calls: number; readonly bytesDown: number };
  /** Sends the hour column to a meter, in base units. Several calls add up as separate causes. */
  meter(name: string, hours: Float64Array, note?: MeterNote): void;
  /** Bytes that this component carried for others (NAT gateway, endpoint), per hour. */
  carried(component?: string): {
    readonly bytesUp: Float64Array;
    readonly bytesDown: Float64Array;
    /** Ids of the assumptions in what it carried. */
    readonly assumptions: ReadonlySet<string>;
  };
  /** Charged bytes per hour that left this component's Region: to the internet, between zones (once per charged side), by Region. */
  readonly transfers: {
    readonly internetOut: Float64Array;
    readonly crossZone: Float64Array;
    readonly toRegion: ReadonlyMap<string, Float64Array>;
  };
  /** The value of a prepared setting, averaged over each hour. */
  preparedHours(key: PreparedKey, base: number): Float64Array;
}

export type Quota =
  | "fargate_vcpu"
  | "lambda_concurrency"
  | "ec2_on_demand_vcpu"
  | "ec2_spot_vcpu"
  | "nat_addresses"
  | "cloudfront_rps"
  | "dynamodb_table_wru"
  | "dynamodb_table_rru"
  | "ecs_tasks_per_service"
  | "api_gateway_rps"
  | "alb_targets";

export interface Service<Config = unknown> {
  /** `nat_gateway`: as scenarios name it. */
  readonly kind: string;
  readonly title: string;
  /** AWS pages that say what this file models. */
  readonly sources: readonly string[];
  /** Scenario schema of one component; JSON Schema and forms derive from it. */
  readonly config: z.ZodType<Config>;
  readonly meters: Readonly<Record<string, Meter<Config>>>;
  readonly limits: Readonly<Record<string, Limit>>;
  /** Settings that `prepare:` may change for a time, where it is so configured: those its cell or block asks `prepared` for. */
  readonly prepares?: readonly PreparedKey[] | ((config: Config) => readonly PreparedKey[]);
  /** Levels that a driver of it cannot pass, for pictures; those that move with the run are drivers themselves. */
  bounds?(config: Config, context: Pick<ComponentContext, "quota">): readonly Bound[];
  /** Terraform resource types that make it. */
  readonly terraform: Readonly<Record<string, TerraformMapping>>;
  /** Defaults of this service that are no rule of AWS. */
  readonly assumptions?: readonly Assumption[];
  cell?(config: Config, context: CellContext): Cell;
  flows?(config: Config, context: FlowContext): readonly Flow[];
  block?(config: Config, context: BlockContext): void;
}

/**
 * How a planned resource becomes a component's configuration, or why it costs nothing. Null from `config`: another service's kind
 * of this resource type (an endpoint is a gateway or an interface).
 */
export type TerraformMapping =
  | { readonly free: string }
  | { readonly config: (values: Readonly<Record<string, unknown>>) => unknown };

/**
 * Seals a service's configuration type, so that all services fit in one list while each file stays fully typed.
 * The engine only ever passes what `config` has parsed back to the same service.
 */
export function service<Config>(definition: Service<Config>): Service {
  return definition as Service; // the one place where the type parameter is dropped, for the reason above
}

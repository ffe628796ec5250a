/** One service by itself: its cell stepped over requests given by hand, its block over the drivers that gave. */
import { assumptions } from "../../src/assumption.ts";
import type { EdgeGroup } from "../../src/regions.ts";
import type { Flow } from "../../src/network/flow.ts";
import type {
  BlockContext,
  Cell,
  CellContext,
  Disruption,
  MeterNote,
  Quota,
  RequestCount,
  Service,
  ThroughFlow,
} from "../../src/services/service.ts";
import { assumptionTable } from "../../src/scenario/assumption-table.ts";
import { services } from "../../src/services/index.ts";
import { bus, type Bus } from "../../src/simulation/bus.ts";
import { driver, type Driver } from "../../src/simulation/driver.ts";
import { limitCounter, type LimitCounter } from "../../src/simulation/limit.ts";
import type { RequestClass } from "../../src/traffic/request-class.ts";

/** A class that costs nothing anywhere; name what the test needs. */
export function requestClass(of: Partial<RequestClass> & { readonly name: string }): RequestClass {
  return {
    index: 0,
    origin: "balancer",
    compute: "app",
    bucket: "bucket",
    database: "database",
    cache: "cache",
    table: "table",
    queue: "queue",
    bytesOut: 0,
    bytesIn: 0,
    edge: null,
    cpuSeconds: 0,
    databaseCpuSeconds: 0,
    databaseReadShare: 0,
    databaseIos: 0,
    databaseBytes: 0,
    cacheUnits: 0,
    cacheBytes: 0,
    tableReadUnits: 0,
    tableWriteUnits: 0,
    tableBytes: 0,
    objectGets: 0,
    objectPuts: 0,
    objectBytesDown: 0,
    objectBytesUp: 0,
    calls: {},
    logBytes: 0,
    telemetryBytes: 0,
    messages: 0,
    orders: 0,
    serial: {},
    newConnections: 0,
    serviceSeconds: 0,
    patienceSeconds: 10,
    retries: 0,
    retryShare: 0,
    retryAfterSeconds: 5,
    objective: null,
    assumptions: {},
    ...of,
  };
}

export interface AloneOptions {
  readonly id?: string;
  readonly region?: string;
  readonly zones?: number;
  readonly classes?: readonly RequestClass[];
  readonly hours?: number;
  readonly quotas?: Partial<Record<Quota, number>>;
  /** In each assumption's own unit. */
  readonly assume?: Readonly<Record<string, number>>;
  readonly prepared?: Readonly<Record<string, (seconds: number) => number>>;
  readonly viewers?: Readonly<Partial<Record<EdgeGroup, number>>>;
  readonly startSeconds?: number;
  /** UTC calendar month of each hour, from 0; all of one month when left out. */
  readonly months?: readonly number[];
  /** Seconds of each hour in which it exists; every hour in full when left out. */
  readonly activeSeconds?: readonly number[];
  /** Seconds of each hour in which another component stands in each of its zones; every hour in full when left out. */
  readonly occupiedSeconds?: readonly (readonly number[])[];
  readonly disruptions?: readonly Disruption[];
  /** Flows that cross it. */
  readonly through?: readonly ThroughFlow[];
  /** Other components: id → [kind, parsed configuration]. */
  readonly others?: Readonly<Record<string, readonly [kind: string, config: unknown]>>;
  /** Components in other Regions: id → kind. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/**
 * The service with `config` as a scenario writes it. `step(dt, flow)` moves the cell on with `flow` requests per class;
 * `meters()` runs the block and gives each meter's total in base units.
 */
export function alone(service: Service, config: unknown, options: AloneOptions = {}) {
  const { id = "it", region = "us-east-1", zones = 1, classes = [], hours = 1 } = options;
  const parsed = service.config.parse(config);
  // Services share assumptions: a database's size is one, whatever it runs on.
  const known = services.includes(service) ? services : [...services, service];
  const values = assumptions(assumptionTable(known), new Map(Object.entries(options.assume ?? {})));
  const ride: Bus = bus(classes.length);
  const drivers = new Map<string, Driver>();
  const limits = new Map<string, LimitCounter>();
  const find = (name: string, unit = "1/s", component = id): Driver => {
    const key = `${component}.${name}`;
    const known = drivers.get(key) ?? driver({ component, name, unit }, hours, 0);
    drivers.set(key, known);
    return known;
  };
  const base = {
    id,
    region,
    zones,
    classes,
    assume: (name: string) => values.value(name),
    quota: (name: Quota) => options.quotas?.[name] ?? Infinity,
    first: (...kinds: readonly string[]) =>
      kinds.includes(service.kind)
        ? id
        : (Object.entries(options.others ?? {}).find(([, [kind]]) => kinds.includes(kind))?.[0] ?? null),
    viewers: options.viewers ?? {},
    startSeconds: options.startSeconds ?? 0,
    all: (...kinds: readonly string[]) =>
      [
        [id, service.kind] as const,
        ...Object.entries(options.others ?? {}).map(([other, [kind]]) => [other, kind] as const),
      ].flatMap(([other, kind]) => (kinds.includes(kind) ? [other] : [])),
    elsewhere: (...kinds: readonly string[]) =>
      Object.entries(options.elsewhere ?? {}).flatMap(([other, kind]) => (kinds.includes(kind) ? [other] : [])),
    configOf: (other: string) => options.others?.[other]?.[1],
    driverOf: (component: string, name: string) => find(name, "1/s", component),
    requests: (c: number, what: RequestCount) => find(`${what}.${classes[c]!.name}`, "1/s", "traffic"),
  };
  const cellContext: CellContext = {
    ...base,
    bus: ride,
    driver: (name, unit) => find(name, unit),
    limit(name, value) {
      const { title, source } = service.limits[name]!;
      const counter = limits.get(name) ?? limitCounter({ component: id, name, title, source, value }, ride, 0);
      limits.set(name, counter);
      return counter;
    },
    disruptions: () => options.disruptions ?? [],
    through: () => options.through ?? [],
    prepared: (key, value) => options.prepared?.[key] ?? (() => value),
  };
  const meters: Record<string, number> = {};
  const sent: { readonly name: string; readonly sum: number; readonly note: MeterNote | undefined }[] = [];
  const blockContext: BlockContext = {
    ...base,
    hours,
    months: Uint16Array.from(options.months ?? new Uint16Array(hours)),
    activeSeconds: Float64Array.from(options.activeSeconds ?? new Float64Array(hours).fill(3600)),
    occupiedSeconds: (
      options.occupiedSeconds ?? Array.from({ length: zones }, () => new Float64Array(hours).fill(3600))
    ).map((seconds) => Float64Array.from(seconds)),
    driver: (name, component) => find(name, "1/s", component),
    destination: (name) => ({ kind: "internet", name, addresses: 1 }),
    meter(name, column, note) {
      if (service.meters[name] === undefined) throw new Error(`no meter ${name}`);
      const sum = column.reduce((total, value) => total + value, 0);
      meters[name] = (meters[name] ?? 0) + sum;
      sent.push({ name, sum, note });
    },
    selfPublic: () => ({ calls: 0, bytesDown: 0 }),
    carried: () => ({
      bytesUp: find("carried up").hours,
      bytesDown: find("carried down").hours,
      assumptions: new Set(),
    }),
    transfers: { internetOut: new Float64Array(hours), crossZone: new Float64Array(hours), toRegion: new Map() },
    preparedHours: (key, value) => new Float64Array(hours).fill(options.prepared?.[key]?.(0) ?? value),
  };
  const cell: Cell | null = service.cell?.(parsed, cellContext) ?? null;
  return {
    bus: ride,
    /** What the cell saw. */
    context: cellContext,
    cell,
    /** Moves on by `dt` seconds with `flow` requests per class; what the cell passes on, and what failed. */
    step(dt: number, flow: readonly number[] = []) {
      ride.dt = dt;
      ride.hour = Math.min(hours - 1, Math.floor(ride.seconds / 3600));
      ride.flow.set(classes.map((_, c) => flow[c] ?? 0));
      ride.elapsed.fill(0);
      ride.failed.fill(0);
      cell?.step();
      cell?.settle?.();
      for (const known of drivers.values()) known.hours[ride.hour]! += known.now;
      ride.seconds += dt;
      ride.step += 1;
      return { served: [...ride.flow], failed: [...ride.failed] };
    },
    driver: (name: string, component = id) => find(name, "1/s", component),
    limit: (name: string) => limits.get(name),
    flows: (): readonly Flow[] => service.flows?.(parsed, blockContext) ?? [],
    meters(): Record<string, number> {
      service.block?.(parsed, blockContext);
      return meters;
    },
    /** What `meters()` sent to one meter, call by call. */
    metered: (name: string) => sent.filter((one) => one.name === name),
    used: values.used,
  };
}

/** One class of requests: what one request costs everywhere, in base units, defaults already filled in from assumptions. */
export interface RequestClass {
  readonly name: string;
  readonly index: number;
  /** Where a miss at the edge goes: through the balancer to `compute`, or to a `bucket`. */
  readonly origin: "balancer" | "bucket";
  /** Ids of the components on its way; null where the architecture has none. */
  readonly compute: string | null;
  readonly bucket: string | null;
  readonly database: string | null;
  readonly cache: string | null;
  readonly table: string | null;
  readonly queue: string | null;

  /** Response to the viewer and request from the viewer. */
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** What the edge may keep: time to live, keys that are asked for, and the share of requests that may be cached. Null: never cached. */
  readonly edge: {
    readonly ttlSeconds: number;
    readonly keys: number;
    readonly cacheableShare: number;
    readonly evictedShare: number;
    /** Some of `keys` that draw a share of the cacheable requests by themselves: the drop's page, once per variant. */
    readonly top?: { readonly keys: number; readonly share: number };
  } | null;
  /** vCPU-seconds of the application. */
  readonly cpuSeconds: number;
  /** vCPU-seconds of the database, the share that readers can take, billed I/Os, bytes both ways together. */
  readonly databaseCpuSeconds: number;
  readonly databaseReadShare: number;
  readonly databaseIos: number;
  readonly databaseBytes: number;
  /** ElastiCache processing units and bytes both ways together. */
  readonly cacheUnits: number;
  readonly cacheBytes: number;
  readonly tableReadUnits: number;
  readonly tableWriteUnits: number;
  readonly tableBytes: number;
  /** Objects the application reads and writes itself, and their bytes. */
  readonly objectGets: number;
  readonly objectPuts: number;
  readonly objectBytesDown: number;
  readonly objectBytesUp: number;
  /** Calls to each destination, by its name. */
  readonly calls: Readonly<Record<string, number>>;
  readonly logBytes: number;
  readonly telemetryBytes: number;
  readonly messages: number;
  /** Orders that one served request completes, on average. */
  readonly orders: number;
  /** Units of serial resources by name (`stock_row`): one row, one partition. */
  readonly serial: Readonly<Record<string, number>>;
  /** New viewer connections per request at the balancer. */
  readonly newConnections: number;
  /** Seconds one request takes when nothing waits. */
  readonly serviceSeconds: number;
  /** Seconds after which the viewer gives up. */
  readonly patienceSeconds: number;
  /** How many times a failed request is tried again, by which share of viewers, after how long. */
  readonly retries: number;
  readonly retryShare: number;
  readonly retryAfterSeconds: number;
  /** Share that must be served, within which time; null: no objective (cached images). */
  readonly objective: { readonly share: number; readonly withinSeconds: number } | null;
  /** Ids of the assumptions that filled defaults, by the attribute they filled. */
  readonly assumptions: Readonly<Partial<Record<keyof RequestClass, readonly string[]>>>;
}

/** The assumptions behind some attributes: `assumedFor(page, "bytesOut")` is `["pageKB"]`. */
export function assumedFor(of: RequestClass, ...attributes: readonly (keyof RequestClass)[]): readonly string[] {
  return [...new Set(attributes.flatMap((attribute) => of.assumptions[attribute] ?? []))];
}

/** What a scenario calls by name, with every default filled in from an assumption. */
import type { Assumptions } from "../assumption.ts";
import type { DestinationFile, Scenario } from "./schema.ts";

/** One destination in base units. */
export interface ResolvedDestination {
  readonly name: string;
  readonly aws: DestinationFile["aws"] | null;
  /** Region of an AWS service. */
  readonly region: string;
  readonly selfPublic: boolean;
  readonly onPremises: boolean;
  /** Distinct addresses behind the name, ≥ 1. */
  readonly addresses: number;
  /** Bytes of one call, without those of a new connection. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** Share of calls on a new TLS connection, in [0, 1]. */
  readonly newConnections: number;
  /** Seconds until the application closes a connection, [0.1, 350]; null: as assumed. */
  readonly holdSeconds: number | null;
  /** Seconds one call takes. */
  readonly latencySeconds: number;
  readonly limit: { readonly perSecond: number; readonly queue: number } | null;
  /** Ids of the assumptions that filled defaults. */
  readonly assumptions: readonly string[];
}

/** The value of an assumption in base units, and a note that it was asked for. */
export type Assume = (id: string) => number;

const BARE: DestinationFile = { self_public: false, on_premises: false, addresses: 1 };
/** Its bytes are those that each class and each task sends, not those of calls. */
const TELEMETRY: DestinationFile = { ...BARE, up: 0, down: 0 };

function fileOf(name: string, destinations: Scenario["destinations"]): DestinationFile {
  const own = Object.hasOwn(destinations, name) ? destinations[name] : undefined;
  return own ?? (name === "telemetry" ? TELEMETRY : BARE);
}

/** Seconds that one call to the destination takes. */
export function latencySeconds(name: string, { destinations }: Pick<Scenario, "destinations">, assume: Assume): number {
  return fileOf(name, destinations).latency ?? assume("callSeconds");
}

/** One that the scenario names, or a built-in one: `third_party`, `telemetry`. */
export function destination(
  name: string,
  { destinations, region }: Pick<Scenario, "destinations" | "region">,
  assumptions: Assumptions,
): ResolvedDestination {
  const file = fileOf(name, destinations);
  const used = new Set<string>();
  const assume: Assume = (id) => {
    used.add(id);
    return assumptions.value(id);
  };
  const isPayment = name === "payment";
  return {
    name,
    aws: file.aws ?? null,
    region: file.region ?? region,
    selfPublic: file.self_public,
    onPremises: file.on_premises,
    addresses: file.addresses,
    bytesUp: file.up ?? assume(isPayment ? "paymentUp" : "tpUp"),
    bytesDown: file.down ?? assume(isPayment ? "paymentDown" : "tpDown"),
    newConnections: file.new_connections ?? assume("newConn"),
    holdSeconds: file.hold ?? null,
    latencySeconds: latencySeconds(name, { destinations }, assume),
    limit: file.limit === undefined ? null : { perSecond: file.limit.per_second, queue: file.limit.queue },
    assumptions: [...used],
  };
}

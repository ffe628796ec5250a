/** The destinations of a scenario by name, and those that every shop has without naming them. */
import type { Assumptions } from "../assumption.ts";
import type { NamedDestination } from "../simulation/model.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import type { DestinationFile, Scenario } from "./schema.ts";

/** Where third-party calls go that nobody named. */
export const THIRD_PARTY = "third_party";
/** Where agents and requests report to. */
export const TELEMETRY = "telemetry";

export function destinations(
  scenario: Scenario,
  region: string,
  classes: readonly RequestClass[],
  values: Assumptions,
): ReadonlyMap<string, NamedDestination> {
  const named = Object.entries(scenario.destinations).map(([name, file]) => destination(name, file, region, values));
  const all = new Map(named.map((one) => [one.name, one]));
  const called = classes.some(({ calls }) => (calls[THIRD_PARTY] ?? 0) > 0);
  if (called && !all.has(THIRD_PARTY)) all.set(THIRD_PARTY, destination(THIRD_PARTY, undefined, region, values));
  if (!all.has(TELEMETRY)) all.set(TELEMETRY, telemetry);
  return all;
}

function destination(
  name: string,
  file: DestinationFile | undefined,
  region: string,
  values: Assumptions,
): NamedDestination {
  const { up, down, new_connections: fresh, limit } = file ?? {};
  const assumed = [
    ...(up === undefined ? ["tpUp"] : []),
    ...(down === undefined ? ["tpDown"] : []),
    ...(fresh === undefined ? ["newConn"] : []),
  ];
  return {
    name,
    destination:
      file?.aws === undefined
        ? { kind: "internet", name, addresses: file?.addresses ?? 1 }
        : { kind: "aws", service: file.aws, region: file.region ?? region },
    bytesUp: up ?? values.value("tpUp"),
    bytesDown: down ?? values.value("tpDown"),
    newConnections: fresh ?? values.value("newConn"),
    limit: limit === undefined ? null : { perSecond: limit.per_second, maxWaiting: limit.queue },
    selfPublic: file?.self_public ?? false,
    assumptions: assumed,
  };
}

const telemetry: NamedDestination = {
  name: TELEMETRY,
  // Monitoring services answer on a handful of addresses; agents keep their connections open.
  destination: { kind: "internet", name: TELEMETRY, addresses: 4 },
  bytesUp: 0,
  bytesDown: 0,
  newConnections: 0,
  limit: null,
  selfPublic: false,
  assumptions: [],
};

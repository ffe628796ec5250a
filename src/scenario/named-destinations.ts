/** The destinations of a run by name: those that classes call or the scenario describes, and where telemetry goes. */
import type { Assumptions } from "../assumption.ts";
import type { NamedDestination } from "../simulation/model.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import { destination, type ResolvedDestination } from "./destinations.ts";
import type { Scenario } from "./schema.ts";

type Destination = NamedDestination["destination"];

export function namedDestinations(
  scenario: Scenario,
  classes: readonly RequestClass[],
  values: Assumptions,
): ReadonlyMap<string, NamedDestination> {
  const names = new Set([
    ...Object.keys(scenario.destinations),
    ...classes.flatMap(({ calls }) => Object.keys(calls)),
    "telemetry",
  ]);
  return new Map([...names].map((name) => [name, resolved(name, scenario, values)]));
}

function resolved(name: string, scenario: Scenario, values: Assumptions): NamedDestination {
  const of = destination(name, scenario, values);
  return {
    name,
    destination: destinationOf(of),
    bytesUp: of.bytesUp,
    bytesDown: of.bytesDown,
    newConnections: of.newConnections,
    holdSeconds: of.holdSeconds,
    limit: of.limit === null ? null : { perSecond: of.limit.perSecond, maxWaiting: of.limit.queue },
    selfPublic: of.selfPublic,
    assumptions: of.assumptions,
  };
}

function destinationOf({ name, aws, region, onPremises, addresses }: ResolvedDestination): Destination {
  if (onPremises) return { kind: "on_premises", name };
  return aws === null || aws === undefined
    ? { kind: "internet", name, addresses }
    : { kind: "aws", service: aws, region };
}

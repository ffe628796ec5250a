/**
 * What served requests send out beside their answer: third-party calls with their handshakes, and telemetry. Every byte
 * follows from a class's attributes and a driver; none is typed in.
 */
import type { Flow } from "../network/flow.ts";
import { assumedFor, type RequestClass } from "../traffic/request-class.ts";
import { TRAFFIC } from "./contexts.ts";
import type { Model } from "./model.ts";
import type { Registry } from "./registry.ts";

export function classFlows(model: Model, drivers: Registry): Flow[] {
  const { assumptions } = model;
  const cdn = model.architecture.components.some(({ kind }) => kind === "cloudfront");
  return model.classes.flatMap((one) => {
    if (one.origin === "bucket") return cdn ? [] : fromBucket(one, drivers);
    const from = one.compute;
    if (from === null) return [];
    const base = {
      from,
      driver: drivers.find(TRAFFIC, `served ${one.name}`),
      connectionSeconds: assumptions.value("natHold"),
    };
    return [...calls(one), ...telemetry(one)];

    function calls({ calls: byName, name }: RequestClass): Flow[] {
      return Object.entries(byName)
        .filter(([, perRequest]) => perRequest > 0)
        .map(([destination, perRequest]) => {
          const named = model.destinations.get(destination)!;
          const handshakes = perRequest * named.newConnections;
          return {
            ...base,
            destination: named.destination,
            bytesUp: perRequest * named.bytesUp + handshakes * assumptions.value("tlsUpKB"),
            bytesDown: perRequest * named.bytesDown + handshakes * assumptions.value("tlsDownKB"),
            connections: handshakes,
            connectionSeconds: named.holdSeconds ?? base.connectionSeconds,
            cause: `${destination} calls of ${name} requests`,
            assumptions: [...assumedFor(one, "calls"), ...named.assumptions, "tlsUpKB", "tlsDownKB"],
          };
        });
    }

    function telemetry({ telemetryBytes, name }: RequestClass): Flow[] {
      if (telemetryBytes === 0) return [];
      return [
        {
          ...base,
          destination: { kind: "internet", name: "telemetry", addresses: 4 },
          bytesUp: telemetryBytes,
          bytesDown: 0,
          // Agents batch over connections that stay open.
          connections: 0,
          cause: `telemetry of ${name} requests`,
          assumptions: assumedFor(one, "telemetryBytes"),
        },
      ];
    }
  });
}

/** Without a CDN a bucket answers viewers itself, and its bytes leave AWS at the price of the internet. */
function fromBucket(one: RequestClass, drivers: Registry): Flow[] {
  if (one.bucket === null) return [];
  return [
    {
      from: one.bucket,
      destination: { kind: "internet", name: "viewers", addresses: 1 },
      driver: drivers.find(TRAFFIC, `served ${one.name}`),
      bytesUp: one.bytesOut,
      bytesDown: one.bytesIn,
      connections: 0,
      connectionSeconds: 1,
      cause: `${one.name} responses to viewers`,
      assumptions: assumedFor(one, "bytesOut", "bytesIn"),
    },
  ];
}

/** Rows travel between application and database inside of the VPC; both sides of another zone are charged. */
import type { Flow } from "../network/flow.ts";
import { assumedFor } from "../traffic/request-class.ts";
import type { FlowContext } from "./service.ts";

/** One flow per class whose database is this component. */
export function databaseFlows(_config: unknown, context: FlowContext): readonly Flow[] {
  return context.classes.flatMap((requests, c): readonly Flow[] => {
    if (requests.database !== context.id || requests.compute === null || requests.databaseBytes === 0) return [];
    return [
      {
        from: requests.compute,
        destination: { kind: "component", id: context.id, crossZone: "both_sides" },
        driver: context.requests(c, "served"),
        // Up and down cost the same between zones, so how they share the bytes does not matter.
        bytesUp: requests.databaseBytes / 2,
        bytesDown: requests.databaseBytes / 2,
        connections: 0,
        connectionSeconds: 0,
        cause: `queries of ${requests.name}`,
        assumptions: assumedFor(requests, "databaseBytes"),
      },
    ];
  });
}

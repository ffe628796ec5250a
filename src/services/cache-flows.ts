/** What an application reads from its cache. Of another zone only its own side is charged: https://aws.amazon.com/elasticache/pricing/ */
import type { Flow } from "../network/flow.ts";
import { assumedFor } from "../traffic/request-class.ts";
import type { FlowContext } from "./service.ts";

/** One flow per class whose cache is this component. */
export function cacheFlows(_config: unknown, context: FlowContext): readonly Flow[] {
  return context.classes.flatMap((requests, c): readonly Flow[] => {
    if (requests.cache !== context.id || requests.compute === null || requests.cacheBytes === 0) return [];
    return [
      {
        from: requests.compute,
        destination: { kind: "component", id: context.id, crossZone: "one_side" },
        driver: context.requests(c, "served"),
        bytesUp: requests.cacheBytes / 2,
        bytesDown: requests.cacheBytes / 2,
        connections: 0,
        connectionSeconds: 0,
        cause: `cache reads of ${requests.name}`,
        assumptions: assumedFor(requests, "cacheUnits", "cacheBytes"),
      },
    ];
  });
}

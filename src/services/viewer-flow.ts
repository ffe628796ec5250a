/** Bytes between viewers and what answers them without a CDN; through one they are CloudFront's, and bytes to it are free. */
import type { Flow } from "../network/flow.ts";
import { assumedFor } from "../traffic/request-class.ts";
import type { FlowContext } from "./service.ts";

/** One flow for each class with a 1 in `answered`, which has an entry per class; none where there is a CDN. */
export function responsesToViewers(context: FlowContext, answered: Uint8Array): Flow[] {
  if (context.first("cloudfront") !== null) return [];
  return context.classes
    .filter(({ index }) => answered[index] === 1)
    .map((c) => ({
      from: context.id,
      destination: { kind: "internet", name: "viewers", addresses: 1 },
      driver: context.requests(c.index, "served"),
      bytesUp: c.bytesOut,
      bytesDown: c.bytesIn,
      connections: 0,
      connectionSeconds: 1,
      cause: "responses to viewers",
      assumptions: assumedFor(c, "bytesOut", "bytesIn"),
    }));
}

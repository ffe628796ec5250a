/** Connections of the application to a database, through a proxy where one stands in front of it. */
import type { LimitCounter } from "../../simulation/limit.ts";
import { connectionPool, type ConnectionPool } from "../connections.ts";
import type { CellContext } from "../service.ts";
import { proxyOf } from "./proxy.ts";

/** A proxy opens at most its part of `max`. `uses[c] > 0`: class `c` needs one, for as long as its work takes. */
export function databasePool(
  of: {
    readonly perTask: number;
    readonly max: number;
    readonly uses: Float64Array;
    /** Seconds that one request of each class holds a connection. */
    readonly busySeconds: Float64Array;
    readonly limit: LimitCounter;
  },
  context: CellContext,
): ConnectionPool & { readonly proxied: boolean } {
  const proxy = proxyOf(context);
  if (proxy === null) return { ...connectionPool(of, context), proxied: false };
  const pinned = proxy.pinned ?? context.assume("dbPinned");
  const shared = { pinned, busySeconds: of.busySeconds };
  return {
    ...connectionPool({ ...of, max: Math.floor(of.max * proxy.max_connections), shared }, context),
    proxied: true,
  };
}

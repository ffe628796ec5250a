/** Connections that application tasks hold open to a database or a cache, and who gets none when there are too many. */
import type { LimitCounter } from "../simulation/limit.ts";
import { connectionHolders } from "./compute-kinds.ts";
import type { CellContext } from "./service.ts";
import { arrivingWork } from "./work.ts";

export interface ConnectionPool {
  /** Counts the connections; requests of tasks that find none fail. Gives the connections wanted. */
  step(): number;
}

interface PoolOptions {
  readonly perTask: number;
  readonly max: number;
  readonly uses: Float64Array;
  readonly limit: LimitCounter;
  /**
   * A proxy between: it shares connections among the clients that are busy, but for the `pinned` part of them, each of which
   * keeps one. Who finds all shared ones busy waits for one.
   */
  readonly shared?: { readonly pinned: number; readonly busySeconds: Float64Array };
}

/**
 * Every task of the application opens its whole pool, every environment of a function one connection. Tasks beyond `max` connections serve nothing that needs one, and the balancer
 * does not know it: of all requests that need one, the share that is theirs fails. `uses[c] > 0`: class `c` needs one.
 */
export function connectionPool(of: PoolOptions, context: CellContext): ConnectionPool {
  const { bus } = context;
  const { units, each } = connectionHolders(context);
  const perUnit = each === "pool" ? of.perTask : 1;
  return {
    step() {
      if (units.length === 0) return 0;
      const clients = (units.reduce((sum, { now }) => sum + now, 0) / bus.dt) * perUnit;
      const kept = clients * (of.shared?.pinned ?? 1);
      const wanted = kept + Math.min(clients - kept, busy());
      if (kept <= of.max) return wanted;
      const without = (kept - of.max) / clients;
      for (let c = 0; c < of.uses.length; c += 1) {
        if (of.uses[c]! === 0 || bus.flow[c]! === 0) continue;
        const failing = bus.flow[c]! * without;
        bus.flow[c]! -= failing;
        of.limit.fail(c, failing);
      }
      return wanted;
    },
  };
  /** Connections at work at one time, by Little's law. */
  function busy(): number {
    if (of.shared === undefined) return 0;
    const { pinned, busySeconds } = of.shared;
    return ((1 - pinned) * arrivingWork(bus, busySeconds)) / bus.dt;
  }
}

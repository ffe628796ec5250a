/** Connections that application tasks hold open to a database or a cache, and who gets none when there are too many. */
import type { LimitCounter } from "../simulation/limit.ts";
import { fleets } from "./compute-kinds.ts";
import type { CellContext } from "./service.ts";

export interface ConnectionPool {
  /** Counts the connections; requests of tasks that find none fail. Gives the connections wanted. */
  step(): number;
}

/**
 * Every task of the application opens its whole pool. Tasks beyond `max` connections serve nothing that needs one, and the balancer
 * does not know it: of all requests that need one, the share that is theirs fails. `uses[c] > 0`: class `c` needs one.
 */
export function connectionPool(
  of: { readonly perTask: number; readonly max: number; readonly uses: Float64Array; readonly limit: LimitCounter },
  context: CellContext,
): ConnectionPool {
  const { bus } = context;
  const tasks = fleets(context)[0]?.running ?? null;
  return {
    step() {
      if (tasks === null) return 0;
      const wanted = (tasks.now / bus.dt) * of.perTask;
      if (wanted <= of.max) return wanted;
      const without = 1 - of.max / wanted;
      for (let c = 0; c < of.uses.length; c += 1) {
        if (of.uses[c]! === 0 || bus.flow[c]! === 0) continue;
        const failing = bus.flow[c]! * without;
        bus.flow[c]! -= failing;
        of.limit.fail(c, failing);
      }
      return wanted;
    },
  };
}

/** What completed orders make happen behind the shop, per hour and per unit of each class. */
import type { BlockContext } from "./service.ts";
import { plus, times } from "./hour-columns.ts";

/** Orders that served requests completed, per hour. */
export function ordersPerHour(context: Pick<BlockContext, "classes" | "hours" | "requests">): Float64Array {
  return plus(
    context.hours,
    context.classes
      .filter(({ orders }) => orders > 0)
      .map(({ index, orders }) => times(context.requests(index, "served").hours, orders)),
  );
}

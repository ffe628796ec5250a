/** A dependency that takes so many a second, whatever else grows: a payment API, one stock row. Requests queue for it, then fail. */
import type { Cell, Stage } from "../services/service.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import type { Bus } from "./bus.ts";
import type { LimitCounter } from "./limit.ts";
import { queue } from "./queue.ts";

/**
 * `unitsOf` gives how many units one request of a class takes (six payment calls an order); `perSecond` units are served; at most
 * `maxWaiting` requests wait.
 */
export function serialLimit(of: {
  readonly bus: Bus;
  readonly stage: Stage;
  readonly classes: readonly RequestClass[];
  readonly unitsOf: (requestClass: RequestClass) => number;
  readonly perSecond: number;
  readonly maxWaiting: number;
  readonly limit: LimitCounter;
}): Cell {
  const { bus, stage, classes, unitsOf, perSecond, maxWaiting, limit } = of;
  const waiting = queue({
    bus,
    limit,
    maxWaiting,
    demand: Float64Array.from(classes, unitsOf),
    patienceSeconds: Float64Array.from(classes, (c) => c.patienceSeconds),
  });
  return { stage, step: () => waiting.step(perSecond * bus.dt), waiting: waiting.waiting };
}

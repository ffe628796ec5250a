/** Serial resources of a database, such as one stock row: each passes so many requests a second, whatever the capacity behind it. */
import * as z from "zod";
import { amount, positive } from "../quantities.ts";
import type { LimitCounter } from "../simulation/limit.ts";
import { queue, type Queue } from "../simulation/queue.ts";
import type { Bus } from "../simulation/bus.ts";

/** By name; `queue`: requests that may wait, as long as viewers do when left out. */
export const serialLimits = z
  .record(z.string(), z.strictObject({ per_second: positive(), queue: amount().optional() }))
  .default({});

export interface SerialResource {
  readonly queue: Queue;
  step(): void;
}

/** `unitsOf(c, name)`: units of resource `name` in one request of class `c`. All count on one limit, which names the resource. */
export function serialResources(
  limits: z.output<typeof serialLimits>,
  of: {
    readonly bus: Bus;
    readonly patienceSeconds: Float64Array;
    readonly unitsOf: (c: number, name: string) => number;
    readonly limit: () => LimitCounter;
  },
): readonly SerialResource[] {
  const resources = Object.entries(limits);
  if (resources.length === 0) return [];
  const { bus, patienceSeconds } = of;
  const limit = of.limit();
  return resources.map(([name, { per_second, queue: room }]) => {
    const demand = patienceSeconds.map((_, c) => of.unitsOf(c, name));
    const line = queue({ bus, demand, patienceSeconds, limit, ...(room === undefined ? {} : { maxWaiting: room }) });
    const value = `${name}: ${per_second} a second`;
    return {
      queue: line,
      step() {
        limit.value = value;
        line.step(per_second * bus.dt);
      },
    };
  });
}

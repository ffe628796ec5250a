/** Work in a step, in the unit of `demand[c]` per request of class `c`. */
import type { Bus } from "../simulation/bus.ts";
import type { Queue } from "../simulation/queue.ts";

/** What arrives in this step. */
export function arrivingWork({ flow }: Bus, demand: Float64Array): number {
  let work = 0;
  for (let c = 0; c < demand.length; c += 1) work += flow[c]! * demand[c]!;
  return work;
}

/** What arrives, and what waits before its viewers leave (after `patienceSeconds`, > 0), per second. */
export function neededPerSecond(bus: Bus, queue: Queue, demand: Float64Array, patienceSeconds: number): number {
  let waiting = 0;
  for (let c = 0; c < demand.length; c += 1) waiting += queue.waiting(c) * demand[c]!;
  return arrivingWork(bus, demand) / bus.dt + waiting / Math.max(bus.dt, patienceSeconds);
}

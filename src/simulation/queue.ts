/**
 * A first-in, first-out queue in front of a capacity, as a fluid: amounts of requests instead of single ones, so that a step may
 * be a second or a minute. Viewers leave when their wait would exceed their patience, which bounds the queue to
 * capacity × patience. Classes share the queue; each request of class c takes `demand[c]` units of work.
 */
import type { Bus } from "./bus.ts";
import type { LimitCounter } from "./limit.ts";

export interface Queue {
  /** Takes the bus's flow, passes on what `capacity` units of work allow in this step, and fails who gives up. */
  step(capacity: number): void;
  /** Requests of class `c` waiting at the end of the step. */
  waiting(c: number): number;
  /** Seconds that a request arriving at the end of the step would wait. */
  readonly waitSeconds: number;
  /** Units of work done in the step. */
  readonly worked: number;
  /** `share` of all that waits fails on a limit of its own (the tasks that held it are gone), `[0, 1]`. */
  drop(share: number, on: Pick<LimitCounter, "fail">): void;
}

export interface QueueOptions {
  readonly bus: Bus;
  /** Units of work per request of each class; 0: the class passes by. */
  readonly demand: Float64Array;
  /** Seconds after which a viewer of each class gives up, counted from the first arrival. */
  readonly patienceSeconds: Float64Array;
  readonly limit: Pick<LimitCounter, "reach" | "fail">;
  /** Requests that may wait in all; beyond it they fail at once. */
  readonly maxWaiting?: number;
}

export function queue(options: QueueOptions): Queue {
  const { bus, demand, patienceSeconds, limit, maxWaiting = Infinity } = options;
  const classes = demand.length;
  const inside = new Float64Array(classes);
  let work = 0;
  let stalledSeconds = 0;

  const self = { waitSeconds: 0, worked: 0, step, waiting: (c: number) => inside[c]!, drop };
  return self;

  function step(capacity: number): void {
    const { flow, dt } = bus;
    let arriving = 0;
    for (let c = 0; c < classes; c += 1) arriving += flow[c]! * demand[c]!;
    if (work === 0 && arriving <= capacity) {
      self.worked = arriving;
      self.waitSeconds = 0;
      stalledSeconds = 0;
      return;
    }
    limit.reach();
    const before = self.waitSeconds;
    const total = work + arriving;
    const served = capacity >= total ? 1 : capacity / total;
    for (let c = 0; c < classes; c += 1) {
      if (demand[c]! === 0) continue;
      const present = inside[c]! + flow[c]!;
      const out = present * served;
      flow[c] = out;
      inside[c] = present - out;
    }
    self.worked = served === 1 ? total : capacity;
    work = total - self.worked;
    stalledSeconds = capacity > 0 ? 0 : stalledSeconds + dt;
    if (served === 1) empty();
    else giveUp(capacity / dt);
    const wait = served === 1 ? drainedWait(before, arriving, capacity) : (before + self.waitSeconds) / 2;
    for (let c = 0; c < classes; c += 1) if (demand[c]! > 0) bus.elapsed[c]! += wait;
  }

  /** Mean wait of a step in which the queue ran empty: those who came before it did waited half of `before`, the rest not at all. */
  function drainedWait(before: number, arriving: number, capacity: number): number {
    const busy = capacity > arriving ? (before * capacity) / (capacity - arriving) : bus.dt;
    return (before / 2) * (busy < bus.dt ? busy / bus.dt : 1);
  }

  function empty(): void {
    inside.fill(0);
    work = 0;
    self.waitSeconds = 0;
  }

  /** Those whose wait would outlast their patience leave, the least patient first; then whoever does not fit. */
  function giveUp(perSecond: number): void {
    if (perSecond === 0) {
      leaveStalled();
    } else {
      let wait = work / perSecond;
      for (let round = 0; round < classes; round += 1) {
        let least = -1;
        let patience = wait;
        for (let c = 0; c < classes; c += 1) {
          if (inside[c]! === 0) continue;
          const left = patienceSeconds[c]! - bus.elapsed[c]!;
          if (left < patience) {
            patience = left;
            least = c;
          }
        }
        if (least < 0) break;
        const excess = ((wait - (patience > 0 ? patience : 0)) * perSecond) / demand[least]!;
        leave(least, excess < inside[least]! ? excess : inside[least]!);
        wait = work / perSecond;
      }
    }
    overflow();
    self.waitSeconds = perSecond > 0 ? work / perSecond : stalledSeconds;
  }

  /** Nothing is served: after `patience` seconds only those who came within it still wait. */
  function leaveStalled(): void {
    for (let c = 0; c < classes; c += 1) {
      const patience = patienceSeconds[c]!;
      if (stalledSeconds <= patience || inside[c]! === 0) continue;
      leave(c, inside[c]! * (1 - patience / (patience + bus.dt)));
    }
  }

  function overflow(): void {
    if (maxWaiting === Infinity) return;
    let waiting = 0;
    for (let c = 0; c < classes; c += 1) waiting += inside[c]!;
    if (waiting <= maxWaiting) return;
    const over = 1 - maxWaiting / waiting;
    for (let c = 0; c < classes; c += 1) leave(c, inside[c]! * over);
  }

  function leave(c: number, requests: number, on: Pick<LimitCounter, "fail"> = limit): void {
    inside[c]! -= requests;
    work -= requests * demand[c]!;
    if (work < 1e-9) work = 0;
    on.fail(c, requests);
  }

  function drop(share: number, on: Pick<LimitCounter, "fail">): void {
    for (let c = 0; c < classes; c += 1) if (inside[c]! > 0) leave(c, inside[c]! * share, on);
  }
}

/** A waiting room in front of the balancer: lets requests through at a rate and holds the rest, who poll a cached page and do not fail. */
import type { Cell } from "../services/service.ts";
import type { Bus } from "./bus.ts";
import type { Driver } from "./driver.ts";

export function admission(of: {
  readonly bus: Bus;
  readonly perSecond: number;
  readonly pollSeconds: number;
  /** 1 for each class that is held. */
  readonly gated: Uint8Array;
  readonly held: Driver;
  readonly polls: Driver;
}): Cell {
  const { bus, perSecond, pollSeconds, gated, held, polls } = of;
  const inside = new Float64Array(gated.length);
  return {
    stage: "admission",
    waiting: (c) => inside[c]!,
    step() {
      const { flow, dt } = bus;
      let wanting = 0;
      for (let c = 0; c < gated.length; c += 1) if (gated[c] === 1) wanting += inside[c]! + flow[c]!;
      const admitted = wanting > perSecond * dt ? (perSecond * dt) / wanting : 1;
      let waiting = 0;
      for (let c = 0; c < gated.length; c += 1) {
        if (gated[c] === 0) continue;
        const all = inside[c]! + flow[c]!;
        flow[c] = all * admitted;
        inside[c] = all - flow[c]!;
        waiting += inside[c]!;
      }
      held.now = waiting * dt;
      polls.now = (waiting * dt) / pollSeconds;
    },
  };
}

/** A capacity that follows its need by doubling and halving, as AWS describes partitions, shards and prefixes. */
import { exp, log } from "../math.ts";

export interface Doubling {
  /** Capacity per second at the end of the last step. */
  readonly perSecond: number;
  /** What could be done in the last step. */
  readonly amount: number;
  /** Moves towards `target` per second, > 0, for `dt` seconds. */
  step(target: number, dt: number): void;
  /** Stands at `perSecond` without delay. */
  reset(perSecond: number): void;
}

/**
 * A capacity that doubles in `doubleSeconds` while its target is higher, and halves in `halveSeconds` while it is lower (Infinity:
 * never falls). Exact over a step of any length: `doubling(100, 60, Infinity)` moved towards 400 for 120 s stands at 400.
 */
export function doubling(perSecond: number, doubleSeconds: number, halveSeconds: number): Doubling {
  const self = {
    perSecond,
    amount: 0,
    step(target: number, dt: number): void {
      const from = self.perSecond;
      const rate = target > from ? Math.LN2 / doubleSeconds : -Math.LN2 / halveSeconds;
      if (target === from || rate === 0) {
        self.amount = from * dt;
        return;
      }
      const seconds = Math.min(dt, log(target / from) / rate);
      self.perSecond = seconds < dt ? target : from * exp(rate * seconds);
      self.amount = (self.perSecond - from) / rate + self.perSecond * (dt - seconds);
    },
    reset(at: number): void {
      self.perSecond = at;
    },
  };
  return self;
}

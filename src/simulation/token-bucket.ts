/** AWS's way of limiting rates: a bucket of `burst` tokens that refills at `perSecond`. */
export interface TokenBucket {
  /** Refills for `dt` seconds. */
  refill(dt: number): void;
  /** Takes up to `wanted` whole tokens and says how many there were. */
  take(wanted: number): number;
}

/** A full bucket. `tokenBucket(100, 20)`: 100 at once, then 20 a second. */
export function tokenBucket(burst: number, perSecond: number): TokenBucket {
  let tokens = burst;
  return {
    refill(dt) {
      tokens = Math.min(burst, tokens + perSecond * dt);
    },
    take(wanted) {
      const taken = Math.min(wanted, Math.floor(tokens + 1e-9));
      tokens -= taken;
      return taken;
    },
  };
}

/** AWS's way of limiting rates: a bucket of `burst` tokens that refills at `perSecond`. */
export interface TokenBucket {
  /** Whole tokens that can be taken. */
  readonly available: number;
  /** Refills for `dt` seconds, in which tokens may be taken as they come: a step of a minute gives a minute's tokens. */
  refill(dt: number): void;
  /** Takes up to `wanted` whole tokens and says how many there were. */
  take(wanted: number): number;
}

/** A full bucket. `tokenBucket(100, 20)`: 100 at once and 20 a second, so at most 100 + 20 × t in any t seconds. */
export function tokenBucket(burst: number, perSecond: number): TokenBucket {
  let tokens = burst;
  const available = (): number => Math.floor(tokens + 1e-9);
  return {
    get available() {
      return available();
    },
    refill(dt) {
      tokens = Math.min(burst, tokens) + perSecond * dt;
    },
    take(wanted) {
      const taken = Math.min(wanted, available());
      tokens -= taken;
      return taken;
    },
  };
}

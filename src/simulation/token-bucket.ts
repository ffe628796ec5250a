/** AWS's way of limiting rates: a bucket of `burst` tokens that refills at `perSecond`. */
export interface TokenBucket {
  /** Whole tokens that can be taken. */
  readonly available: number;
  /**
   * Refills for `dt` seconds, up to the burst; where `waited` says that somebody waited for tokens all that time, every new one counts,
   * however long the step.
   */
  refill(dt: number, waited?: boolean): void;
  /** Takes up to `wanted` whole tokens and says how many there were; of what is left, the burst is kept. */
  take(wanted: number): number;
}

/** A full bucket. `tokenBucket(100, 20)`: 100 at once, then 20 a second. */
export function tokenBucket(burst: number, perSecond: number): TokenBucket {
  let tokens = burst;
  const available = (): number => Math.floor(tokens + 1e-9);
  return {
    get available() {
      return available();
    },
    refill(dt, waited = false) {
      tokens = waited ? tokens + perSecond * dt : Math.min(burst, tokens + perSecond * dt);
    },
    take(wanted) {
      const taken = Math.min(wanted, available());
      tokens = Math.min(burst, tokens - taken);
      return taken;
    },
  };
}

/** Capacity that was not used and may be spent later, above the baseline: gp2 volumes, provisioned DynamoDB tables. */
export interface CreditBucket {
  /** What can be done in `dt` seconds at `baseline` a second and at most `peak` a second, both ≥ 0. */
  available(baseline: number, peak: number, dt: number): number;
  /** `worked` of it was done. */
  settle(baseline: number, worked: number, dt: number): void;
}

/**
 * A bucket with `credits` in it that holds at most `most` at a baseline. `creditBucket(100, (perSecond) => perSecond * 300)`
 * at a baseline of 10: `available(10, 50, 1)` is 50, `available(10, 50, 10)` is 200.
 */
export function creditBucket(credits: number, most: (baseline: number) => number): CreditBucket {
  let left = credits;
  return {
    available: (baseline, peak, dt) => Math.min(Math.max(peak, baseline) * dt, baseline * dt + left),
    settle(baseline, worked, dt) {
      left = Math.max(0, Math.min(most(baseline), left + baseline * dt - worked));
    },
  };
}

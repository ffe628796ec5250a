/** Requests that wait, oldest first, as cohorts that arrived evenly over a span of time; amounts by class. Allocates only to grow. */
export interface Cohort {
  /** Arrival of the first that still waits, and of the last, in seconds since the period's start. */
  from: number;
  to: number;
  /** Requests by class. */
  readonly amounts: Float64Array;
  /** Seconds that each class had been on its way before, and the patience left to it on arrival. */
  readonly elapsed: Float64Array;
  readonly patience: Float64Array;
}

export interface WaitingLine {
  readonly cohorts: readonly Cohort[];
  /** An empty cohort at the end of the line, for arrivals over `[from, to)`. */
  join(from: number, to: number): Cohort;
  /** The oldest cohort is gone. */
  shift(): void;
  clear(): void;
}

/** More cohorts than this are merged two by two, which keeps amounts exact and blurs ages. */
const MOST_COHORTS = 128;

/** An empty line for `classes` classes. */
export function waitingLine(classes: number): WaitingLine {
  const cohorts: Cohort[] = [];
  const spare: Cohort[] = [];
  return {
    cohorts,
    join(from, to) {
      if (cohorts.length >= MOST_COHORTS) halve();
      const cohort = spare.pop() ?? {
        from,
        to,
        amounts: new Float64Array(classes),
        elapsed: new Float64Array(classes),
        patience: new Float64Array(classes),
      };
      cohort.from = from;
      cohort.to = to;
      cohort.amounts.fill(0);
      cohorts.push(cohort);
      return cohort;
    },
    shift() {
      const oldest = cohorts.shift();
      if (oldest !== undefined) spare.push(oldest);
    },
    clear() {
      spare.push(...cohorts);
      cohorts.length = 0;
    },
  };

  function halve(): void {
    let kept = 0;
    for (let i = 0; i + 1 < cohorts.length; i += 2) {
      const cohort = cohorts[i]!;
      merge(cohort, cohorts[i + 1]!);
      spare.push(cohorts[i + 1]!);
      cohorts[kept] = cohort;
      kept += 1;
    }
    cohorts.length = kept;
  }

  function merge(into: Cohort, other: Cohort): void {
    into.to = other.to;
    for (let c = 0; c < classes; c += 1) {
      const both = into.amounts[c]! + other.amounts[c]!;
      const share = both > 0 ? other.amounts[c]! / both : 0;
      into.elapsed[c]! += (other.elapsed[c]! - into.elapsed[c]!) * share;
      // Infinite patience stays infinite, where the mean of two infinities would not be a number.
      if (into.patience[c]! !== other.patience[c]!)
        into.patience[c]! += (other.patience[c]! - into.patience[c]!) * share;
      into.amounts[c] = both;
    }
  }
}

/** Units of work that a cohort still needs. */
export function workOf({ amounts }: Cohort, demand: Float64Array): number {
  let work = 0;
  for (let c = 0; c < demand.length; c += 1) work += amounts[c]! * demand[c]!;
  return work;
}

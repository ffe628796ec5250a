/** Traffic as somebody measured it: requests counted over stretches of time, each an even rate within its stretch. */

/** Counts as they were recorded. All arrays are of one length; stretches rise in time and do not overlap. */
export interface Recording {
  /** Seconds since 1970; stretch i is `[fromSeconds[i], untilSeconds[i])`. Between two there may be time that nobody recorded. */
  readonly fromSeconds: Float64Array;
  readonly untilSeconds: Float64Array;
  /** Requests in each stretch. */
  readonly requests: Float64Array;
  /** Bytes sent per request, over all of the recording; null where it has none. */
  readonly bytesPerRequest: number | null;
  /** What a reader should know about how it was read. */
  readonly remarks: readonly string[];
}

/** Counts laid into a period: as a Recording, with times in seconds from the period's start, none of them outside of it. */
export interface Recorded {
  readonly fromSeconds: Float64Array;
  readonly untilSeconds: Float64Array;
  readonly requests: Float64Array;
  readonly bytesPerRequest: number | null;
  readonly remarks: readonly string[];
}

/**
 * Requests in `[from, until)`. Over any cut of time into steps they add up to what was recorded: a stretch that a step holds whole
 * counts whole, a part of one by its share.
 */
export function requestsBetween(
  { fromSeconds, untilSeconds, requests }: Pick<Recorded, "fromSeconds" | "untilSeconds" | "requests">,
  from: number,
  until: number,
): number {
  let total = 0;
  for (let i = firstAfter(untilSeconds, from); i < requests.length && fromSeconds[i]! < until; i += 1) {
    const start = fromSeconds[i]!;
    const end = untilSeconds[i]!;
    const inside = Math.min(end, until) - Math.max(start, from);
    total += inside >= end - start ? requests[i]! : requests[i]! * (inside / (end - start));
  }
  return total;
}

/** Index of the first value above `bound` in values that rise; their number when there is none. */
function firstAfter(values: Float64Array, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The part of a period's counts from `from` on, for `seconds`; times count from there. */
export function cutRecorded(recorded: Recorded, from: number, seconds: number): Recorded {
  const first = firstAfter(recorded.untilSeconds, from);
  let last = first;
  while (last < recorded.requests.length && recorded.fromSeconds[last]! < from + seconds) last += 1;
  const starts = recorded.fromSeconds.slice(first, last);
  const ends = recorded.untilSeconds.slice(first, last);
  return {
    ...recorded,
    requests: starts.map((start, i) =>
      requestsBetween(recorded, Math.max(from, start), Math.min(from + seconds, ends[i]!)),
    ),
    fromSeconds: starts.map((start) => Math.max(from, start) - from),
    untilSeconds: ends.map((end) => Math.min(from + seconds, end) - from),
  };
}

/** How long each row of a recording counted: nobody writes it down, but the rows' spacing shows it. */

export interface Stretches {
  /** End of each row's stretch; never after the next row. */
  readonly untilSeconds: Float64Array;
  /** Spacing that most rows have; null where they have none in common. */
  readonly usualSeconds: number | null;
  /** Rows of usual spacing that are missing. */
  readonly missing: number;
}

/** Spacings this far from the usual one are still usual. */
const JITTER = 0.1;
/** Spacings this many times the usual one leave rows out. */
const GAP = 1.5;

/**
 * Stretches of rows that begin at `fromSeconds`, two or more unless `intervalSeconds` is given. Where half of all spacings are
 * about the same, that is what each row counted, and a longer one is a gap, unless the next or the last is just as long: then rows
 * are coarser there. Where spacings have nothing in common, each row counts until the next.
 */
export function stretches(fromSeconds: Float64Array, intervalSeconds: number | null): Stretches {
  const rows = fromSeconds.length;
  const spacing = new Float64Array(Math.max(0, rows - 1));
  for (let i = 0; i + 1 < rows; i += 1) spacing[i] = fromSeconds[i + 1]! - fromSeconds[i]!;
  const usualSeconds = intervalSeconds ?? usual(spacing);
  const untilSeconds = new Float64Array(rows);
  let missing = 0;
  for (let i = 0; i < rows; i += 1) {
    const here = spacing[i] ?? usualSeconds ?? spacing[i - 1]!;
    const limit = intervalSeconds ?? (usualSeconds === null ? Infinity : usualSeconds * GAP);
    const coarser = intervalSeconds === null && (like(here, spacing[i - 1]) || like(here, spacing[i + 1]));
    const length = here <= limit || coarser || usualSeconds === null ? here : usualSeconds;
    untilSeconds[i] = fromSeconds[i]! + length;
    if (length < here) missing += Math.max(1, Math.round((here - length) / length));
  }
  return { untilSeconds, usualSeconds, missing };
}

/** The median, where half of the spacings are about the same. */
function usual(spacing: Float64Array): number | null {
  const sorted = spacing.slice().sort();
  const median = sorted[sorted.length >> 1];
  if (median === undefined) return null;
  const near = sorted.filter((one) => Math.abs(one - median) <= median * JITTER).length;
  return near * 2 >= sorted.length ? median : null;
}

function like(a: number, b: number | undefined): boolean {
  return b !== undefined && Math.abs(a - b) <= a * 1e-6;
}

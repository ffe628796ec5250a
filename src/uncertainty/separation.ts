/**
 * What separates the runs that fail from those that do not. An assumption separates two groups of runs well where nearly every run of
 * the one drew a higher value of it than nearly every run of the other. The measure is the share of pairs, one run of each group, in
 * which the worse run has the higher value (Mann and Whitney's U as a share; ties count half): 1/2 where the assumption has nothing to
 * do with it, 1 or 0 where it decides alone.
 */
import type { Verdict } from "../estimate-schema.ts";

export interface Separator {
  /** Assumption id. */
  readonly assumption: string;
  /** Which values the worse runs drew. */
  readonly worse: "higher" | "lower";
  /** Share of pairs in which it is so, (0.5, 1]. */
  readonly pairs: number;
}

/** How one run ended and what it drew, by assumption id. */
export interface DrawnRun {
  readonly verdict: Verdict;
  readonly drawn: ReadonlyMap<string, number>;
}

/**
 * Assumptions looked at are many, and chance alone moves some. Under no relation the share has a standard deviation of
 * √((a + b + 1) / 12ab) for groups of a and b runs; what is less than this many of them from 1/2 is not reported. One in two thousand
 * assumptions gets so far by chance.
 */
const DEVIATIONS = 3.5;
const MOST = 3;

/**
 * At most three assumptions of `ids` that separate the runs, the best first. The groups are the runs that fail and all others, or, where
 * that is one group only, those that survive and all others; none where every run ends alike.
 */
export function separators(runs: readonly DrawnRun[], ids: readonly string[]): Separator[] {
  const isWorse = (["fails", "degrades"] as const)
    .map((line) => runs.map(({ verdict }) => verdict === "fails" || verdict === line))
    .find((group) => group.includes(true) && group.includes(false));
  if (isWorse === undefined) return [];
  const worse = isWorse.filter(Boolean).length;
  const others = runs.length - worse;
  const least = DEVIATIONS * Math.sqrt((worse + others + 1) / (12 * worse * others));
  return ids
    .map((id): Separator => {
      const share = shareOfPairs(
        runs.map(({ drawn }) => drawn.get(id) ?? 0),
        isWorse,
      );
      return { assumption: id, worse: share >= 0.5 ? "higher" : "lower", pairs: Math.max(share, 1 - share) };
    })
    .filter(({ pairs }) => pairs - 0.5 >= least)
    .sort((a, b) => b.pairs - a.pairs || (a.assumption < b.assumption ? -1 : 1))
    .slice(0, MOST);
}

/** Share of pairs in which the value of the marked run is higher, by the sum of its ranks. */
function shareOfPairs(values: readonly number[], isMarked: readonly boolean[]): number {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  let ranks = 0;
  for (let from = 0; from < order.length;) {
    let until = from + 1;
    while (until < order.length && values[order[until] ?? 0] === values[order[from] ?? 0]) until += 1;
    // Equal values share the middle of their ranks.
    for (let i = from; i < until; i += 1) if (isMarked[order[i] ?? 0] === true) ranks += (from + 1 + until) / 2;
    from = until;
  }
  const marked = isMarked.filter(Boolean).length;
  return (ranks - (marked * (marked + 1)) / 2) / (marked * (values.length - marked));
}

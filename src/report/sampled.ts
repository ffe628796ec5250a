/** What sampled runs say, in words, and the lines of the bill that are least certain. */
import { type Decimal, decimal } from "../decimal.ts";
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";
import { plural, percent } from "./figures.ts";

type Range = NonNullable<Estimate["bill"]["range"]>;
type Survival = NonNullable<Estimate["survival"]>;

/** `median of 100 runs that draw every assumption; the typical run is at their 43rd percentile`. */
export function rangeRemark({ runs, typicalPercentile }: Range): string {
  const drawing = plural(runs, "run that draws", "runs that draw");
  return `median of ${drawing} every assumption; the typical run is at their ${ordinal(Math.round(typicalPercentile))} percentile`;
}

/** `ordinal(43) === "43rd"`, `ordinal(11) === "11th"`. */
export function ordinal(number: number): string {
  const teen = Math.floor(number / 10) % 10 === 1;
  const ending = teen ? undefined : ["th", "st", "nd", "rd"][number % 10];
  return `${number}${ending ?? "th"}`;
}

/**
 * How the sampled runs ended, and what separates the worse from the others, a sentence each; none without `--runs`:
 * `Of 100 runs that draw every assumption 38 fail and 62 survive.`
 * `What separates them most: cpuPage, higher in the worse run of 93.1% of pairs.`
 */
export function sampledSentences({ bill, survival }: Pick<Estimate, "bill" | "survival">): string[] {
  if (survival?.verdictShares == null || bill.range === null) return [];
  const shares = sharesSentence(survival.verdictShares, bill.range.runs);
  const { separatedBy } = survival;
  if (separatedBy === null || separatedBy.length === 0) return [shares];
  const separating = separatedBy.map(
    ({ assumption, worse, pairs }) => `${assumption}, ${worse} in the worse run of ${percent(pairs)} of pairs`,
  );
  return [shares, `What separates them most: ${separating.join("; ")}.`];
}

function sharesSentence(shares: NonNullable<Survival["verdictShares"]>, runs: number): string {
  const ends = (
    [
      ["fails", "fail"],
      ["degrades", "degrade"],
      ["survives", "survive"],
    ] as const
  ).flatMap(([verdict, verb]) =>
    shares[verdict] === 0 ? [] : [{ verdict, verb, count: Math.round(shares[verdict] * runs) }],
  );
  const [only] = ends;
  if (ends.length === 1 && only !== undefined) {
    return runs === 1
      ? `The one run that draws every assumption ${only.verdict}.`
      : `All ${plural(runs, "run")} that draw every assumption ${only.verb}.`;
  }
  const parts = ends.map(({ verb, verdict, count }) => `${count} ${count === 1 ? verdict : verb}`);
  return `Of ${plural(runs, "run")} that draw every assumption ${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}.`;
}

/** A line of the bill and how far its cost spreads. */
export interface WideLine {
  readonly line: EstimateLineItem;
  readonly range: Range;
}

/** The `most` lines with the widest P10 to P90, widest first; none without ranges. */
export function widestLines({ lineItems }: Estimate["bill"], most = 5): WideLine[] {
  const width = ({ range: { p10, p90 } }: WideLine): Decimal => decimal(p90).minus(decimal(p10));
  return lineItems
    .flatMap((line) => (line.range === null || line.range.p10 === line.range.p90 ? [] : [{ line, range: line.range }]))
    .sort((a, b) => width(b).comparedTo(width(a)))
    .slice(0, most);
}

/** Where P10, the typical cost, P50 and P90 of lines lie between nothing and the largest P90 of them, in [0, 1]. */
export function placed(lines: readonly WideLine[]): { p10: number; p50: number; p90: number; typical: number }[] {
  const most = lines.reduce(
    (largest, { range, line }) => Math.max(largest, ...[range.p90, line.cost ?? "0"].map(toNumber)),
    0,
  );
  return lines.map(({ line, range }) => {
    const [p10 = 0, p50 = 0, p90 = 0, typical = 0] = [range.p10, range.p50, range.p90, line.cost ?? "0"].map(
      (amount) => toNumber(amount) / most,
    );
    return { p10, p50, p90, typical };
  });
}

function toNumber(exact: string): number {
  return decimal(exact).toNumber();
}

/**
 * An estimate with the ranges of a sample: P10, P50 and P90 of the total, of every line and of what events cost, how often each verdict
 * came out, and what separates the runs that fail from the others. Assumptions are drawn independently of each other.
 */
import { type Decimal, decimal, ZERO } from "../decimal.ts";
import type { Estimate, Verdict } from "../estimate-schema.ts";
import { present } from "../invariant.ts";
import { rangeOf } from "./percentiles.ts";
import type { SampleRun } from "./sample.ts";
import { type DrawnRun, separators } from "./separation.ts";
import { lineKey, type Summary } from "./summary.ts";

/** A simulation of the sample and what came out of it. */
export interface Sampled extends SampleRun {
  readonly summary: Summary;
}

/**
 * The estimate of the typical run with what the sample says. `sampled`: as `sampleRuns` orders them for `runs` runs. A line that a run
 * does not have cost nothing in it; a line without a price has no range.
 */
export function withRanges(estimate: Estimate, sampled: readonly Sampled[], runs: number): Estimate {
  const own = sampled.slice(0, runs);
  const { bill, survival } = estimate;
  const costs = lineCosts(own);
  return {
    ...estimate,
    bill: {
      ...bill,
      range: rangeOf(totals(own), decimal(bill.total)),
      lineItems: bill.lineItems.map((line) => ({
        ...line,
        range:
          line.cost === null
            ? null
            : rangeOf((costs.get(lineKey(line)) ?? nothing(runs)).map(decimal), decimal(line.cost)),
      })),
    },
    survival:
      survival === null
        ? null
        : {
            ...survival,
            verdictShares: sharesOf(own.map(({ summary }) => summary.survival.verdict)),
            separatedBy: separators(drawnRuns(own), openAssumptions(estimate, own)),
            events: survival.events.map((event, index) => ({
              ...event,
              range: eventRange(event.cost, own, sampled.slice(runs * (index + 1), runs * (index + 2))),
            })),
          },
    warnings: [...estimate.warnings, ...linesOfSomeRuns(estimate, costs, runs)],
  };
}

function totals(sampled: readonly Sampled[]): Decimal[] {
  return sampled.map(({ summary }) => decimal(summary.total));
}

/** What a line costs that no run has. */
function nothing(runs: number): string[] {
  return Array.from({ length: runs }, () => "0");
}

/** Cost of every line that any run has, by run, as numerals: there may be a million of them. */
function lineCosts(sampled: readonly Sampled[]): ReadonlyMap<string, string[]> {
  const costs = new Map<string, string[]>();
  for (const [run, { summary }] of sampled.entries()) {
    for (const { key, cost } of summary.lines) {
      if (cost === null) continue;
      const ofLine = costs.get(key) ?? nothing(sampled.length);
      costs.set(key, ofLine);
      ofLine[run] = cost;
    }
  }
  return costs;
}

/** Null where it was not sampled, or where a bill lacks a price. */
function eventRange(
  typical: string | null,
  own: readonly Sampled[],
  without: readonly Sampled[],
): ReturnType<typeof rangeOf> | null {
  if (without.length === 0 || typical === null) return null;
  const others = totals(without);
  return rangeOf(
    totals(own).map((total, run) => total.minus(present(others[run], "total"))),
    decimal(typical),
  );
}

function sharesOf(verdicts: readonly Verdict[]): Readonly<Record<Verdict, number>> {
  const share = (of: Verdict): number => verdicts.filter((verdict) => verdict === of).length / verdicts.length;
  return { survives: share("survives"), degrades: share("degrades"), fails: share("fails") };
}

function drawnRuns(sampled: readonly Sampled[]): DrawnRun[] {
  return sampled.map(({ summary, assume }) => ({ verdict: summary.survival.verdict, drawn: assume }));
}

/** Those that the typical run rests on and that were drawn. */
function openAssumptions({ assumptions }: Estimate, [first]: readonly Sampled[]): string[] {
  return assumptions.map(({ id }) => id).filter((id) => first?.assume.has(id) === true);
}

/** Lines of the sample that the typical run, and so the bill above, does not have. */
function linesOfSomeRuns({ bill }: Estimate, costs: ReadonlyMap<string, readonly string[]>, runs: number): string[] {
  const known = new Set(bill.lineItems.map(lineKey));
  return [...costs]
    .filter(([key]) => !known.has(key))
    .map(([key, ofRuns]) => {
      const [component = "", , , usageType = ""] = key.split("\n");
      const { p90 } = rangeOf(ofRuns.map(decimal), ZERO);
      const count = ofRuns.filter((cost) => cost !== "0").length;
      return `${component} is billed ${usageType} in ${count} of ${runs} sampled runs only, and not in the typical one: P90 $${decimal(p90).toFixed(2)}, in the total's range and no line here`;
    });
}

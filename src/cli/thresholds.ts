/** Limits the user sets on an estimate; crossing one is exit code 3, so that a pipeline stops. */
import { type Decimal, decimal } from "../decimal.ts";
import { type Problem, problem, UserError } from "../errors.ts";
import type { Estimate, Verdict } from "../estimate-schema.ts";
import { atLeast, money, plural } from "../report/figures.ts";
import { verdictSentence } from "../report/verdict.ts";

export interface Thresholds {
  /** Largest total allowed; null: any. */
  readonly failOver: Decimal | null;
  /** Worst verdict allowed; null: any. */
  readonly failUnless: Exclude<Verdict, "fails"> | null;
  readonly failOnUnpriced: boolean;
}

const VERDICTS: readonly Verdict[] = ["fails", "degrades", "survives"];

/** An amount of money such as `$500`, `500` or `1,234.50`; anything else is added to the problems, and null. */
export function parseMoney(text: string, problems: Problem[]): Decimal | null {
  const amount = /^\$?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/.exec(text);
  if (amount !== null) return decimal(text.replaceAll(/[$,]/g, ""));
  const hint = text.endsWith("%")
    ? "a share needs something to compare with: surgecast diff --fail-over 10%"
    : "quote it, so that the shell leaves the $ alone: --fail-over '$500'";
  problems.push(problem(`--fail-over must be an amount such as $500; got "${text}"`, hint));
  return null;
}

/** What was crossed, a sentence each; none when all is well. */
export function crossed(estimate: Estimate, thresholds: Thresholds): string[] {
  const { bill, survival } = estimate;
  const { failOver, failUnless, failOnUnpriced } = thresholds;
  const missing = bill.unpriced.length;
  return [
    ...(failOver !== null && decimal(bill.total).gt(failOver)
      ? [`the total of ${atLeast(bill.total, bill.complete)} is over the limit of ${money(failOver.toString())}`]
      : []),
    ...(failUnless !== null && survival !== null && VERDICTS.indexOf(survival.verdict) < VERDICTS.indexOf(failUnless)
      ? [`the verdict is "${survival.verdict}", "${failUnless}" was asked: ${verdictSentence(survival)}`]
      : []),
    ...(failOnUnpriced && missing > 0 ? [`${plural(missing, "line")} ${missing === 1 ? "has" : "have"} no price`] : []),
  ];
}

/**
 * What cannot be judged although it was asked; null when everything can. Throws a UserError where there is no verdict at
 * all: a check that passes because it checked nothing is worse than none.
 */
export function undecided({ bill, survival }: Estimate, { failOver, failUnless }: Thresholds): string | null {
  if (failUnless !== null && survival === null) {
    const what = `--fail-unless ${failUnless}: this estimate has no verdict, because nothing was simulated`;
    throw new UserError("COMMAND_INVALID", [problem(what, "leave the flag out, or give the scenario traffic")]);
  }
  if (failOver === null || bill.complete || decimal(bill.total).gt(failOver)) return null;
  return "the total is a lower bound and may be over the limit: --fail-on-unpriced stops that too";
}

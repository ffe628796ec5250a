/** Limits the user sets on a difference; crossing one is exit code 3, so that a pipeline stops. */
import type { Compared, Comparison } from "../comparison/schema.ts";
import { type Decimal, decimal, HUNDRED } from "../decimal.ts";
import { type Problem, problem } from "../errors.ts";
import type { Verdict } from "../estimate-schema.ts";
import { money } from "../report/figures.ts";
import { differenceInWords } from "../report/comparison/words.ts";

/** A sum of money, or a share of the first's total in `[0, ∞)`. */
export type MostMore =
  | { readonly kind: "money"; readonly amount: Decimal }
  | { readonly kind: "share"; readonly share: Decimal };

export interface DifferenceThresholds {
  /** Largest difference allowed; null: any. */
  readonly failOver: MostMore | null;
  /** Worst verdict allowed after the first; null: any. */
  readonly failUnless: Exclude<Verdict, "fails"> | null;
  readonly failOnUnpriced: boolean;
}

const VERDICTS: readonly Verdict[] = ["fails", "degrades", "survives"];

/** `$50`, `1,234.50` or `10%`; anything else is added to the problems, and null. */
export function parseDifference(text: string, problems: Problem[]): MostMore | null {
  const amount = /^\$?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/.exec(text);
  if (amount !== null) return { kind: "money", amount: decimal(text.replaceAll(/[$,]/g, "")) };
  const share = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (share !== undefined) return { kind: "share", share: decimal(share).dividedBy(HUNDRED) };
  const hint = "quote it, so that the shell leaves the $ alone: --fail-over '$50'";
  problems.push(problem(`--fail-over must be an amount such as $50 or a share such as 10%; got "${text}"`, hint));
  return null;
}

/** What was crossed, a sentence each; none when all is well. */
export function crossedDifference(
  { estimates }: Comparison,
  { failOver, failUnless, failOnUnpriced }: DifferenceThresholds,
): string[] {
  const [first, ...others] = estimates;
  if (first === undefined) return [];
  return [
    ...others.flatMap((one) => (failOver === null ? [] : overMost(first, one, failOver))),
    ...others.flatMap(({ label, survival }) =>
      failUnless !== null && survival !== null && VERDICTS.indexOf(survival.verdict) < VERDICTS.indexOf(failUnless)
        ? [`the verdict of ${label} is "${survival.verdict}", "${failUnless}" was asked`]
        : [],
    ),
    ...estimates.flatMap(({ label, complete }) =>
      failOnUnpriced && !complete ? [`not everything in ${label} has a price`] : [],
    ),
  ];
}

/** Differences that prices still missing may take over the limit, a sentence each. */
export function undecidedDifference({ estimates }: Comparison, { failOver }: DifferenceThresholds): string[] {
  const [first, ...others] = estimates;
  if (first === undefined || failOver === null) return [];
  return others
    .filter((one) => isOver(first, one, failOver) === null)
    .map(({ label }) => `prices are missing, and ${label} may be over the limit: --fail-on-unpriced stops that too`);
}

function overMost(first: Compared, one: Compared, most: MostMore): string[] {
  if (isOver(first, one, most) !== true) return [];
  const allowed = money(allowedOver(first, most).toString());
  const limit = most.kind === "money" ? allowed : `${most.share.times(HUNDRED).toString()}% (${allowed})`;
  return [`${one.label} differs from ${first.label} by ${differenceInWords(one.difference)}, the limit is ${limit}`];
}

/** Null where a missing price decides. */
function isOver(first: Compared, { difference: { cost, bound } }: Compared, most: MostMore): boolean | null {
  if (cost === null) return null;
  const over = decimal(cost).gt(allowedOver(first, most));
  const isSure = bound === "exact" || bound === (over ? "at_least" : "at_most");
  return isSure ? over : null;
}

function allowedOver(first: Compared, most: MostMore): Decimal {
  return most.kind === "money" ? most.amount : decimal(first.total).times(most.share);
}

/**
 * The sets that answer "do this": the cheapest that gives nothing up, the cheapest of all, and where an event does not survive the
 * same two on top of the cheapest way to survive.
 */
import { decimal } from "../decimal.ts";
import type { PriceBook } from "../pricing/price.ts";
import type { Alone } from "./alone.ts";
import { type Change, over } from "./change.ts";
import { changesOf, type Combined, combine, leastOf } from "./combine.ts";
import { savingsPlanVariants } from "./commitment.ts";
import { differenceOf } from "./difference.ts";
import { keepsVerdict } from "./keeps.ts";
import type { Measured } from "./measure.ts";
import type { Strategy } from "./survive/strategies.ts";
import type { Trials } from "./trials.ts";
import { isLeftOut, type Variant } from "./variant.ts";

export interface BestSet extends Combined {
  readonly name: "saves" | "saves_all" | "survives" | "survives_all";
  /** The way to survive that it is built on; null where none is needed. */
  readonly strategy: Strategy | null;
}

interface Given {
  readonly trials: Trials;
  readonly now: Measured;
  readonly alone: readonly Alone[];
  readonly strategies: readonly Strategy[];
  /** Whether every event survives as it is. */
  readonly survives: boolean;
  readonly prices: PriceBook;
}

export async function bestSets(given: Given): Promise<readonly BestSet[]> {
  const { alone, survives } = given;
  const harmless = alone.filter(({ variant }) => variant.loses.length === 0);
  const ways = waysToSurvive(given);
  const lossless = ways.find(({ loses }) => loses.length === 0) ?? ways[0];
  const cheapest = ways.slice(0, MOST_WAYS);
  return await Promise.all([
    ...(survives || lossless === undefined ? [] : [best("survives", lossless, harmless, given)]),
    ...(survives || cheapest.length === 0 ? [] : [cheapestOf("survives_all", cheapest, alone, given)]),
    best("saves", null, harmless, given),
    best("saves_all", null, alone, given),
  ]);
}

/** Strategies that survive, the cheapest first. */
function waysToSurvive({ strategies, now }: Given): readonly Strategy[] {
  const priced = strategies.flatMap((one) => {
    const difference = one.measured === null ? null : differenceOf(now, one.measured);
    return one.survives && difference !== null ? [{ one, difference }] : [];
  });
  return priced.sort((a, b) => a.difference.comparedTo(b.difference)).map(({ one }) => one);
}

/** The cheapest way by itself need not be the cheapest with all that goes with it. */
const MOST_WAYS = 2;

async function cheapestOf(
  name: BestSet["name"],
  ways: readonly Strategy[],
  among: readonly Alone[],
  given: Given,
): Promise<BestSet> {
  const [first, ...others] = await Promise.all(ways.map(async (way) => await best(name, way, among, given)));
  if (first === undefined) throw new Error("Bug: a choice among no ways to survive");
  return others.reduce((cheapest, next) => {
    const difference = differenceOf(cheapest.measured, next.measured);
    return next.measured.verdict === "survives" && difference?.isNegative() === true ? next : cheapest;
  }, first);
}

async function best(
  name: BestSet["name"],
  strategy: Strategy | null,
  among: readonly Alone[],
  given: Given,
): Promise<BestSet> {
  const { trials, now } = given;
  const keeps = (measured: Measured): boolean =>
    keepsVerdict(now, measured) && (strategy === null || measured.verdict === "survives");
  const may = among.filter(({ variant, measured, difference }) => {
    const isSearched = variant.group !== PLAN && !variant.isAccounting;
    return isSearched && difference !== null && (strategy !== null || keeps(measured));
  });
  const found = await combine({
    trials,
    base: strategy?.changes ?? [],
    candidates: may.map(({ variant }) => variant),
    first: savers(may, keeps, { now, anyVerdict: strategy !== null }),
    keeps,
  });
  const allowed = among.some(({ variant }) => variant.group === PLAN);
  const planned = allowed ? await withPlan(found, given, keeps) : found;
  return { ...planned, name, strategy };
}

const PLAN = "savings-plan";
/** Of the bill, for which nobody commits to years. */
const LEAST_SHARE_OF_PLAN = decimal("0.01");

/** The one of each group that saves most by itself. */
function savers(
  among: readonly Alone[],
  keeps: (measured: Measured) => boolean,
  { now, anyVerdict }: { readonly now: Measured; readonly anyVerdict: boolean },
): readonly Variant[] {
  const least = leastOf(decimal(now.total)).negated();
  const saving = among
    .filter(({ difference, measured }) => difference?.lt(least) === true && (anyVerdict || keeps(measured)))
    .toSorted((a, b) => (a.difference ?? decimal("0")).comparedTo(b.difference ?? decimal("0")));
  return saving
    .filter(({ variant }, i) => saving.findIndex((other) => other.variant.group === variant.group) === i)
    .map(({ variant }) => variant);
}

/** A commitment fits what runs in the end, so it is sized last. */
async function withPlan(
  found: Combined,
  { trials, prices }: Given,
  keeps: (measured: Measured) => boolean,
): Promise<Combined> {
  const scenario = trials.scenarioWith(found.changes);
  const plans = savingsPlanVariants(scenario, prices).flatMap((one) => (isLeftOut(one) ? [] : [one]));
  const tried = await Promise.all(
    plans.map(async (plan): Promise<Combined> => {
      const changes: readonly Change[] = over(found.changes, changesOf(plan, trials, found.changes) ?? []);
      return { members: [...found.members, plan], changes, measured: await trials.whole(changes) };
    }),
  );
  return tried.reduce((cheapest, next) => {
    const difference = differenceOf(cheapest.measured, next.measured);
    const least = decimal(cheapest.measured.total).times(LEAST_SHARE_OF_PLAN).negated();
    return keeps(next.measured) && difference?.lt(least) === true ? next : cheapest;
  }, found);
}

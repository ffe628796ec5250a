/**
 * The mean traffic at which Lambda and Fargate cost the same: the period without events, simulated with both at rates between a
 * hundredth and a hundred times today's, with ceilings out of the way. A whole request rate costs as many hours of both, so the
 * cheaper side changes at most once in practice; the search takes the first change it finds from below.
 */
import { differenceOf } from "./difference.ts";
import { type Change, over } from "./change.ts";
import type { Trials } from "./trials.ts";
import { configured, type Facts, settingOf } from "./variant.ts";
import { computeVariants } from "./variants/compute.ts";
import { isLeftOut, type Variant } from "./variant.ts";

export interface Crossing {
  readonly component: string;
  /** Requests a second at the edge, on average; null where one of them is cheaper everywhere. */
  readonly perSecond: number | null;
  readonly now: number;
  /** What is cheaper below. */
  readonly below: "lambda" | "fargate";
  readonly tried: { readonly from: number; readonly to: number };
}

const FACTORS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100] as const;
/** A crossing is told to a fiftieth. */
const PRECISION = 1.02;

export async function crossingsOf(facts: Facts, trials: Trials): Promise<readonly Crossing[]> {
  const { baseline } = facts.scenario.traffic;
  if (baseline.mean === undefined || baseline.mean === 0 || baseline.shape === "recorded") return [];
  const variants = computeVariants(facts).flatMap((one) => (isLeftOut(one) ? [] : [one]));
  const found = await Promise.all(variants.map(async (variant) => await crossingOf(variant, facts, trials)));
  return found.flatMap((one) => one ?? []);
}

async function crossingOf(variant: Variant, { scenario }: Facts, trials: Trials): Promise<Crossing | null> {
  const mean = scenario.traffic.baseline.mean ?? 0;
  const component = variant.group.replace(/^compute\./, "");
  const toLambda = variant.id.startsWith("lambda.");
  const changes = variant.changes(scenario);
  if (changes === null) return null;
  /** Whether the function is cheaper at a rate; null where the two cannot be compared. */
  const lambdaWins = async (rate: number): Promise<boolean | null> => {
    const quiet = quietAt(rate, scenario);
    const [as, other] = await Promise.all([
      trials.roughly(over(quiet, roomFor(component, scenario))),
      trials.roughly(over(quiet, changes)),
    ]);
    const difference = as.verdict === "survives" && other.verdict === "survives" ? differenceOf(as, other) : null;
    if (difference === null) return null;
    return toLambda ? difference.isNegative() : !difference.isNegative();
  };
  const wins = await Promise.all(FACTORS.map(async (factor) => await lambdaWins(mean * factor)));
  const known = FACTORS.map((factor, i) => ({ rate: mean * factor, wins: wins[i] })).filter(
    ({ wins: one }) => one !== null,
  );
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  const below = first.wins === true ? "lambda" : "fargate";
  const tried = { from: first.rate, to: last.rate };
  const change = known.findIndex((one) => one.wins !== first.wins);
  if (change < 0) return { component, perSecond: null, now: mean, below, tried };
  let low = known[change - 1]?.rate ?? first.rate;
  let high = known[change]?.rate ?? last.rate;
  while (high / low > PRECISION) {
    const middle = Math.sqrt(low * high);
    if ((await lambdaWins(middle)) === first.wins) low = middle;
    else high = middle;
  }
  return { component, perSecond: Math.sqrt(low * high), now: mean, below, tried };
}

function quietAt(rate: number, scenario: Facts["scenario"]): readonly Change[] {
  return [
    { path: "traffic.baseline.mean", value: `${rate.toFixed(4)}/s` },
    { path: "traffic.events", value: [] },
    { path: "prepare", value: [] },
    { path: "quotas", value: { ...quotasOf(scenario), fargate_vcpu: 1_000_000, lambda_concurrency: 1_000_000 } },
  ];
}

function quotasOf({ quotas }: Facts["scenario"]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(quotas).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** As many tasks as are wanted. */
function roomFor(component: string, scenario: Facts["scenario"]): readonly Change[] {
  const isFleet = configured(scenario, "fargate").some(({ id }) => id === component);
  return isFleet ? [{ path: settingOf(component, "max"), value: 5000 }] : [];
}

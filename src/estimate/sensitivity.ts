/**
 * The assumptions that move the total most, and how much: the run again at the low and at the high value of each, all others typical.
 *
 * Only the difference to a typical run of the same kind is kept, so these runs may be rough: steps of an hour, of a minute around
 * events, over the excerpt of the period that `excerpt.ts` describes. What is reported is the exact total plus that difference.
 *
 * A hundred assumptions are not run one by one. Groups of them go to their high values together; a group that moves the total less
 * than each of the ten found is left alone, any other is halved (sequential bifurcation: Bettonvil and Kleijnen, 1997). That finds
 * the ten largest because `high` is the dear end of every assumption, so that members of a group add up. The few whose high value
 * is cheaper (people who give up sooner) can hide in a group; so can a pair where the larger need swallows the smaller.
 */
import type { Decimal } from "../decimal.ts";
import type { Usage } from "../rating/bill.ts";
import type { ModelOptions } from "../scenario/model.ts";
import type { Metered } from "../simulation/metered.ts";
import type { Model } from "../simulation/model.ts";
import { simulate } from "../simulation/simulate.ts";
import { weightedUsages } from "../simulation/usage.ts";
import { cut, type Excerpt, excerptOf, whole } from "./excerpt.ts";

const COARSE = { baseSeconds: 3600, fineSeconds: 60 };
/** Assumptions whose totals are reported. */
const WEIGHTIEST = 10;
/** Size of the groups to begin with. */
const GROUP = 8;

export interface SensitivityOptions {
  readonly modelOf: (options: ModelOptions) => Model;
  readonly totalOf: (usages: readonly Usage[]) => Decimal;
  /** What Savings Plans make of a run's meters. */
  readonly planned: (metered: readonly Metered[]) => readonly Metered[];
  readonly signal: AbortSignal | null;
  /** Called with the share done, [0, 1]. */
  readonly onProgress: (share: number) => void;
}

/** Differences of the total against the typical run, in dollars. */
export interface Swing {
  readonly low: Decimal;
  readonly high: Decimal;
}

/** By assumption id, of the ten that move the total most. What the scenario has set is no assumption any more. */
export function sensitivities(
  { assumptions: { used, table, overrides } }: Model,
  options: SensitivityOptions,
): ReadonlyMap<string, Swing> {
  const differenceOf = rough(options);
  const ids = [...used].filter((id) => !overrides.has(id));
  const at = (end: "low" | "high", group: readonly string[]): Decimal =>
    differenceOf(new Map(group.map((id) => [id, table.get(id)?.[end] ?? 0])));

  const found = weightiest(ids, (group) => at("high", group), options.onProgress);
  return new Map([...found].map(([id, high]) => [id, { low: at("low", [id]), high }]));
}

interface Group {
  readonly ids: readonly string[];
  readonly difference: Decimal;
}

/** The group that moves the total most is halved until the ten that move it most are single ones. */
function weightiest(
  ids: readonly string[],
  differenceOf: (group: readonly string[]) => Decimal,
  onProgress: (share: number) => void,
): ReadonlyMap<string, Decimal> {
  const groups: Group[] = [];
  const add = (members: readonly string[]): void => {
    const group = { ids: members, difference: differenceOf(members) };
    const at = groups.findIndex(({ difference }) => difference.abs().lt(group.difference.abs()));
    groups.splice(at < 0 ? groups.length : at, 0, group);
  };
  for (let i = 0; i < ids.length; i += GROUP) add(ids.slice(i, i + GROUP));
  for (;;) {
    const at = groups.findIndex((group) => group.ids.length > 1);
    onProgress(at < 0 ? 1 : at / WEIGHTIEST);
    if (at < 0 || at >= WEIGHTIEST) break;
    const [{ ids: members }] = groups.splice(at, 1) as [Group];
    const half = Math.ceil(members.length / 2);
    add(members.slice(0, half));
    add(members.slice(half));
  }
  return new Map(groups.slice(0, WEIGHTIEST).map(({ ids: [id = ""], difference }) => [id, difference]));
}

/** The total with some assumptions set, less the typical one. */
function rough({
  modelOf,
  totalOf,
  planned,
  signal,
}: SensitivityOptions): (assume: ReadonlyMap<string, number>) => Decimal {
  const plain = modelOf({ step: COARSE });
  const excerpt = excerptOf(plain);
  const total = (model: Model, of: Excerpt): Decimal => {
    const { metered } = simulate(cut(model, of), { keepSeries: false, signal, onProgress: null });
    return totalOf(weightedUsages(planned(metered), model.months, of.weights));
  };
  const typical = total(plain, excerpt);
  let typicalWhole: Decimal | null = null;

  return (assume) => {
    const model = modelOf({ assume, step: COARSE });
    if (sameBaseline(model, plain)) return total(model, excerpt).minus(typical);
    // What spreads the period's traffic over its hours cannot be seen in one week of them.
    const all = whole(plain);
    typicalWhole ??= total(plain, all);
    return total(model, all).minus(typicalWhole);
  };
}

function sameBaseline(a: Model, b: Model): boolean {
  return a.traffic.hourRates.every((rate, h) => rate === b.traffic.hourRates[h]);
}

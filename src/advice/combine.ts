/**
 * The best set of changes: a search, because savings do not simply add up (a Spot share saves nothing of tasks that are gone). It
 * starts with every change that saves by itself, then drops, exchanges and adds single changes as long as the bill falls, each
 * step simulated. What it ends with is cheaper than all its neighbours; that nothing else is cheaper still, it does not prove.
 */
import { decimal, type Decimal, greatest, ZERO } from "../decimal.ts";
import { type Change, over } from "./change.ts";
import { differenceOf } from "./difference.ts";
import type { Measured } from "./measure.ts";
import type { Trials } from "./trials.ts";
import type { Variant } from "./variant.ts";

export interface Combined {
  /** In the order in which they are applied. */
  readonly members: readonly Variant[];
  readonly changes: readonly Change[];
  readonly measured: Measured;
}

export interface CombineOptions {
  readonly trials: Trials;
  /** How the period is simulated. */
  readonly on: Trials["whole"];
  /** What is changed in any case, before the members. */
  readonly base: readonly Change[];
  /** All that may be in the set, in the order in which they are applied. */
  readonly candidates: readonly Variant[];
  /** The members to begin with: those that save most by themselves, one of a group. */
  readonly first: readonly Variant[];
  /** Whether a run keeps what must be kept. */
  readonly keeps: (measured: Measured) => boolean;
}

/** Less than a cent, or than a thousandth of the bill, is not worth a change. */
const LEAST_SAVING = decimal("0.01");
const LEAST_SHARE = decimal("0.001");
const MOST_ROUNDS = 6;

/**
 * A set that no single change makes cheaper: sought on an excerpt of the period, whose differences are near enough, and tried on
 * the whole in the end; where that does not keep what must be kept, sought on the whole.
 */
export async function combine(options: Omit<CombineOptions, "on">): Promise<Combined> {
  const { trials, keeps } = options;
  const rough = await searched({ ...options, on: trials.roughly });
  const sure = { ...rough, measured: await trials.whole(rough.changes) };
  return keeps(sure.measured) ? sure : await searched({ ...options, on: trials.whole });
}

/** Where even the base does not keep what must be kept, the base alone. */
async function searched(options: CombineOptions): Promise<Combined> {
  const { first, keeps } = options;
  let best = await tried(options, first);
  if (!keeps(best.measured)) best = await oneByOne(options, await tried(options, []));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const better = await improved(options, best);
    if (better === null) return best;
    best = better;
  }
  return best;
}

/** One after the other, each kept where it saves. */
async function oneByOne(options: CombineOptions, start: Combined): Promise<Combined> {
  let best = start;
  for (const candidate of options.first) {
    const next = await tried(options, [...best.members, candidate]);
    if (options.keeps(next.measured) && saves(best, next)) best = next;
  }
  return best;
}

/** The cheapest neighbour, or all cheaper ones together where that is cheaper still; null where none is. */
async function improved(options: CombineOptions, best: Combined): Promise<Combined | null> {
  const moves = movesFrom(best.members, options.candidates);
  const outcomes = await Promise.all(
    moves.map(async (move) => ({ move, next: await tried(options, moved(best.members, move)) })),
  );
  const better = outcomes
    .filter(({ next }) => options.keeps(next.measured) && saves(best, next))
    .sort((a, b) => totalOf(a.next).comparedTo(totalOf(b.next)));
  const [cheapest] = better;
  if (cheapest === undefined) return null;
  const together = better.reduce<readonly Variant[]>((members, { move }) => moved(members, move), best.members);
  const all = better.length === 1 ? cheapest.next : await tried(options, together);
  return options.keeps(all.measured) && totalOf(all).lt(totalOf(cheapest.next)) ? all : cheapest.next;
}

interface Move {
  readonly drops: Variant | null;
  readonly adds: Variant | null;
}

function movesFrom(members: readonly Variant[], candidates: readonly Variant[]): readonly Move[] {
  const drops = members.map((drop): Move => ({ drops: drop, adds: null }));
  const others = candidates
    .filter(({ id }) => members.every((member) => member.id !== id))
    .map((add): Move => ({ drops: members.find(({ group }) => group === add.group) ?? null, adds: add }));
  return [...drops, ...others];
}

/** A move whose group has a new member by now takes its place. */
function moved(members: readonly Variant[], { drops, adds }: Move): readonly Variant[] {
  const left = members.filter(({ id, group }) => id !== drops?.id && group !== adds?.group);
  return adds === null ? left : [...left, adds];
}

/** Applied in the candidates' order; a member that has nothing left to change is none. */
async function tried({ trials, on, base, candidates }: CombineOptions, members: readonly Variant[]): Promise<Combined> {
  const order = (one: Variant): number => candidates.findIndex(({ id }) => id === one.id);
  let changes = base;
  const applied: Variant[] = [];
  for (const member of members.toSorted((a, b) => order(a) - order(b))) {
    const more = changesOf(member, trials, changes);
    if (more === null) continue;
    changes = over(changes, more);
    applied.push(member);
  }
  return { members: applied, changes, measured: await on(changes) };
}

/** What a variant changes on top of other changes; null where it has nothing (left) to change. */
export function changesOf(variant: Variant, trials: Trials, before: readonly Change[]): readonly Change[] | null {
  const scenario = trials.scenarioWith(before);
  const changes = variant.changes(scenario);
  if (changes === null || before.length === 0) return changes;
  const kinds = (of: typeof scenario) => new Map(of.components.map(({ id, kind }) => [id, kind]));
  const now = kinds(scenario);
  const then = kinds(trials.scenarioWith([]));
  const inside = changes.flatMap(({ path }) => /^architecture\.([\w-]+)\./.exec(path)?.[1] ?? []);
  // A component that has become another kind has other settings.
  return inside.every((id) => now.get(id) === then.get(id)) ? changes : null;
}

function saves(before: Combined, after: Combined): boolean {
  const difference = differenceOf(before.measured, after.measured);
  if (difference === null) return false;
  // A change that is taken away again needs no reason but the money.
  const least = after.members.length < before.members.length ? ZERO : leastOf(totalOf(before));
  return difference.lte(least.negated());
}

/** What a change must save of a total to be worth it. */
export function leastOf(total: Decimal): Decimal {
  return greatest(LEAST_SAVING, total.times(LEAST_SHARE));
}

const totalOf = ({ measured }: Combined): Decimal => decimal(measured.total);

/**
 * The smallest floors and ceilings with which an event survives: everything generous first, then one after the other as small as
 * it may be while the others stay, the dearest first. In the end none of them can be smaller by itself. Only the hours around the
 * event are simulated; whoever uses the result tries it on the whole.
 */
import type { Scenario } from "../../scenario/schema.ts";
import type { Model } from "../../simulation/model.ts";
import { endSeconds, type Event } from "../../traffic/arrivals.ts";
import { type Change, over } from "../change.ts";
import type { Measured, Window } from "../measure.ts";
import { type Prepare, prepareValue } from "../prepared.ts";
import type { Trials } from "../trials.ts";
import { type Lever, leversOf } from "./levers.ts";

/** How far a lever is pulled for an event. */
export interface Raised {
  readonly lever: Lever;
  readonly amount: number;
}

export interface Sized {
  readonly raised: readonly Raised[];
  /** Seconds after the event's start at which floors are lowered. */
  readonly untilSeconds: number;
}

/** Or what stands in the way, in words. */
export type Sizing = Sized | { readonly impossible: string };

export const isSized = (sizing: Sizing): sizing is Sized => "raised" in sizing;

/** Hours before an event in which what has been raised comes to rest, and after it in which it is judged. */
const BEFORE_SECONDS = 2 * 3600;
const AFTER_SECONDS = 1200;
const QUARTER = 900;
const REACHES = [1, 2, 4, 8] as const;

export function windowOf(event: Event, model: Model): Window {
  const fromHour = Math.max(0, Math.floor((event.startSeconds - BEFORE_SECONDS) / 3600));
  const until = Math.min(model.seconds / 3600, Math.ceil((endSeconds(event) + AFTER_SECONDS) / 3600));
  return { fromHour, hours: until - fromHour };
}

/** `base`: what is changed beside. */
export async function sized(
  event: Event,
  { trials, model, base }: { readonly trials: Trials; readonly model: Model; readonly base: readonly Change[] },
): Promise<Sizing> {
  const scenario = trials.scenarioWith(base);
  const window = windowOf(event, model);
  const untilSeconds = Math.ceil((endSeconds(event) - event.startSeconds) / QUARTER) * QUARTER;
  const momentWith = async (raised: readonly Raised[]) => {
    const changes = over(base, changesFor(scenario, [{ event: event.name, sizing: { raised, untilSeconds } }]));
    return momentOf(await trials.during(window, changes), event.name);
  };
  const survives = async (raised: readonly Raised[]): Promise<boolean> =>
    (await momentWith(raised)).verdict === "survives";

  for (const times of REACHES) {
    const generous = leversOf(scenario, model, times).map((lever) => ({ lever, amount: lever.most }));
    if (await survives(generous)) return { raised: await shrunk(generous, survives), untilSeconds };
    if (times !== REACHES.at(-1)) continue;
    const { firstLimit } = await momentWith(generous);
    return { impossible: firstLimit ?? "requests are too slow even where nothing is short" };
  }
  throw new Error("Bug: a sizing without an end");
}

export function momentOf({ moments }: Measured, event: string): Measured["moments"][number] {
  const found = moments.find((moment) => moment.event === event);
  if (found === undefined) throw new Error(`Bug: event ${event} was not measured`);
  return found;
}

async function shrunk(
  generous: readonly Raised[],
  survives: (raised: readonly Raised[]) => Promise<boolean>,
): Promise<readonly Raised[]> {
  let raised = generous;
  for (const [i, { lever }] of generous.entries()) {
    const with_ = (amount: number) => raised.map((one, at) => (at === i ? { lever, amount } : one));
    const amount = await smallest(lever, async (candidate) => await survives(with_(candidate)));
    raised = with_(amount);
  }
  return raised;
}

/** The smallest amount of a lever at which it holds, which it does at `most`. */
async function smallest(lever: Lever, holds: (amount: number) => Promise<boolean>): Promise<number> {
  const { least, first, most, step } = lever;
  if (await holds(least)) return least;
  let fails = -1;
  let good = Math.max(0, Math.ceil((most - first) / step));
  const amountAt = (index: number): number => Math.min(most, first + index * step);
  while (good - fails > 1) {
    const middle = Math.floor((good + fails) / 2);
    if (await holds(amountAt(middle))) good = middle;
    else fails = middle;
  }
  return amountAt(good);
}

/** What several events need: their floors, each for its time, and the highest of each ceiling. */
export function changesFor(
  scenario: Scenario,
  events: readonly { readonly event: string; readonly sizing: Sized }[],
): readonly Change[] {
  const floors = events.flatMap(({ event, sizing }) => floorsOf(event, sizing));
  const replaced = (step: Prepare): boolean =>
    events.some(({ event, sizing }) =>
      sizing.raised.some(({ lever: { component, key } }) => prepares(step, { event, component, key }, scenario)),
    );
  const kept = scenario.prepare.filter((step) => !replaced(step));
  const isNew = floors.length > 0 || kept.length < scenario.prepare.length;
  const besides = [...events]
    .flatMap(({ sizing }) => sizing.raised.flatMap(({ lever, amount }) => lever.changes(amount)))
    // Of what two events ask for, the higher.
    .toSorted((a, b) => Number(a.value) - Number(b.value))
    .reduce<readonly Change[]>((all, change) => over(all, [change]), []);
  return [...(isNew ? [{ path: "prepare", value: [...kept, ...floors].map(prepareValue) }] : []), ...besides];
}

function prepares(
  step: Prepare,
  { event, component, key }: { readonly event: string; readonly component: string; readonly key: Lever["key"] },
  { traffic: { events } }: Scenario,
): boolean {
  const named = step.event ?? (events.length === 1 ? events[0]?.name : undefined);
  return named === event && step.component === component && key !== null && step[key] !== undefined;
}

function floorsOf(event: string, { raised, untilSeconds }: Sized): Prepare[] {
  return raised.flatMap(({ lever: { component, key, least, leadSeconds }, amount }) =>
    key === null || amount <= least
      ? []
      : [{ component, event, from: -leadSeconds, until: untilSeconds, [key]: amount }],
  );
}

/**
 * Ways to survive: raise what is short, keep pages at the edge and raise less, let people wait in a waiting room, or both. Each is
 * sized by simulation and then tried on the whole period; the bill decides between those that survive.
 */
import type { Model } from "../../simulation/model.ts";
import type { Change } from "../change.ts";
import { over } from "../change.ts";
import type { Measured } from "../measure.ts";
import type { Trials } from "../trials.ts";
import type { Variant } from "../variant.ts";
import { admittedFor, admittedToday } from "./waiting-room.ts";
import { changesFor, isSized, type Sized, sized } from "./sizing.ts";

/** Nobody waits longer than this on purpose: an assumption. */
export const LONGEST_WAIT_SECONDS = 600;

export interface Strategy {
  readonly id: string;
  readonly title: string;
  readonly loses: readonly string[];
  readonly needs: readonly string[];
  readonly source: string;
  readonly changes: readonly Change[];
  /** By event: what is raised for it. */
  readonly sizings: readonly { readonly event: string; readonly sizing: Sized }[];
  /** The whole period; null where the strategy is impossible. */
  readonly measured: Measured | null;
  readonly survives: boolean;
  /** Why not; null where it does. */
  readonly why: string | null;
}

interface Given {
  readonly trials: Trials;
  readonly model: Model;
  /** Events that do not survive as they are. */
  readonly events: readonly string[];
  /** Variants that change what has to be raised: pages kept at the edge, functions in place of tasks. */
  readonly beside: readonly Variant[];
}

/** Every strategy that applies, in the order in which they are listed. */
export async function strategiesOf(given: Given): Promise<readonly Strategy[]> {
  const { beside, trials } = given;
  const scenario = trials.scenarioWith([]);
  const others = beside.map((variant) =>
    prepared(given, {
      id: `prepare+${variant.id}`,
      title: `raise what is short before the event, with ${variant.title.replace(/ \(.*/, "")}`,
      base: variant.changes(scenario) ?? [],
      loses: variant.loses,
      needs: variant.needs,
      source: variant.source,
    }),
  );
  const all = await Promise.all([
    prepared(given, { id: "prepare", title: "raise what is short before the event", base: [], ...nothingLost }),
    ...others,
    admittedAsItIs(given),
    admittedAndPrepared(given),
  ]);
  // A room in which nobody waits is none.
  return all.filter(({ measured }) => measured?.held === null || measured === null || measured.held.visitors >= 1);
}

/** What it raises, in words: `60 tasks of app, 130 reserved LCU for balancer`. */
export function raisedBy({ sizings }: Pick<Strategy, "sizings">): string {
  const raised = sizings.flatMap(({ sizing }) => sizing.raised.filter(({ lever, amount }) => amount > lever.least));
  return [...new Set(raised.map(({ lever, amount }) => lever.words(amount)))].join(", ");
}

/** Title and amounts: `raise what is short before the event: 60 tasks of app`. */
export function titleWithAmounts(strategy: Pick<Strategy, "title" | "sizings">): string {
  const raised = raisedBy(strategy);
  return raised === "" ? strategy.title : `${strategy.title}: ${raised}`;
}

const reservations =
  "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html";
const nothingLost = { loses: [], needs: [], source: reservations } as const;

interface Kind extends Pick<Strategy, "id" | "title" | "loses" | "needs" | "source"> {
  readonly base: readonly Change[];
}

/** Floors and ceilings for each event, over what is changed in any case. */
async function prepared({ trials, model, events }: Given, { base, ...about }: Kind): Promise<Strategy> {
  const sizings = await Promise.all(
    model.traffic.events
      .filter(({ name }) => events.includes(name))
      .map(async (event) => ({ event: event.name, sizing: await sized(event, { trials, model, base }) })),
  );
  const failed = sizings.find(({ sizing }) => !isSized(sizing));
  if (failed !== undefined && !isSized(failed.sizing))
    return impossible(about, `${failed.event}: ${failed.sizing.impossible}`);
  const found = sizings.flatMap(({ event, sizing }) => (isSized(sizing) ? [{ event, sizing }] : []));
  return await verified(trials, { ...about, base, sizings: found });
}

function impossible(about: Omit<Kind, "base">, why: string): Strategy {
  return { ...about, changes: [], sizings: [], measured: null, survives: false, why };
}

/** On the whole period; where the hours around the event promised too much, a little more of everything. */
async function verified(
  trials: Trials,
  { base, sizings, ...about }: Kind & Pick<Strategy, "sizings">,
): Promise<Strategy> {
  const scenario = trials.scenarioWith(base);
  let attempt = sizings;
  for (const more of [1.05, 1.1, null]) {
    const changes = over(base, changesFor(scenario, attempt));
    const measured = await trials.whole(changes);
    const survives = measured.verdict === "survives";
    if (survives || more === null) {
      const why = survives ? null : "what suffices around the event does not on the whole period";
      return { ...about, changes, sizings: attempt, measured, survives, why };
    }
    attempt = sizings.map(({ event, sizing }) => ({
      event,
      sizing: { ...sizing, raised: sizing.raised.map(aLittle(more)) },
    }));
  }
  throw new Error("Bug: a verification without an end");
}

function aLittle(more: number) {
  return ({ lever, amount }: Sized["raised"][number]) =>
    amount <= lever.least ? { lever, amount } : { lever, amount: Math.ceil((amount * more) / lever.step) * lever.step };
}

const roomLoses = "an immediate answer: visitors wait in line, and some leave";
const room = {
  needs: ["a waiting room in front of the shop, whose own price is not in here"],
  source: "https://aws.amazon.com/solutions/implementations/virtual-waiting-room-on-aws/",
} as const;

/** The highest rate that the shop takes as it is. */
async function admittedAsItIs(given: Given): Promise<Strategy> {
  const about = { id: "waiting-room", title: "a waiting room at the rate that the shop takes today", ...room };
  const rate = await admittedToday(given);
  if (rate === null)
    return impossible({ ...about, loses: [roomLoses] }, "even usual traffic at its peak is more than it takes");
  return waited(await verified(given.trials, { ...about, loses: [roomLoses], base: [rate], sizings: [] }));
}

/** The rate at which nobody waits too long, and what the shop needs to take it. */
async function admittedAndPrepared(given: Given): Promise<Strategy> {
  const minutes = LONGEST_WAIT_SECONDS / 60;
  const about = {
    id: "waiting-room+prepare",
    title: `a waiting room in which nobody waits longer than ${minutes} minutes, and what is short raised for that`,
    loses: [roomLoses],
    ...room,
  };
  const rate = await admittedFor(given, LONGEST_WAIT_SECONDS);
  return waited(await prepared(given, { ...about, base: [rate] }));
}

/** Says how long people wait; who waits for hours is gone, whatever the verdict says. */
function waited(strategy: Strategy): Strategy {
  const { measured } = strategy;
  if (measured?.held === null || measured === null) return strategy;
  const { seconds, visitors } = measured.held;
  const words = `${Math.round(visitors).toLocaleString("en-US")} visitors wait at once, the last of them ${Math.ceil(seconds / 60)} min`;
  const tooLong = seconds > LONGEST_WAIT_SECONDS * 1.05;
  return {
    ...strategy,
    loses: [...strategy.loses, words],
    survives: strategy.survives && !tooLong,
    why:
      strategy.why ??
      (tooLong ? `${words}: who waits for longer than ${LONGEST_WAIT_SECONDS / 60} min is taken for gone` : null),
  };
}

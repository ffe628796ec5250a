/**
 * The rate of a waiting room, by search: the highest that a shop takes as it is, or the lowest at which nobody waits too long.
 * Held visitors are no failures, so a waiting room always survives if it is slow enough; how long they wait is what it costs.
 */
import type { Model } from "../../simulation/model.ts";
import type { Change } from "../change.ts";
import { over } from "../change.ts";
import type { Measured } from "../measure.ts";
import type { Trials } from "../trials.ts";
import { changesFor, momentOf, windowOf } from "./sizing.ts";
import { leversOf } from "./levers.ts";

interface Given {
  readonly trials: Trials;
  readonly model: Model;
  readonly events: readonly string[];
}

const POLL = "10s";
/** Requests a second between two rates that are told apart: a fiftieth. */
const PRECISION = 1.02;

/** Null where even the peak of usual traffic would have to wait. */
export async function admittedToday(given: Given): Promise<Change | null> {
  const least = usualPeak(given.model);
  const holds = async (rate: number): Promise<boolean> =>
    (await around(given, [admission(rate)])).every(
      (measured, i) => momentOf(measured, given.events[i] ?? "").verdict === "survives",
    );
  if (!(await holds(least))) return null;
  return admission(await furthest({ from: least, to: eventPeak(given.model), holds }));
}

/** Sought with everything generous: what the shop needs for that rate is found afterwards. */
export async function admittedFor(given: Given, waitSeconds: number): Promise<Change> {
  const { trials, model, events } = given;
  const scenario = trials.scenarioWith([]);
  const generous = events.map((event) => {
    const raised = leversOf(scenario, model, 8).map((lever) => ({ lever, amount: lever.most }));
    return { event, sizing: { raised, untilSeconds: 24 * 3600 } };
  });
  const base = changesFor(scenario, generous);
  const waitsTooLong = async (rate: number): Promise<boolean> =>
    (await around(given, over(base, [admission(rate)]))).some(({ held }) => (held?.seconds ?? 0) > waitSeconds);
  const from = usualPeak(model);
  if (!(await waitsTooLong(from))) return admission(from);
  const tooSlow = await furthest({ from, to: eventPeak(model), holds: waitsTooLong });
  return admission(tooSlow * PRECISION);
}

const admission = (rate: number): Change => ({
  path: "admission",
  value: { per_second: Math.round(rate * 10) / 10, poll: POLL },
});

/** The hours of each event that is looked at, in their order. */
async function around({ trials, model, events }: Given, changes: readonly Change[]): Promise<readonly Measured[]> {
  const seen = events.flatMap((name) => model.traffic.events.filter((event) => event.name === name));
  return await Promise.all(seen.map(async (event) => await trials.during(windowOf(event, model), changes)));
}

/** The highest rate that holds, to a fiftieth, between one that does and one that need not. */
async function furthest({
  from,
  to,
  holds,
}: {
  readonly from: number;
  readonly to: number;
  readonly holds: (rate: number) => Promise<boolean>;
}): Promise<number> {
  let good = from;
  let bad = Math.max(to, from * PRECISION);
  while (bad / good > PRECISION) {
    const middle = Math.sqrt(good * bad);
    if (await holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Requests a second of all classes that go to the balancer, where nothing happens, with room for noise. */
function usualPeak({ traffic, classes }: Model): number {
  const rate = traffic.hourRates.reduce((most, value) => Math.max(most, value), 0);
  return rate * toBalancer(traffic.mix, classes) * 1.3;
}

function eventPeak({ traffic, classes }: Model): number {
  const rate = traffic.hourRates.reduce((most, value) => Math.max(most, value), 0);
  return traffic.events.reduce(
    (most, { multiple, mix }) => Math.max(most, rate * multiple * toBalancer(mix, classes) * 1.3),
    1,
  );
}

function toBalancer(mix: Float64Array, classes: Model["classes"]): number {
  return classes.reduce((sum, { origin, index }) => sum + (origin === "balancer" ? (mix[index] ?? 0) : 0), 0);
}

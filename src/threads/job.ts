/** What a thread is asked to do and what it answers: plain data, because that is all that crosses. */
import { type Problem, UserError, type ErrorCode } from "../errors.ts";
import type { Estimate } from "../estimate-schema.ts";
import { estimate } from "../estimate.ts";
import { loadPriceBook } from "../files/price-cache.ts";
import type { PriceBook } from "../pricing/price.ts";
import { pricesNeeded } from "../scenario/prices-needed.ts";
import type { Scenario } from "../scenario/schema.ts";
import { services } from "../services/index.ts";
import { summaries, type Summary } from "../uncertainty/summary.ts";

/** One estimate of one of the scenarios; independent of every other. */
export interface Job {
  /** Index into the scenarios. */
  readonly scenario: number;
  /** Values of assumptions, each in its unit, over what the scenario sets. */
  readonly assume?: ReadonlyMap<string, number>;
  /** Events to leave out. */
  readonly without?: readonly string[];
  /** Replaces the scenario's seed. */
  readonly seed?: number | null;
  /** For an estimate: also weigh assumptions; default false. A summary never does. */
  readonly sensitivity?: boolean;
  /** For an estimate: also run it without each event; default false. A summary never does. */
  readonly eventCosts?: boolean;
}

/** What may be wanted of each job, and what it then gives. */
export interface Answers {
  readonly summary: Summary;
  readonly estimate: Estimate;
}

/** What all jobs share: sent to a thread once. */
export interface Shared {
  readonly scenarios: readonly Scenario[];
  readonly wanted: keyof Answers;
  /** Where prices are read from; null: where they usually are. */
  readonly cacheDirectory: string | null;
}

/** An answer, or what is wrong with the scenario or its prices: an error's class does not cross. */
export type Reply =
  | { readonly answer: Summary | Estimate }
  | { readonly code: ErrorCode; readonly problems: readonly Problem[] };

/** A function that does jobs one after the other; scenarios and prices are made ready for all of them, when first needed. */
export function performer({ scenarios, wanted, cacheDirectory }: Shared): (job: Job) => Summary | Estimate {
  let book: PriceBook | null = null;
  const prices = (): PriceBook =>
    (book ??= loadPriceBook({
      ...(cacheDirectory === null ? {} : { cacheDirectory }),
      needed: scenarios.flatMap((scenario) => pricesNeeded(scenario, services)),
    }));
  const ready = new Map<string, ReturnType<typeof summaries>>();

  return ({
    scenario: index,
    assume = new Map(),
    without = [],
    seed = null,
    sensitivity = false,
    eventCosts = false,
  }) => {
    const scenario = scenarios[index];
    if (scenario === undefined) throw new Error(`Bug: there is no scenario ${index}`);
    if (wanted === "estimate") return estimate(scenario, prices(), { assume, without, seed, sensitivity, eventCosts });
    const key = `${index} ${seed ?? ""}`;
    const summaryOf = ready.get(key) ?? summaries(scenario, prices(), { seed });
    ready.set(key, summaryOf);
    return summaryOf({ assume, without });
  };
}

/** The same as a reply: a UserError becomes data, a bug is thrown on. */
export function replier(shared: Shared): (job: Job) => Reply {
  const perform = performer(shared);
  return (job) => {
    try {
      return { answer: perform(job) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { code: error.code, problems: error.problems };
    }
  };
}

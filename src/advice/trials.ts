/**
 * The scenario tried with changes: each trial is the scenario parsed again with the changes as `--set` would apply them, so that
 * what is advised is what a user can repeat. The same trial is simulated once.
 */
import type { Scenario } from "../scenario/schema.ts";
import { asSet, type Change } from "./change.ts";
import type { Measured, Measuring, Window } from "./measure.ts";

/** Measures in this thread or in others; answers do not depend on which. */
export type Measure = (of: Measuring) => Promise<Measured>;

export interface Trials {
  /** The scenario with changes. */
  scenarioWith(changes: readonly Change[]): Scenario;
  /** The whole period with changes, and its bill. */
  whole(changes: readonly Change[]): Promise<Measured>;
  /** An excerpt of it that stands for the whole: quicker, and near enough to tell which of two variants is cheaper. */
  roughly(changes: readonly Change[]): Promise<Measured>;
  /** Some hours of it, for the verdict. */
  during(window: Window, changes: readonly Change[]): Promise<Measured>;
  /** Simulations so far. */
  readonly count: number;
}

export interface TrialOptions {
  /** The scenario with changes as `--set` writes them on top of its own. */
  readonly vary: (set: readonly string[]) => Scenario;
  readonly measure: Measure;
  /** Called after each simulation. */
  readonly onTrial: (done: number) => void;
}

export function trials({ vary, measure, onTrial }: TrialOptions): Trials {
  const known = new Map<string, Promise<Measured>>();
  const parsed = new Map<string, Scenario>();
  let done = 0;

  const scenarioWith = (changes: readonly Change[]): Scenario => {
    const set = changes.map(asSet);
    const key = JSON.stringify(set);
    const scenario = parsed.get(key) ?? vary(set);
    parsed.set(key, scenario);
    return scenario;
  };

  const tried = (part: Measuring["part"], changes: readonly Change[]): Promise<Measured> => {
    const set = changes.map(asSet);
    const key = JSON.stringify([part, set]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = measure({ scenario: scenarioWith(changes), part }).then((measured) => {
      done += 1;
      onTrial(done);
      return measured;
    });
    known.set(key, result);
    return result;
  };

  return {
    scenarioWith,
    whole: (changes) => tried("whole", changes),
    roughly: (changes) => tried("excerpt", changes),
    during: tried,
    get count() {
      return known.size;
    },
  };
}

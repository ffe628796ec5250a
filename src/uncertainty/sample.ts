/** The runs that a range is made of: each draws every assumption that the scenario leaves open. */
import { assumptionTable } from "../scenario/assumption-table.ts";
import type { Scenario } from "../scenario/schema.ts";
import { services } from "../services/index.ts";
import { draws } from "./draw.ts";

/** One simulation of the sample. */
export interface SampleRun {
  /** Values of assumptions, each in its unit. */
  readonly assume: ReadonlyMap<string, number>;
  /** Events left out. */
  readonly without: readonly string[];
}

export interface SampleOptions {
  /** Runs, at least 1. */
  readonly runs: number;
  /** Replaces the scenario's seed, of its noise and of the draws. */
  readonly seed?: number | null;
  /** Events to leave out. */
  readonly without?: readonly string[];
  /** Also each run without each event, for the range of what an event costs; default false. */
  readonly eventCosts?: boolean;
}

/**
 * The simulations of a sample: first `runs` of the scenario, then `runs` without each event in turn, where event costs are asked for.
 * Run number r has the same draws in each of them, and the same noise in all runs.
 */
export function sampleRuns(scenario: Scenario, options: SampleOptions): SampleRun[] {
  const { runs, seed, without = [], eventCosts = false } = options;
  const open = assumptionTable(services).filter(({ id }) => !Object.hasOwn(scenario.assume, id));
  const drawn = Array.from({ length: runs }, (_, run) => draws(open, seed ?? scenario.seed, run));
  const events = eventCosts ? sampledEvents(scenario, without) : [];
  return [without, ...events.map((name) => [...without, name])].flatMap((left) =>
    drawn.map((assume) => ({ assume, without: left })),
  );
}

/** Events of which a cost is sampled, in the scenario's order. */
export function sampledEvents({ traffic }: Scenario, without: readonly string[]): string[] {
  return traffic.events.map(({ name }) => name).filter((name) => !without.includes(name));
}

/** What is not the same in estimates that are compared, beside what they are compared for. */
import type { Estimate } from "../estimate-schema.ts";
import type { Comparison } from "./schema.ts";

/** Period, Region, noise, requests, objectives: each with its value in every estimate, where one is another. */
export function unlikeIn(estimates: readonly Estimate[]): Comparison["unlike"] {
  const objectives = estimates.map(objectivesOf);
  const all = [
    valuesOf("period", estimates, ({ scenario }) => periodOf(scenario)),
    valuesOf("Region", estimates, ({ scenario }) => scenario?.region ?? "none"),
    valuesOf("seed", estimates, ({ scenario }) => String(scenario?.seed ?? "none")),
    valuesOf("events", estimates, ({ survival }) => survival?.events.map(({ name }) => name).join(", ") || "none"),
    valuesOf("requests", estimates, ({ survival }) => survival?.requests ?? "none"),
    ...[...(objectives[0]?.keys() ?? [])]
      .filter((key) => objectives.every((one) => one.has(key)))
      .map((key) => ({ what: `objective of ${key}`, values: objectives.map((one) => one.get(key) ?? "none") })),
  ];
  return all.filter(({ values }) => new Set(values).size > 1);
}

/** Whether the same was asked of both, in the same time: only then does a difference in what failed mean anything. */
export function isSameTraffic(a: Estimate, b: Estimate): boolean {
  return a.survival?.requests === b.survival?.requests && periodOf(a.scenario) === periodOf(b.scenario);
}

function valuesOf(
  what: string,
  estimates: readonly Estimate[],
  of: (estimate: Estimate) => string,
): Comparison["unlike"][number] {
  return { what, values: estimates.map(of) };
}

function periodOf(scenario: Estimate["scenario"]): string {
  return scenario === null ? "none" : `${scenario.period.start} to ${scenario.period.end}`;
}

/** Class → `99.5% within 5s`, of classes that an event was judged by. */
function objectivesOf({ survival }: Estimate): ReadonlyMap<string, string> {
  const outcomes = survival?.events.flatMap(({ byClass }) => byClass) ?? [];
  return new Map(outcomes.map((outcome) => [outcome.class, outcome.objective]));
}

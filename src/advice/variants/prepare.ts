/** A pre-scale that nobody lowers is paid for until the end of the month. */
import type { Scenario } from "../../scenario/schema.ts";
import type { Facts, LeftOut, Variant } from "../variant.ts";
import { type Prepare, prepareValue } from "../prepared.ts";

export function prepareVariants({ scenario }: Facts): readonly (Variant | LeftOut)[] {
  return scenario.prepare.flatMap((step, i) => {
    const event = eventOf(step, scenario);
    if (step.until !== undefined || event === null) return [];
    const ends = Math.ceil((event.ramp + event.hold + event.decay) / 900) * 900;
    return [
      {
        id: `lower.${step.component}.${i}`,
        title: `what is raised of ${step.component} for ${event.name} lowered when it is over`,
        group: `lower.${i}`,
        changes: ({ prepare }: Scenario) => [
          { path: "prepare", value: prepare.map((one, at) => prepareValue(at === i ? { ...one, until: ends } : one)) },
        ],
        loses: [],
        needs: [],
        source: "scenario",
      },
    ];
  });
}

function eventOf({ event }: Prepare, { traffic: { events } }: Scenario) {
  const only = events.length === 1 ? events[0] : undefined;
  return events.find(({ name }) => name === event) ?? (event === undefined ? only : undefined) ?? null;
}

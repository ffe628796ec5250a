/** `prepare:` as it is written: what is raised before an event, and lowered after it. */
import { preparedKeys } from "../services/service.ts";
import type { Scenario } from "../scenario/schema.ts";
import { spanOf, type Value } from "./change.ts";

export type Prepare = Scenario["prepare"][number];

/** `{ component: app, event: drop, from: -30m, until: 90m, min: 60 }`. */
export function prepareValue(step: Prepare): Value {
  const { component, event, from, until } = step;
  const amounts = preparedKeys.flatMap((key) => (step[key] === undefined ? [] : [[key, step[key]] as const]));
  return {
    component,
    ...(event === undefined ? {} : { event }),
    from: spanOf(from),
    ...(until === undefined ? {} : { until: spanOf(until) }),
    ...Object.fromEntries(amounts),
  };
}

/** How traffic divides where a scenario does not say so. */
import type { Assumptions } from "../assumption.ts";
import type { EdgeGroup } from "../regions.ts";
import type { Scenario } from "./schema.ts";

/** Viewers of a European luxury shop: a practitioner's judgement. */
const VIEWERS: Readonly<Partial<Record<EdgeGroup, number>>> = {
  united_states: 0.45,
  europe: 0.3,
  japan: 0.1,
  asia_pacific: 0.1,
  middle_east: 0.05,
};

/** Shares of one by edge group, in the order written. */
export function viewerShares({ traffic }: Pick<Scenario, "traffic">): Readonly<Partial<Record<EdgeGroup, number>>> {
  return traffic.viewers ?? VIEWERS;
}

/**
 * Shares of one by class. Without a mix, all of the traffic is of the only class there is; where there are several, or none, it
 * divides as a shop's does, by assumption.
 */
export function mixOf(
  { traffic, classes }: Pick<Scenario, "traffic" | "classes">,
  assumptions: Assumptions,
): Readonly<Record<string, number>> {
  if (traffic.mix !== undefined) return traffic.mix;
  const [only, ...others] = Object.keys(classes);
  if (only !== undefined && others.length === 0) return { [only]: 1 };
  const page = assumptions.value("mixPage");
  const api = assumptions.value("mixApi");
  const checkout = assumptions.value("mixCheckout");
  return { static: Math.max(0, 1 - page - api - checkout), page, api, checkout };
}

/** Names of all classes that send requests: those of the mix, then of the events' mixes, then the others that are described. */
export function classNames(
  scenario: Pick<Scenario, "traffic" | "classes">,
  assumptions: Assumptions,
): readonly string[] {
  const mixes = [
    mixOf(scenario, assumptions),
    ...scenario.traffic.events.map(({ mix }) => mix ?? {}),
    scenario.classes,
  ];
  return [...new Set(mixes.flatMap((mix) => Object.keys(mix)))];
}

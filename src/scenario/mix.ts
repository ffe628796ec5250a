/** How requests split into classes, day by day and at the height of an event. */
import type { Assumptions } from "../assumption.ts";
import type { RequestClass } from "../traffic/request-class.ts";
import type { Scenario, ScenarioEvent } from "./schema.ts";
import { mixOf } from "./shares.ts";

/** Shares by class index; they add up to 1. */
export function baseMix(scenario: Scenario, classes: readonly RequestClass[], values: Assumptions): Float64Array {
  return converted(sharesOf(mixOf(scenario, values), classes), scenario, classes);
}

/** Shares at an event's height; the baseline's when it does not shift them. */
export function eventMix(
  { mix }: ScenarioEvent,
  scenario: Scenario,
  classes: readonly RequestClass[],
  values: Assumptions,
): Float64Array {
  return mix === undefined ? baseMix(scenario, classes, values) : sharesOf(mix, classes);
}

function sharesOf(mix: Readonly<Record<string, number>>, classes: readonly RequestClass[]): Float64Array {
  const shares = Float64Array.from(classes, ({ name }) => (Object.hasOwn(mix, name) ? (mix[name] ?? 0) : 0));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => (total === 0 ? 0 : share / total));
}

/**
 * With `visitors` and `conversion`, orders set the share of the class that completes them: visitors × conversion orders, each of
 * 1 / `orders` requests; the other classes share the rest as the mix says.
 */
function converted(mix: Float64Array, scenario: Scenario, classes: readonly RequestClass[]): Float64Array {
  const {
    visitors,
    conversion,
    pages_per_visit: pages = 1,
    requests_per_page: requests = 1,
  } = scenario.traffic.baseline;
  const seller = classes.find(({ orders }) => orders > 0);
  if (visitors === undefined || conversion === undefined || seller === undefined) return mix;
  const perVisit = pages * requests;
  const share = Math.min(1, conversion / seller.orders / perVisit);
  const others = 1 - (mix[seller.index] ?? 0);
  return mix.map((value, c) => (c === seller.index ? share : others === 0 ? 0 : (value / others) * (1 - share)));
}

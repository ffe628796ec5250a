/** How requests split into classes, day by day and at the height of an event. */
import type { RequestClass } from "../traffic/request-class.ts";
import type { Scenario, ScenarioEvent } from "./schema.ts";

/** Shares by class index; they add up to 1. Without a mix every class has an equal share. */
export function baseMix(scenario: Scenario, classes: readonly RequestClass[]): Float64Array {
  const mix = sharesOf(scenario.traffic.mix, classes);
  return converted(mix, scenario, classes);
}

/** Shares at an event's height; the baseline's when it does not shift them. */
export function eventMix(event: ScenarioEvent, scenario: Scenario, classes: readonly RequestClass[]): Float64Array {
  return event.mix === undefined ? baseMix(scenario, classes) : sharesOf(event.mix, classes);
}

function sharesOf(mix: Readonly<Record<string, number>> | undefined, classes: readonly RequestClass[]): Float64Array {
  const shares = Float64Array.from(classes, ({ name }) => (mix === undefined ? 1 : (mix[name] ?? 0)));
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

/** The clock hour that costs most. */
import { fromCount } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { Model } from "../simulation/model.ts";
import { iso } from "./instant.ts";

/** Null where nothing has a cost. `costs`: dollars in each hour of the period. */
export function peakHour(model: Model, costs: Float64Array): Estimate["bill"]["peakHour"] {
  let at = -1;
  for (let h = 0; h < costs.length; h += 1) if (costs[h]! > (at < 0 ? 0 : costs[at]!)) at = h;
  return at < 0 ? null : { start: iso(model, at * 3600), cost: fromCount(costs[at]!, 6).toString() };
}

/**
 * How much each assumption moves the total: the run again at its low and at its high value, all others typical, on a coarse grid.
 * On that grid the typical total differs a little, so what is reported is the fine total plus the coarse difference.
 */
import type { Decimal } from "../decimal.ts";
import type { Model } from "../simulation/model.ts";

/** Steps of the coarse grid, in seconds. */
export interface CoarseStep {
  readonly baseSeconds: number;
  readonly fineSeconds: number;
}

const COARSE: CoarseStep = { baseSeconds: 3600, fineSeconds: 60 };

/** Differences of the total against the typical run, in dollars, by assumption id. */
export function sensitivities(
  model: Model,
  totalOf: (assume: ReadonlyMap<string, number>, step: CoarseStep) => Decimal,
): ReadonlyMap<string, { readonly low: Decimal; readonly high: Decimal }> {
  const { used, table, overrides } = model.assumptions;
  const typical = totalOf(new Map(), COARSE);
  return new Map(
    [...used]
      // What the scenario has set is no assumption any more.
      .filter((id) => !overrides.has(id))
      .map((id) => {
        const { low, high } = table.get(id) ?? { low: 0, high: 0 };
        const differenceAt = (value: number): Decimal => totalOf(new Map([[id, value]]), COARSE).minus(typical);
        return [id, { low: differenceAt(low), high: differenceAt(high) }];
      }),
  );
}

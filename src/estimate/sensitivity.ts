/**
 * How much each assumption moves the total: the run again at its low and at its high value, all others typical. Only the difference
 * to a typical run of the same kind is kept, so these runs may be rough: steps of an hour, of a minute around events, over the
 * excerpt of the period that `excerpt.ts` describes. What is reported is the exact total plus that difference.
 */
import type { Decimal } from "../decimal.ts";
import type { ModelOptions } from "../scenario/model.ts";
import type { Metered } from "../simulation/metered.ts";
import type { Model } from "../simulation/model.ts";
import { simulate } from "../simulation/simulate.ts";
import { weightedUsages } from "../simulation/usage.ts";
import type { Usage } from "../rating/bill.ts";
import { cut, excerptOf } from "./excerpt.ts";

const COARSE = { baseSeconds: 3600, fineSeconds: 60 };

export interface SensitivityOptions {
  readonly modelOf: (options: ModelOptions) => Model;
  readonly without: readonly string[];
  readonly totalOf: (usages: readonly Usage[]) => Decimal;
  readonly signal: AbortSignal | null;
  /** Called with the share done, [0, 1]. */
  readonly onProgress: (share: number) => void;
}

/** Differences of the total against the typical run, in dollars, by assumption id. What the scenario has set is no assumption any more. */
export function sensitivities(
  { assumptions: { used, table, overrides } }: Model,
  { modelOf, without, totalOf, signal, onProgress }: SensitivityOptions,
): ReadonlyMap<string, { readonly low: Decimal; readonly high: Decimal }> {
  const excerpt = excerptOf(modelOf({ without }));
  const rough = (assume: ReadonlyMap<string, number>): Decimal => {
    const model = modelOf({ without, assume, step: COARSE });
    const { metered }: { readonly metered: readonly Metered[] } = simulate(cut(model, excerpt), {
      keepSeries: false,
      signal,
      onProgress: null,
    });
    return totalOf(weightedUsages(metered, model.months, excerpt.weights));
  };

  const typical = rough(new Map());
  const ids = [...used].filter((id) => !overrides.has(id));
  return new Map(
    ids.map((id, index) => {
      onProgress(index / ids.length);
      const { low, high } = table.get(id) ?? { low: 0, high: 0 };
      const differenceAt = (value: number): Decimal => rough(new Map([[id, value]])).minus(typical);
      return [id, { low: differenceAt(low), high: differenceAt(high) }];
    }),
  );
}

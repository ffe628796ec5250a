/** Every change by itself: what it does to the bill, and whether the shop takes as much as before. */
import type { Decimal } from "../decimal.ts";
import type { Change } from "./change.ts";
import { changesOf } from "./combine.ts";
import { differenceOf } from "./difference.ts";
import { keepsVerdict } from "./keeps.ts";
import type { Measured } from "./measure.ts";
import type { Trials } from "./trials.ts";
import type { Variant } from "./variant.ts";

export interface Alone {
  readonly variant: Variant;
  readonly changes: readonly Change[];
  readonly measured: Measured;
  /** Negative saves; null where something has no price. */
  readonly difference: Decimal | null;
  readonly keeps: boolean;
}

export async function triedAlone(
  variants: readonly Variant[],
  now: Measured,
  trials: Trials,
): Promise<readonly Alone[]> {
  const all = await Promise.all(
    variants.map(async (variant): Promise<Alone[]> => {
      const changes = changesOf(variant, trials, []);
      if (changes === null) return [];
      const measured = await trials.whole(changes);
      return [
        { variant, changes, measured, difference: differenceOf(now, measured), keeps: keepsVerdict(now, measured) },
      ];
    }),
  );
  return all.flat();
}

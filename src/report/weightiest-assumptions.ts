/** Which assumptions the total rests on most. */
import { decimal } from "../decimal.ts";
import type { EstimateAssumption } from "../estimate-schema.ts";

/** An assumption and by how much the month's total moves between its low and its high value. */
export interface WeighedAssumption {
  readonly assumption: EstimateAssumption;
  /** |total at high − total at low|, exact. */
  readonly swing: string;
}

/** The `most` assumptions that move the total most, largest first; those without an effect or not computed are left out. */
export function weightiest(assumptions: readonly EstimateAssumption[], most = 5): WeighedAssumption[] {
  return assumptions
    .flatMap((assumption) => {
      const { totalAtLow, totalAtHigh } = assumption;
      if (totalAtLow === null || totalAtHigh === null) return [];
      const swing = decimal(totalAtHigh).minus(decimal(totalAtLow)).abs();
      return swing.isZero() ? [] : [{ assumption, swing: swing.toString() }];
    })
    .sort((a, b) => decimal(b.swing).comparedTo(decimal(a.swing)))
    .slice(0, most);
}

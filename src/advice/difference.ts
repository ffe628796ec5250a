/** What a change does to the total. A missing price is never a saving. */
import { decimal, type Decimal } from "../decimal.ts";
import type { Measured } from "./measure.ts";

/** After minus before: negative saves. Null where something has no price after that had one, or was not there, before. */
export function differenceOf(before: Measured, after: Measured): Decimal | null {
  const known = new Set(before.unpriced);
  if (after.unpriced.some((line) => !known.has(line))) return null;
  // What had no price and is gone may have cost anything.
  if (!before.complete && after.unpriced.length < before.unpriced.length) return null;
  return decimal(after.total).minus(decimal(before.total));
}

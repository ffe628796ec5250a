/** One assumption of a service in a line. */
import type { Assumption, Confidence } from "../assumption.ts";

export const PRACTICE = "practitioner's judgement for a mid-size luxury shop";

/**
 * `assumed("acuBase", "capacity …", [0.5, 2, 4], "ACU", PRACTICE)`: low, typical and high in `unit`. A unit that is no base unit
 * comes with its size: `["GB", 1024 ** 3]`.
 */
export function assumed(
  id: string,
  what: string,
  [low, typical, high]: readonly [low: number, typical: number, high: number],
  unit: string | readonly [unit: string, baseUnits: number],
  source: string,
  confidence: Confidence = "C",
): Assumption {
  const [name, baseUnits] = typeof unit === "string" ? [unit, 1] : unit;
  return { id, what, low, typical, high, unit: name, baseUnits, source, confidence };
}

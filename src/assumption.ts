/**
 * What no plan and no price list says, with its range. Every default of the program that is not a rule of AWS is one of these:
 * it has a stable id, is listed in the report, and can be overridden by `assume:` or `--assume FILE`.
 */

/** A = read on an AWS page of 2025–2026 · B = AWS, older or quoted · C = third party or practitioner's judgement · D = unverified. */
export type Confidence = "A" | "B" | "C" | "D";

export interface Assumption {
  /** Stable: `cpuPage`. */
  readonly id: string;
  /** As a phrase: `vCPU time per rendered page`. */
  readonly what: string;
  /** In `unit`. `low` is the cheap or mild end, which need not be the smallest number; `typical` is the median. */
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  /** As people read it: `KB`, `ms`, `%`, `ACU`. */
  readonly unit: string;
  /** Base units in one `unit`: 1,000 for a decimal KB, 0.001 for ms, 1 for a plain number. */
  readonly baseUnits: number;
  readonly source: string;
  readonly confidence: Confidence;
}

/** Values of a run's assumptions in base units, and a record of which were asked for. */
export interface Assumptions {
  /** Base units; an unknown id is a bug. */
  value(id: string): number;
  /** Ids asked for so far, in the order of first use. */
  readonly used: ReadonlySet<string>;
  readonly table: ReadonlyMap<string, Assumption>;
  /** Values set instead of the typical ones, in each assumption's unit. */
  readonly overrides: ReadonlyMap<string, number>;
}

/**
 * Typical values, except where `overrides` (in each assumption's unit) says otherwise.
 * `assumptions(table, new Map([["cpuPage", 60]])).value("cpuPage") === 0.06` where its unit is ms.
 */
export function assumptions(table: readonly Assumption[], overrides: ReadonlyMap<string, number>): Assumptions {
  const byId = new Map(table.map((assumption) => [assumption.id, assumption]));
  if (byId.size !== table.length)
    throw new Error(
      `Bug: assumptions share an id: ${table
        .map((a) => a.id)
        .filter((id, i, all) => all.indexOf(id) !== i)
        .join(", ")}`,
    );
  const used = new Set<string>();
  return {
    used,
    table: byId,
    overrides,
    value(id) {
      const assumption = byId.get(id);
      if (assumption === undefined) throw new Error(`Bug: no assumption "${id}"`);
      used.add(id);
      return (overrides.get(id) ?? assumption.typical) * assumption.baseUnits;
    },
  };
}

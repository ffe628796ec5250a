/** Where every event survives already: the smallest floors as a change like any other. */
import type { Alone } from "../alone.ts";
import { differenceOf } from "../difference.ts";
import { keepsVerdict } from "../keeps.ts";
import type { Measured } from "../measure.ts";
import { type Strategy, titleWithAmounts } from "./strategies.ts";

export function floorsAlone(strategies: readonly Strategy[], now: Measured): readonly Alone[] {
  return strategies.flatMap((strategy): Alone[] => {
    const { id, loses, needs, source, changes, measured, survives } = strategy;
    if (measured === null || !survives) return [];
    return [
      {
        variant: {
          id: `floors.${id}`,
          title: titleWithAmounts(strategy).replace(
            "raise what is short before the event",
            "no more raised for the event than it takes",
          ),
          group: "floors",
          changes: () => changes,
          loses,
          needs,
          source,
        },
        changes,
        measured,
        difference: differenceOf(now, measured),
        keeps: keepsVerdict(now, measured),
      },
    ];
  });
}

/** What could not be known, collected while a configuration is evaluated: each reason once, with the addresses it is about. */
import type { Completeness, PlanNote } from "../plan.ts";
import type { Evaluation } from "./module-instance.ts";

export interface ReadingNotes {
  readonly note: Evaluation["note"];
  readonly notes: () => readonly PlanNote[];
  readonly completeness: () => Completeness;
}

const ABOUT = {
  value: "not_evaluated",
  instances: "instances_unknown",
  zones: "zones_assumed",
  module: "module_missing",
} as const;

/** Nobody reads further. */
const MOST_NOTES = 200;

export function readingNotes(): ReadingNotes {
  const found = new Map<string, { about: PlanNote["about"]; what: string; addresses: Set<string> }>();
  let left = 0;
  const ofModules = () => [...found.values()].filter(({ about }) => about === "module_missing");
  return {
    note: (what, why, addresses) => {
      const key = `${what} ${why}`;
      const known = found.get(key);
      if (known === undefined && found.size >= MOST_NOTES) left += 1;
      else if (known === undefined) found.set(key, { about: ABOUT[what], what: why, addresses: new Set(addresses) });
      for (const address of addresses) known?.addresses.add(address);
    },
    notes: () => [
      ...[...found.values()].map(({ about, what, addresses }) => ({ about, what, addresses: [...addresses] })),
      ...(left === 0 ? [] : [{ about: "not_evaluated", what: `${left} more are not shown`, addresses: [] } as const]),
    ],
    completeness: () => {
      const modules = ofModules().flatMap(({ addresses }) => [...addresses]);
      const reasons = modules.map((address) => `${address} is not on the disk, so that nothing in it is counted`);
      return { whole: reasons.length === 0, reasons, errored: false, untouched: 0, deferred: 0 };
    },
  };
}

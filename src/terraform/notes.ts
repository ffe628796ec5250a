/** What a reader of an estimate should know of a plan, beside its numbers. */
import type { PlannedResource, PlanNote } from "./plan.ts";

export function notesOf(resources: readonly PlannedResource[], drifted: number): readonly PlanNote[] {
  const about = (
    topic: PlanNote["about"],
    what: string,
    is: (resource: (typeof resources)[number]) => boolean,
  ): PlanNote[] => {
    const addresses = resources.filter((resource) => is(resource)).map(({ id }) => id);
    return addresses.length === 0 ? [] : [{ about: topic, what, addresses }];
  };
  const notes = [
    ...about(
      "unknown_action",
      "planned with an action that is not known: counted before and after",
      (r) => r.change === "unknown",
    ),
    ...about(
      "replaced",
      "replaced: both are billed until the old one is gone, and addresses and reservations are lost",
      (r) => r.change === "replaced" || r.change === "replaced_and_kept",
    ),
    ...about("forgotten", "leaves Terraform and keeps costing", (r) => /^forgotten$|_and_kept$/.test(r.change)),
    ...about("deposed", "left over by a replacement that failed", (r) => r.deposed),
    ...about("imported", "existed already: no increase", (r) => r.importing),
  ];
  if (drifted > 0) {
    const what = `${drifted === 1 ? "1 resource was" : `${drifted} resources were`} changed outside of Terraform`;
    notes.push({ about: "drift", what, addresses: [] });
  }
  if (resources.length === 0) notes.push({ about: "no_resources", what: "no resources", addresses: [] });
  return notes;
}

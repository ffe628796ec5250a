/** Rows of what stands in trees of values only: a state, or what a plan leaves aside. */
import { billingOf } from "./billing.ts";
import type { ResourceTypes } from "./resource-types/resource-type.ts";
import { type Row, UNRESOLVED } from "./rows.ts";
import type { StateResource } from "./state-values.ts";

/** From the resource before and after, of which one is there; the same for both is one that stays as it is. */
export function rowOfState(before: StateResource | null, after: StateResource | null, types: ResourceTypes): Row {
  const of = after ?? before;
  if (of === null) throw new Error("Bug: a resource neither before nor after");
  const { address, module, mode, type, name, index, provider, providerHost, deposed, regionFacts } = of;
  const same = before !== null && after !== null && equal(before.values, after.values);
  const change = before === null ? "added" : after === null ? "removed" : same ? "unchanged" : "changed";
  const resource: Row["resource"] = {
    id: deposed === null ? address : `${address} (deposed ${deposed})`,
    address,
    module,
    type,
    name,
    index,
    indexUnknown: false,
    provider,
    providerKey: null,
    billing: billingOf(provider, type, types),
    change,
    objects: { before: before === null ? 0 : 1, after: after === null ? 0 : 1 },
    overlaps: false,
    importing: false,
    deposed: deposed !== null,
    previousAddress: null,
    reason: null,
    replacedBy: [],
    deferred: false,
    before: before === null ? null : (before.values ?? {}),
    after: after === null ? null : (after.values ?? {}),
    region: UNRESOLVED,
  };
  return { resource, mode, regionFacts, providerHost };
}

/** Keys stand in the order of the document, which the tools sort. */
function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

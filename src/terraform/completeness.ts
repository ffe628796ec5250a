/** Whether a plan tells everything, and if not, why. */
import type { Completeness } from "./plan.ts";

export function completenessOf(of: {
  /** Null where the tool does not say. */
  readonly errored: boolean | null;
  readonly complete: boolean | null;
  readonly untouched: number;
  readonly deferred: number;
}): Completeness {
  const { untouched, deferred } = of;
  const errored = of.errored === true;
  const reasons: string[] = [];
  if (errored) reasons.push("planning failed halfway: what comes after the error is missing");
  if (untouched > 0) {
    const what = untouched === 1 ? "1 resource of the state is" : `${untouched} resources of the state are`;
    reasons.push(`${what} not part of this plan: it was made with -target, -exclude or -refresh-only`);
  }
  if (deferred > 0) {
    const what = deferred === 1 ? "1 resource is" : `${deferred} resources are`;
    reasons.push(
      `${what} deferred to a later plan: what is known of ${deferred === 1 ? "it" : "them"} is counted once`,
    );
  }
  if (of.complete === false && reasons.length === 0) {
    reasons.push("Terraform says that more will have to be planned and applied after this plan");
  }
  return { whole: reasons.length === 0, reasons, errored, untouched, deferred };
}

/**
 * Whether Aurora's other storage mode would have been cheaper for what ran. AWS's rule of thumb is I/O-Optimized where I/O is more
 * than a quarter of what Aurora costs; exactly it is where I/O costs more than instances and storage become dearer, which the Region's
 * prices say. The mode changes no behaviour, so the same run is metered again.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html
 */
import { decimal } from "../decimal.ts";
import type { Bill, Usage } from "../rating/bill.ts";
import type { Model } from "../simulation/model.ts";
import type { Run } from "../simulation/simulate.ts";
import { usages } from "../simulation/usage.ts";

const modes = { standard: "Aurora Standard", io_optimized: "Aurora I/O-Optimized" } as const;
type Mode = keyof typeof modes;

type Component = Model["architecture"]["components"][number];

/** Less than this is not worth a word. */
const LEAST_SAVING = decimal("0.01");

/** One line for each cluster that is in the dearer mode. `rated` prices usage as the estimate does. */
export function auroraModeNotes(model: Model, run: Run, rated: (usage: readonly Usage[]) => Bill): string[] {
  return model.architecture.components.flatMap((component) => {
    const mode = modeOf(component);
    if (mode === null) return [];
    const other = mode === "standard" ? "io_optimized" : "standard";
    const bill = (metered: Run["metered"]) => rated(usages(metered, model.months));
    const now = bill(run.metered.filter((one) => one.component === component.id));
    const then = bill(run.remetered(withMode(component, other)));
    if (!now.complete || !then.complete) return [];
    const saving = now.total.minus(then.total);
    if (saving.lt(LEAST_SAVING)) return [];
    const [would, is] = [then, now].map(({ total }) => `$${total.toFixed(2)}`);
    const how = other === "io_optimized" ? "; a cluster can be switched to it once in 30 days" : "";
    return [`${component.id} would cost ${would} as ${modes[other]} instead of ${is} in this period${how}`];
  });
}

/** Null for what is no Aurora cluster. */
function modeOf({ kind, config }: Component): Mode | null {
  if (kind !== "aurora" && kind !== "aurora_serverless") return null;
  return (config as { readonly mode: Mode }).mode; // what either service's own schema parsed
}

function withMode(component: Component, mode: Mode): Component {
  return { ...component, config: { ...(component.config as object), mode } };
}

/** What a reader should know before believing the figures. */
import type { Model } from "../simulation/model.ts";
import type { Run } from "../simulation/simulate.ts";
import { planWarnings } from "./flat-rate-plan.ts";

export function warningsOf(model: Model, run: Run): string[] {
  const unreachable = new Set(
    run.routed
      .filter(({ paths }) => paths.some(({ kind }) => kind === "unreachable"))
      .map(
        ({ flow }) =>
          `${flow.from} cannot reach ${nameOf(flow.destination)}: its route table has no way out (${flow.cause})`,
      ),
  );
  const { classes, atEdge, architecture } = model;
  const needsCompute = classes.filter(({ origin, compute }) => origin === "balancer" && compute === null);
  const quotas = run.limits
    .filter(({ name }) => name === "quota" || name === "spot_vcpu")
    .filter(({ firstSeconds }) => firstSeconds.some((seconds) => seconds >= 0))
    .map(
      ({ component, title, value }) =>
        `${component} is held back by ${title} (${value}): say under quotas what yours is`,
    );
  const workers = classes.flatMap(({ name, origin, compute }) => {
    const component = architecture.components.find(({ id }) => id === compute);
    return origin === "balancer" && component !== undefined && readsQueue(component)
      ? [`${component.id} reads a queue and serves no requests: ${name} requests cost and need no compute`]
      : [];
  });
  return [
    ...(model.traffic.recorded?.remarks ?? []),
    ...recordedBytes(model),
    ...unreachable,
    ...workers,
    ...planWarnings(model, run),
    ...quotas,
    ...(needsCompute.length > 0 && architecture.components.length > 0
      ? [
          `no component serves ${needsCompute.map(({ name }) => name).join(", ")}: their requests cost and need no compute`,
        ]
      : []),
    ...(atEdge && !architecture.components.some(({ kind }) => kind === "cloudfront")
      ? ["traffic is counted at the edge, but there is no CDN: every request goes to the origin"]
      : []),
  ];
}

function readsQueue({ kind, config }: Model["architecture"]["components"][number]): boolean {
  if (kind !== "lambda" || typeof config !== "object" || config === null) return false;
  return "queue" in config && config.queue !== undefined;
}

function nameOf(destination: Run["routed"][number]["flow"]["destination"]): string {
  if (destination.kind === "aws") return `${destination.service} in ${destination.region}`;
  return destination.kind === "component" ? destination.id : destination.name;
}

/** Whether what a response weighs here is what the recording says it weighed. */
function recordedBytes({ traffic, classes, atEdge }: Model): string[] {
  const measured = traffic.recorded?.bytesPerRequest ?? null;
  if (measured === null) return [];
  const here = classes.reduce((sum, { bytesOut, index }) => sum + bytesOut * (traffic.mix[index] ?? 0), 0);
  if (Math.abs(here - measured) <= measured / 10) return [];
  const where = atEdge ? "viewers" : "the balancer";
  return [
    `the recording has ${Math.round(measured).toLocaleString("en-US")} bytes a request, the classes and their mix ${Math.round(here).toLocaleString("en-US")} to ${where}: set classes.<name>.bytes`,
  ];
}

/**
 * Lambda instead of Fargate and the other way round. Functions cost by the request, tasks by the hour, so that each is cheaper on
 * its side of some traffic; where that lies is searched by simulation.
 * https://aws.amazon.com/lambda/pricing/ · https://aws.amazon.com/fargate/pricing/
 */
import type { FargateConfig } from "../../services/fargate-config.ts";
import type { Scenario } from "../../scenario/schema.ts";
import type { Value } from "../change.ts";
import { GIGABYTE } from "../../units.ts";
import { configured, type Facts, type LeftOut, settingOf, type Variant } from "../variant.ts";

export function computeVariants({ scenario, model }: Facts): readonly (Variant | LeftOut)[] {
  const serving = new Set(model.classes.flatMap(({ compute, origin }) => (origin === "balancer" ? [compute] : [])));
  const fleets = configured<FargateConfig>(scenario, "fargate").filter(({ id }) => serving.has(id));
  const functions = configured<{ readonly arch: string; readonly queue?: string }>(scenario, "lambda").filter(
    ({ id, config }) => serving.has(id) && config.queue === undefined,
  );
  return [
    ...fleets.map(({ id, config }) => toLambda(id, config, scenario)),
    ...functions.map(({ id, config }) => toFargate(id, config)),
  ];
}

function toLambda(id: string, { arch, cpu, memory }: FargateConfig, scenario: Scenario): Variant | LeftOut {
  const title = `${id} as a Lambda function instead of Fargate tasks`;
  if (isBound(id, scenario))
    return { title, why: `prepare raises the tasks of ${id}, or it exists for a part of the period only` };
  return {
    id: `lambda.${id}`,
    title,
    group: `compute.${id}`,
    // One vCPU (1,769 MB): a request of the shop uses one at a time.
    changes: (now) =>
      isBound(id, now)
        ? null
        : [{ path: settingOf(id), value: { service: "lambda", memory: "1769MB", arch, ...placed(id, now) } }],
    loses: [`what tasks of ${cpu} vCPU and ${Math.round(memory / GIGABYTE)} GB hold between requests`],
    needs: ["the application packaged for Lambda, and a quota of concurrency for the peak"],
    source: "https://aws.amazon.com/lambda/pricing/",
  };
}

function isBound(id: string, { prepare, components }: Scenario): boolean {
  return (
    prepare.some(({ component }) => component === id) ||
    components.some((one) => one.id === id && (one.from !== null || one.until !== null))
  );
}

/** Where it stands stays as it was. */
function placed(id: string, { components }: Scenario): Readonly<Record<string, Value>> {
  const { region = null, tier = null, zones = null } = components.find((one) => one.id === id) ?? {};
  return {
    ...(region === null ? {} : { region }),
    ...(tier === null ? {} : { tier }),
    ...(zones === null ? {} : { zones }),
  };
}

function toFargate(id: string, { arch }: { readonly arch: string }): Variant {
  return {
    id: `fargate.${id}`,
    title: `${id} as Fargate tasks instead of a Lambda function`,
    group: `compute.${id}`,
    changes: (now) => [
      {
        path: settingOf(id),
        value: { service: "fargate", cpu: 1, memory: "2GB", arch, min: 2, max: 200, ...placed(id, now) },
      },
    ],
    loses: ["scaling within seconds"],
    needs: ["the application as a container"],
    source: "https://aws.amazon.com/fargate/pricing/",
  };
}

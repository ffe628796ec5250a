/** Graviton instead of x86: Fargate tasks, Lambda functions, EC2 instances. https://aws.amazon.com/ec2/graviton/ */
import type { Facts, LeftOut, Variant } from "../variant.ts";
import { configured, settingOf } from "../variant.ts";

const BUILT = "images and libraries built for arm64; the same speed per vCPU is assumed";

const pages: Readonly<Record<string, string>> = {
  fargate: "https://aws.amazon.com/fargate/pricing/",
  lambda: "https://aws.amazon.com/lambda/pricing/",
};

export function processorVariants({ scenario }: Facts): readonly (Variant | LeftOut)[] {
  const switched = configured<{ readonly arch: string }>(scenario, "fargate", "lambda").map(
    ({ id, kind, config }): Variant | LeftOut => {
      const title = `${id} on Graviton`;
      if (config.arch === "arm64") return { title, why: "it runs on it" };
      return graviton(id, title, settingOf(id, "arch"), "arm64", pages[kind] ?? "");
    },
  );
  const instances = configured<{ readonly type: string }>(scenario, "ec2_auto_scaling", "ec2_spot").flatMap(
    ({ id, config }): (Variant | LeftOut)[] => {
      const type = gravitonOf(config.type);
      if (type === null) return [];
      if (type === config.type) return [{ title: `${id} on Graviton`, why: "it runs on it" }];
      const title = `${id} on Graviton (${type} instead of ${config.type})`;
      return [graviton(id, title, settingOf(id, "type"), type, "https://aws.amazon.com/ec2/graviton/")];
    },
  );
  return [...switched, ...instances];
}

function graviton(id: string, title: string, path: string, value: string, source: string): Variant {
  return {
    id: `processor.${id}`,
    title,
    group: `processor.${id}`,
    changes: () => [{ path, value }],
    loses: [],
    needs: [BUILT],
    source,
  };
}

/** `gravitonOf("c7i.xlarge") === "c7g.xlarge"`, `gravitonOf("t3.small") === "t4g.small"`; null for families without such a twin. */
export function gravitonOf(type: string): string | null {
  const [, family, generation, maker, rest, size] = /^([cmrt])(\d)([gia]?)([a-z]*)\.(\w+)$/.exec(type) ?? [];
  if (family === undefined || generation === undefined || maker === undefined || size === undefined) return null;
  if (maker === "g") return type;
  if (family === "t") return rest === "" ? `t4g.${size}` : null;
  const twin = { 5: "6g", 6: "6g", 7: "7g" }[Number(generation)];
  return twin === undefined ? null : `${family}${twin}${rest ?? ""}.${size}`;
}

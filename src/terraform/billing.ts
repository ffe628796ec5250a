/** Whether a resource is billed by AWS, free, or not supported, and how much of a plan that covers. */
import type { Billing, Plan } from "./plan.ts";
import type { ResourceTypes } from "./resource-types/resource-type.ts";

/** Providers that make nothing anywhere but in the state or on the machine that runs them. */
const local = [
  "archive",
  "cloudinit",
  "external",
  "http",
  "local",
  "null",
  "random",
  "template",
  "terraform",
  "time",
  "tls",
];

export function billingOf(provider: string, type: string, types: ResourceTypes): Billing {
  if (provider === "aws") return Object.hasOwn(types, type) ? (types[type]?.billing ?? "unsupported") : "unsupported";
  return local.includes(provider) ? "free" : "unsupported";
}

export interface Coverage {
  readonly resources: number;
  readonly priced: number;
  readonly free: number;
  readonly unsupported: number;
  /** Part of the resources whose cost is known, [0, 1]; 1 for a plan without resources. */
  readonly share: number;
  /** The most frequent first, then by name. */
  readonly unsupportedTypes: readonly { readonly type: string; readonly provider: string; readonly count: number }[];
}

/** `91 % of resources, 4 types unpriced` comes from this. */
export function coverageOf({ resources }: Plan): Coverage {
  const count = (billing: Billing): number => resources.filter((resource) => resource.billing === billing).length;
  const [priced, free, unsupported] = [count("priced"), count("free"), count("unsupported")];
  const types = new Map<string, { type: string; provider: string; count: number }>();
  for (const { type, provider, billing } of resources) {
    if (billing !== "unsupported") continue;
    const found = types.get(`${provider} ${type}`) ?? { type, provider, count: 0 };
    found.count += 1;
    types.set(`${provider} ${type}`, found);
  }
  return {
    resources: resources.length,
    priced,
    free,
    unsupported,
    share: resources.length === 0 ? 1 : (priced + free) / resources.length,
    unsupportedTypes: [...types.values()].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
  };
}

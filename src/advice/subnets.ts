/**
 * Addresses of every subnet against what stands in it at its largest. AWS keeps the first four and the last address of each.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
import type { Model } from "../simulation/model.ts";
import type { Scenario } from "../scenario/schema.ts";

/** Addresses that AWS keeps in each subnet. */
const RESERVED = 5;
/** "at least eight free IP addresses": …/elasticloadbalancing/latest/application/application-load-balancers.html */
const BALANCER = 8;

export interface SubnetNeed {
  readonly tier: string;
  readonly zone: string;
  readonly prefix: number;
  readonly usable: number;
  readonly needed: number;
  readonly by: readonly { readonly component: string; readonly addresses: number }[];
  /** The smallest subnet that is enough, as its prefix. */
  readonly enough: number;
}

/** Every subnet in which something stands, of the scenario's own Region and others. */
export function subnetsOf({ network }: Pick<Scenario, "network">, { architecture }: Model): readonly SubnetNeed[] {
  const prefix = Number(network.subnet.slice(1));
  return architecture.subnets.flatMap(({ id, tier, zone }) => {
    const by = architecture.components
      .filter(({ subnets }) => subnets.includes(id))
      .map(({ id: component, kind, config, subnets }) => ({
        component,
        addresses: Math.ceil(addressesOf(kind, config) / (EVERYWHERE.has(kind) ? 1 : subnets.length)),
      }))
      .filter(({ addresses }) => addresses > 0)
      .sort((a, b) => b.addresses - a.addresses);
    const needed = by.reduce((all, { addresses }) => all + addresses, 0);
    if (needed === 0) return [];
    return [{ tier, zone, prefix, usable: usableIn(prefix), needed, by, enough: prefixFor(needed) }];
  });
}

/** `usableIn(24) === 251`. */
export function usableIn(prefix: number): number {
  let addresses = 1;
  for (let bit = prefix; bit < 32; bit += 1) addresses *= 2;
  return addresses - RESERVED;
}

function prefixFor(needed: number): number {
  let prefix = 28;
  while (prefix > 16 && usableIn(prefix) < needed) prefix -= 1;
  return prefix;
}

/** Kinds whose addresses are counted per subnet; of others all subnets share them. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  "application_load_balancer",
  "network_load_balancer",
  "interface_endpoint",
  "nat_gateway",
  "nat_instance",
  "regional_nat_gateway",
  "lambda",
  "elasticache_serverless",
]);

/** The most it may have at once: of a service of tasks its maximum, each with an address of its own. */
function addressesOf(kind: string, config: unknown): number {
  const of = (key: string, otherwise: number): number => numberAt(config, key) ?? otherwise;
  switch (kind) {
    case "fargate":
    case "ec2_auto_scaling":
      return of("max", 1);
    case "ec2_spot":
    case "bastion":
      return of("instances", 1);
    case "application_load_balancer":
      return BALANCER;
    case "nat_gateway":
      return of("addresses", 1);
    // A regional gateway has no address in a subnet.
    case "regional_nat_gateway":
      return 0;
    case "aurora":
    case "aurora_serverless":
      return 1 + of("readers", 0);
    case "elasticache":
      return of("nodes", 1);
    default:
      return 1;
  }
}

function numberAt(config: unknown, key: string): number | null {
  if (typeof config !== "object" || config === null) return null;
  const found = Object.entries(config).find(([name]) => name === key)?.[1];
  return typeof found === "number" ? found : null;
}

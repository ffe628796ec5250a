/** Where components of each kind stand, unless the scenario says otherwise. */
import type { Subnet } from "../architecture/architecture.ts";

export type Tier = Subnet["tier"];

/** What the ids of zones end in. */
export const zones = ["a", "b", "c", "d", "e", "f"] as const;

/** The tier of kinds that always stand in subnets. */
const tierOfKind: Readonly<Record<string, Tier>> = {
  application_load_balancer: "public",
  bastion: "public",
  gateway_load_balancer: "private",
  instance_connect_endpoint: "private",
  nat_gateway: "public",
  nat_instance: "public",
  network_load_balancer: "public",
  regional_nat_gateway: "private",
  transit_gateway: "private",
  fargate: "private",
  ec2_auto_scaling: "private",
  ec2_spot: "private",
  interface_endpoint: "private",
  aurora: "isolated",
  aurora_serverless: "isolated",
  elasticache: "isolated",
  elasticache_serverless: "isolated",
  rds_postgresql: "isolated",
  rds_proxy: "isolated",
};

/** Kinds that may be placed in a tier: those above, and functions, which join a VPC only when told to. */
export const kindsInSubnets: ReadonlySet<string> = new Set([...Object.keys(tierOfKind), "lambda"]);

/** The tier of a component: as the scenario says, else as its kind does; null: outside of any VPC. */
export function tierOf({
  kind,
  tier,
  config,
}: {
  readonly kind: string;
  readonly tier: Tier | null;
  readonly config: unknown;
}): Tier | null {
  if (tier !== null) return tier;
  if (kind === "lambda") return hasFlag(config, "in_vpc") ? "private" : null;
  return Object.hasOwn(tierOfKind, kind) ? (tierOfKind[kind] ?? null) : null;
}

/** Whether a configuration has `key: true`. */
export function hasFlag(config: unknown, key: string): boolean {
  return (
    typeof config === "object" &&
    config !== null &&
    Object.entries(config).some(([k, value]) => k === key && value === true)
  );
}

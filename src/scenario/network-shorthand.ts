/** What the network's shorthand stands for: NAT gateways or instances, gateway and interface endpoints. */
import { zones, type Tier } from "./placement.ts";
import type { NetworkFile } from "./network-schema.ts";

/** The letters of a network's zones: `a`, `b`, `c`. */
export const zoneLetters = ({ azs }: Pick<NetworkFile, "azs">): readonly string[] => zones.slice(0, azs);

/** Ids, and kinds, of what AWS charges in every Region beside the components. */
export const besideIds: readonly string[] = ["public_ipv4", "data_transfer"];

/** Kinds through which private subnets reach the internet. */
export const natKinds: readonly string[] = ["nat_gateway", "nat_instance", "regional_nat_gateway"];

/** A component that the network's shorthand stands for, named as in the scenario's own Region. */
export interface Implied {
  readonly id: string;
  readonly kind: string;
  readonly config: unknown;
  readonly tier: Tier | null;
  /** Zone it stands in; null: all. */
  readonly letter: string | null;
}

/** NAT before endpoints; the first in each list is the one of the first zone. */
export function impliedComponents(network: NetworkFile): readonly Implied[] {
  return [...natComponents(network), ...endpointComponents(network)];
}

function natComponents(network: NetworkFile): readonly Implied[] {
  const { nat } = network;
  const letters = zoneLetters(network);
  if (nat === "none") return [];
  const { type, layout, addresses, instance_type } = natOf(nat);
  // It stands in no subnet of its own and follows what stands in private ones.
  if (layout === "regional")
    return [{ id: "nat", kind: "regional_nat_gateway", config: { addresses }, tier: "private", letter: null }];
  const kind = type === "gateway" ? "nat_gateway" : "nat_instance";
  const config = type === "gateway" ? { addresses } : { instance_type };
  const [first = "a"] = letters;
  if (layout === "single") return [{ id: "nat", kind, config, tier: "public", letter: first }];
  return letters.map((letter) => ({ id: `nat-${letter}`, kind, config, tier: "public", letter }));
}

function natOf(nat: Exclude<NetworkFile["nat"], "none">) {
  if (typeof nat === "object") return nat;
  return {
    type: nat === "instance" ? "instance" : "gateway",
    layout: nat === "single" || nat === "regional" ? nat : "per_az",
    addresses: 1,
    instance_type: "t4g.small",
  } as const;
}

function endpointComponents({ gateway_endpoints, interface_endpoints }: NetworkFile): readonly Implied[] {
  const gateways = gateway_endpoints.map((endpoint) => (typeof endpoint === "string" ? endpoint : endpoint.service));
  return [
    ...gateways.map((service) => ({
      id: `endpoint-${service}`,
      kind: "gateway_endpoint",
      config: { service },
      tier: null,
      letter: null,
    })),
    ...interface_endpoints.map((service) => ({
      // S3 and DynamoDB have endpoints of both kinds, and a VPC may have both.
      id: gateways.some((gateway) => gateway === service) ? `endpoint-${service}-interface` : `endpoint-${service}`,
      kind: "interface_endpoint",
      config: { service },
      tier: "private" as const,
      letter: null,
    })),
  ];
}

/**
 * Which path carries a flow. The sender's subnets and their route tables decide, subnet by subnet, and exactly one path takes each
 * part; a gateway endpoint counts only where the subnet's route table has its route.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
import {
  type Architecture,
  type Component,
  INTERNET_GATEWAY,
  type Route,
  type Subnet,
} from "../architecture/architecture.ts";
import type { Flow } from "./flow.ts";

export type PathKind =
  /** Inside the VPC, or between a service and the AWS network. */
  | "direct"
  | "gateway_endpoint"
  | "interface_endpoint"
  | "nat"
  | "internet_gateway"
  | "peering"
  /** To another Region or to one's own premises. */
  | "transit_gateway"
  | "vpn"
  /** The route table has no way: nothing is carried. */
  | "unreachable";

/** One part of a flow, by one path. */
export interface Path {
  readonly kind: PathKind;
  /** NAT gateway, NAT instance, endpoint, peering, transit gateway or VPN that carries it; null where nothing of ours does. */
  readonly carrier: string | null;
  /** What a transit gateway hands on to: the one of the other Region, or the VPN to one's own premises. */
  readonly onward?: string;
  /** Part of the flow that takes this path, (0, 1]; all parts add up to 1. */
  readonly share: number;
  /** Part of the flow (not of this path) that crosses a zone on its way and is charged for it, and on how many sides. */
  readonly crossZoneShare: number;
  readonly crossZoneSides: 1 | 2;
}

export interface RoutedFlow {
  readonly flow: Flow;
  readonly paths: readonly Path[];
}

/** Interface endpoints as the router sees them: which AWS service each reaches. */
export interface InterfaceEndpoint {
  readonly id: string;
  readonly service: string;
  readonly region: string;
}

/** Paths of every flow, in the order given. */
export function route(
  flows: readonly Flow[],
  architecture: Architecture,
  endpoints: readonly InterfaceEndpoint[],
): RoutedFlow[] {
  const subnets = new Map(architecture.subnets.map((subnet) => [subnet.id, subnet]));
  const components = new Map(architecture.components.map((component) => [component.id, component]));
  const tables = new Map(architecture.routeTables.map((table) => [table.id, table.routes]));
  const zonesOf = (id: string): string[] =>
    (components.get(id)?.subnets ?? []).flatMap((subnet) => subnets.get(subnet)?.zone ?? []);

  return flows.map((flow) => ({ flow, paths: pathsOf(flow) }));

  function pathsOf(flow: Flow): Path[] {
    const sender = components.get(flow.from);
    const standing = (sender?.subnets ?? []).flatMap((id) => subnets.get(id) ?? []);
    if (flow.destination.kind === "component") return toComponent(sender, standing, flow.destination);
    // Outside of a VPC (CloudFront, S3, a function without subnets) there is no route table, no NAT and no VPN.
    if (standing.length === 0 && flow.destination.kind === "on_premises") return [whole("unreachable", null)];
    if (standing.length === 0)
      return [whole(flow.destination.kind === "internet" ? "internet_gateway" : "direct", null)];
    return merge(standing.map((subnet) => outward(flow, subnet, 1 / standing.length)));
  }

  function toComponent(
    sender: Component | undefined,
    standing: readonly Subnet[],
    to: { id: string; crossZone: string },
  ): Path[] {
    const receiver = components.get(to.id);
    if (receiver === undefined || receiver.region === sender?.region) return inside(standing, to);
    const via = standing.map(({ routeTable }) => peering(tables.get(routeTable) ?? [], receiver.region));
    // Without a peering of ours it is AWS's own replication.
    return via.length === 0
      ? [whole("direct", null)]
      : merge(via.map((target) => ({ ...between(target, receiver.region), share: 1 / via.length })));
  }

  /** By a peering, or through the transit gateways of both Regions. */
  function between(target: string | null, region: string): Path {
    if (target === null) return whole("direct", null);
    if (components.get(target)?.kind !== "transit_gateway") return whole("peering", target);
    return through(target, "transit_gateway", region);
  }

  function through(target: string, next: "transit_gateway" | "vpn", region: string): Path {
    const onward = architecture.components.find((other) => other.kind === next && other.region === region);
    return { ...whole("transit_gateway", target), ...(onward === undefined ? {} : { onward: onward.id }) };
  }

  function toPremises(routes: readonly Route[], { region }: Subnet): Path {
    const target = routes.find(({ destination }) => destination === "on_premises")?.target;
    if (target === undefined) return whole("unreachable", null);
    return components.get(target)?.kind === "vpn" ? whole("vpn", target) : through(target, "vpn", region);
  }

  function inside(standing: readonly Subnet[], to: { id: string; crossZone: string }): Path[] {
    const zones = zonesOf(to.id);
    if (to.crossZone === "free" || zones.length === 0 || standing.length === 0) return [whole("direct", null)];
    let apart = 0;
    for (const { zone } of standing) for (const other of zones) if (zone !== other) apart += 1;
    const share = apart / (standing.length * zones.length);
    return [{ ...whole("direct", null), crossZoneShare: share, crossZoneSides: to.crossZone === "one_side" ? 1 : 2 }];
  }

  function outward(flow: Flow, subnet: Subnet, share: number): Path {
    const routes = tables.get(subnet.routeTable) ?? [];
    const { destination } = flow;
    if (destination.kind === "aws" && destination.region === subnet.region) {
      const gateway = routes.find(({ destination: to }) => to === destination.service);
      if (gateway !== undefined) return { ...whole("gateway_endpoint", gateway.target), share };
      const endpoint = endpoints.find(
        ({ service, region }) => service === destination.service && region === destination.region,
      );
      // Traffic to an interface endpoint in another zone is not charged since 2022-04.
      if (endpoint !== undefined) return { ...whole("interface_endpoint", endpoint.id), share };
    }
    if (destination.kind === "on_premises") return { ...toPremises(routes, subnet), share };
    if (destination.kind === "aws") {
      const target = peering(routes, destination.region);
      // A transit gateway leads to VPCs; another Region's services have public addresses.
      if (target !== null && components.get(target)?.kind !== "transit_gateway")
        return { ...whole("peering", target), share };
    }
    return { ...byDefaultRoute(routes, subnet), share };
  }

  function byDefaultRoute(routes: readonly Route[], subnet: Subnet): Path {
    const target = routes.find(({ destination }) => destination === "internet")?.target;
    if (target === undefined) return whole("unreachable", null);
    if (target === INTERNET_GATEWAY) return whole("internet_gateway", null);
    const zones = zonesOf(target);
    // A regional gateway stands in no subnet of ours and takes traffic in the zone it comes from.
    const crosses = zones.length > 0 && !zones.includes(subnet.zone);
    return { ...whole("nat", target), crossZoneShare: crosses ? 1 : 0 };
  }
}

function whole(kind: PathKind, carrier: string | null): Path {
  return { kind, carrier, share: 1, crossZoneShare: 0, crossZoneSides: 2 };
}

/** Where the table sends what is meant for a Region, or null. */
function peering(routes: readonly Route[], region: string): string | null {
  return routes.find(({ destination: to }) => typeof to === "object" && to.region === region)?.target ?? null;
}

/** Equal paths of several subnets become one; their shares, and the parts of them that cross a zone, add up. */
function merge(paths: readonly Path[]): Path[] {
  const merged = new Map<string, Path>();
  for (const path of paths) {
    const key = `${path.kind} ${path.carrier}`;
    const known = merged.get(key);
    const crossing = path.crossZoneShare * path.share;
    merged.set(key, {
      ...path,
      share: (known?.share ?? 0) + path.share,
      crossZoneShare: (known?.crossZoneShare ?? 0) + crossing,
    });
  }
  return [...merged.values()];
}

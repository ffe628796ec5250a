/**
 * A scenario's shorthand → the architecture that it stands for: zones, subnets, route tables, the components that `network`
 * implies, and what AWS charges beside any of them. The same network is laid out in every Region with components in subnets.
 */
import { present } from "../invariant.ts";
import { impliedComponents, natKinds, zoneLetters } from "../scenario/network-shorthand.ts";
import { period } from "../scenario/period.ts";
import { hasFlag, tierOf } from "../scenario/placement.ts";
import type { NetworkFile } from "../scenario/network-schema.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Service } from "../services/service.ts";
import {
  INTERNET_GATEWAY,
  type Architecture,
  type Component,
  type Route,
  type RouteTable,
  type Subnet,
  type Zone,
} from "./architecture.ts";

const tiers = ["public", "private", "isolated"] as const;

const REGIONAL_NAT = "regional_nat_gateway";

/** One Region's network. Ids outside of the scenario's own Region begin with the Region: `eu-west-1.nat-a`. */
interface Layout {
  readonly zones: readonly Zone[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly components: readonly Component[];
}

/**
 * `nat: per_az` becomes `nat-a`, `nat-b`, `nat-c` in the public subnets, and a route from each private subnet to the one of its
 * zone; `gateway_endpoints: [s3]` becomes `endpoint-s3` and a route to it in every table.
 */
export function expand(scenario: Scenario, services: readonly Service[]): Architecture {
  const { startSeconds } = period(scenario);
  const placed = scenario.components.map((component) => ({
    ...component,
    region: component.region ?? scenario.region,
    tier: tierOf(component),
  }));
  const regions = [
    ...new Set([scenario.region, ...placed.filter(({ tier }) => tier !== null).map(({ region }) => region)]),
  ];
  const layouts = regions.map((region) => {
    if (region === scenario.region) return layOut(scenario.network, region, "", services);
    // A replica alone calls nobody: a way out is built where something stands that would use it.
    const calls = placed.some((other) => other.region === region && other.tier === "private");
    const network = calls ? scenario.network : { ...scenario.network, nat: "none" as const, interface_endpoints: [] };
    return layOut(network, region, `${region}.`, services);
  });
  const subnets = layouts.flatMap((layout) => layout.subnets);
  const written = placed.map(({ id, kind, region, tier, zones, from, until, config }): Component => ({
    id,
    kind,
    region,
    subnets: subnets
      .filter((subnet) => subnet.region === region && subnet.tier === tier)
      .filter(({ zone }) => zones === null || zones.some((letter) => zone === `${region}${letter}`))
      .map((subnet) => subnet.id),
    config,
    fromSeconds: from === null ? null : from - startSeconds,
    untilSeconds: until === null ? null : until - startSeconds,
  }));
  const components = followed([...written, ...layouts.flatMap((layout) => layout.components)], subnets);
  return {
    region: scenario.region,
    zones: layouts.flatMap((layout) => layout.zones),
    subnets,
    routeTables: layouts
      .flatMap((layout) => layout.routeTables)
      .map((table) => ({ ...table, routes: [...table.routes, ...hubRoutes(table.region, components)] })),
    components: [...components, ...beside(components, regions, services)],
    facts: {},
  };
}

/** A regional NAT gateway is only in the zones where something else stands; where nothing stands at all, in the first. */
function followed(components: readonly Component[], subnets: readonly Subnet[]): readonly Component[] {
  const zoneOf = new Map(subnets.map(({ id, zone }) => [id, zone]));
  const used = new Set(
    components
      .filter(({ kind }) => kind !== REGIONAL_NAT)
      .flatMap(({ subnets: standing }) => standing.map((id) => zoneOf.get(id))),
  );
  return components.map((one) => {
    if (one.kind !== REGIONAL_NAT) return one;
    const inUse = one.subnets.filter((id) => used.has(zoneOf.get(id)));
    return { ...one, subnets: inUse.length > 0 ? inUse : one.subnets.slice(0, 1) };
  });
}

/** To each Region that has a transit gateway too, and to one's own premises where there is a VPN. */
function hubRoutes(region: string, components: readonly Component[]): readonly Route[] {
  const hubs = components.filter(({ kind }) => kind === "transit_gateway");
  const hub = hubs.find((one) => one.region === region);
  const tunnel = components.find((one) => one.kind === "vpn" && one.region === region);
  const others = hubs.filter((one) => one.region !== region);
  return [
    ...(hub === undefined ? [] : others.map((one) => ({ destination: { region: one.region }, target: hub.id }))),
    ...(tunnel === undefined ? [] : [{ destination: "on_premises", target: (hub ?? tunnel).id } as const]),
  ];
}

function layOut(network: NetworkFile, region: string, prefix: string, services: readonly Service[]): Layout {
  const letters = zoneLetters(network);
  const subnets = tiers.flatMap((tier) =>
    letters.map((letter): Subnet => ({
      id: `${prefix}${tier}-${letter}`,
      zone: `${region}${letter}`,
      region,
      tier,
      routeTable: tier === "private" ? `${prefix}private-${letter}` : `${prefix}${tier}`,
    })),
  );
  const implied = impliedComponents(network);
  const nats = implied.filter(({ kind }) => natKinds.includes(kind));
  const natOfZone = (letter: string) => nats.find((nat) => nat.letter === letter) ?? nats[0];
  const privateTables = letters.map((letter): RouteTable => {
    const nat = natOfZone(letter);
    const out: readonly Route[] = nat === undefined ? [] : [{ destination: "internet", target: `${prefix}${nat.id}` }];
    return {
      id: `${prefix}private-${letter}`,
      region,
      routes: [...out, ...endpointRoutes(network, ["private", `private-${letter}`], prefix)],
    };
  });
  const publicRoutes = [
    { destination: "internet", target: INTERNET_GATEWAY } as const,
    ...endpointRoutes(network, ["public"], prefix),
  ];
  const components = implied.map(({ id, kind, config, tier, letter }) => ({
    ...component(`${prefix}${id}`, kind, region, config, services),
    subnets: subnets
      .filter((subnet) => subnet.tier === tier && (letter === null || subnet.zone === `${region}${letter}`))
      .map((subnet) => subnet.id),
  }));
  return {
    zones: letters.map((letter) => ({ id: `${region}${letter}`, region })),
    subnets,
    routeTables: [
      { id: `${prefix}public`, region, routes: publicRoutes },
      ...privateTables,
      { id: `${prefix}isolated`, region, routes: endpointRoutes(network, ["isolated"], prefix) },
    ],
    components,
  };
}

/** A gateway endpoint serves the tables it is associated with, and no other. */
function endpointRoutes(
  { gateway_endpoints }: NetworkFile,
  names: readonly string[],
  prefix: string,
): readonly Route[] {
  return gateway_endpoints
    .filter((endpoint) => typeof endpoint === "string" || endpoint.route_tables.some((table) => names.includes(table)))
    .map((endpoint) => (typeof endpoint === "string" ? endpoint : endpoint.service))
    .map((destination) => ({ destination, target: `${prefix}endpoint-${destination}` }));
}

/** What AWS charges beside the components: public addresses and data transfer, once in each Region unless written under that id. */
function beside(
  components: readonly Component[],
  regions: readonly string[],
  services: readonly Service[],
): readonly Component[] {
  return regions.flatMap((region, i) => {
    const here = components.filter((other) => other.region === region);
    const prefix = i === 0 ? "" : `${region}.`;
    const isWritten = (id: string) => here.some((other) => other.id === id);
    const addresses = here.reduce((sum, other) => sum + publicAddresses(other), 0);
    return [
      ...(addresses === 0 || isWritten(`${prefix}public_ipv4`)
        ? []
        : [component(`${prefix}public_ipv4`, "public_ipv4", region, { addresses }, services)]),
      ...(isWritten(`${prefix}data_transfer`)
        ? []
        : [component(`${prefix}data_transfer`, "data_transfer", region, {}, services)]),
    ];
  });
}

/**
 * Public IPv4 addresses that a component always holds: those of a NAT gateway (of a regional one in each zone), one of each NAT instance and bastion, and one in each zone of a
 * balancer that faces the internet ("at least one", https://aws.amazon.com/vpc/pricing/). Tasks in public subnets come and go and
 * are not counted here.
 */
function publicAddresses({ kind, config, subnets }: Component): number {
  switch (kind) {
    case "bastion":
      return numberOf(config, "instances");
    case "nat_gateway":
    case "regional_nat_gateway":
      return numberOf(config, "addresses") * Math.max(1, subnets.length);
    case "nat_instance":
      return Math.max(1, subnets.length);
    case "application_load_balancer":
    case "network_load_balancer":
      return hasFlag(config, "internal") ? 0 : subnets.length;
    default:
      return 0;
  }
}

function numberOf(config: unknown, key: string): number {
  const found = typeof config === "object" && config !== null ? Object.entries(config).find(([k]) => k === key) : null;
  return Number(found?.[1] ?? 1);
}

function component(id: string, kind: string, region: string, config: unknown, services: readonly Service[]): Component {
  const service = present(
    services.find((other) => other.kind === kind),
    `the service ${kind}`,
  );
  return { id, kind, region, subnets: [], config: service.config.parse(config), fromSeconds: null, untilSeconds: null };
}

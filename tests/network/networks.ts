/** Small networks and flows for the tests of routing and carrying. */
import {
  type Architecture,
  type Component,
  INTERNET_GATEWAY,
  type Route,
} from "../../src/architecture/architecture.ts";
import type { Destination, Flow } from "../../src/network/flow.ts";
import { driver } from "../../src/simulation/driver.ts";

const region = "us-east-1";

export interface NetworkSpec {
  /** `["a", "b"]`: a public and a private subnet in each. */
  readonly zones: readonly string[];
  /** `single`: one gateway in the first zone; `per_zone`: one in each; `regional`: one that stands in no subnet. */
  readonly nat: "none" | "single" | "per_zone" | "regional";
  /** Zones whose private route table has a route to the gateway endpoint of each service. */
  readonly gatewayEndpoints?: Readonly<Partial<Record<"s3" | "dynamodb", readonly string[]>>>;
  /** More routes of every private table. */
  readonly routes?: readonly Route[];
  /** More components. */
  readonly components?: readonly Component[];
}

export function component(id: string, kind: string, subnets: readonly string[], where = region): Component {
  return { id, kind, region: where, subnets, config: {}, fromSeconds: null, untilSeconds: null };
}

/** `app` stands in every private subnet, `bastion` in every public one, `isolated` where there is no way out. */
export function network({
  zones,
  nat,
  gatewayEndpoints = {},
  routes = [],
  components = [],
}: NetworkSpec): Architecture {
  const natOf = (zone: string): string | null => {
    if (nat === "none") return null;
    return nat === "per_zone" ? `nat-${zone}` : nat === "single" ? `nat-${zones[0]}` : "nat";
  };
  const privateRoutes = (zone: string): Route[] => {
    const target = natOf(zone);
    return [
      ...(target === null ? [] : [{ destination: "internet", target } as const]),
      ...(["s3", "dynamodb"] as const)
        .filter((service) => gatewayEndpoints[service]?.includes(zone))
        .map((service) => ({ destination: service, target: `endpoint-${service}` })),
      ...routes,
    ];
  };
  const subnet = (tier: "public" | "private" | "isolated", zone: string) => ({
    id: `${tier}-${zone}`,
    zone: `${region}${zone}`,
    region,
    tier,
    routeTable: tier === "private" ? `private-${zone}` : tier,
  });
  const natIds = [...new Set(zones.flatMap((zone) => natOf(zone) ?? []))];
  return {
    region,
    zones: zones.map((zone) => ({ id: `${region}${zone}`, region })),
    subnets: (["public", "private", "isolated"] as const).flatMap((tier) => zones.map((zone) => subnet(tier, zone))),
    routeTables: [
      { id: "public", region, routes: [{ destination: "internet", target: INTERNET_GATEWAY }] },
      { id: "isolated", region, routes: [] },
      ...zones.map((zone) => ({ id: `private-${zone}`, region, routes: privateRoutes(zone) })),
    ],
    components: [
      component(
        "app",
        "fargate",
        zones.map((zone) => `private-${zone}`),
      ),
      component(
        "bastion",
        "fargate",
        zones.map((zone) => `public-${zone}`),
      ),
      component(
        "isolated",
        "fargate",
        zones.map((zone) => `isolated-${zone}`),
      ),
      component("cdn", "cloudfront", []),
      ...natIds.map((id) => component(id, "nat_gateway", id === "nat" ? [] : [`public-${id.slice(4)}`])),
      ...components,
    ],
    facts: {},
  };
}

export const s3: Destination = { kind: "aws", service: "s3", region };
export const payment: Destination = { kind: "internet", name: "payment", addresses: 2 };

/** 1 byte up and 10 down for each of `units` in the first hour. */
export function flow(destination: Destination, of: Partial<Flow> & { readonly units?: readonly number[] } = {}): Flow {
  const { units = [1], ...rest } = of;
  const counted = driver({ component: rest.from ?? "app", name: "requests", unit: "1/s" }, units.length, 0);
  counted.hours.set(units);
  return {
    from: "app",
    destination,
    driver: counted,
    bytesUp: 1,
    bytesDown: 10,
    connections: 0,
    connectionSeconds: 60,
    cause: "a test",
    assumptions: [],
    ...rest,
  };
}

/**
 * The network of a plan: zones, subnets with the route table that rules them, gateways, endpoints and the tables they reach. Joins go by
 * references, because ids are not known before the plan is applied.
 *
 * A subnet without an association is ruled by its VPC's main table; where the plan does not make that one, it has no routes that the
 * plan knows of. https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
import { INTERNET_GATEWAY, type Route, type RouteTable, type Subnet, type Zone } from "../architecture/architecture.ts";
import type { Plan, PlannedResource } from "./plan.ts";
import type { Interval } from "./references.ts";
import { planResolver, type PlanResolver } from "./resolver.ts";
import { type Attribute, attributesAt, isUnknown } from "./values.ts";

export interface PlannedNetwork {
  readonly zones: readonly Zone[];
  /** Ids are those of the plan's resources. */
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly natGateways: readonly PlannedNatGateway[];
  readonly gatewayEndpoints: readonly PlannedGatewayEndpoint[];
  readonly interfaceEndpoints: readonly PlannedInterfaceEndpoint[];
  /** What could not be joined, as sentences that begin with the resource. */
  readonly unresolved: readonly string[];
}

export interface PlannedNatGateway {
  readonly id: string;
  /** A zonal one stands in a subnet; a regional one in the zones in which its VPC is used. */
  readonly mode: "zonal" | "regional";
  readonly connectivity: "public" | "private";
  /** Null for a regional one, and where it is not known. */
  readonly subnet: string | null;
  readonly zone: string | null;
}

export interface PlannedGatewayEndpoint {
  readonly id: string;
  readonly service: "s3" | "dynamodb";
  /** Ids of the tables it is in; empty for one that no table leads to. */
  readonly routeTables: readonly string[];
  /** Whether these are all of them. */
  readonly complete: boolean;
}

export interface PlannedInterfaceEndpoint {
  readonly id: string;
  /** Behind the Region: `ecr.dkr`; null where it is not known. */
  readonly service: string | null;
  /** Network interfaces, one in each subnet. */
  readonly addresses: Interval;
  readonly subnets: readonly string[];
}

const TABLES = ["aws_route_table", "aws_default_route_table"];
const SUBNETS = ["aws_subnet", "aws_default_subnet"];

/** Resources that will be there are looked at; `plan` as `readPlan` gave it. */
export function networkOf(plan: Plan, resolver: PlanResolver = planResolver(plan)): PlannedNetwork {
  const present = plan.resources.filter(
    ({ objects, change, deposed }) => objects.after > 0 && change !== "forgotten" && !deposed,
  );
  const of = (...types: readonly string[]): readonly PlannedResource[] =>
    present.filter(({ type }) => types.includes(type));
  const unresolved: string[] = [];
  /** The one resource of these types that an attribute leads to; null, and noted, where that is not known. */
  const join = (resource: PlannedResource, attribute: string, types: readonly string[]): PlannedResource | null => {
    const found = resolver.referenced(resource, attribute).resources.filter(({ type }) => types.includes(type));
    const [only, ...more] = found;
    if (only !== undefined && more.length === 0) return only;
    unresolved.push(
      `${resource.id} leads by ${attribute} to ${more.length === 0 ? "nothing in the plan" : "several resources"}`,
    );
    return null;
  };

  const endpoints = of("aws_vpc_endpoint").map((endpoint) => ({
    endpoint,
    service: serviceOf(endpoint),
    type: textOf(resolver.settled(endpoint, "vpc_endpoint_type").value),
  }));
  const gatewayEndpoints = endpoints.flatMap(({ endpoint, service, type }) =>
    type === "Gateway" && (service === "s3" || service === "dynamodb")
      ? [gatewayEndpoint(endpoint, service, { resolver, associations: of("aws_vpc_endpoint_route_table_association") })]
      : [],
  );
  const interfaceEndpoints = endpoints.flatMap(({ endpoint, service, type }) =>
    type === "Gateway" ? [] : [interfaceEndpoint(endpoint, service, resolver)],
  );

  const routes = routesByTable({ tables: of(...TABLES), routes: of("aws_route"), resolver, join });
  for (const { id, service, routeTables } of gatewayEndpoints) {
    for (const table of routeTables) addRoute(routes, table, { destination: service, target: id });
  }
  const tables = of(...TABLES).map((table) => ({
    id: table.id,
    region: regionOf(table),
    routes: routes.get(table.id) ?? [],
  }));

  const ruling = rulingTables({ subnets: of(...SUBNETS), tables, resolver, join, unresolved, of });
  const { subnets } = ruling;
  const zones = new Map(subnets.map(({ zone, region }) => [zone, { id: zone, region }]));
  const natGateways = of("aws_nat_gateway").map((gateway) => natGateway(gateway, resolver, subnets));
  return {
    zones: [...zones.values()],
    subnets,
    routeTables: [...tables, ...ruling.implicit],
    natGateways,
    gatewayEndpoints,
    interfaceEndpoints,
    unresolved: [...new Set(unresolved)],
  };
}

/** Each subnet with the table that rules it, and the tables that no resource of the plan stands for. */
function rulingTables(from: {
  readonly subnets: readonly PlannedResource[];
  readonly tables: readonly RouteTable[];
  readonly resolver: PlanResolver;
  readonly join: Join;
  readonly unresolved: string[];
  readonly of: (...types: readonly string[]) => readonly PlannedResource[];
}): { readonly subnets: readonly Subnet[]; readonly implicit: readonly RouteTable[] } {
  const { resolver, join, unresolved, of } = from;
  const byId = new Map(from.tables.map((table) => [table.id, table]));
  const associated = new Map<string, string>();
  for (const association of of("aws_route_table_association")) {
    // A table may rule what comes in by a gateway instead.
    const isOfGateway = resolver.configured(association, "gateway_id") ?? knownText(association, "gateway_id") !== null;
    if (isOfGateway) continue;
    const subnet = join(association, "subnet_id", SUBNETS);
    const table = join(association, "route_table_id", TABLES);
    if (subnet !== null && table !== null) associated.set(subnet.id, table.id);
  }
  const mains = mainTables(of("aws_main_route_table_association", "aws_default_route_table"), resolver);
  const implicit = new Map<string, RouteTable>();
  const subnets = from.subnets.map((subnet): Subnet => {
    const [vpc] = resolver.referenced(subnet, "vpc_id").resources;
    const vpcId = vpc?.id ?? knownText(subnet, "vpc_id") ?? "a VPC that is not known";
    const routeTable = associated.get(subnet.id) ?? mains.get(vpcId) ?? `main route table of ${vpcId}`;
    const region = regionOf(subnet);
    const table = byId.get(routeTable) ?? implicit.get(routeTable) ?? implicitTable(routeTable, subnet);
    if (!byId.has(routeTable)) {
      implicit.set(routeTable, table);
      if (vpc === undefined && subnet.type === "aws_subnet") {
        unresolved.push(`${subnet.id} is ruled by a route table that is not part of the plan`);
      }
    }
    return { id: subnet.id, zone: zoneOf(subnet, resolver), region, tier: tierOf(table.routes), routeTable };
  });
  return { subnets, implicit: [...implicit.values()] };
}

/**
 * A VPC's own main table leads nowhere; that of the default VPC leads to its internet gateway.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
function implicitTable(id: string, subnet: PlannedResource): RouteTable {
  const routes: readonly Route[] =
    subnet.type === "aws_default_subnet" ? [{ destination: "internet", target: INTERNET_GATEWAY }] : [];
  return { id, region: regionOf(subnet), routes };
}

type Join = (resource: PlannedResource, attribute: string, types: readonly string[]) => PlannedResource | null;

/** Attributes of a route that name what it leads to, and the types of it. */
const targets: Readonly<Record<string, readonly string[]>> = {
  gateway_id: ["aws_internet_gateway", "aws_vpn_gateway"],
  nat_gateway_id: ["aws_nat_gateway"],
  transit_gateway_id: ["aws_ec2_transit_gateway"],
  vpc_peering_connection_id: ["aws_vpc_peering_connection"],
  vpc_endpoint_id: ["aws_vpc_endpoint"],
  network_interface_id: ["aws_instance", "aws_network_interface"],
};

function routesByTable(of: {
  readonly tables: readonly PlannedResource[];
  readonly routes: readonly PlannedResource[];
  readonly resolver: PlanResolver;
  readonly join: Join;
}): Map<string, Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of of.routes) {
    const destination = destinationOf(knownText(route, "destination_cidr_block"));
    if (destination === null) continue;
    const table = of.join(route, "route_table_id", TABLES);
    const target = targetOf(route, "", of);
    if (table !== null && target !== null) addRoute(found, table.id, { destination, target });
  }
  for (const table of of.tables) {
    const blocks = table.after === null ? [] : attributesAt(table.after, "route").flat();
    const toInternet = blocks.some((block) => !isUnknown(block) && destinationOf(cidrOf(block)) === "internet");
    const target = toInternet ? targetOf(table, "route.", of) : null;
    if (target !== null) addRoute(found, table.id, { destination: "internet", target });
  }
  return found;
}

/** `prefix` is `route.` for routes written inside of their table. */
function targetOf(
  resource: PlannedResource,
  prefix: string,
  { resolver, join }: { readonly resolver: PlanResolver; readonly join: Join },
): string | null {
  for (const [attribute, types] of Object.entries(targets)) {
    const reached = resolver.referenced(resource, `${prefix}${attribute}`);
    if (reached.by === "nothing") continue;
    const target = join(resource, `${prefix}${attribute}`, types);
    if (target === null) continue;
    return target.type === "aws_internet_gateway" ? INTERNET_GATEWAY : target.id;
  }
  // Of a gateway outside of the plan its id says what it is.
  const gateways = resource.after === null ? [] : attributesAt(resource.after, `${prefix}gateway_id`);
  return gateways.some((id) => typeof id === "string" && id.startsWith("igw-")) ? INTERNET_GATEWAY : null;
}

/** Null for what leads to neither of the places that are told apart: a VPC that is peered, a network on premises. */
function destinationOf(cidr: string | null): Route["destination"] | null {
  return cidr === "0.0.0.0/0" ? "internet" : null;
}

function cidrOf(block: Attribute): string | null {
  const cidr = typeof block === "object" && block !== null && "cidr_block" in block ? block["cidr_block"] : null;
  return typeof cidr === "string" ? cidr : null;
}

function addRoute(routes: Map<string, Route[]>, table: string, route: Route): void {
  const list = routes.get(table) ?? [];
  if (!list.some(({ destination, target }) => destination === route.destination && target === route.target))
    list.push(route);
  routes.set(table, list);
}

function tierOf(routes: readonly Route[]): Subnet["tier"] {
  const toInternet = routes.filter(({ destination }) => destination === "internet");
  if (toInternet.some(({ target }) => target === INTERNET_GATEWAY)) return "public";
  return toInternet.length > 0 ? "private" : "isolated";
}

function gatewayEndpoint(
  endpoint: PlannedResource,
  service: "s3" | "dynamodb",
  { resolver, associations }: { readonly resolver: PlanResolver; readonly associations: readonly PlannedResource[] },
): PlannedGatewayEndpoint {
  const own = resolver.referenced(endpoint, "route_table_ids");
  const { least, most } = resolver.elements(endpoint, "route_table_ids");
  const beside = associations.filter(
    (association) => resolver.referenced(association, "vpc_endpoint_id").resources[0]?.id === endpoint.id,
  );
  const associated = beside.flatMap((association) => resolver.referenced(association, "route_table_id").resources);
  const tables = [...own.resources, ...associated].filter(({ type }) => TABLES.includes(type)).map(({ id }) => id);
  const complete = least === most && own.resources.length >= least;
  return { id: endpoint.id, service, routeTables: [...new Set(tables)], complete };
}

function interfaceEndpoint(
  endpoint: PlannedResource,
  service: string | null,
  resolver: PlanResolver,
): PlannedInterfaceEndpoint {
  const { least, most } = resolver.elements(endpoint, "subnet_ids");
  const subnets = resolver.referenced(endpoint, "subnet_ids").resources.filter(({ type }) => SUBNETS.includes(type));
  return { id: endpoint.id, service, addresses: { least, most }, subnets: subnets.map(({ id }) => id) };
}

function natGateway(gateway: PlannedResource, resolver: PlanResolver, subnets: readonly Subnet[]): PlannedNatGateway {
  const mode = textOf(resolver.settled(gateway, "availability_mode").value) === "regional" ? "regional" : "zonal";
  const connectivity =
    textOf(resolver.settled(gateway, "connectivity_type").value) === "private" ? "private" : "public";
  const found = mode === "regional" ? [] : resolver.referenced(gateway, "subnet_id").resources;
  const subnet = found.length === 1 ? (found[0]?.id ?? null) : null;
  return { id: gateway.id, mode, connectivity, subnet, zone: subnets.find(({ id }) => id === subnet)?.zone ?? null };
}

/** By VPC, the table that rules what is not associated. */
function mainTables(of: readonly PlannedResource[], resolver: PlanResolver): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const resource of of) {
    const isDefault = resource.type === "aws_default_route_table";
    const vpc = resolver.referenced(resource, isDefault ? "default_route_table_id" : "vpc_id").resources[0];
    const table = isDefault ? resource : resolver.referenced(resource, "route_table_id").resources[0];
    if (vpc !== undefined && table !== undefined) found.set(vpc.id, table.id);
  }
  return found;
}

/** Two subnets of unknown zones may stand in one; each counts as its own. */
function zoneOf(subnet: PlannedResource, resolver: PlanResolver): string {
  const zone = textOf(resolver.settled(subnet, "availability_zone").value) ?? knownText(subnet, "availability_zone_id");
  return zone ?? `zone of ${subnet.id}`;
}

function serviceOf(endpoint: PlannedResource): string | null {
  const name = knownText(endpoint, "service_name");
  return /^com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(name ?? "")?.[1] ?? null;
}

function regionOf({ region }: PlannedResource): string {
  return region.region ?? "";
}

function knownText({ after }: PlannedResource, attribute: string): string | null {
  return textOf(after === null ? null : (attributesAt(after, attribute)[0] ?? null));
}

function textOf(value: Attribute): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

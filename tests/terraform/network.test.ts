/** Who leaves by which way, joined by references. */
import { expect, test } from "vitest";
import { networkOf } from "../../src/terraform/network.ts";
import { planOf, read, realPlan, row } from "./support/plans.ts";

const network = networkOf(read(realPlan("nat-with-endpoints")));

test("a gateway in each zone: every private subnet leaves by the one of its own zone", () => {
  const ways = network.subnets.map(({ id, zone, tier, routeTable }) => {
    const table = network.routeTables.find((each) => each.id === routeTable);
    const way = table?.routes.find(({ destination }) => destination === "internet");
    return `${tier} ${id} in ${zone} by ${way?.target}`;
  });
  expect(ways).toEqual([
    'private aws_subnet.private["a"] in eu-west-1a by aws_nat_gateway.nat["a"]',
    'private aws_subnet.private["b"] in eu-west-1b by aws_nat_gateway.nat["b"]',
    'private aws_subnet.private["c"] in eu-west-1c by aws_nat_gateway.nat["c"]',
    'public aws_subnet.public["a"] in eu-west-1a by internet_gateway',
    'public aws_subnet.public["b"] in eu-west-1b by internet_gateway',
    'public aws_subnet.public["c"] in eu-west-1c by internet_gateway',
  ]);
  expect(network.natGateways.map(({ id, mode, subnet, zone }) => [id, mode, subnet, zone])).toEqual([
    ['aws_nat_gateway.nat["a"]', "zonal", 'aws_subnet.public["a"]', "eu-west-1a"],
    ['aws_nat_gateway.nat["b"]', "zonal", 'aws_subnet.public["b"]', "eu-west-1b"],
    ['aws_nat_gateway.nat["c"]', "zonal", 'aws_subnet.public["c"]', "eu-west-1c"],
  ]);
  expect(network.unresolved).toEqual([]);
});

test("gateway endpoints: in tables by their own list, by associations, and in none", () => {
  const tables = ["a", "b", "c"].map((key) => `aws_route_table.private["${key}"]`);
  expect(network.gatewayEndpoints).toEqual([
    { id: "aws_vpc_endpoint.dynamodb", service: "dynamodb", routeTables: tables, complete: true },
    { id: "aws_vpc_endpoint.s3", service: "s3", routeTables: tables, complete: true },
    { id: "aws_vpc_endpoint.useless", service: "s3", routeTables: [], complete: true },
  ]);
  const ways = network.routeTables.flatMap(({ routes }) => routes.filter(({ destination }) => destination === "s3"));
  expect(ways.map(({ target }) => target)).toEqual(Array.from(tables, () => "aws_vpc_endpoint.s3"));
});

test("interface endpoints have an address in each of their subnets", () => {
  expect(
    network.interfaceEndpoints.map(({ service, addresses, subnets }) => [service, addresses, subnets.length]),
  ).toEqual([
    ["ecr.api", { least: 2, most: 2 }, 2],
    ["logs", { least: 3, most: 3 }, 3],
  ]);
});

test("without an endpoint a table leads to S3 by its default route", () => {
  const { gatewayEndpoints, routeTables } = networkOf(read(realPlan("nat-per-az")));
  expect(gatewayEndpoints).toEqual([]);
  expect(new Set(routeTables.flatMap(({ routes }) => routes.map(({ destination }) => destination)))).toEqual(
    new Set(["internet"]),
  );
});

test("subnets without association: the VPC's own main table leads nowhere, the default VPC's to the internet", () => {
  const own = networkOf(read(realPlan("unknown-sets")));
  expect(new Set(own.subnets.map(({ tier, routeTable }) => `${tier} ${routeTable}`))).toEqual(
    new Set(["isolated main route table of module.network.aws_vpc.this"]),
  );
  const zones = { availability_zone: "us-east-1a", vpc_id: "vpc-0a" };
  const elsewhere = networkOf(
    read(
      planOf([
        row({ address: "aws_default_subnet.a", after: zones }),
        row({ address: "aws_subnet.b", after: { ...zones, vpc_id: "vpc-0b" } }),
      ]),
    ),
  );
  expect(elsewhere.subnets.map(({ id, tier }) => `${id} ${tier}`)).toEqual([
    "aws_default_subnet.a public",
    "aws_subnet.b isolated",
  ]);
  expect(elsewhere.unresolved).toEqual(["aws_subnet.b is ruled by a route table that is not part of the plan"]);
});

test("routes within their table, joined by ids as in a state; a main table; a regional gateway", () => {
  const subnet = (name: string, zone: string) =>
    row({ address: `aws_subnet.${name}`, after: { id: `subnet-${name}`, vpc_id: "vpc-1", availability_zone: zone } });
  const plan = read(
    planOf([
      row({ address: "aws_vpc.a", after: { id: "vpc-1" } }),
      subnet("private", "us-east-1a"),
      subnet("other", "us-east-1b"),
      row({
        address: "aws_nat_gateway.n",
        after: { id: "nat-1", availability_mode: "regional", vpc_id: "vpc-1", connectivity_type: "public" },
      }),
      row({
        address: "aws_route_table.t",
        after: {
          id: "rtb-1",
          vpc_id: "vpc-1",
          route: [
            { cidr_block: "10.9.0.0/16", gateway_id: "vgw-1", nat_gateway_id: "" },
            { cidr_block: "0.0.0.0/0", gateway_id: "", nat_gateway_id: "nat-1" },
          ],
        },
      }),
      row({
        address: "aws_route_table_association.a",
        after: { subnet_id: "subnet-private", route_table_id: "rtb-1" },
      }),
      row({ address: "aws_main_route_table_association.m", after: { vpc_id: "vpc-1", route_table_id: "rtb-1" } }),
      row({
        address: "aws_route_table.public",
        after: { id: "rtb-2", vpc_id: "vpc-1", route: [{ cidr_block: "0.0.0.0/0", gateway_id: "igw-1" }] },
      }),
    ]),
  );
  const { subnets, routeTables, natGateways } = networkOf(plan);
  expect(subnets.map(({ id, tier, routeTable }) => `${id} ${tier} ${routeTable}`)).toEqual([
    "aws_subnet.private private aws_route_table.t",
    "aws_subnet.other private aws_route_table.t",
  ]);
  expect(routeTables.map(({ id, routes }) => [id, routes[0]?.target])).toEqual([
    ["aws_route_table.t", "aws_nat_gateway.n"],
    ["aws_route_table.public", "internet_gateway"],
  ]);
  expect(natGateways).toEqual([
    { id: "aws_nat_gateway.n", mode: "regional", connectivity: "public", subnet: null, zone: null },
  ]);
});

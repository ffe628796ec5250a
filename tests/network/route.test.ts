import { expect, test } from "vitest";
import type { Destination } from "../../src/network/flow.ts";
import { type InterfaceEndpoint, route } from "../../src/network/route.ts";
import { component, flow, network, type NetworkSpec, payment, s3 } from "./networks.ts";

const three: NetworkSpec = { zones: ["a", "b", "c"], nat: "per_zone" };

/** Paths as `kind by carrier: share, of which crossing a zone (sides)`. */
function paths(
  spec: NetworkSpec,
  destination: Destination,
  from = "app",
  endpoints: readonly InterfaceEndpoint[] = [],
): string[] {
  const [routed] = route([flow(destination, { from })], network(spec), endpoints);
  return routed!.paths.map(({ kind, carrier, share, crossZoneShare, crossZoneSides }) => {
    const by = carrier === null ? kind : `${kind} by ${carrier}`;
    const crossing = crossZoneShare === 0 ? "" : `, ${crossZoneShare.toFixed(3)} across zones (${crossZoneSides})`;
    return `${by}: ${share.toFixed(3)}${crossing}`;
  });
}

test("each zone uses its own NAT gateway, and nothing crosses a zone", () => {
  expect(paths(three, payment)).toEqual(["nat by nat-a: 0.333", "nat by nat-b: 0.333", "nat by nat-c: 0.333"]);
});

test.each([
  [["a"], "nat by nat-a: 1.000"],
  [["a", "b"], "nat by nat-a: 1.000, 0.500 across zones (2)"],
  [["a", "b", "c"], "nat by nat-a: 1.000, 0.667 across zones (2)"],
])("one NAT gateway for zones %j: the others' traffic crosses to it", (zones, expected) => {
  expect(paths({ zones, nat: "single" }, payment)).toEqual([expected]);
});

test("a regional NAT gateway takes traffic in the zone it comes from", () => {
  expect(paths({ zones: ["a", "b"], nat: "regional" }, payment)).toEqual(["nat by nat: 1.000"]);
});

test("S3 goes through NAT where no endpoint is, and where an endpoint has no route", () => {
  const through = ["nat by nat-a: 0.333", "nat by nat-b: 0.333", "nat by nat-c: 0.333"];
  expect(paths(three, s3)).toEqual(through);
  const unrouted = { ...three, components: [component("endpoint-s3", "gateway_endpoint", [])] };
  expect(paths(unrouted, s3)).toEqual(through);
});

test("a gateway endpoint serves the subnets whose route table names it, and no others", () => {
  expect(paths({ ...three, gatewayEndpoints: { s3: ["a", "c"] } }, s3)).toEqual([
    "gateway_endpoint by endpoint-s3: 0.667",
    "nat by nat-b: 0.333",
  ]);
  expect(paths({ ...three, gatewayEndpoints: { dynamodb: ["a", "b", "c"] } }, s3)).toHaveLength(3);
});

test("an endpoint never reaches another Region", () => {
  const spec: NetworkSpec = { ...three, nat: "single", gatewayEndpoints: { s3: ["a", "b", "c"] } };
  const endpoints = [{ id: "endpoint-sqs", service: "sqs", region: "us-east-1" }];
  const away = (service: "s3" | "sqs"): Destination => ({ kind: "aws", service, region: "eu-west-1" });
  const nat = ["nat by nat-a: 1.000, 0.667 across zones (2)"];
  expect([paths(spec, away("s3")), paths(spec, away("sqs"), "app", endpoints)]).toEqual([nat, nat]);
});

test("an interface endpoint is free across zones, and the gateway's route wins over it", () => {
  const endpoints = [
    { id: "endpoint-sqs", service: "sqs", region: "us-east-1" },
    { id: "interface-s3", service: "s3", region: "us-east-1" },
  ];
  const sqs: Destination = { kind: "aws", service: "sqs", region: "us-east-1" };
  expect(paths(three, sqs, "app", endpoints)).toEqual(["interface_endpoint by endpoint-sqs: 1.000"]);
  expect(paths({ ...three, gatewayEndpoints: { s3: ["a"] } }, s3, "app", endpoints)).toEqual([
    "gateway_endpoint by endpoint-s3: 0.333",
    "interface_endpoint by interface-s3: 0.667",
  ]);
  expect(paths(three, { ...sqs, service: "kms" }, "app", endpoints)).toHaveLength(3);
});

test("public subnets use the internet gateway; what stands in no subnet needs no way out", () => {
  expect(paths(three, payment, "bastion")).toEqual(["internet_gateway: 1.000"]);
  expect(paths(three, s3, "bastion")).toEqual(["internet_gateway: 1.000"]);
  expect([paths(three, payment, "cdn"), paths(three, s3, "cdn")]).toEqual([
    ["internet_gateway: 1.000"],
    ["direct: 1.000"],
  ]);
});

test("without a route nothing gets out", () => {
  expect(paths(three, payment, "isolated")).toEqual(["unreachable: 1.000"]);
  expect(paths({ ...three, nat: "none" }, s3)).toEqual(["unreachable: 1.000"]);
});

test("inside the VPC the share between different zones is charged on both sides, or one, or none", () => {
  const single = component("database", "aurora_serverless", ["isolated-a"]);
  const spread = component("cache", "elasticache", ["isolated-a", "isolated-b", "isolated-c"]);
  const spec = { ...three, components: [single, spread] };
  const to = (id: string, crossZone: "both_sides" | "one_side" | "free"): Destination => ({
    kind: "component",
    id,
    crossZone,
  });
  expect(paths(spec, to("database", "both_sides"))).toEqual(["direct: 1.000, 0.667 across zones (2)"]);
  expect(paths(spec, to("cache", "one_side"))).toEqual(["direct: 1.000, 0.667 across zones (1)"]);
  expect(paths(spec, to("database", "free"))).toEqual(["direct: 1.000"]);
  expect(paths({ ...spec, zones: ["a"] }, to("database", "both_sides"))).toEqual(["direct: 1.000"]);
});

test("transit gateways lead to VPCs of another Region, each with what it hands on to; AWS's own services have public addresses", () => {
  const hub = component("hub", "transit_gateway", []);
  const there = component("there", "transit_gateway", [], "eu-west-1");
  const standby = component("standby", "aurora_serverless", [], "eu-west-1");
  const routes = [{ destination: { region: "eu-west-1" }, target: "hub" }];
  const spec: NetworkSpec = { ...three, routes, components: [hub, there, standby] };
  const to = (destination: Destination) =>
    route([flow(destination)], network(spec), [])[0]!.paths.map(({ kind, carrier, onward, share }) => [
      kind,
      carrier,
      onward,
      share.toFixed(3),
    ]);
  expect(to({ kind: "component", id: "standby", crossZone: "both_sides" })).toEqual([
    ["transit_gateway", "hub", "there", "1.000"],
  ]);
  expect(paths(spec, { kind: "aws", service: "s3", region: "eu-west-1" })).toHaveLength(3);
});

test("one's own premises are reached by the VPN or through the transit gateway before it, and by nothing else", () => {
  const erp: Destination = { kind: "on_premises", name: "erp" };
  const components = [component("hub", "transit_gateway", []), component("office", "vpn", [])];
  const by = (target: string): NetworkSpec => ({
    ...three,
    routes: [{ destination: "on_premises", target }],
    components,
  });
  expect(paths(by("office"), erp)).toEqual(["vpn by office: 1.000"]);
  expect(paths(by("hub"), erp)).toEqual(["transit_gateway by hub: 1.000"]);
  expect([paths(three, erp), paths(by("office"), erp, "cdn")]).toEqual([
    ["unreachable: 1.000"],
    ["unreachable: 1.000"],
  ]);
});

test("another Region is reached by the peering that the route table names", () => {
  const routes = [{ destination: { region: "eu-west-1" }, target: "peering" }];
  const standby = component("standby", "aurora_serverless", [], "eu-west-1");
  const spec: NetworkSpec = { ...three, routes, components: [standby] };
  expect(paths(spec, { kind: "aws", service: "s3", region: "eu-west-1" })).toEqual(["peering by peering: 1.000"]);
  expect(paths(spec, { kind: "component", id: "standby", crossZone: "both_sides" })).toEqual([
    "peering by peering: 1.000",
  ]);
  expect(paths({ ...spec, routes: [] }, { kind: "component", id: "standby", crossZone: "both_sides" })).toEqual([
    "direct: 1.000",
  ]);
});

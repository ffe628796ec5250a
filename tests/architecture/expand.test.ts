import { expect, test } from "vitest";
import { expand } from "../../src/architecture/expand.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { goodText } from "../support/bad-scenario.ts";
import { smallServices } from "../support/small-services.ts";

const architecture = (yaml: string) => {
  const text = `surgecast: 1\nname: it\nregion: us-east-1\nperiod: { month: 2026-11 }\ntraffic: { baseline: { mean: 1/s } }\narchitecture:\n${yaml}`;
  return expand(parseScenario({ text, file: "it.yaml" }, { services: smallServices }), smallServices);
};
const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id);
const routes = (of: ReturnType<typeof architecture>) =>
  Object.fromEntries(
    of.routeTables.map(({ id, routes }) => [
      id,
      routes.map(
        ({ destination, target }) =>
          `${typeof destination === "string" ? destination : destination.region} → ${target}`,
      ),
    ]),
  );

test("a typical shop", async () => {
  const scenario = parseScenario({ text: goodText, file: "drop.yaml" }, { services: smallServices });
  await expect(JSON.stringify(expand(scenario, smallServices), null, 2)).toMatchFileSnapshot(
    "../golden/architecture-drop.json",
  );
});

test("one NAT gateway for all zones stands in the first", () => {
  const result = architecture("  network: { azs: 2, nat: single }\n  app:\n");
  expect(routes(result)).toEqual({
    public: ["internet → internet_gateway"],
    "private-a": ["internet → nat"],
    "private-b": ["internet → nat"],
    isolated: [],
  });
  expect(result.components.find(({ id }) => id === "nat")).toEqual({
    id: "nat",
    kind: "nat_gateway",
    region: "us-east-1",
    subnets: ["public-a"],
    config: { addresses: 1 },
    fromSeconds: null,
    untilSeconds: null,
  });
});

test("NAT instances stand in each zone; without NAT private subnets have no way out", () => {
  const instances = architecture("  network: { azs: 2, nat: instance }\n  app:\n");
  expect(instances.components.filter(({ kind }) => kind === "nat_instance")).toMatchObject([
    { id: "nat-a", subnets: ["public-a"], config: { instance_type: "t4g.small" } },
    { id: "nat-b", subnets: ["public-b"], config: { instance_type: "t4g.small" } },
  ]);
  const none = architecture("  network: { azs: 1, nat: none }\n  app:\n");
  expect(routes(none)).toEqual({ public: ["internet → internet_gateway"], "private-a": [], isolated: [] });
  expect(ids(none.components)).toEqual(["app", "data_transfer"]);
});

test("a gateway endpoint reaches the tables of its tiers and no other; one that reaches none is there all the same", () => {
  const result = architecture(
    "  network: { azs: 1, nat: single, gateway_endpoints: [dynamodb, { service: s3, route_tables: [isolated] }] }\n  app:\n",
  );
  expect(routes(result)).toEqual({
    public: ["internet → internet_gateway", "dynamodb → endpoint-dynamodb"],
    "private-a": ["internet → nat", "dynamodb → endpoint-dynamodb"],
    isolated: ["dynamodb → endpoint-dynamodb", "s3 → endpoint-s3"],
  });
  const unrouted = architecture(
    "  network: { azs: 1, gateway_endpoints: [{ service: s3, route_tables: [] }] }\n  app:\n",
  );
  expect(ids(unrouted.components)).toEqual(["app", "nat-a", "endpoint-s3", "public_ipv4", "data_transfer"]);
  expect(routes(unrouted)["private-a"]).toEqual(["internet → nat-a"]);
});

test("a component may stand in some zones, and an endpoint reach the table of one", () => {
  const result = architecture(
    "  network: { azs: 2, gateway_endpoints: [{ service: s3, route_tables: [private-b] }] }\n  app: { zones: [b] }\n  dns: { zones: 2 }\n",
  );
  expect(result.components.find(({ id }) => id === "app")?.subnets).toEqual(["private-b"]);
  expect(result.components.find(({ id }) => id === "dns")).toMatchObject({ subnets: [], config: { zones: 2 } });
  expect(routes(result)).toEqual({
    public: ["internet → internet_gateway"],
    "private-a": ["internet → nat-a"],
    "private-b": ["internet → nat-b", "s3 → endpoint-s3"],
    isolated: [],
  });
});

test("an interface endpoint stands in all private subnets, also beside a gateway endpoint of the same service", () => {
  const result = architecture(
    "  network: { azs: 2, gateway_endpoints: [s3], interface_endpoints: [s3, ecr.api] }\n  app:\n",
  );
  expect(result.components.filter(({ kind }) => kind === "interface_endpoint")).toMatchObject([
    { id: "endpoint-s3-interface", subnets: ["private-a", "private-b"], config: { service: "s3" } },
    { id: "endpoint-ecr.api", subnets: ["private-a", "private-b"], config: { service: "ecr.api" } },
  ]);
});

test("public addresses are those of NAT, and one per zone of a balancer that faces the internet", () => {
  const addresses = (yaml: string) =>
    architecture(yaml).components.find(({ id }) => id === "public_ipv4")?.config ?? null;
  expect(addresses("  network: { azs: 3, nat: { addresses: 2 } }\n  balancer:\n")).toEqual({
    addresses: 9,
    idle: false,
  });
  expect(addresses("  network: { azs: 3, nat: instance }\n  app:\n")).toEqual({ addresses: 3, idle: false });
  expect(addresses("  network: { nat: none }\n  balancer: { internal: true }\n")).toBeNull();
  expect(addresses("  balancer:\n  public_ipv4: { addresses: 1 }\n")).toEqual({ addresses: 1, idle: false });
});

test("tiers follow from kinds unless they are said; functions join a VPC when told to", () => {
  const result = architecture(
    "  network: { azs: 1, nat: none }\n  app: { tier: public }\n  workers:\n  resize: { service: lambda, in_vpc: true }\n  database:\n  bucket:\n",
  );
  expect(Object.fromEntries(result.components.map(({ id, subnets }) => [id, subnets]))).toEqual({
    app: ["public-a"],
    workers: [],
    resize: ["private-a"],
    database: ["isolated-a"],
    bucket: [],
    data_transfer: [],
  });
});

test("a component in another Region has that Region's network, its ids beginning with the Region", () => {
  const result = architecture(
    "  network: { azs: 1, gateway_endpoints: [s3] }\n  app:\n  standby: { service: fargate, region: eu-west-1, from: 24h }\n  copy: { service: s3, region: eu-west-2 }\n",
  );
  expect(ids(result.zones)).toEqual(["us-east-1a", "eu-west-1a"]);
  expect(result.components.find(({ id }) => id === "standby")).toMatchObject({
    region: "eu-west-1",
    subnets: ["eu-west-1.private-a"],
    fromSeconds: 86_400,
    untilSeconds: null,
  });
  expect(routes(result)["eu-west-1.private-a"]).toEqual(["internet → eu-west-1.nat-a", "s3 → eu-west-1.endpoint-s3"]);
  expect(ids(result.components)).toEqual([
    "app",
    "standby",
    "copy",
    "nat-a",
    "endpoint-s3",
    "eu-west-1.nat-a",
    "eu-west-1.endpoint-s3",
    "public_ipv4",
    "data_transfer",
    "eu-west-1.public_ipv4",
    "eu-west-1.data_transfer",
  ]);
});

test("every route leads to a component or the internet gateway, and every subnet to a table", () => {
  for (const network of [
    "{}",
    "{ azs: 6, nat: single }",
    "{ nat: instance, gateway_endpoints: [s3, dynamodb] }",
    "{ nat: none }",
  ]) {
    const { components, routeTables, subnets, zones } = architecture(
      `  network: ${network}\n  app: { region: eu-west-3 }\n`,
    );
    const targets = [...ids(components), "internet_gateway"];
    for (const { target } of routeTables.flatMap(({ routes }) => routes)) expect(targets).toContain(target);
    for (const { routeTable, zone } of subnets) {
      expect(ids(routeTables)).toContain(routeTable);
      expect(ids(zones)).toContain(zone);
    }
    expect(new Set(ids(components)).size).toBe(components.length);
  }
});

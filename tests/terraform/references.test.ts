/** What is unknown before the plan is applied, and what the code says of it: the plan of tests/terraform/projects/unknown-sets. */
import { expect, test } from "vitest";
import { planResolver } from "../../src/terraform/resolver.ts";
import { planOf, read, realPlan, resourceOf, row } from "./support/plans.ts";

const sets = read(realPlan("unknown-sets"));
const ofSets = planResolver(sets);
const network = read(realPlan("nat-with-endpoints"));
const ofNetwork = planResolver(network);

test("subnets of an endpoint: variable, module, output, resource", () => {
  const endpoint = resourceOf(sets, 'module.endpoints["logs"].aws_vpc_endpoint.this');
  expect(endpoint.after?.["subnet_ids"]).toEqual({ unknown: "after_apply" });
  expect(ofSets.elements(endpoint, "subnet_ids")).toEqual({ least: 3, most: 3, likely: 3, by: "references" });
  expect(ofSets.referenced(endpoint, "subnet_ids").resources.map(({ address }) => address)).toEqual([
    'module.network.aws_subnet.private["us-east-1a"]',
    'module.network.aws_subnet.private["us-east-1b"]',
    'module.network.aws_subnet.private["us-east-1c"]',
  ]);
});

test("a condition chooses among what it names, so that a number is a range", () => {
  expect(ofSets.elements(resourceOf(sets, "aws_lb.either"), "subnets")).toEqual({
    least: 0,
    most: 6,
    likely: 3,
    by: "references",
  });
});

test("a local value cannot be followed, and is said", () => {
  const balancer = resourceOf(sets, "aws_lb.everywhere");
  expect(ofSets.referenced(balancer, "subnets")).toMatchObject({ resources: [], unresolved: ["local.everywhere"] });
  expect(ofSets.elements(balancer, "subnets")).toEqual({ least: 0, most: null, likely: null, by: "references" });
});

test("blocks that are known count, though `dynamic` hides them from the code", () => {
  const balancer = resourceOf(sets, "aws_lb.mapped");
  expect(ofSets.configured(balancer, "subnet_mapping")).toBe(false);
  expect(ofSets.elements(balancer, "subnet_mapping.subnet_id")).toEqual({ least: 3, most: 3, likely: 3, by: "plan" });
});

test("an endpoint without route tables: unknown all the same, and not written", () => {
  const [useless, s3] = [resourceOf(network, "aws_vpc_endpoint.useless"), resourceOf(network, "aws_vpc_endpoint.s3")];
  expect(useless.after?.["route_table_ids"]).toEqual(s3.after?.["route_table_ids"]);
  expect(ofNetwork.configured(useless, "route_table_ids")).toBe(false);
  expect(ofNetwork.elements(useless, "route_table_ids")).toEqual({ least: 0, most: 0, likely: 0, by: "references" });
  expect(ofNetwork.configured(s3, "route_table_ids")).toBe(true);
  expect(ofNetwork.referenced(s3, "route_table_ids").resources.map(({ index }) => index)).toEqual(["a", "b", "c"]);
});

test("each.key and each.value lead to the instance of the same key", () => {
  const gateway = resourceOf(network, 'aws_nat_gateway.nat["b"]');
  expect(ofNetwork.referenced(gateway, "subnet_id").resources.map(({ id }) => id)).toEqual(['aws_subnet.public["b"]']);
  const association = resourceOf(network, 'aws_route_table_association.public["c"]');
  expect(ofNetwork.referenced(association, "subnet_id").resources.map(({ id }) => id)).toEqual([
    'aws_subnet.public["c"]',
  ]);
});

test("keys that are written lead to these instances", () => {
  const endpoint = resourceOf(network, "aws_vpc_endpoint.ecr");
  expect(ofNetwork.referenced(endpoint, "subnet_ids").resources.map(({ index }) => index)).toEqual(["a", "b"]);
});

test("ids that are known lead to the resources that have them", () => {
  const changes = read(realPlan("changes"));
  const of = planResolver(changes);
  const endpoint = resourceOf(changes, "aws_vpc_endpoint.s3");
  expect(of.referenced(endpoint, "route_table_ids")).toMatchObject({ by: "value", count: { least: 1, most: 1 } });
  expect(of.referenced(endpoint, "route_table_ids").resources.map(({ id }) => id)).toEqual(["aws_route_table.private"]);
  const state = read(realPlan("state"));
  const ofState = planResolver(state);
  const same = resourceOf(state, "aws_vpc_endpoint.s3");
  expect(ofState.referenced(same, "route_table_ids").resources.map(({ id }) => id)).toEqual([
    "aws_route_table.private",
  ]);
  expect(ofState.configured(same, "route_table_ids")).toBe(null);
});

test("an id that two types have leads to both, and a join looks at the type", () => {
  const rows = [
    row({ address: "aws_rds_cluster.c", after: { id: "shop" } }),
    row({ address: "aws_s3_bucket.b", after: { id: "shop" } }),
    row({ address: "aws_rds_cluster_instance.i", after: { cluster_identifier: "shop" } }),
  ];
  const plan = read(planOf(rows));
  const { resources, count } = planResolver(plan).referenced(
    resourceOf(plan, "aws_rds_cluster_instance.i"),
    "cluster_identifier",
  );
  expect(resources.map(({ id }) => id)).toEqual(["aws_rds_cluster.c", "aws_s3_bucket.b"]);
  expect(count).toEqual({ least: 1, most: 1 });
});

test("a zonal gateway and a regional one: what provider 6 leaves unknown is its default unless it is written", () => {
  const configuration = (expressions: object) => ({
    provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } } },
    root_module: {
      resources: [{ mode: "managed", type: "aws_nat_gateway", name: "a", provider_config_key: "aws", expressions }],
    },
  });
  const rows = [
    row({ address: "aws_nat_gateway.a", after: { connectivity_type: "public" }, unknown: { availability_mode: true } }),
  ];
  const zonal = read(
    planOf(rows, { configuration: configuration({ subnet_id: { references: ["aws_subnet.a.id", "aws_subnet.a"] } }) }),
  );
  expect(planResolver(zonal).settled(resourceOf(zonal, "aws_nat_gateway.a"), "availability_mode")).toEqual({
    value: "zonal",
    by: "default",
  });
  const regional = read(
    planOf(rows, { configuration: configuration({ availability_mode: { constant_value: "regional" } }) }),
  );
  expect(planResolver(regional).settled(resourceOf(regional, "aws_nat_gateway.a"), "availability_mode")).toEqual({
    value: "regional",
    by: "constant",
  });
  const local = read(
    planOf(rows, { configuration: configuration({ availability_mode: { references: ["local.mode"] } }) }),
  );
  expect(planResolver(local).settled(resourceOf(local, "aws_nat_gateway.a"), "availability_mode").by).toBe("unknown");
});

test("an unknown value is that of the attribute it refers to", () => {
  const configuration = {
    root_module: {
      resources: [
        {
          type: "aws_rds_cluster_instance",
          name: "i",
          expressions: { engine: { references: ["aws_rds_cluster.c.engine", "aws_rds_cluster.c"] } },
        },
        { type: "aws_rds_cluster", name: "c", expressions: { engine: { constant_value: "aurora-postgresql" } } },
      ],
    },
  };
  const rows = [
    row({ address: "aws_rds_cluster_instance.i", unknown: { engine: true } }),
    row({ address: "aws_rds_cluster.c", after: { engine: "aurora-postgresql" } }),
  ];
  const plan = read(planOf(rows, { configuration }));
  const instance = resourceOf(plan, "aws_rds_cluster_instance.i");
  expect(planResolver(plan).settled(instance, "engine")).toEqual({ value: "aurora-postgresql", by: "reference" });
});

test("what refers to itself, however written, ends", () => {
  const loop = (name: string) => ({ expression: { references: [`module.a.${name}`, "module.a"] } });
  const configuration = {
    root_module: {
      module_calls: {
        a: {
          expressions: { x: { references: ["module.a.x", "module.a.y", "module.a"] } },
          module: {
            outputs: { x: { expression: { references: ["var.x", "module.a.x", "var.x"] } }, y: loop("y") },
            resources: [
              { type: "aws_vpc_endpoint", name: "e", expressions: { subnet_ids: { references: ["var.x"] } } },
            ],
          },
        },
      },
    },
  };
  const plan = read(
    planOf(
      [row({ address: "aws_vpc_endpoint.e", unknown: { subnet_ids: true }, row: { module_address: "module.a" } })],
      { configuration },
    ),
  );
  const endpoint = resourceOf(plan, "aws_vpc_endpoint.e");
  expect(planResolver(plan).elements(endpoint, "subnet_ids")).toMatchObject({ most: null, by: "references" });
});

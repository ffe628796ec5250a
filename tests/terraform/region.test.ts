/** Each rule that places a resource, and the refusal. */
import { expect, test } from "vitest";
import { requireRegions } from "../../src/terraform/region.ts";
import { planOf, read, realPlan, resourceOf, row } from "./support/plans.ts";

const aliases = read(realPlan("aliases"));

test("an alias through two modules is the root's provider", () => {
  expect(resourceOf(aliases, "module.outer.module.inner.aws_kms_key.there")).toMatchObject({
    providerKey: "aws.dr",
    region: { region: "eu-west-1", by: "provider" },
  });
  expect(resourceOf(aliases, "module.outer.module.inner.aws_kms_key.here").region).toEqual({
    region: "us-east-1",
    by: "provider",
  });
});

test("rule 1: its own attribute, which provider 6 writes into every plan", () => {
  const plan = read(planOf([row({ address: "aws_eip.a", after: { region: "ap-southeast-2" } })]));
  expect(resourceOf(plan, "aws_eip.a").region).toEqual({ region: "ap-southeast-2", by: "attribute" });
  const gone = read(
    planOf([row({ address: "aws_eip.a", actions: ["delete"], before: { region: "ca-central-1" }, after: null })]),
  );
  expect(resourceOf(gone, "aws_eip.a").region).toEqual({ region: "ca-central-1", by: "attribute" });
});

test("rule 1 does not hold where `region` means something else", () => {
  const plan = read(
    planOf([row({ address: "aws_config_aggregate_authorization.a", after: { region: "ap-southeast-2" } })]),
  );
  expect(plan.resources[0]?.region).toEqual({ region: "us-east-1", by: "provider" });
});

test.each([
  ["an ARN", "aws_eip.a", { arn: "arn:aws:ec2:eu-west-3:123456789012:elastic-ip/a" }, "eu-west-3"],
  ["a zone", "aws_subnet.a", { availability_zone: "eu-central-1c" }, "eu-central-1"],
  ["a local zone", "aws_subnet.a", { availability_zone: "us-west-2-lax-1a" }, "us-west-2"],
  ["a service's name", "aws_vpc_endpoint.a", { service_name: "com.amazonaws.sa-east-1.s3" }, "sa-east-1"],
])("rule 2: %s", (_what, address, after, region) => {
  const plan = read(planOf([row({ address, after })]));
  expect(resourceOf(plan, address).region).toEqual({ region, by: "value" });
  expect(JSON.stringify(plan)).not.toContain("123456789012");
});

test("rule 3: a variable of the root, and a constant", () => {
  expect(resourceOf(aliases, "module.outer.aws_kms_key.outer").region).toEqual({ region: "us-east-1", by: "provider" });
  expect(resourceOf(read(realPlan("nat-per-az")), "aws_vpc.shop").region).toEqual({
    region: "eu-west-1",
    by: "provider",
  });
});

test("rule 3: a provider within a module, up the calls; a data source; a default", () => {
  const configuration = (region: object, variables = {}) => ({
    provider_config: { "module.m:aws": { name: "aws", module_address: "module.m", expressions: { region } } },
    root_module: {
      module_calls: {
        m: {
          expressions: { place: { references: ["var.where"] } },
          module: { variables, resources: [{ type: "aws_eip", name: "a", provider_config_key: "module.m:aws" }] },
        },
      },
    },
  });
  const rows = [
    row({ address: "module.m.aws_eip.a", row: { type: "aws_eip", name: "a", module_address: "module.m" } }),
  ];
  const placeOf = (more: Record<string, unknown>) => read(planOf(rows, more)).resources[0]?.region;
  expect(
    placeOf({
      configuration: configuration({ references: ["var.place"] }),
      variables: { where: { value: "eu-west-2" } },
    }),
  ).toEqual({ region: "eu-west-2", by: "provider" });
  expect(
    placeOf({ configuration: configuration({ references: ["var.unset"] }, { unset: { default: "us-east-2" } }) }),
  ).toEqual({ region: "us-east-2", by: "provider" });
  const source = {
    address: "module.m.data.aws_region.here",
    mode: "data",
    type: "aws_region",
    name: "here",
    provider_name: "x/hashicorp/aws",
    values: { id: "ap-northeast-1", name: "ap-northeast-1" },
  };
  expect(
    placeOf({
      configuration: configuration({ references: ["data.aws_region.here.id", "data.aws_region.here"] }),
      prior_state: { values: { root_module: { child_modules: [{ address: "module.m", resources: [source] }] } } },
    }),
  ).toEqual({ region: "ap-northeast-1", by: "provider" });
});

test("before Terraform 1.2 a key may name a module that has no provider of its own", () => {
  const configuration = {
    provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "us-west-2" } } } },
    root_module: { resources: [{ type: "aws_eip", name: "a", provider_config_key: "module.x:aws" }] },
  };
  expect(read(planOf([row({ address: "aws_eip.a" })], { configuration })).resources[0]).toMatchObject({
    providerKey: "aws",
    region: { region: "us-west-2", by: "provider" },
  });
});

test("rule 4: what stands beside it under the same provider, if all stand in one place", () => {
  expect(resourceOf(aliases, "aws_eip.local").region).toEqual({ region: "eu-central-1", by: "same_provider" });
  const configuration = { provider_config: { aws: { name: "aws" } }, root_module: {} };
  const zones = ["us-east-1a", "us-west-2a"].map((zone, at) =>
    row({ address: `aws_subnet.s${at}`, after: { availability_zone: zone } }),
  );
  const plan = read(planOf([...zones, row({ address: "aws_eip.a" })], { configuration }));
  expect(resourceOf(plan, "aws_eip.a").region).toEqual({ region: null, by: "unresolved" });
});

test("rule 4 does not hold for a provider of each of several Regions", () => {
  const configuration = {
    provider_config: {
      "aws.each": { name: "aws", alias: "each", expressions: { region: { references: ["each.key"] } } },
    },
    root_module: {
      resources: ["aws_subnet", "aws_eip"].map((type) => ({ type, name: "a", provider_config_key: "aws.each" })),
    },
  };
  const rows = [
    row({ address: "aws_subnet.a", after: { availability_zone: "us-east-1a" } }),
    row({ address: "aws_eip.a" }),
  ];
  expect(resourceOf(read(planOf(rows, { configuration })), "aws_eip.a").region.by).toBe("unresolved");
});

test("rule 5: the user; else it stays open, and asking for prices is refused with every one that is open", () => {
  expect(resourceOf(aliases, "aws_eip.environment").region).toEqual({ region: null, by: "unresolved" });
  expect(resourceOf(read(realPlan("aliases"), { region: "sa-east-1" }), "aws_eip.environment").region).toEqual({
    region: "sa-east-1",
    by: "given",
  });
  const rows = [row({ address: "aws_eip.a" }), row({ address: "aws_vpc.free" }), row({ address: "aws_lb.b" })];
  const lost = read(planOf(rows, { configuration: { provider_config: {}, root_module: {} } }));
  expect(() => requireRegions(lost, "plan.json")).toThrow(
    [
      "plan.json does not say in which Region aws_eip.a stands",
      "",
      "plan.json does not say in which Region aws_lb.b stands",
      "hint: say where they stand with --region, or set AWS_REGION as it was for the plan",
    ].join("\n"),
  );
  expect(() => requireRegions(read(realPlan("nat-per-az")), "plan.json")).not.toThrow();
});

test("global services stand nowhere: CloudFront, IAM, DNS, a web ACL of CloudFront's", () => {
  const types = ["aws_cloudfront_distribution", "aws_iam_role", "aws_route53_zone", "aws_budgets_budget"];
  const acl = (scope: string) => row({ address: `aws_wafv2_web_acl.${scope.toLowerCase()}`, after: { scope } });
  const plan = read(
    planOf([
      ...types.map((type) => row({ address: `${type}.a` })),
      acl("CLOUDFRONT"),
      acl("REGIONAL"),
      row({ address: "aws_route53_resolver_endpoint.a" }),
    ]),
  );
  expect(plan.resources.map(({ region }) => region.by)).toEqual([
    "global",
    "global",
    "global",
    "global",
    "global",
    "provider",
    "provider",
  ]);
});

/** The allow-list against the real provider's schema (tests/terraform/plans/provider-schema.json). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { coverageOf } from "../../src/terraform/billing.ts";
import { resourceTypes } from "../../src/terraform/resource-types/index.ts";
import { numberAt } from "../../src/terraform/values.ts";
import { planOf, read, realPlan, resourceOf, row } from "./support/plans.ts";

const schema = JSON.parse(readFileSync("tests/terraform/plans/provider-schema.json", "utf8")) as Readonly<
  Record<string, Readonly<Record<string, "public" | "sensitive" | null>> | null>
>;

// What provider 6 added, with the first version that has it.
const newer = [
  "aws_nat_gateway availability_mode", // 6.24
  "aws_nat_gateway vpc_id", // 6.24
  "aws_nat_gateway availability_zone_address.availability_zone", // 6.24
  "aws_networkfirewall_firewall availability_zone_mapping.availability_zone_id",
  "aws_acm_certificate options.export",
  "aws_ecs_capacity_provider managed_instances_provider.infrastructure_role_arn?",
];

test("every type and attribute that is read is the provider's, and none is sensitive there", () => {
  const found = Object.entries(resourceTypes).flatMap(([type, { attributes }]) =>
    attributes.map((name) => [`${type} ${name}`, schema[type]?.[name] ?? "unknown"] as const),
  );
  expect(found.length).toBeGreaterThan(300);
  expect(found.filter(([name, is]) => is !== "public" && !newer.includes(name))).toEqual([]);
  expect(Object.keys(schema).filter((type) => schema[type] === null)).toEqual([]);
  expect(Object.keys(schema)).toEqual(Object.keys(resourceTypes));
});

test("defaults are of attributes that are read", () => {
  const lost = Object.entries(resourceTypes).flatMap(([type, { attributes, defaults = {} }]) =>
    Object.keys(defaults).flatMap((name) => (attributes.includes(name) ? [] : [`${type} ${name}`])),
  );
  expect(lost).toEqual([]);
});

test("three lists: priced, free, not supported", () => {
  const plan = read(
    planOf([
      row({ address: "aws_lb.a" }),
      row({ address: "aws_vpc.a" }),
      row({ address: "aws_new_thing.a", after: { region: "eu-west-1", secret: "canary" } }),
      row({ address: "aws_new_thing.b" }),
      row({ address: "awscc_lambda_function.a", provider: "x/hashicorp/awscc" }),
      row({ address: "cloudflare_record.a", provider: "x/cloudflare/cloudflare" }),
      row({ address: "random_id.a", provider: "x/hashicorp/random" }),
      row({ address: "terraform_data.a", provider: "terraform.io/builtin/terraform" }),
    ]),
  );
  expect(coverageOf(plan)).toEqual({
    resources: 8,
    priced: 1,
    free: 3,
    unsupported: 4,
    share: 0.5,
    unsupportedTypes: [
      { type: "aws_new_thing", provider: "aws", count: 2 },
      { type: "awscc_lambda_function", provider: "awscc", count: 1 },
      { type: "cloudflare_record", provider: "cloudflare", count: 1 },
    ],
  });
  expect(resourceOf(plan, "aws_new_thing.a")).toMatchObject({
    after: { region: "eu-west-1" },
    region: { region: "eu-west-1" },
  });
  expect(coverageOf(read({ format_version: "1.0" })).share).toBe(1);
});

test("a caller may have more types read", () => {
  const types = { ...resourceTypes, aws_new_thing: { billing: "priced" as const, attributes: ["size"] } };
  const plan = read(planOf([row({ address: "aws_new_thing.a", after: { size: 5, other: "x" } })]), { types });
  expect(resourceOf(plan, "aws_new_thing.a")).toMatchObject({ billing: "priced", after: { size: 5 } });
  expect(resourceOf(plan, "aws_new_thing.a").after).toEqual({ size: 5 });
});

test("a number that the provider writes as a string is a number all the same, and a large one keeps its digits", () => {
  const task = resourceOf(read(realPlan("modules")), "aws_ecs_task_definition.shop");
  expect(task.after).toMatchObject({ cpu: "2048", memory: "4096" });
  expect([numberAt(task.after ?? {}, "cpu"), numberAt(task.after ?? {}, "memory")]).toEqual([2048, 4096]);
  const plan = read(
    `{"format_version":"1.2","resource_changes":[{"address":"aws_ebs_volume.a","mode":"managed","type":"aws_ebs_volume","name":"a","provider_name":"x/y/aws","change":{"actions":["create"],"before":null,"after":{"size":9007199254740993,"iops":1.5e3,"throughput":1e400}}}]}`,
  );
  expect(resourceOf(plan, "aws_ebs_volume.a").after).toEqual({
    size: "9007199254740993",
    iops: 1500,
    throughput: "1e400",
  });
});

test("a dynamic block stands in the values", () => {
  const acl = resourceOf(read(realPlan("modules")), "aws_wafv2_web_acl.edge");
  const statement = (name: string) => [{ managed_rule_group_statement: [{ name, vendor_name: "AWS" }] }];
  const { rule } = acl.after ?? {};
  expect(rule).toMatchObject([
    { name: "AWSManagedRulesBotControlRuleSet", statement: statement("AWSManagedRulesBotControlRuleSet") },
    { name: "AWSManagedRulesCommonRuleSet", statement: statement("AWSManagedRulesCommonRuleSet") },
  ]);
});

test("for_each keys with dots, quotes, brackets, templates and letters of any script", () => {
  const { resources } = read(realPlan("modules"));
  const keys = resources.flatMap(({ module: [step] }) => (step?.name === "team" ? [step.key] : []));
  expect([...new Set(keys)]).toEqual(["${not}", "a.b", "back\\slash", "größe", 'say "hi"', "x[0]", "日本"]);
  const queues = resources.filter(({ name }) => name === "queue").map(({ index }) => index);
  expect(queues).toEqual(["line\nbreak", "mail[low]", "orders.fifo"]);
});

/** A plan holds secrets in clear. Canaries stand in every place that is not in the allow-list; none may come out anywhere. */
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readPlan } from "../../src/terraform/read-plan.ts";
import { requireRegions } from "../../src/terraform/region.ts";
import { planResolver } from "../../src/terraform/resolver.ts";
import { bytesOf, planOf, read, realPlan, realPlans, resourceOf, row } from "./support/plans.ts";

const CANARY = "canary";
const secret = (where: string) => `${CANARY}-${where}-${"x".repeat(20)}`;

/** Like a plan of Terraform with a secret in each place that may hold one. */
const planted = planOf(
  [
    row({
      address: "aws_db_instance.data",
      actions: ["update"],
      before: { password: secret("before"), instance_class: secret("before-listed"), engine: "postgres" },
      after: {
        password: secret("after"),
        instance_class: secret("after-listed"),
        engine: "postgres",
        tags: { [secret("tag-key")]: secret("tag") },
        username: secret("user"),
        arn: `arn:aws:rds:us-east-1:123456789012:db:${secret("arn")}`,
        db_subnet_group_name: { [secret("object-key")]: secret("object") },
      },
      unknown: { [secret("unknown-key")]: true },
      sensitive: { password: true, instance_class: true },
      change: {
        before_sensitive: { password: true, instance_class: true },
        replace_paths: [["tags", secret("path")], [secret("path-head")]],
        importing: { id: secret("import"), identity: { id: secret("identity") } },
        generated_config: secret("generated"),
        before_identity: { id: secret("identity") },
      },
      row: { action_reason: secret("reason") },
    }),
    row({
      address: "aws_lambda_function.f",
      after: {
        memory_size: 512,
        vpc_config: [{ subnet_ids: [secret("subnet")], [secret("block-key")]: 1 }],
        environment: [{ variables: { TOKEN: secret("environment") } }],
      },
      sensitive: { vpc_config: [{ subnet_ids: true }] },
    }),
    row({
      address: "aws_route53_health_check.h",
      after: { type: "HTTPS_STR_MATCH", search_string: secret("search"), fqdn: "shop.example.com" },
    }),
    row({ address: "aws_ssm_parameter.p", after: { tier: "Standard", value: secret("value"), name: secret("name") } }),
    row({
      address: "aws_unknown_type.u",
      after: { id: secret("id"), name: secret("name"), availability_zone: secret("zone") },
    }),
  ],
  {
    variables: { token: { value: secret("variable") }, list: { value: [secret("list")] } },
    planned_values: {
      outputs: { token: { sensitive: true, value: secret("output") } },
      root_module: {
        resources: [{ address: "aws_eip.x", type: "aws_eip", name: "x", values: { tags: secret("planned") } }],
      },
    },
    output_changes: { token: { actions: ["create"], after: secret("output-change") } },
    resource_drift: [row({ address: "aws_eip.drift", after: { tags: secret("drift") } })],
    checks: [{ instances: [{ problems: [{ message: secret("check") }] }] }],
    prior_state: {
      values: {
        outputs: { token: { value: secret("prior-output") } },
        root_module: {
          resources: [
            {
              address: "data.aws_secretsmanager_secret_version.s",
              mode: "data",
              type: "aws_secretsmanager_secret_version",
              name: "s",
              values: { secret_string: secret("data") },
            },
            {
              address: "data.aws_region.here",
              mode: "data",
              type: "aws_region",
              name: "here",
              values: { id: "us-east-1", description: secret("region") },
            },
            {
              address: "aws_eip.aside",
              mode: "managed",
              type: "aws_eip",
              name: "aside",
              values: { domain: secret("aside"), tags: secret("aside-tag") },
              sensitive_values: { domain: true },
            },
          ],
        },
      },
    },
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          expressions: {
            region: { constant_value: "us-east-1" },
            access_key: { constant_value: secret("access-key") },
            secret_key: { constant_value: secret("secret-key") },
            assume_role: [{ role_arn: { constant_value: secret("role") } }],
          },
        },
      },
      root_module: {
        variables: { token: { default: secret("default"), sensitive: true, description: secret("description") } },
        outputs: { token: { expression: { constant_value: secret("output-constant") }, sensitive: true } },
        resources: [
          {
            mode: "managed",
            type: "aws_db_instance",
            name: "data",
            provider_config_key: "aws",
            expressions: {
              password: { constant_value: secret("constant") },
              username: { constant_value: secret("constant-user") },
            },
            provisioners: [{ type: "local-exec", expressions: { command: { constant_value: secret("provisioner") } } }],
            for_each_expression: { constant_value: [secret("for-each")] },
          },
        ],
        module_calls: {
          m: {
            source: secret("source"),
            expressions: { password: { constant_value: secret("input") } },
            module: { variables: { password: { default: secret("module-default") } } },
          },
        },
      },
    },
  },
);

/** Everything that somebody could see. */
function everything(value: unknown): string {
  return `${JSON.stringify(value)} ${inspect(value, { depth: 50, showHidden: true, maxArrayLength: null, maxStringLength: null })}`;
}

test("no canary comes out of a plan, of its resolver, or of what is thrown about it", () => {
  const text = JSON.stringify(planted);
  expect(text.split(CANARY).length).toBeGreaterThan(45);
  const plan = read(planted);
  const resolver = planResolver(plan);
  const answers = plan.resources.flatMap((resource) =>
    ["password", "instance_class", "vpc_config.subnet_ids", "engine"].map((name) => [
      resolver.configured(resource, name),
      resolver.referenced(resource, name),
      resolver.elements(resource, name),
      resolver.settled(resource, name),
    ]),
  );
  expect(everything(plan)).not.toContain(CANARY);
  expect(everything(answers)).not.toContain(CANARY);
  const lost = {
    ...plan,
    resources: plan.resources.map((resource) => ({ ...resource, region: { region: null, by: "unresolved" as const } })),
  };
  expect(thrownBy(() => requireRegions(lost, "plan.json"))).not.toContain(CANARY);
});

test("what is sensitive is there, and unknown", () => {
  const plan = read(planted);
  expect(resourceOf(plan, "aws_db_instance.data").after).toMatchObject({
    engine: "postgres",
    instance_class: { unknown: "sensitive" },
    db_subnet_group_name: {},
  });
  expect(planResolver(plan).settled(resourceOf(plan, "aws_db_instance.data"), "instance_class")).toEqual({
    value: { unknown: "sensitive" },
    by: "unknown",
  });
  expect(resourceOf(plan, "aws_lambda_function.f").after).toMatchObject({
    memory_size: 512,
    vpc_config: [{ subnet_ids: { unknown: "sensitive" } }],
  });
  expect(resourceOf(plan, "aws_route53_health_check.h").after).toMatchObject({ search_string: true });
  expect(resourceOf(plan, "aws_eip.aside").after).toMatchObject({ domain: { unknown: "sensitive" } });
});

function thrownBy(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.stack} ${everything(error)} ${everything(error.problems)} ${everything(error.cause)}`;
  }
  return "";
}

test("an error about a plan cut off anywhere, or broken anywhere, quotes nothing of it", () => {
  const bytes = bytesOf(planted);
  let refused = 0;
  for (let at = 1; at < bytes.length; at += 7) {
    const broken = bytes.slice();
    broken[at] = at % 2 === 0 ? 0x22 : 0xff;
    for (const document of [bytes.subarray(0, at), broken]) {
      const thrown = thrownBy(() => readPlan(document, { file: "plan.json" }));
      if (thrown !== "") refused += 1;
      expect(thrown).not.toContain(CANARY);
    }
  }
  expect(refused).toBeGreaterThan(1000);
});

test.each(realPlans)("no canary of the code behind %s comes out", (name) => {
  expect(everything(read(realPlan(name)))).not.toContain(CANARY);
});

test("plans in which canaries stand are among the real ones, and none names a folder of the machine that made it", () => {
  const texts = realPlans.map((name) => new TextDecoder().decode(realPlan(name)));
  expect(texts.filter((text) => text.includes(CANARY)).length).toBeGreaterThan(1);
  const folders = ["work", "root", "home", "tmp", "opt", "Users"].map((folder) => `"/${folder}/`);
  expect(texts.flatMap((text) => folders.filter((folder) => text.includes(folder)))).toEqual([]);
});

/** What a directory of Terraform plans. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { loadPlan } from "../../../src/files/read-plan.ts";
import { planResolver } from "../../../src/terraform/resolver.ts";
import { lines, resourceOf } from "../support/plans.ts";
import { notesIn, planned, refusals, valuesIn } from "./support/tree.ts";

describe("variables", () => {
  const main =
    'variable "size" {\n  type = number\n  default = 10\n}\nresource "aws_ebs_volume" "data" {\n  size = var.size\n}\n';
  const sizeOf = (files: Readonly<Record<string, string>>, variables = {}) =>
    (
      valuesIn(
        planned(
          { "main.tf": main, ...files },
          { variables: { environment: {}, files: [], assignments: [], ...variables } },
        ),
        "aws_ebs_volume.data",
      ) as { size: unknown }
    ).size;

  test("are given by what Terraform takes, the last wins", () => {
    expect(sizeOf({})).toBe(10);
    const environment = { size: "20" };
    expect(sizeOf({}, { environment })).toBe(20);
    const files = { "terraform.tfvars": "size = 30\n" };
    expect(sizeOf(files, { environment })).toBe(30);
    const json = { ...files, "terraform.tfvars.json": '{ "size": 40 }' };
    expect(sizeOf(json, { environment })).toBe(40);
    const automatic = { ...json, "a.auto.tfvars": "size = 50", "b.auto.tfvars": "size = 60" };
    expect(sizeOf(automatic, { environment })).toBe(60);
    const given = [{ file: "prod.tfvars", text: "size = 70" }];
    expect(sizeOf(automatic, { environment, files: given })).toBe(70);
    expect(sizeOf(automatic, { environment, files: given, assignments: ["size=80"] })).toBe(80);
  });

  test("have their type: texts are converted, optional attributes filled in", () => {
    const plan = planned(`
      variable "disks" {
        type = map(object({ size = optional(number, 20), type = string }))
        default = { a = { type = "gp3" }, b = { type = "gp2", size = "40" } }
      }
      resource "aws_ebs_volume" "data" {
        for_each = var.disks
        size     = each.value.size
        type     = each.value.type
      }
    `);
    expect(valuesIn(plan, 'aws_ebs_volume.data["a"]')).toMatchObject({ size: 20, type: "gp3" });
    expect(valuesIn(plan, 'aws_ebs_volume.data["b"]')).toMatchObject({ size: 40, type: "gp2" });
  });

  test("without a value are unknown, and named", () => {
    const plan = planned('variable "size" {}\nresource "aws_ebs_volume" "data" {\n  size = var.size\n}\n');
    expect(valuesIn(plan, "aws_ebs_volume.data")).toMatchObject({ size: { unknown: "after_apply" } });
    expect(notesIn(plan)).toEqual([
      "variables_missing: without a value: size; give them with --terraform-var or --terraform-var-file",
    ]);
  });

  test("that there are not, or have another type, are refused", () => {
    const variables = { environment: {}, files: [], assignments: ["sise=1", "size", "list=[1"] };
    expect(refusals(`${main}variable "list" {\n  type = list(number)\n}\n`, { variables })).toEqual([
      "there is no variable sise (did you mean size?)",
      "--terraform-var takes NAME=VALUE (--terraform-var size=20)",
      'the value of --terraform-var is no value of the type of list (lists and maps are written as in a file of variables: ["a", "b"])',
    ]);
  });

  test("that are secret reach neither values nor notes", () => {
    const plan = planned(
      `
      variable "secret" {
        sensitive = true
        default   = "canary-default"
      }
      variable "typed" {
        type    = number
        default = "canary-typed"
      }
      locals {
        list = [var.secret]
      }
      resource "aws_ebs_volume" "data" {
        size              = tonumber("canary-number")
        type              = var.secret
        availability_zone = nonsensitive(local.list[0])
        iops              = local.list["canary-key"]
      }
      resource "aws_eip" "many" {
        for_each = { (var.secret) = 1 }
      }
    `,
      { variables: { environment: { secret: "canary-environment" }, files: [], assignments: [] } },
    );
    expect(JSON.stringify(plan)).not.toContain("canary");
    expect(valuesIn(plan, "aws_ebs_volume.data")).toMatchObject({ type: { unknown: "sensitive" } });
  });
});

describe("instances", () => {
  test("of count and for_each stand under their keys", () => {
    const plan = planned(`
      resource "aws_eip" "numbered" {
        count = 2
      }
      resource "aws_eip" "named" {
        for_each = toset(["b", "a"])
      }
      resource "aws_eip" "none" {
        count = false ? 1 : 0
      }
    `);
    expect(lines(plan)).toEqual([
      "added aws_eip.numbered[0]",
      "added aws_eip.numbered[1]",
      'added aws_eip.named["a"]',
      'added aws_eip.named["b"]',
    ]);
  });

  test("whose number is not known are one, marked and noted, in modules too", () => {
    const plan = planned({
      "main.tf": `
        resource "aws_vpc" "main" {}
        resource "aws_eip" "many" {
          count = length(aws_vpc.main.id)
        }
        module "inner" {
          source   = "./inner"
          for_each = toset([aws_vpc.main.id])
        }
      `,
      "inner/main.tf": 'resource "aws_eip" "one" {}\n',
    });
    expect(resourceOf(plan, "aws_eip.many").indexUnknown).toBe(true);
    expect(resourceOf(plan, "module.inner.aws_eip.one").indexUnknown).toBe(true);
    expect(notesIn(plan)).toEqual([
      "instances_unknown: how many there will be is not known: each counts once [aws_eip.many module.inner]",
    ]);
  });

  test("that would be more than any configuration has are one", () => {
    expect(notesIn(planned('resource "aws_eip" "many" {\n  count = 1e9\n}\n'))).toEqual([
      "not_evaluated: main.tf:5: the number of instances cannot be evaluated: there are more instances than any configuration has [aws_eip.many]",
      "instances_unknown: how many there will be is not known: each counts once [aws_eip.many]",
    ]);
  });

  test("of zones are three, and the reader is told", () => {
    const plan = planned(`
      data "aws_availability_zones" "available" {}
      data "aws_region" "here" {}
      resource "aws_subnet" "private" {
        for_each          = toset(data.aws_availability_zones.available.names)
        availability_zone = each.key
      }
      resource "aws_vpc_endpoint" "s3" {
        service_name = "com.amazonaws.\${data.aws_region.here.name}.s3"
        subnet_ids   = [for subnet in aws_subnet.private : subnet.id]
      }
    `);
    expect(lines(plan).slice(0, 3)).toEqual([
      'added aws_subnet.private["us-east-1a"]',
      'added aws_subnet.private["us-east-1b"]',
      'added aws_subnet.private["us-east-1c"]',
    ]);
    expect(valuesIn(plan, "aws_vpc_endpoint.s3")).toMatchObject({ service_name: "com.amazonaws.us-east-1.s3" });
    expect(notesIn(plan)).toEqual([
      "zones_assumed: three zones are assumed: AWS is not asked [data.aws_availability_zones.available]",
    ]);
  });
});

test("blocks are made by dynamic, and unknown where their number is", () => {
  const plan = planned(`
    locals {
      rules = { a = 1, b = 2 }
    }
    resource "aws_vpc" "main" {}
    resource "aws_wafv2_web_acl" "edge" {
      scope = "REGIONAL"
      rule {
        name = "first"
      }
      dynamic "rule" {
        for_each = local.rules
        iterator = each_rule
        content {
          name = each_rule.key
        }
      }
    }
    resource "aws_wafv2_web_acl" "unknown" {
      dynamic "rule" {
        for_each = aws_vpc.main.tags
        content {
          name = rule.key
        }
      }
    }
  `);
  const names = (valuesIn(plan, "aws_wafv2_web_acl.edge") as { rule: readonly { name: string }[] }).rule.map(
    ({ name }) => name,
  );
  expect(names).toEqual(["first", "a", "b"]);
  expect(valuesIn(plan, "aws_wafv2_web_acl.unknown")).toMatchObject({ rule: { unknown: "after_apply" } });
});

test("references lead to exact instances, through local values, modules and for", () => {
  const plan = planned({
    "main.tf": `
      module "network" {
        source = "./network"
      }
      locals {
        by_tier = { for tier, ids in module.network.subnets : tier => reverse(ids) }
      }
      resource "aws_nat_gateway" "one" {
        subnet_id = lookup(local.by_tier, "public")[0]
      }
    `,
    "network/main.tf": `
      resource "aws_subnet" "all" {
        count = 4
      }
      output "subnets" {
        value = { public = slice(aws_subnet.all, 0, 2)[*].id, private = slice(aws_subnet.all, 2, 4)[*].id }
      }
    `,
  });
  const { resources, by } = planResolver(plan).referenced(resourceOf(plan, "aws_nat_gateway.one"), "subnet_id");
  expect([resources.map(({ id }) => id), by]).toEqual([["module.network.aws_subnet.all[1]"], "value"]);
});

test("JSON says the same, and override files change what is said", () => {
  const plan = planned({
    "main.tf.json": JSON.stringify({
      "//": "comment",
      provider: { aws: { region: "us-west-2" } },
      locals: { size: 5 },
      resource: {
        aws_ebs_volume: { data: { count: 2, size: "${local.size * 2}", type: "gp${1 + 2}" } },
        aws_wafv2_web_acl: {
          edge: { dynamic: { rule: { for_each: ["a", "b"], content: { name: "${rule.value}" } } } },
        },
      },
    }),
    "size_override.tf": 'locals {\n  size = 10\n}\nresource "aws_ebs_volume" "data" {\n  type = "io2"\n}\n',
  });
  expect(valuesIn(plan, "aws_ebs_volume.data[1]")).toMatchObject({ size: 20, type: "io2" });
  expect(valuesIn(plan, "aws_wafv2_web_acl.edge")).toMatchObject({ rule: [{ name: "a" }, { name: "b" }] });
  expect(resourceOf(plan, "aws_ebs_volume.data[0]").region).toEqual({ region: "us-west-2", by: "provider" });
});

describe("modules", () => {
  test("of a registry are read where terraform init has put them", () => {
    const files = {
      "main.tf": 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n',
      ".terraform/modules/modules.json": '{"Modules":[{"Key":"vpc","Dir":".terraform/modules/vpc"}]}',
      ".terraform/modules/vpc/main.tf": 'module "inner" {\n  source = "./inner"\n}\n',
      ".terraform/modules/vpc/inner/main.tf": 'resource "aws_vpc" "this" {}\n',
    };
    expect(lines(planned(files))).toEqual(["added module.vpc.module.inner.aws_vpc.this"]);
  });

  test("that are not on the disk are noted, and the rest is read", () => {
    const plan = planned(`
      module "vpc" {
        source = "terraform-aws-modules/vpc/aws"
      }
      resource "aws_nat_gateway" "one" {
        subnet_id = module.vpc.public_subnets[0]
      }
    `);
    expect(valuesIn(plan, "aws_nat_gateway.one")).toMatchObject({ subnet_id: { unknown: "after_apply" } });
    expect(notesIn(plan)).toEqual([
      "module_missing: not on the disk (terraform-aws-modules/vpc/aws): run terraform init, or nothing in it is priced [module.vpc]",
    ]);
    expect(plan.completeness).toMatchObject({ whole: false });
  });

  test("that call themselves, or are not where they should be, are refused", () => {
    expect(refusals({ "main.tf": 'module "self" {\n  source = "./"\n}\n' })[0]).toMatch(
      /^main.tf:2:3 the module self is called by itself/,
    );
    expect(refusals({ "main.tf": 'module "a" {\n  source = "./a"\n}\n' })).toEqual([
      "main.tf:2:3 the module a is looked for in ./a, which holds no .tf file",
    ]);
  });
});

test("what has no value is unknown with a reason, and the rest goes on", () => {
  const plan = planned(`
    locals {
      circle = local.other
      other  = local.circle
    }
    resource "aws_ebs_volume" "data" {
      size = local.circle
      iops = 1 / 0
      type = "gp3"
    }
    resource "aws_ebs_volume" "more" {
      size = var.nothing
      iops = [1, 2][5]
      type = upperr("x")
    }
  `);
  expect(valuesIn(plan, "aws_ebs_volume.data")).toMatchObject({ size: { unknown: "after_apply" }, type: "gp3" });
  expect(notesIn(plan)).toEqual([
    "not_evaluated: main.tf:7: other cannot be evaluated: circle refers to itself",
    "not_evaluated: main.tf:11: iops cannot be evaluated: a number is divided by zero",
    "not_evaluated: main.tf:17: type cannot be evaluated: there is no function upperr; did you mean upper?",
    "not_evaluated: main.tf:15: size cannot be evaluated: var.nothing is not declared",
    "not_evaluated: main.tf:16: iops cannot be evaluated: there is no element at this index",
  ]);
});

describe("on the disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "surgecast-directory-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const sizeIn = (text: string): unknown => {
    write("envs/prod/main.tf", `module "m" {\n  source = "../../modules/m"\n}\n`);
    write("modules/m/main.tf", `resource "aws_ebs_volume" "v" {\n  size = ${text}\n}\n`);
    return valuesIn(loadPlan(join(folder, "envs/prod"), { environment: {} }), "module.m.aws_ebs_volume.v");
  };

  test("functions read files of the configuration's modules, and no others", () => {
    write("modules/m/size.json", '{ "size": 7 }');
    write("modules/m/size.tftpl", "${count}0");
    write("secret.json", "8");
    symlinkSync(join(folder, "secret.json"), join(folder, "modules/m/link.json"));
    expect(sizeIn('jsondecode(file("${path.module}/size.json")).size')).toMatchObject({ size: 7 });
    expect(sizeIn('templatefile("${path.module}/size.tftpl", { count = 3 })')).toMatchObject({ size: "30" });
    expect(sizeIn('file("../../secret.json")')).toMatchObject({ size: { unknown: "after_apply" } });
    expect(sizeIn('file("${path.module}/link.json")')).toMatchObject({ size: { unknown: "after_apply" } });
    expect(sizeIn(`file("${folder}/secret.json")`)).toMatchObject({ size: { unknown: "after_apply" } });
  });

  test("a folder above several roots names them", () => {
    sizeIn("1");
    write("envs/stage/main.tf", "");
    const refused = (): unknown => loadPlan(folder, { environment: {} });
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(
      `hint: name one of the folders below it: ${join(folder, "envs/prod")}, ${join(folder, "envs/stage")}`,
    );
  });

  test("variables come from files and the environment that are named", () => {
    write(
      "vars/main.tf",
      'variable "zone" {}\nresource "aws_ebs_volume" "v" {\n  type = "${terraform.workspace}-${var.zone}"\n}\n',
    );
    write("prod.tfvars", 'zone = "file"\n');
    const typeWith = (options: Parameters<typeof loadPlan>[1]): unknown =>
      (valuesIn(loadPlan(join(folder, "vars"), options), "aws_ebs_volume.v") as { type: unknown }).type;
    expect(typeWith({ environment: { TF_VAR_zone: "env", TF_WORKSPACE: "blue" } })).toBe("blue-env");
    expect(typeWith({ environment: {}, variableFiles: [join(folder, "prod.tfvars")] })).toBe("default-file");
    expect(typeWith({ environment: {}, variables: ["zone=flag"] })).toBe("default-flag");
  });
});

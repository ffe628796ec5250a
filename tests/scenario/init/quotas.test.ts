import { expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { awsQuotas, quotasFrom } from "../../../src/scenario/init/quotas.ts";
import { scenarioShape } from "../../../src/scenario/schema.ts";
import { ec2Quotas, fargateQuotas, lambdaQuotas, serviceQuotas } from "./sources.ts";

const all = { fargate_vcpu: 400, lambda_concurrency: 2000, ec2_on_demand_vcpu: 256, ec2_spot_vcpu: 128 };

test.each([
  ["one after the other, as cat leaves them", `${fargateQuotas}\n${lambdaQuotas}${ec2Quotas}\n`],
  ["a list of them", `[${fargateQuotas},${lambdaQuotas},${ec2Quotas}]`],
  [
    "bare quotas, as --query 'Quotas' leaves them",
    `[${[fargateQuotas, lambdaQuotas, ec2Quotas].map((text) => JSON.stringify((JSON.parse(text) as { Quotas: object[] }).Quotas).slice(1, -1)).join(",")}]`,
  ],
])("reads several services' quotas: %s", (_, text) => {
  expect(quotasFrom(text, "quotas.json")).toEqual({ quotas: all, elasticIps: 2 });
});

test("reads get-service-quota, and goes by the name where no code is known", () => {
  const one = '{ "Quota": { "QuotaCode": "L-3032A538", "Value": 8.0 } }';
  expect(quotasFrom(one, "q").quotas).toEqual({ fargate_vcpu: 8 });
  const ecs = serviceQuotas("ecs", [["L-00000000", "Tasks per service", 6000]]);
  expect(quotasFrom(ecs, "q").quotas).toEqual({ ecs_tasks_per_service: 6000 });
});

test("knows every quota that a scenario may have, once", () => {
  const inSchema = Object.keys(scenarioShape.quotas.unwrap().shape);
  expect(awsQuotas.map(({ quota }) => quota).sort()).toEqual(inSchema.sort());
});

test.each([
  ["cut off", fargateQuotas.slice(0, -9), "quotas.json:24\nthis is not valid JSON"],
  ["of something else", '{ "Services": [] }', "quotas.json:1\nthis is not the output of list-service-quotas"],
  ["empty", "", "quotas.json:1\nthe list holds no quotas"],
])("refuses a list that is %s", (_, text, message) => {
  try {
    quotasFrom(text, "quotas.json");
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first] = error.problems;
    const { file = "", line = 0 } = first?.place ?? {};
    expect(`${file}:${line}\n${first?.what ?? ""}`).toBe(message);
  }
});

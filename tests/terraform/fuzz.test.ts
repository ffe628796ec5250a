/** Plans that were cut, mixed up or made up: each is read or refused, and never ends in another error. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import type { Plan } from "../../src/terraform/plan.ts";
import { planResolver } from "../../src/terraform/resolver.ts";
import { readPlan } from "../../src/terraform/read-plan.ts";
import { bytesOf, planOf, realPlan, realPlans, row } from "./support/plans.ts";

/** Reads, and asks of every resource what can be asked. */
function outcome(bytes: Uint8Array): "read" | "refused" {
  let plan: Plan;
  try {
    plan = readPlan(bytes, { file: "fuzz.json" });
  } catch (error) {
    if (error instanceof UserError) return "refused";
    throw error;
  }
  const resolver = planResolver(plan);
  for (const resource of plan.resources) {
    for (const name of ["subnet_ids", "subnets", "route_table_ids", "vpc_id", "subnet_mapping.subnet_id"]) {
      resolver.elements(resource, name);
      resolver.referenced(resource, name);
      resolver.settled(resource, name);
    }
  }
  return "read";
}

const plans = realPlans.map((name) => realPlan(name));
const anyPlan = fc.constantFrom(...plans);

test("a plan cut off anywhere", () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(anyPlan, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, share) => {
      outcomes.add(outcome(bytes.subarray(0, Math.floor(bytes.length * share))));
    }),
    { numRuns: 150 },
  );
  expect(outcomes).toContain("refused");
});

test("a plan with bytes changed", () => {
  const letter = fc.oneof(fc.constantFrom(...new TextEncoder().encode('{}[]",:\\0tfn-e')), fc.nat({ max: 255 }));
  const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), letter);
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(anyPlan, fc.array(change, { minLength: 1, maxLength: 8 }), (bytes, changes) => {
      const changed = Uint8Array.from(bytes);
      for (const [share, byte] of changes) changed[Math.min(bytes.length - 1, Math.floor(bytes.length * share))] = byte;
      outcomes.add(outcome(changed));
    }),
    { numRuns: 300 },
  );
  expect([...outcomes].sort()).toEqual(["read", "refused"]);
});

const keys = [
  "format_version",
  "resource_changes",
  "planned_values",
  "prior_state",
  "configuration",
  "values",
  "root_module",
  "child_modules",
  "resources",
  "module_calls",
  "module",
  "expressions",
  "references",
  "constant_value",
  "outputs",
  "expression",
  "variables",
  "provider_config",
  "change",
  "actions",
  "after",
  "after_unknown",
  "after_sensitive",
  "address",
  "type",
  "name",
  "mode",
  "region",
  "rule",
  "__proto__",
  "constructor",
  "toString",
];

test("documents made of a plan's words in any order and form", () => {
  const scalar = fc.constantFrom<unknown>(
    "1.2",
    "aws_eip",
    "a",
    "var.a",
    "module.a.b",
    "each.key",
    true,
    null,
    0,
    1e300,
    "",
    "us-east-1",
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "medium" },
      scalar,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom(...keys), tie("tree")), { maxLength: 6 }).map((entries) => new Map(entries)),
    ),
  }));
  // `__proto__` as a key of its own, which JSON can write and an object literal cannot.
  const text = (value: unknown): string => {
    if (value instanceof Map) {
      const entries = [...(value as Map<string, unknown>)].map(
        ([key, inner]) => `${JSON.stringify(key)}:${text(inner)}`,
      );
      return `{${entries.join(",")}}`;
    }
    return Array.isArray(value) ? `[${value.map((inner) => text(inner)).join(",")}]` : JSON.stringify(value);
  };
  const section = fc.tuple(fc.constantFrom(...keys.slice(1, 6)), tree);
  fc.assert(
    fc.property(fc.array(section, { maxLength: 5 }), (sections) => {
      outcome(bytesOf(text(new Map<string, unknown>([["format_version", "1.2"], ...sections]))));
    }),
    { numRuns: 500 },
  );
  expect(({} as Record<string, unknown>)["providerKey"]).toBe(undefined);
});

test("depth is bounded wherever something nests", () => {
  const deep = (open: string, close: string, inner = "null") => open.repeat(20_000) + inner + close.repeat(20_000);
  const documents = [
    `{"format_version":"1.2","values":{"root_module":${deep('{"child_modules":[', "]}")}}}`,
    `{"format_version":"1.2","resource_changes":[{"address":"aws_lb.a","type":"aws_lb","name":"a","change":{"after":{"subnets":${deep("[", "]")}}}}]}`,
    `{"format_version":"1.2","resource_changes":[{"address":"aws_lb.a","type":"aws_lb","name":"a","change":{"after_unknown":{"subnets":${deep("[", "]", "true")}}}}]}`,
    `{"format_version":"1.2","resource_changes":[],"configuration":{"root_module":${deep('{"module_calls":{"a":{"module":', "}}}", "{}")}}}`,
    `{"format_version":"1.2","resource_changes":[],"configuration":{"root_module":{"resources":[{"type":"aws_lb","name":"a","expressions":{"subnet_mapping":${deep("[", "]")}}}]}}}`,
  ];
  expect(documents.map((document) => outcome(bytesOf(document)))).toEqual(Array.from(documents, () => "refused"));
  // What nobody reads may be as deep as it likes.
  const { configuration: _configuration, ...plan } = planOf([row({ address: "aws_lb.a" })]);
  expect(outcome(bytesOf(`${JSON.stringify(plan).slice(0, -1)},"checks":${deep("[", "]")}}`))).toBe("read");
});

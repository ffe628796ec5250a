import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.ts";
import { claimExpression, evaluated } from "../../src/scenario/claim-expression.ts";

const values: Readonly<Record<string, string>> = {
  "nat.cost": "25",
  "bill.total": "100",
  "bill.byComponent.endpoint-s3.cost": "3",
  zero: "0",
};

function value(text: string): string | null {
  const expression = claimExpression(text);
  if (expression === null) return "unreadable";
  return (
    evaluated(expression, (path) => (values[path] === undefined ? null : decimal(values[path])))?.toString() ?? null
  );
}

test.each([
  ["nat.cost", "25"],
  ["{nat.cost} / {bill.total}", "0.25"],
  ["1 - {nat.cost} / {bill.total}", "0.75"],
  ["({nat.cost} + {bill.byComponent.endpoint-s3.cost}) * 2", "56"],
  ["{bill.total} - {nat.cost} - 5", "70"],
  ["{bill.total} / {zero}", null],
  ["{nat.cost} + {nothing.there}", null],
  ["{nat.cost} +", "unreadable"],
  ["({nat.cost}", "unreadable"],
  ["{nat.cost} % 2", "unreadable"],
  ["{nat.cost} {bill.total}", "unreadable"],
])("%s is %s", (text, expected) => expect(value(text)).toBe(expected));

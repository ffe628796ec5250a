/** Rows of usage made to exhaust whoever reads them, and names that would move a terminal's cursor. */
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { jsonReport } from "../../src/report/json.ts";
import { parseRawUsage } from "../../src/rating/raw-usage.ts";
import { csvReport } from "../../src/report/csv.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { textReport } from "../../src/report/text.ts";
import { oneLine } from "../support/estimates.ts";
import { file, limited } from "./limits.ts";

function said(text: string): string {
  const format = /^[[{]/.test(text) ? "json" : "csv";
  try {
    return `${parseRawUsage({ file: "it", text, format, value: "quantity" }).rows.length} rows`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.problems.length).toBeLessThanOrEqual(501);
    return error.message.split("\n\n")[0] ?? "";
  }
}

const header = "usageType,quantity\n";

describe("rows that are none, or too many", () => {
  test.each([
    [
      "a million columns",
      `usageType,quantity${",".repeat(1_000_000)}\n`,
      "it:1:1\n  a file may have at most 2000 columns; it has 1,000,002",
    ],
    [
      "rows without end",
      `${header}${"x,1\n".repeat(200_001)}`,
      "it:1:1\n  a file may have at most 200,000 rows; it has 200,001",
    ],
    ["a quote that is never closed", `${header}"${"a".repeat(5_000_000)}`, "it:2:1\n  quantity is missing"],
    ["quotes alone", `${header}${'"'.repeat(5_000_000)}`, "it:2:1\n  quantity is missing"],
    ["empty lines", `${header}${"\n".repeat(5_000_000)}`, "0 rows"],
    ["lists in lists", "[".repeat(1_000_000) + "]".repeat(1_000_000), "it:1:2\n  the row must be an object"],
    ["lists that do not end", "[".repeat(1_000_000), /^it:1:1\n {2}the file is not JSON: /],
    [
      "a row of many keys",
      JSON.stringify([Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`k${i}`, 1]))]),
      /a row may have at most 2000 keys; row 1 has more/,
    ],
    [
      "a key that reaches into objects",
      '[{"__proto__":{"quantity":"1"},"usageType":"a"}]',
      "it:1:2\n  quantity is missing",
    ],
    ["no rows", "[null, 1, []]", "it:1:2\n  the row must be an object"],
    ["an infinite quantity", '[{"usageType":"a","quantity":1e400}]', /^it:1:30\n {2}quantity must be a number/],
    [
      "a quantity of many digits",
      `${header}a,${"9".repeat(500)}\n`,
      /^it:2:3\n {2}quantity must be 0, or from 10\^-20 to below 10\^24/,
    ],
    ["not a number", `${header}a,NaN\n`, /^it:2:3\n {2}quantity must be a number such as 1024 or 0\.5.*got "NaN"$/],
    ["below zero", `${header}a,-0\n`, /^it:2:3\n {2}quantity must be a number such as 1024 or 0\.5.*got "-0"$/],
    ["a mistake in each of many rows", `${header}${"a,x\n".repeat(50_000)}`, /^it:2:3\n {2}quantity must be a number/],
    [
      "the same in JSON",
      JSON.stringify(Array.from({ length: 50_000 }, () => ({ usageType: "a", quantity: "x" }))),
      /^it:1:30\n {2}quantity must be a number/,
    ],
  ])("%s", (_what, text, expected) => {
    expect(said(text)).toMatch(expected);
  });
});

describe("a name with control characters", () => {
  const name = "\u001B]0;title\u0007\u009B31mred\u0000";
  const estimate = {
    ...oneLine,
    bill: { ...oneLine.bill, lineItems: oneLine.bill.lineItems.map((line) => ({ ...line, component: name })) },
  };
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about.
  const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

  test.each([
    ["text", () => textReport(estimate, { columns: 100 })],
    ["json", () => jsonReport(estimate)],
    ["csv", () => csvReport(estimate)],
    ["markdown", () => markdownReport(estimate)],
  ])("does not reach a terminal as %s", (_format, report) => {
    expect(report()).toContain("red");
    expect(report()).not.toMatch(controls);
  });

  test("nor in an error", async () => {
    const ended = await limited(["run", "\u001B[31mred.yaml"]);
    expect(ended).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ended.stderr).toBe(
      " [31mred.yaml is not there\nhint: name a scenario file such as scenarios/flash-sale.yaml\n",
    );
  });
});

test("thirty thousand rows are rated within little memory", async () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => `us-east-1,NatGateway-Bytes,1,c${i}\n`).join("");
  const path = file("many.csv", `region,usageType,quantity,component\n${rows}`);
  const { exitCode, stderr } = await limited(["rate", path, "--format", "csv"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

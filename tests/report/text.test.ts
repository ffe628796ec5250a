import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Estimate } from "../../src/estimate-schema.ts";
import type { Style } from "../../src/report/style.ts";
import { textReport } from "../../src/report/text.ts";
import { dropSeries, failingDrop, oneLine, survivingDrop } from "../support/estimates.ts";

const golden = (name: string): string => `../golden/reports/${name}.txt`;

test("a failing drop, at the usual width", async () => {
  await expect(textReport(failingDrop, { series: dropSeries })).toMatchFileSnapshot(golden("failing-drop"));
});

test("a failing drop, on a narrow terminal and on a wide one", async () => {
  await expect(textReport(failingDrop, { series: dropSeries, columns: 80 })).toMatchFileSnapshot(
    golden("failing-drop-80"),
  );
  await expect(textReport(failingDrop, { series: dropSeries, columns: 140 })).toMatchFileSnapshot(
    golden("failing-drop-140"),
  );
});

test("a drop that survives, with sampled ranges", async () => {
  await expect(textReport(survivingDrop)).toMatchFileSnapshot(golden("surviving-drop"));
});

test("raw usage: no scenario, no verdict, one line", async () => {
  await expect(textReport(oneLine)).toMatchFileSnapshot(golden("one-line"));
});

test("fits its width from 80 columns on; only web addresses may be longer", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 80, max: 200 }),
      fc.constantFrom(failingDrop, survivingDrop, oneLine),
      (columns, estimate) => {
        const lines = textReport(estimate, { series: dropSeries, columns }).split("\n");
        expect(lines.filter((line) => line.length > columns && !line.includes("https://"))).toEqual([]);
        expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

test("colours change nothing but colours", () => {
  const marked: Style = (role, text) => `<${role}>${text}</${role}>`;
  const roles = /<\/?(?:heading|strong|faint|good|caution|bad|accent)>/g;
  const dressed = textReport(failingDrop, { series: dropSeries, style: marked });
  expect(dressed).toMatch(roles);
  expect(dressed.replaceAll(roles, "")).toBe(textReport(failingDrop, { series: dropSeries }));
});

test("a line without a price is never free, and every sum that lacks it says so", () => {
  const [first, ...others] = survivingDrop.bill.lineItems;
  const unpriced: Estimate = {
    ...survivingDrop,
    bill: {
      ...survivingDrop.bill,
      total: "1920.7",
      complete: false,
      lineItems: [{ ...first!, cost: null, charges: [], priceId: null }, ...others],
      unpriced: [{ component: "nat", usageType: "NatGateway-Hours", reason: "not in the price cache" }],
    },
  };
  const report = textReport(unpriced);
  expect(report).toMatch(/^ {2}Total +≥ \$1,920\.70 {2}not in it: 1 line without a price$/m);
  expect(report).toMatch(/^ {2}nat · nat gateway +≥ \$451\.41/m);
  expect(report).toMatch(/^ {4}NatGateway-Hours +2,160 {2}Hrs +no price$/m);
  expect(report).toMatch(/^ {2}Total +≥ \$1,920\.70$/m);
});

test("a name cannot move the cursor or break a line", () => {
  const [line] = oneLine.bill.lineItems;
  const hostile = "a\u001B[2J\r\nTotal $0.00";
  const report = textReport({ ...oneLine, bill: { ...oneLine.bill, lineItems: [{ ...line!, component: hostile }] } });
  expect(report).toContain("a [2J  Total $0.00");
  expect(report.includes("\u001B") || report.includes("\r")).toBe(false);
});

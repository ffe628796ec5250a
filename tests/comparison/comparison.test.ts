import * as fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonOf } from "../../src/comparison/comparison.ts";
import { comparisonSchema, type Comparison } from "../../src/comparison/schema.ts";
import { decimal, sum, ZERO } from "../../src/decimal.ts";
import type { Estimate, EstimateLineItem } from "../../src/estimate-schema.ts";
import { failingDrop, oneLine, survivingDrop } from "../support/estimates.ts";

function compare(...estimates: readonly Estimate[]): Comparison {
  return comparisonOf(estimates.map((estimate, at) => ({ label: `number ${at + 1}`, changes: [], estimate })));
}

/** An estimate of one component with these lines; its total and whether it is complete follow from them. */
function billOf(lines: readonly Partial<EstimateLineItem>[], changes: Partial<Estimate> = {}): Estimate {
  const [line] = failingDrop.bill.lineItems as [EstimateLineItem];
  const lineItems = lines.map((one) => ({ ...line, ...one }));
  const priced = lineItems.flatMap(({ cost }) => (cost === null ? [] : [decimal(cost)]));
  const bill = {
    ...failingDrop.bill,
    lineItems,
    total: sum(priced).toString(),
    complete: priced.length === lineItems.length,
    unsupported: [],
  };
  return { ...failingDrop, bill, ...changes };
}

/** Hours at a price. */
function hours(quantity: string, pricePerUnit: string | null, changes: Partial<EstimateLineItem> = {}): object {
  const cost = pricePerUnit === null ? null : decimal(quantity).times(decimal(pricePerUnit)).toString();
  const charge = {
    month: "2026-11",
    from: "0",
    to: null,
    listPricePerUnit: pricePerUnit,
    pricePerUnit,
    quantity,
    cost,
  };
  return { quantity, cost, charges: cost === null ? [] : [charge], ...changes };
}

const difference = (...estimates: readonly Estimate[]) => compare(...estimates).estimates[1]?.difference;
const change = (...estimates: readonly Estimate[]) => compare(...estimates).lines[0]?.changes[1];

test.each([
  ["with a line that has no price, and a resource that is not supported", failingDrop],
  ["that survives, with ranges", survivingDrop],
  ["without a scenario", oneLine],
])("an estimate %s differs from itself by exactly 0", (_, estimate) => {
  const { estimates, components, lines, unlike } = compare(estimate, estimate);
  expect(estimates[1]?.difference).toMatchObject({ cost: "0", bound: "exact" });
  expect(components.flatMap(({ changes }) => changes).filter(({ cost }) => cost !== "0")).toEqual([]);
  expect(lines.flatMap(({ changes }) => changes).filter(({ because }) => because !== "same")).toEqual([]);
  expect(unlike).toEqual([]);
});

test("a difference has its cause: quantity, price, both, or that only one has it", () => {
  expect(change(billOf([hours("10", "2")]), billOf([hours("15", "2")]))).toEqual({
    cost: "10",
    bound: "exact",
    share: 0.5,
    because: "quantity",
    ofQuantity: "10",
    ofPrice: "0",
  });
  expect(change(billOf([hours("10", "2")]), billOf([hours("10", "3")]))).toMatchObject({
    because: "price",
    ofQuantity: "0",
    ofPrice: "10",
  });
  // Five hours more at two dollars, then fifteen at one dollar more.
  expect(change(billOf([hours("10", "2")]), billOf([hours("15", "3")]))).toMatchObject({
    cost: "25",
    because: "quantity and price",
    ofQuantity: "10",
    ofPrice: "15",
  });
  const other = hours("1", "7", { usageType: "Other-Hours" });
  const { lines } = compare(billOf([hours("10", "2")]), billOf([other]));
  expect(lines.map(({ usageType, changes }) => [usageType, changes[1]?.because, changes[1]?.cost])).toEqual([
    ["NatGateway-Hours", "only in the first", "-20"],
    ["Other-Hours", "only here", "7"],
  ]);
});

test("a missing price is never a saving", () => {
  const priced = billOf([hours("10", "2")]);
  const unpriced = billOf([hours("10", null)]);
  const none = billOf([]);
  expect(difference(priced, unpriced)).toEqual({ cost: "-20", bound: "at_least", share: null });
  expect(difference(unpriced, priced)).toEqual({ cost: "20", bound: "at_most", share: null });
  expect(difference(none, unpriced)).toEqual({ cost: "0", bound: "at_least", share: null });
  expect(difference(unpriced, none)).toEqual({ cost: "0", bound: "at_most", share: null });
  expect(difference(unpriced, billOf([hours("11", null)]))).toEqual({ cost: null, bound: "unknown", share: null });
  const unsupported = (count: number): Estimate => ({
    ...priced,
    bill: { ...priced.bill, complete: false, unsupported: [{ type: "aws_x", count }] },
  });
  expect(difference(unsupported(1), unsupported(1))).toMatchObject({ cost: "0", bound: "exact" });
  expect(difference(unsupported(1), unsupported(2))).toMatchObject({ bound: "at_least" });
  expect(difference(priced, unsupported(2))).toMatchObject({ bound: "at_least" });
});

test("the same product has one line whatever the prefix of its Region is", () => {
  const inRegion = (region: string): Estimate["scenario"] => ({ ...failingDrop.scenario!, region });
  const { lines, unlike } = compare(
    billOf([hours("10", "2", { usageType: "NatGateway-Hours", region: "us-east-1" })]),
    billOf([hours("10", "3", { usageType: "EUW3-NatGateway-Hours", region: "eu-west-3" })], {
      scenario: inRegion("eu-west-3"),
    }),
  );
  expect(lines.map(({ usageType, changes }) => [usageType, changes[1]?.because])).toEqual([
    ["NatGateway-Hours", "price"],
  ]);
  expect(unlike).toEqual([{ what: "Region", values: ["us-east-1", "eu-west-3"] }]);
});

test("what is gained is only said where the same was asked", () => {
  const { survival } = failingDrop;
  const better: Estimate = {
    ...failingDrop,
    bill: { ...failingDrop.bill, total: decimal(failingDrop.bill.total).plus(decimal("812.004")).toString() },
    survival: { ...survival!, failed: "0", orders: "4216", ordersLost: { orders: "0", value: "0" } },
  };
  expect(compare(failingDrop, better).estimates[1]?.gained).toEqual({
    requests: "812004",
    orders: "1204",
    ordersValue: "216720",
    costPerOrder: "0.6744219269",
    costPerThousandRequests: "1.0000000000",
  });
  const asked: Estimate = { ...better, survival: { ...better.survival!, requests: "5" } };
  expect(compare(failingDrop, asked).estimates[1]?.gained).toBeNull();
});

const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2));
const bills = fc
  .array(
    fc.record({
      usageType: fc.constantFrom("A", "B", "C", "D"),
      component: fc.constantFrom("x", "y"),
      quantity: amount,
      price: fc.option(amount, { freq: 5 }),
    }),
    { maxLength: 8 },
  )
  .map((lines) => billOf(lines.map(({ quantity, price, ...rest }) => hours(quantity, price, rest))));

test("differences of lines add up to those of components and of the total, and b against a mirrors a against b", () => {
  fc.assert(
    fc.property(bills, bills, (a, b) => {
      const there = compare(a, b);
      expect(comparisonSchema.parse(there)).toEqual(there);
      const total = decimal(b.bill.total).minus(decimal(a.bill.total));
      const ofComponents = there.components.map(({ sides }) =>
        decimal(sides[1]?.cost ?? "0").minus(decimal(sides[0]?.cost ?? "0")),
      );
      expect(sum(ofComponents).eq(total)).toBe(true);
      for (const { changes } of there.lines) {
        const [, one] = changes;
        if (one?.ofQuantity === null || one?.ofPrice === null || one === undefined) continue;
        expect(
          decimal(one.ofQuantity)
            .plus(decimal(one.ofPrice))
            .eq(decimal(one.cost ?? "x")),
        ).toBe(true);
      }
      const [, forth] = there.estimates;
      const [, back] = compare(b, a).estimates;
      const mirrored = { exact: "exact", at_least: "at_most", at_most: "at_least", unknown: "unknown" } as const;
      expect(back?.difference.bound).toBe(mirrored[forth?.difference.bound ?? "unknown"]);
      const [x, y] = [forth, back].map((one) => decimal(one?.difference.cost ?? "0"));
      expect((x ?? ZERO).plus(y ?? ZERO).isZero()).toBe(true);
    }),
  );
});

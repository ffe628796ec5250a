import { expect, test } from "vitest";
import { decimal, ZERO } from "../../src/decimal.ts";
import { chargeTiers, payerTiers } from "../../src/rating/tiers.ts";
import { egressVirginia } from "./prices.ts";

const list = payerTiers(egressVirginia, { discountPercent: ZERO, ownRate: undefined });

/** `from–to: quantity × price = cost` of each charge for `quantity` after `start`. */
function charged(start: string, quantity: string): readonly string[] {
  return chargeTiers(list, decimal(start), decimal(quantity)).map(
    ({ from, to, quantity, pricePerUnit, cost }) =>
      `${from.toString()}–${to?.toString() ?? "∞"}: ${quantity.toString()} × ${pricePerUnit.toString()} = ${cost.toString()}`,
  );
}

test("charges each tier at its own price", () => {
  expect(charged("0", "200000")).toEqual([
    "0–10240: 10240 × 0.09 = 921.6",
    "10240–51200: 40960 × 0.085 = 3481.6",
    "51200–153600: 102400 × 0.07 = 7168",
    "153600–∞: 46400 × 0.05 = 2320",
  ]);
});

test("a tier ends before its upper bound's first unit", () => {
  expect(charged("0", "10240")).toEqual(["0–10240: 10240 × 0.09 = 921.6"]);
  expect(charged("10240", "1")).toEqual(["10240–51200: 1 × 0.085 = 0.085"]);
  expect(charged("10239.5", "1")).toEqual(["0–10240: 0.5 × 0.09 = 0.045", "10240–51200: 0.5 × 0.085 = 0.0425"]);
});

test("charges nothing for nothing", () => {
  expect(charged("0", "0")).toEqual([]);
  expect(charged("1000000", "0")).toEqual([]);
});

test("stops where tiers end before the usage does: such a price is broken", () => {
  const closed = list.slice(0, 1);
  expect(() => chargeTiers(closed, ZERO, decimal("10241"))).toThrow(
    "Bug: the last tier is not open: 1 units lie beyond it",
  );
});

test("takes the discount off each tier, and off an own rate", () => {
  const discountPercent = decimal("10");
  const prices = (ownRate?: string) =>
    payerTiers(egressVirginia, { discountPercent, ownRate: ownRate === undefined ? undefined : decimal(ownRate) }).map(
      ({ pricePerUnit }) => pricePerUnit.toString(),
    );
  expect(prices()).toEqual(["0.081", "0.0765", "0.063", "0.045"]);
  expect(prices("0.02")).toEqual(["0.018", "0.018", "0.018", "0.018"]);
});

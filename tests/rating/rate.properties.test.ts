import * as fc from "fast-check";
import { test } from "vitest";
import { decimal, HUNDRED, sum, type Decimal } from "../../src/decimal.ts";
import type { Price } from "../../src/pricing/price.ts";
import type { Bill, RatingOptions, Usage } from "../../src/rating/bill.ts";
import { rate } from "../../src/rating/rate.ts";
import {
  book,
  egressOhio,
  egressVirginia,
  lambdaDuration,
  lambdaDurationArm,
  listPrice,
  natBytes,
  usageOf,
} from "./prices.ts";

const prices: readonly Price[] = [natBytes, egressVirginia, egressOhio, lambdaDuration, lambdaDurationArm];
const anyPrice = fc.constantFrom(...prices);
/** Thousandths up to a million units and, now and then, tens of billions: every tier is reached. */
const anyQuantity = fc
  .oneof(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.bigInt({ min: 0n, max: 3n * 10n ** 13n }))
  .map((thousandths) => decimal(`${thousandths}`).dividedBy(decimal("1000")));
const anyUsage = (month: string) =>
  fc
    .record({ price: anyPrice, quantity: anyQuantity, component: fc.constantFrom("a", "b", "c") })
    .map(({ price, quantity, component }): Usage => usageOf(price, quantity.toString(), { component, month }));
const anyUsages = fc.array(anyUsage("2026-11"), { maxLength: 8 });
const anyOptions = fc
  .record({
    allowances: fc.constantFrom("none" as const, "always_free" as const),
    discount: fc.nat({ max: 99 }),
    used: fc.array(fc.tuple(anyPrice, anyQuantity), { maxLength: 3 }),
    own: fc.array(fc.tuple(anyPrice, fc.nat({ max: 1000 })), { maxLength: 1 }),
  })
  .map(({ allowances, discount, used, own }): RatingOptions => ({
    allowances,
    discountPercent: decimal(`${discount}`),
    alreadyUsed: new Map(used.map(([price, quantity]) => [price.priceId, quantity])),
    ownRates: new Map(own.map(([price, rate]) => [price.priceId, decimal(`${rate}`)])),
  }));

const costOf = (usages: readonly Usage[], options: RatingOptions): Bill => rate(usages, book, options);
const equals = (a: Decimal, b: Decimal): boolean => a.eq(b);

test("splitting usage among components never changes the bill", () => {
  const share = fc.nat({ max: 100 }).map((percent) => decimal(`${percent}`).dividedBy(HUNDRED));
  fc.assert(
    fc.property(fc.array(fc.tuple(anyUsage("2026-11"), share), { maxLength: 8 }), anyOptions, (parts, options) => {
      const whole = parts.map(([usage]) => usage);
      const split = parts.flatMap(([usage, share]) => {
        const part = usage.quantity.times(share);
        return [
          { ...usage, quantity: part },
          { ...usage, component: "other", quantity: usage.quantity.minus(part) },
        ];
      });
      return equals(costOf(whole, options).total, costOf(split, options).total);
    }),
  );
});

test("more usage never costs less", () => {
  fc.assert(
    fc.property(anyUsages, anyUsage("2026-11"), anyOptions, (usages, more, options) =>
      costOf([...usages, more], options).total.gte(costOf(usages, options).total),
    ),
  );
});

test("two months cost the sum of each", () => {
  fc.assert(
    fc.property(
      anyUsages,
      fc.array(anyUsage("2026-12"), { maxLength: 8 }),
      anyOptions,
      (november, december, options) => {
        const both = costOf([...november, ...december], options).total;
        return equals(both, costOf(november, options).total.plus(costOf(december, options).total));
      },
    ),
  );
});

test("an allowance never makes a bill negative, and saves what it says", () => {
  fc.assert(
    fc.property(anyUsages, anyOptions, (usages, options) => {
      const without = costOf(usages, { ...options, allowances: "none" });
      const applied = costOf(usages, { ...options, allowances: "always_free" });
      const saved = without.total.minus(applied.total);
      return (
        !applied.total.isNegative() &&
        equals(saved, without.allowancesWouldSave) &&
        equals(saved, applied.allowancesWouldSave)
      );
    }),
  );
});

test("the charges of a line add up to its quantity and cost, and the lines to the total", () => {
  fc.assert(
    fc.property(anyUsages, anyOptions, (usages, options) => {
      const { lineItems, total } = costOf(usages, options);
      return (
        equals(total, sum(lineItems.map(({ cost }) => cost ?? decimal("-1")))) &&
        lineItems.every(
          ({ charges, quantity, cost }) =>
            equals(quantity, sum(charges.map((charge) => charge.quantity))) &&
            cost !== null &&
            equals(cost, sum(charges.map((charge) => charge.quantity.times(charge.pricePerUnit)))),
        )
      );
    }),
  );
});

test("one own rate for every price makes the bill that rate times the usage", () => {
  fc.assert(
    fc.property(anyUsages, fc.nat({ max: 1000 }), (usages, own) => {
      const ownRate = decimal(`${own}`);
      const ownRates = new Map(prices.map(({ priceId }) => [priceId, ownRate]));
      const quantity = sum(usages.map((usage) => usage.quantity));
      return equals(costOf(usages, { ...listPrice, ownRates }).total, quantity.times(ownRate));
    }),
  );
});

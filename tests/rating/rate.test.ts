import { expect, test } from "vitest";
import { decimal } from "../../src/decimal.ts";
import { UserError } from "../../src/errors.ts";
import type { Bill } from "../../src/rating/bill.ts";
import { rate } from "../../src/rating/rate.ts";
import {
  alwaysFree,
  book,
  egressOhio,
  egressVirginia,
  lambdaDuration,
  lambdaDurationArm,
  listPrice,
  natBytes,
  usageOf,
} from "./prices.ts";

/** `component: cost = quantity × price + …`, a line for each line item. */
function arithmetic({ lineItems }: Bill): readonly string[] {
  return lineItems.map(({ component, cost, charges }) => {
    const parts = charges.map(({ quantity, pricePerUnit }) => `${quantity.toString()} × ${pricePerUnit.toString()}`);
    return `${component}: ${cost?.toString() ?? "unknown"} = ${parts.join(" + ")}`;
  });
}

test("charges 10,000 GB through a NAT gateway $450.00 and 10 TB $460.80", () => {
  const bill = rate(
    [usageOf(natBytes, "10000", { component: "decimal" }), usageOf(natBytes, "10240", { component: "binary" })],
    book,
    listPrice,
  );
  expect(arithmetic(bill)).toEqual(["decimal: 450 = 10000 × 0.045", "binary: 460.8 = 10240 × 0.045"]);
  expect(bill.total.toString()).toBe("910.8");
  expect(bill.complete).toBe(true);
});

test("keeps every digit of a small price and a long quantity", () => {
  const bill = rate([usageOf(lambdaDuration, "123456789.0123456789")], book, listPrice);
  expect(bill.total.toString()).toBe("2057.61726543206172652263");
});

test("fills graduated tiers with the components one after the other", () => {
  const bill = rate(
    [
      usageOf(egressVirginia, "9000", { component: "web" }),
      usageOf(egressVirginia, "5000", { component: "api" }),
      usageOf(egressVirginia, "40000", { component: "downloads" }),
    ],
    book,
    listPrice,
  );
  expect(arithmetic(bill)).toEqual([
    "web: 810 = 9000 × 0.09",
    "api: 431.2 = 1240 × 0.09 + 3760 × 0.085",
    "downloads: 3358 = 37200 × 0.085 + 2800 × 0.07",
  ]);
});

test("gives each Region's price its own tiers", () => {
  const bill = rate([usageOf(egressVirginia, "10240"), usageOf(egressOhio, "10240")], book, listPrice);
  expect(bill.total.toString()).toBe("1843.2");
});

test("starts tiers again each calendar month, and lists the charges of a line month after month", () => {
  const bill = rate(
    [
      usageOf(egressVirginia, "1000", { month: "2026-12" }),
      usageOf(egressVirginia, "20000", { month: "2026-11" }),
      usageOf(egressVirginia, "500", { month: "2026-12" }),
    ],
    book,
    listPrice,
  );
  expect(arithmetic(bill)).toEqual([": 1886.2 = 10240 × 0.09 + 9760 × 0.085 + 1500 × 0.09"]);
  expect(bill.lineItems[0]?.quantity.toString()).toBe("21500");
});

test("starts in the tier that usage elsewhere has reached", () => {
  const alreadyUsed = new Map([[egressVirginia.priceId, decimal("51000")]]);
  const bill = rate([usageOf(egressVirginia, "1000")], book, { ...listPrice, alreadyUsed });
  expect(arithmetic(bill)).toEqual([": 73 = 200 × 0.085 + 800 × 0.07"]);
});

test("takes an allowance off before the tiers, once for all Regions it covers", () => {
  const bill = rate(
    [usageOf(egressVirginia, "60", { component: "us" }), usageOf(egressOhio, "10300", { component: "ohio" })],
    book,
    alwaysFree,
  );
  expect(arithmetic(bill)).toEqual(["us: 0 = 60 × 0", "ohio: 923.3 = 40 × 0 + 10240 × 0.09 + 20 × 0.085"]);
  // Without it: 60 × 0.09 + 10240 × 0.09 + 60 × 0.085 = 932.1.
  expect(bill.allowancesWouldSave.toString()).toBe("8.8");
});

test("gives the allowance again each month", () => {
  const months = ["2026-11", "2026-12"].map((month) => usageOf(egressVirginia, "150", { month }));
  expect(rate(months, book, alwaysFree).total.toString()).toBe("9");
});

test("says what the allowances would save where they are not applied", () => {
  const bill = rate([usageOf(lambdaDuration, "300000"), usageOf(lambdaDurationArm, "300000")], book, listPrice);
  // 300,000 × 0.0000166667 + 100,000 × 0.0000133334
  expect(bill.allowancesWouldSave.toString()).toBe("6.33335");
  expect(bill.total.toString()).toBe("9.00003");
});

test("lets usage elsewhere take the allowance first, also where this bill has no line of it", () => {
  const options = { ...alwaysFree, alreadyUsed: new Map([[egressOhio.priceId, decimal("70")]]) };
  const bill = rate([usageOf(egressVirginia, "50")], book, options);
  expect(arithmetic(bill)).toEqual([": 1.8 = 30 × 0 + 20 × 0.09"]);
});

test("keeps the first tier for what usage elsewhere left of it after the allowance", () => {
  const options = { ...alwaysFree, alreadyUsed: new Map([[egressVirginia.priceId, decimal("10240")]]) };
  const bill = rate([usageOf(egressVirginia, "200")], book, options);
  expect(arithmetic(bill)).toEqual([": 17.5 = 100 × 0.09 + 100 × 0.085"]);
});

test("takes an enterprise discount off every charge", () => {
  const bill = rate([usageOf(egressVirginia, "20480")], book, { ...listPrice, discountPercent: decimal("7.5") });
  expect(arithmetic(bill)).toEqual([": 1657.6 = 10240 × 0.08325 + 10240 × 0.078625"]);
});

test("asks the payer's own rate in every tier, beside the list price", () => {
  const ownRates = new Map([[egressVirginia.priceId, decimal("0.02")]]);
  const bill = rate([usageOf(egressVirginia, "200000")], book, { ...listPrice, ownRates });
  expect(arithmetic(bill)).toEqual([": 4000 = 10240 × 0.02 + 40960 × 0.02 + 102400 × 0.02 + 46400 × 0.02"]);
  expect(bill.lineItems[0]?.charges.map(({ listPricePerUnit }) => listPricePerUnit.toString())).toEqual([
    "0.09",
    "0.085",
    "0.07",
    "0.05",
  ]);
});

test("keeps usage without a price, and says that the total is not complete", () => {
  const unknown = usageOf({ ...natBytes, region: "eu-west-3" }, "7", { component: "egress" });
  const bill = rate([unknown, usageOf(natBytes, "100")], book, listPrice);
  expect(bill.lineItems[0]).toEqual({
    component: "egress",
    service: "",
    region: "eu-west-3",
    usageType: "NatGateway-Bytes",
    serviceCode: "AmazonEC2",
    unit: "GB",
    quantity: decimal("7"),
    cost: null,
    charges: [],
    price: null,
    unpriced: "no price for NatGateway-Bytes in eu-west-3",
    cause: null,
    assumptions: [],
  });
  expect(bill.total.toString()).toBe("4.5");
  expect(bill.complete).toBe(false);
});

test("makes one line item of a component's usage of one price, with all its causes and assumptions", () => {
  const bill = rate(
    [
      usageOf(natBytes, "1", { component: "nat", cause: "payment calls", assumptions: ["page.bytes", "payment.up"] }),
      usageOf(natBytes, "2", { component: "nat", cause: "image pulls", assumptions: ["page.bytes"] }),
      usageOf(natBytes, "4", { component: "nat-b" }),
    ],
    book,
    listPrice,
  );
  expect(arithmetic(bill)).toEqual(["nat: 0.135 = 3 × 0.045", "nat-b: 0.18 = 4 × 0.045"]);
  expect(bill.lineItems[0]).toMatchObject({
    cause: "payment calls; image pulls",
    assumptions: ["page.bytes", "payment.up"],
  });
});

test("keeps a line of nothing used", () => {
  expect(arithmetic(rate([usageOf(natBytes, "0")], book, listPrice))).toEqual([": 0 = "]);
});

test("refuses usage with several prices, all at once and with the candidates", () => {
  const balanced = { selector: { serviceCode: "AWSELB", usageType: "LCUUsage" }, component: "balancer" };
  const several = () => rate([usageOf(natBytes, "1", balanced)], book, listPrice);
  expect(several).toThrow(UserError);
  expect(several).toThrow(
    [
      "balancer: LCUUsage of AWSELB in us-east-1 has 2 different prices",
      "hint: candidates: P2XGEJ8N3KU52WA8 (Application load balancer, LoadBalancing:Application, $0.008 per LCU-Hrs); " +
        "XZ2DR556MD28P9WJ (Network load balancer, LoadBalancing:Network, $0.006 per LCU-Hrs)",
    ].join("\n"),
  );
});

test("stops on a negative quantity: it is a bug of the caller", () => {
  expect(() => rate([usageOf(natBytes, "-1", { component: "nat" })], book, listPrice)).toThrow("Bug: nat used -1 GB");
});

import { expect, test } from "vitest";
import { billDocument, noContext, pricesUsed } from "../../src/rating/bill-document.ts";
import { rate } from "../../src/rating/rate.ts";
import { alwaysFree, book, egressOhio, egressVirginia, listPrice, natBytes, usageOf } from "./prices.ts";

const unknown = { ...natBytes, region: "eu-west-3" };
const bill = rate(
  [
    usageOf(natBytes, "100", { component: "nat", service: "nat_gateway", cause: "calls", assumptions: ["call.bytes"] }),
    usageOf(unknown, "7", { component: "nat", service: "nat_gateway" }),
    usageOf(unknown, "3", { component: "backup", service: "nat_gateway" }),
    usageOf(egressVirginia, "20000", { component: "web", service: "application_load_balancer" }),
  ],
  book,
  listPrice,
);

test("writes every digit as a string, and what the bill cannot know as the caller says", () => {
  const range = { p10: "1", p50: "2", p90: "3", typicalPercentile: 50, runs: 100 };
  const document = billDocument(bill, {
    range,
    rangeOf: ({ component }) => (component === "web" ? range : null),
    peakHour: { start: "2026-11-20T18:00:00Z", cost: "12.5" },
    perOrder: "0.01",
    unsupported: [{ type: "aws_iot_thing", count: 2 }],
    notIncluded: ["taxes"],
  });
  expect(document.lineItems.map(({ component, cost, range }) => [component, cost, range])).toEqual([
    ["nat", "4.5", null],
    ["nat", null, null],
    ["backup", null, null],
    ["web", "1751.2", range],
  ]);
  expect(document.lineItems[3]?.charges).toEqual([
    {
      month: "2026-11",
      from: "0",
      to: "10240",
      listPricePerUnit: "0.09",
      pricePerUnit: "0.09",
      quantity: "10240",
      cost: "921.6",
    },
    {
      month: "2026-11",
      from: "10240",
      to: "51200",
      listPricePerUnit: "0.085",
      pricePerUnit: "0.085",
      quantity: "9760",
      cost: "829.6",
    },
  ]);
  expect({ ...document, lineItems: [] }).toEqual({
    currency: "USD",
    total: "1755.7",
    complete: false,
    range,
    lineItems: [],
    byComponent: [
      { component: "nat", service: "nat_gateway", cost: "4.5" },
      { component: "backup", service: "nat_gateway", cost: null },
      { component: "web", service: "application_load_balancer", cost: "1751.2" },
    ],
    peakHour: { start: "2026-11-20T18:00:00Z", cost: "12.5" },
    perOrder: "0.01",
    allowancesWouldSave: "8.5",
    unpriced: [
      { component: "nat", usageType: "NatGateway-Bytes", reason: "no price for NatGateway-Bytes in eu-west-3" },
      { component: "backup", usageType: "NatGateway-Bytes", reason: "no price for NatGateway-Bytes in eu-west-3" },
    ],
    unsupported: [{ type: "aws_iot_thing", count: 2 }],
    notIncluded: ["taxes"],
  });
});

test("shows what an allowance took as a charge of its own", () => {
  const { lineItems } = billDocument(rate([usageOf(egressOhio, "150")], book, alwaysFree), noContext);
  expect(lineItems[0]?.charges).toEqual([
    { month: "2026-11", from: "0", to: "100", listPricePerUnit: "0", pricePerUnit: "0", quantity: "100", cost: "0" },
    {
      month: "2026-11",
      from: "0",
      to: "10240",
      listPricePerUnit: "0.09",
      pricePerUnit: "0.09",
      quantity: "50",
      cost: "4.5",
    },
  ]);
});

test("dates the prices a bill rests on", () => {
  const newer = { ...natBytes, asOf: "2026-10-09" };
  const dated = rate([usageOf(natBytes, "1"), usageOf(egressOhio, "1")], book, listPrice);
  expect(pricesUsed(dated)).toEqual({
    newest: "2026-10-05",
    oldest: "2026-10-05",
    regions: ["us-east-1", "us-east-2"],
  });
  const mixed = rate(
    [usageOf(newer, "1")],
    { prices: [newer], match: () => ({ kind: "found", price: newer }) },
    listPrice,
  );
  expect(pricesUsed(mixed)).toEqual({ newest: "2026-10-09", oldest: "2026-10-09", regions: ["us-east-1"] });
  expect(pricesUsed(rate([], book, listPrice))).toEqual({ newest: null, oldest: null, regions: [] });
});

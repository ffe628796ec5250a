import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decimal, ZERO } from "../../src/decimal.ts";
import { UserError } from "../../src/errors.ts";
import { estimateSchema } from "../../src/estimate-schema.ts";
import { loadPriceBook } from "../../src/files/price-cache.ts";
import { withoutRegionPrefix } from "../../src/pricing/regions.ts";
import { estimateRawUsage } from "../../src/rating/estimate-raw-usage.ts";
import { numbersByPrice } from "../../src/rating/match-raw-usage.ts";
import { csvReport } from "../../src/report/csv.ts";
import { textReport } from "../../src/report/text.ts";
import { parseRawUsagePairs } from "../../src/rating/raw-usage-pairs.ts";
import { parseRawUsage } from "../../src/rating/raw-usage.ts";
import { alwaysFree, listPrice } from "./prices.ts";

const regions = ["us-east-1", "eu-west-1", "eu-west-3", "global"];
const book = loadPriceBook({ needed: regions.map((region) => ({ region, serviceCode: null })) });

const usage = `region,usageType,quantity,component,databaseEngine
us-east-1,NatGateway-Bytes,10240,nat,
eu-west-1,EU-DataTransfer-Out-Bytes,61440,web,
global,US-Requests-Tier2-HTTPS,25000000,cdn,
us-east-1,Aurora:ServerlessV2Usage,730.5,database,Aurora PostgreSQL
us-east-1,NatGateway-Hourz,730,nat,
us-east-1,Request,1,function,
`;

function estimate(text: string, options = listPrice) {
  const parsed = parseRawUsage({ file: "usage.csv", text, format: "csv", value: "quantity" });
  return estimateRawUsage(parsed, book, { month: "2026-11", ...options });
}

test("makes a full estimate of raw usage, without scenario and survival", () => {
  const document = estimate(usage);
  expect(estimateSchema.parse(document)).toEqual(document);
  expect(document).toMatchObject({ scenario: null, nat: null, survival: null });
  expect(document.bill.lineItems[0]).toEqual({
    component: "nat",
    service: "",
    serviceCode: "AmazonEC2",
    usageType: "NatGateway-Bytes",
    operation: "NatGateway",
    region: "us-east-1",
    sku: "59S5R83GFPUAGVR5",
    priceId: "59S5R83GFPUAGVR5",
    unit: "GB",
    quantity: "10240",
    cost: "460.8",
    range: null,
    charges: [
      {
        month: "2026-11",
        from: "0",
        to: null,
        listPricePerUnit: "0.045",
        pricePerUnit: "0.045",
        quantity: "10240",
        cost: "460.8",
      },
    ],
    priceAsOf: expect.stringMatching(/^2026-/),
    priceSource: expect.any(String),
    cause: null,
    assumptions: [],
  });
  expect(document.bill).toMatchObject({
    total: "5693.4600002",
    complete: false,
    byComponent: [
      { component: "nat", service: "", cost: "460.8" },
      { component: "web", service: "", cost: "5120" },
      { component: "cdn", service: "", cost: "25" },
      { component: "database", service: "", cost: "87.66" },
      { component: "function", service: "", cost: "0.0000002" },
    ],
    allowancesWouldSave: "17.0000002",
  });
  expect(document.bill.unpriced).toEqual([
    {
      component: "nat",
      usageType: "NatGateway-Hourz",
      reason:
        "no price for NatGateway-Hourz in us-east-1; the nearest usage type there is NatGateway-Hours (usage.csv:6)",
    },
  ]);
  expect(document.warnings).toEqual([]);
});

test("prints the report that every estimate has, with a row for each tier", async () => {
  const text = textReport(estimate(usage), { tiers: true });
  const undated = text.replace(/list prices of .* to [\d-]+/, "list prices of A to B");
  await expect(undated).toMatchFileSnapshot("../golden/reports/raw-usage.txt");
});

test("rows of one line of the bill say their reason once, with the first places", () => {
  const row = "us-east-1,NatGateway-Hourz,1";
  const { bill } = estimate(["region,usageType,quantity", row, row, row, row, row].join("\n"));
  expect(bill.unpriced.map(({ reason }) => reason)).toEqual([
    "no price for NatGateway-Hourz in us-east-1; the nearest usage type there is NatGateway-Hours (usage.csv:2, 3, 4 and 2 more)",
  ]);
  expect(bill.lineItems.map(({ quantity, cost }) => [quantity, cost])).toEqual([["5", null]]);
});

test("writes exact rows for a spreadsheet, with the reason where there is no cost", () => {
  const text = `region,usageType,quantity,component
us-east-1,NatGateway-Bytes,0.1,"nat, a"
us-east-1,NatGateway-Hourz,730,nat
`;
  const [, priced, unpriced] = csvReport(estimate(text)).split("\r\n");
  expect(priced).toMatch(
    /^"nat, a",,AmazonEC2,NatGateway-Bytes,NatGateway,us-east-1,59S5R83GFPUAGVR5,59S5R83GFPUAGVR5,0\.1,GB,0\.0045,.*,$/,
  );
  expect(unpriced).toBe(
    "nat,,,NatGateway-Hourz,,us-east-1,,,730,,,,,,,,,,no price for NatGateway-Hourz in us-east-1; the nearest usage type there is NatGateway-Hours (usage.csv:3)",
  );
});

test("refuses usage with several prices, all rows at once and with the candidates", () => {
  const text = "region,usageType,quantity\nus-east-1,LCUUsage,1\nus-east-1,LoadBalancerUsage,1\n";
  expect(() => estimate(text)).toThrow(UserError);
  expect(() => estimate(text)).toThrow(
    /^usage\.csv:2:1\n {2}LCUUsage in us-east-1 has 3 different prices\n {2}hint: add the column operation: LoadBalancing:Application \(\$0\.008 per LCU-Hrs\), .*\n\nusage\.csv:3:1\n {2}LoadBalancerUsage/,
  );
});

test.each([
  ["operation", "LoadBalancing:Network"],
  ["sku", "XZ2DR556MD28P9WJ"],
  ["priceId", "XZ2DR556MD28P9WJ"],
])("finds one of several prices by %s", (column, value) => {
  const { bill } = estimate(`region,usageType,quantity,${column}\nus-east-1,LCUUsage,100,${value}\n`);
  expect(bill.total).toBe("0.6");
});

test("finds a price by its id alone, also one whose usage type is unknown", () => {
  const text = `region,quantity,priceId
us-east-1,100,XZ2DR556MD28P9WJ
global,2,CloudFrontPlans/global/CloudFront-flat-rate-plan/month/Business
`;
  expect(estimate(text).bill.lineItems.map(({ usageType, cost }) => [usageType, cost])).toEqual([
    ["LCUUsage", "0.6"],
    ["CloudFront flat-rate plan", "400"],
  ]);
});

test("never rates usage at a Savings Plan's price", () => {
  const { bill } = estimate("region,usageType,quantity\nus-east-1,USE1-Fargate-vCPU-Hours:perCPU,1\n");
  expect(bill.total).toBe("0.04048");
});

test("rates rows with and without the Region's prefix alike", () => {
  const prefixed = book.prices.filter(
    (price) => price.usageType !== null && withoutRegionPrefix(price.usageType, price.region) !== price.usageType,
  );
  const anyRow = fc.record({ price: fc.constantFrom(...prefixed), thousandths: fc.nat({ max: 10 ** 9 }) });
  fc.assert(
    fc.property(
      fc.array(anyRow, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(listPrice, alwaysFree),
      (rows, options) => {
        const totalOf = (nameOf: (usageType: string, region: string) => string): string => {
          const lines = rows.map(({ price: { usageType, region, serviceCode, priceId }, thousandths }) =>
            [region, nameOf(usageType ?? "", region), `${thousandths / 1000}`, serviceCode, priceId].join(","),
          );
          return estimate(["region,usageType,quantity,serviceCode,priceId", ...lines].join("\n"), options).bill.total;
        };
        return totalOf((usageType) => usageType) === totalOf(withoutRegionPrefix);
      },
    ),
  );
});

test("starts tiers where the rows of --already-used say, which add up", () => {
  const pairs = "us-east-1/DataTransfer-Out-Bytes=50000,HQEH3ZWJVT46JHRG=1200";
  const alreadyUsed = numbersByPrice(parseRawUsagePairs(pairs, "--already-used"), book, "add up");
  expect([...alreadyUsed]).toEqual([["HQEH3ZWJVT46JHRG", decimal("51200")]]);
  const { bill } = estimate("region,usageType,quantity\nus-east-1,DataTransfer-Out-Bytes,100\n", {
    ...listPrice,
    alreadyUsed,
  });
  expect(bill.total).toBe("7");
});

test("refuses own rates and usage elsewhere that could have no effect", () => {
  const rates = (text: string) =>
    numbersByPrice(
      parseRawUsage({ file: "rates.csv", text, format: "csv", value: "pricePerUnit" }).rows,
      book,
      "refuse",
    );
  expect(() => rates("region,usageType,pricePerUnit\nus-east-1,NatGateway-Bites,0.04\n")).toThrow(
    "rates.csv:2:1\n  no price for NatGateway-Bites in us-east-1; the nearest usage type there is NatGateway-Bytes",
  );
  expect(() =>
    rates("region,usageType,pricePerUnit\nus-east-1,NatGateway-Bytes,0.04\nus-east-1,NatGateway-Bytes,0.03\n"),
  ).toThrow("rates.csv:3:1\n  NatGateway-Bytes has a rate already");
  const ownRates = rates("region,usageType,pricePerUnit\nus-east-1,NatGateway-Bytes,0.04\n");
  const { bill } = estimate("region,usageType,quantity\nus-east-1,NatGateway-Bytes,10\n", {
    ...listPrice,
    ownRates,
    discountPercent: ZERO,
  });
  expect(bill.total).toBe("0.4");
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatPriceFile } from "../../src/pricing/format-price-file.ts";
import { parsePriceFile } from "../../src/pricing/price-file.ts";
import type { Price } from "../../src/pricing/price.ts";
import { flat, samplePrice } from "./sample.ts";

const service = { region: "eu-west-3", serviceCode: "AmazonEC2" };

test("one product a line; what most lines share, and every source, stand once in the header", () => {
  const hours = samplePrice({ operation: "NatGateway", attributes: { group: "NGW" } });
  const bytes = samplePrice({
    ...hours,
    priceId: "SKU2",
    sku: "SKU2",
    usageType: "EUW3-NatGateway-Bytes",
    baseUsageType: "NatGateway-Bytes",
    unit: "GB",
  });
  const disk = samplePrice({
    priceId: "AmazonEC2/eu-west-3/EUW3-EBS:VolumeUsage.gp3",
    sku: null,
    usageType: "EUW3-EBS:VolumeUsage.gp3",
    unit: "GB-Mo",
    tiers: [
      { from: "0", to: "100", pricePerUnit: "0.1" },
      { from: "100", to: null, pricePerUnit: "0.09" },
    ],
    product: "EBS",
    sources: ["another file", "an offer file"],
  });
  expect(formatPriceFile({ ...service, prices: [hours, bytes, disk] })).toBe(
    `{"format":"surgecast/prices/1","serviceCode":"AmazonEC2","region":"eu-west-3","sources":[
"an offer file",
"another file"
],"shared":{"operation":"NatGateway","product":"NAT gateway","asOf":"2026-10-08","confidence":"two-sources","sources":[0],"attributes":{"group":"NGW"}},"products":[
{"priceId":"AmazonEC2/eu-west-3/EUW3-EBS:VolumeUsage.gp3","usageType":"EUW3-EBS:VolumeUsage.gp3","operation":null,"unit":"GB-Mo","tiers":[["0","100","0.1"],["100",null,"0.09"]],"attributes":{"group":null},"product":"EBS","sources":[1,0]},
{"sku":"SKU2","usageType":"EUW3-NatGateway-Bytes","unit":"GB","price":"0.05"},
{"sku":"SKU1","usageType":"EUW3-NatGateway-Hours","unit":"Hrs","price":"0.05"}
]}
`,
  );
});

test("what is written is what is read, whatever lines have in common", () => {
  const few = (...values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
  const maybe = (values: fc.Arbitrary<string>): fc.Arbitrary<string | null> => fc.option(values, { nil: null });
  const price = fc
    .record({
      sku: maybe(fc.uuid()),
      usageType: maybe(few("EUW3-NatGateway-Hours", "EUW3-Request", "EUW3-EU-AWS-Out-Bytes")),
      operation: maybe(few("RunInstances", "NatGateway")),
      productFamily: maybe(few("Storage", "Compute")),
      unit: few("Hrs", "GB"),
      product: few("NAT gateway", "Lambda"),
      description: maybe(few("per hour")),
      asOf: few("2026-10-08", "2025-06-05"),
      sources: fc.uniqueArray(few("a", "b", "c"), { minLength: 1 }),
      attributes: fc.dictionary(few("arch", "group"), few("x86", "ARM")),
      tiers: few("1", "0.05").map(flat),
    })
    .map((about) => ({
      ...samplePrice(about),
      priceId: about.sku ?? "composed",
      baseUsageType: baseOf(about.usageType),
    }));
  fc.assert(
    fc.property(fc.uniqueArray(price, { selector: ({ priceId }) => priceId, maxLength: 8 }), (prices) => {
      const text = formatPriceFile({ ...service, prices });
      const read = parsePriceFile(text, "a file").prices;
      expect(byId(read)).toEqual(byId(prices));
      expect(formatPriceFile({ ...service, prices: read.toReversed() })).toBe(text);
    }),
  );
});

function baseOf(usageType: string | null): string | null {
  if (usageType === null) return null;
  return usageType.endsWith("AWS-Out-Bytes") ? "AWS-Out-Bytes" : usageType.replace("EUW3-", "");
}

function byId(prices: readonly Price[]): readonly Price[] {
  return [...prices].sort((a, b) => (a.priceId < b.priceId ? -1 : 1));
}

test.each([
  ['{"format":"surgecast/prices/1","products":[', "is not whole JSON"],
  ["[]", "is not in the format surgecast/prices/1"],
  ["null", "is not in the format surgecast/prices/1"],
  ['{"format":"surgecast/prices/1","region":"eu-west-3"}', "names no service or no Region"],
  [
    '{"format":"surgecast/prices/1","region":"eu-west-3","serviceCode":"AmazonEC2","products":[]}',
    "lacks its sources, what its lines share, or its products",
  ],
])("refuses %s, which %s", (text, what) => {
  expect(() => parsePriceFile(text, "eu-west-3/AmazonEC2.json")).toThrow(`eu-west-3/AmazonEC2.json ${what}`);
});

test.each([
  ["a price that is a number", { price: 0.05 }],
  ["a price with an exponent", { price: "9.0E-4" }],
  ["a price below zero", { price: "-1" }],
  ["no price", { price: undefined }],
  ["no tier", { price: undefined, tiers: [] }],
  ["a tier that is no tier", { price: undefined, tiers: [1] }],
  ["no unit", { unit: undefined }],
  ["a source that is not in the header", { sources: [3] }],
  ["a confidence nobody knows", { confidence: "sure" }],
])("refuses a line with %s when it is asked for, naming the line", (_, fault) => {
  const line = {
    sku: "SKU1",
    unit: "Hrs",
    price: "1",
    product: "NAT",
    asOf: "2026-10-08",
    sources: [0],
    confidence: "page",
  };
  const lines = [line, { ...line, ...fault }];
  const text = JSON.stringify({
    format: "surgecast/prices/1",
    ...service,
    sources: ["a"],
    shared: {},
    products: lines,
  });
  const file = parsePriceFile(text, "AmazonEC2.json");
  expect(file.at(0).sku).toBe("SKU1");
  expect(() => file.prices).toThrow("AmazonEC2.json product 2 is not a price");
});

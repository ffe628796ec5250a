import { expect, test } from "vitest";
import type { KnownGap } from "../../src/pricing/known-gaps.ts";
import { priceBook } from "../../src/pricing/price-book.ts";
import { priceFileOf } from "../../src/pricing/price-file.ts";
import type { PriceMatch } from "../../src/pricing/price.ts";
import { flat, samplePrice } from "./sample.ts";

const noGaps: readonly KnownGap[] = [];

function found(match: PriceMatch): string {
  return match.kind === "found" ? match.price.priceId : match.kind;
}

test("selects by the whole usage type: NatGateway-Hours is not inside RegionalNatGateway-Hours", () => {
  const zonal = samplePrice({ priceId: "ZONAL", usageType: "EUW3-NatGateway-Hours" });
  const regional = samplePrice({
    priceId: "REGIONAL",
    usageType: "EUW3-RegionalNatGateway-Hours",
    tiers: flat("0.06"),
  });
  const book = priceBook([priceFileOf([zonal, regional])], noGaps);
  const select = (usageType: string): string => found(book.match({ serviceCode: "AmazonEC2", usageType }, "eu-west-3"));
  expect(select("NatGateway-Hours")).toBe("ZONAL");
  expect(select("RegionalNatGateway-Hours")).toBe("REGIONAL");
  expect(select("Gateway-Hours")).toBe("missing");
});

test("several prices that differ are ambiguous, with all candidates; operation or an attribute tells them apart", () => {
  const balancer = { serviceCode: "AWSELB", usageType: "EUW3-LCUUsage", unit: "LCU-Hrs" };
  const application = samplePrice({
    ...balancer,
    priceId: "ALB",
    operation: "LoadBalancing:Application",
    tiers: flat("0.0084"),
  });
  const network = samplePrice({
    ...balancer,
    priceId: "NLB",
    operation: "LoadBalancing:Network",
    attributes: { capacityUnit: "NLCU" },
  });
  const book = priceBook([priceFileOf([application, network])], noGaps);
  const selector = { serviceCode: "AWSELB", usageType: "LCUUsage" };
  expect(book.match(selector, "eu-west-3")).toEqual({ kind: "ambiguous", candidates: [application, network] });
  expect(found(book.match({ ...selector, operation: "LoadBalancing:Application" }, "eu-west-3"))).toBe("ALB");
  expect(found(book.match({ ...selector, attributes: { capacityUnit: "NLCU" } }, "eu-west-3"))).toBe("NLB");
});

test("several equal prices are one: the first; another unit is not equal", () => {
  const first = samplePrice({ priceId: "A" });
  const equal = samplePrice({ priceId: "B" });
  const selector = { serviceCode: "AmazonEC2", usageType: "NatGateway-Hours" };
  expect(found(priceBook([priceFileOf([first, equal])], noGaps).match(selector, "eu-west-3"))).toBe("A");
  const otherUnit = samplePrice({ priceId: "C", unit: "GB" });
  expect(found(priceBook([priceFileOf([first, otherUnit])], noGaps).match(selector, "eu-west-3"))).toBe("ambiguous");
});

test("null selects products without usage type, by unit and attributes", () => {
  const node = { serviceCode: "AmazonElastiCache", usageType: null };
  const small = samplePrice({ ...node, priceId: "SMALL", attributes: { instanceType: "cache.t4g.micro" } });
  const large = samplePrice({
    ...node,
    priceId: "LARGE",
    attributes: { instanceType: "cache.m6g.large" },
    tiers: flat("0.1"),
  });
  const book = priceBook([priceFileOf([small, large])], noGaps);
  const selector = {
    serviceCode: "AmazonElastiCache",
    usageType: null,
    unit: "Hrs",
    attributes: { instanceType: "cache.m6g.large" },
  };
  expect(found(book.match(selector, "eu-west-3"))).toBe("LARGE");
});

test("listedIn overrides the component's Region", () => {
  const zone = samplePrice({
    priceId: "ZONE",
    serviceCode: "AmazonRoute53",
    region: "global",
    usageType: "HostedZone",
  });
  const book = priceBook([priceFileOf([zone])], noGaps);
  const selector = { serviceCode: "AmazonRoute53", usageType: "HostedZone" };
  expect(found(book.match({ ...selector, listedIn: "global" }, "eu-west-3"))).toBe("ZONE");
  expect(found(book.match(selector, "eu-west-3"))).toBe("missing");
});

test("a price that is missing says what was asked for, and whether the Region is covered at all", () => {
  const book = priceBook([], noGaps);
  const selector = { serviceCode: "AmazonEC2", usageType: "NatGateway-Bytes", operation: "NatGateway" };
  expect(book.match(selector, "eu-west-3")).toEqual({
    kind: "missing",
    reason: "no price for AmazonEC2 NatGateway-Bytes (NatGateway) in eu-west-3",
  });
  expect(book.match(selector, "eu-north-1")).toEqual({
    kind: "missing",
    reason:
      "no price for AmazonEC2 NatGateway-Bytes (NatGateway) in eu-north-1: the price cache does not cover this Region",
  });
});

const regionalGap: KnownGap = {
  serviceCode: "AmazonEC2",
  usageType: "RegionalNatGateway-Hours",
  unit: null,
  what: "RegionalNatGateway-Hours",
  regions: ["eu-west-3"],
  why: "not found",
  assumeFrom: null,
};

test("a known gap gives its reason", () => {
  const selector = { serviceCode: "AmazonEC2", usageType: "RegionalNatGateway-Hours" };
  expect(priceBook([], [regionalGap]).match(selector, "eu-west-3")).toEqual({
    kind: "missing",
    reason: "no price for AmazonEC2 RegionalNatGateway-Hours in eu-west-3: a known gap (not found)",
  });
});

test("a known gap that names an amount is found as an assumption, with its reason as the source", () => {
  const gap = { ...regionalGap, unit: "Hrs", why: "quoted in 2026", assumePrice: "0.05" };
  const selector = { serviceCode: "AmazonEC2", usageType: "RegionalNatGateway-Hours" };
  expect(priceBook([], [gap]).match(selector, "eu-west-3")).toMatchObject({
    kind: "found",
    price: {
      priceId: "AmazonEC2/eu-west-3/RegionalNatGateway-Hours",
      usageType: "EUW3-RegionalNatGateway-Hours",
      unit: "Hrs",
      tiers: [{ from: "0", to: null, pricePerUnit: "0.05" }],
      description: "assumed at the price of 0.05 USD: quoted in 2026",
      sources: ["quoted in 2026"],
      confidence: "assumed",
    },
  });
});

test("a known gap with a stand-in is found as an assumption, under an id of its own", () => {
  const zonal = samplePrice({ priceId: "ZONAL", sku: "ZONAL", operation: "NatGateway" });
  const gap = { ...regionalGap, assumeFrom: { usageType: "NatGateway-Hours", operation: "NatGateway" } };
  const selector = { serviceCode: "AmazonEC2", usageType: "RegionalNatGateway-Hours", operation: "RegionalNatGateway" };
  expect(priceBook([priceFileOf([zonal])], [gap]).match(selector, "eu-west-3")).toEqual({
    kind: "found",
    price: {
      ...zonal,
      priceId: "AmazonEC2/eu-west-3/RegionalNatGateway-Hours/RegionalNatGateway",
      sku: null,
      usageType: "EUW3-RegionalNatGateway-Hours",
      baseUsageType: "RegionalNatGateway-Hours",
      operation: "RegionalNatGateway",
      description: "assumed at the price of EUW3-NatGateway-Hours: not found",
      confidence: "assumed",
    },
  });
});

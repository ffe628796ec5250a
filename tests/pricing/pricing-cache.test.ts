/** The cache this repository carries: every record of its sources arrived or is named, and nothing in it is broken. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findCacheDirectory, loadPriceBook, readCachedTexts, readManifest } from "../../src/files/price-cache.ts";
import { formatPriceFile } from "../../src/pricing/format-price-file.ts";
import { parsePriceFile } from "../../src/pricing/price-file.ts";
import { parseLeftOut } from "../../src/pricing/price-lists.ts";
import { REGIONS } from "../../src/pricing/regions.ts";
import { isAllowance } from "../../src/pricing/tiers.ts";
import { verifyPriceCache } from "../../src/pricing/verify.ts";

const directory = findCacheDirectory();
const manifest = readManifest(directory);
const texts = readCachedTexts(directory);
const needed = ["global", ...REGIONS].map((region) => ({ region, serviceCode: null }));
const catalogue = loadPriceBook({ cacheDirectory: directory, needed });

test("verifies without a fault", () => {
  expect(verifyPriceCache(texts, [])).toEqual([]);
});

test("all 7,427 price records and 2,200 Spot records arrived or are left out by name", () => {
  const products = catalogue.prices.length;
  const spot = catalogue.prices.filter((price) => price.product === "EC2 Linux Spot").length;
  const leftOut = parseLeftOut(texts.get("left-out.json")?.text ?? "", "left-out.json");
  expect(products - spot + leftOut.length).toBe(7_427);
  expect(spot).toBe(2_200);
  expect(manifest.records).toEqual({
    prices: { read: 7_427, arrived: products - spot, leftOut: leftOut.length },
    spot: { read: 2_200, arrived: spot, leftOut: 0 },
  });
});

test("only the seven Savings Plan rates of 2020 and 2021 are left out", () => {
  const leftOut = parseLeftOut(texts.get("left-out.json")?.text ?? "", "left-out.json");
  expect(leftOut.map(({ serviceCode, usageType, asOf }) => [serviceCode, usageType, asOf])).toEqual([
    ["ComputeSavingsPlans", "EU-Fargate-vCPU-Hours:perCPU", "2020-02-20"],
    ["ComputeSavingsPlans", "EU-Fargate-vCPU-Hours:perCPU", "2021-01-22"],
    ["ComputeSavingsPlans", "EU-Fargate-GB-Hours", "2021-01-22"],
    ["ComputeSavingsPlans", "EU-Lambda-GB-Second", "2020-02-20"],
    ["ComputeSavingsPlans", "EU-Lambda-GB-Second", "2021-01-22"],
    ["ComputeSavingsPlans", "EU-Lambda-Provisioned-Concurrency", "2021-01-22"],
    ["ComputeSavingsPlans", "EU-Request", "2021-01-22"],
  ]);
  expect(new Set(leftOut.map(({ why }) => why.length > 0))).toEqual(new Set([true]));
});

test("every product has an id of its own, and no id holds a blank", () => {
  const ids = catalogue.prices.map((price) => price.priceId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => /\s/.test(id))).toEqual([]);
});

test("every product is the one match of its own usage type, operation, unit and attributes", () => {
  const others = catalogue.prices.filter(
    ({ priceId, serviceCode, region, baseUsageType, operation, unit, attributes }) => {
      const selector = {
        serviceCode,
        usageType: baseUsageType,
        ...(operation === null ? {} : { operation }),
        unit,
        attributes,
      };
      const match = catalogue.match(selector, region);
      return match.kind !== "found" || match.price.priceId !== priceId;
    },
  );
  expect(others.map(({ priceId }) => priceId)).toEqual([]);
});

test("a usage row finds every product by its id, with and without the Region's prefix", () => {
  const usage = catalogue.prices.filter((price) => price.serviceCode !== "ComputeSavingsPlans" && !isAllowance(price));
  const lost = usage.filter(({ priceId, region, usageType, baseUsageType }) =>
    [usageType, baseUsageType].some((name) => {
      const match = catalogue.findByUsageType({ region, usageType: name ?? "", priceId });
      return match.kind !== "found" || match.price.priceId !== priceId;
    }),
  );
  expect(lost.map(({ priceId }) => priceId)).toEqual([]);
});

test("the four free allowances are products of their own, and nothing else ends", () => {
  const allowances = catalogue.prices.filter(isAllowance);
  expect(allowances.map(({ serviceCode, unit, tiers }) => [serviceCode, unit, tiers[0]?.to])).toEqual([
    ["AWSDataTransfer", "GB", "100"],
    ["AWSLambda", "Lambda-GB-Second", "400000"],
    ["AWSLambda", "Request", "1000000"],
    ["AmazonCloudFront", "GB", "1024"],
  ]);
});

test("edge groups are listed in global and keep their group", () => {
  const edge = catalogue.prices.filter((price) => price.attributes["edgeGroup"] !== undefined);
  expect(edge.length).toBe(60);
  expect(new Set(edge.map((price) => price.region))).toEqual(new Set(["global"]));
  expect(
    catalogue.match(
      {
        serviceCode: "AmazonCloudFront",
        usageType: "DataTransfer-Out-Bytes",
        attributes: { edgeGroup: "Japan" },
        listedIn: "global",
      },
      "eu-west-3",
    ),
  ).toMatchObject({ kind: "found", price: { usageType: "JP-DataTransfer-Out-Bytes" } });
});

test("a Spot price carries its interruption band, its earlier price and what the advisor saves", () => {
  expect(catalogue.match({ serviceCode: "AmazonEC2", usageType: "SpotUsage:c7g.xlarge" }, "eu-west-3")).toMatchObject({
    kind: "found",
    price: {
      priceId: "AmazonEC2/eu-west-3/EUW3-SpotUsage:c7g.xlarge",
      usageType: "EUW3-SpotUsage:c7g.xlarge",
      unit: "Hrs",
      asOf: "2026-01-19",
      attributes: {
        instanceType: "c7g.xlarge",
        interruptionBand: expect.stringMatching(/^(<5|5-10|10-15|15-20|>20)%$/) as unknown,
        interruptionBandIndex: expect.stringMatching(/^[0-4]$/) as unknown,
        advisorSavingsPercent: expect.stringMatching(/^\d+$/) as unknown,
        previousPrice: expect.stringMatching(/^0\.\d+$/) as unknown,
      },
    },
  });
});

test("reserved LCUs are assumed at the LCU's price of their own kind of balancer", () => {
  const selector = { serviceCode: "AWSELB", usageType: "ReservedLCUUsage", operation: "LoadBalancing:Network" };
  expect(catalogue.match(selector, "us-east-1")).toMatchObject({
    kind: "found",
    price: { confidence: "assumed", unit: "ReservedLCU-Hr", tiers: [{ from: "0", to: null, pricePerUnit: "0.006" }] },
  });
});

test("a file written again from what was read is the same file", () => {
  for (const path of Object.keys(manifest.files)) {
    const text = texts.get(path)?.text ?? "";
    expect(formatPriceFile(parsePriceFile(text, path)), path).toBe(text);
  }
});

test("the README shows a line as it stands in the cache", () => {
  const readme = readFileSync(join(directory, "README.md"), "utf8");
  const example = /```json\n(.+)\n```/.exec(readme)?.[1];
  expect(texts.get("eu-west-3/AmazonEC2.json")?.text.split(/,?\n/)).toContain(example);
});

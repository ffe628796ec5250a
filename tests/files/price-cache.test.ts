import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { UserError } from "../../src/errors.ts";
import { findCacheDirectory, loadPriceBook } from "../../src/files/price-cache.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-cache-"));
const cacheDirectory = join(folder, "pricing-cache");
const elb = join(cacheDirectory, "eu-west-3", "AWSELB.json");
const needed = [{ region: "eu-west-3", serviceCode: "AWSELB" }];

beforeEach(() => cpSync(findCacheDirectory({}), cacheDirectory, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

function failure(load: () => unknown): { readonly code: string; readonly message: string } {
  try {
    load();
  } catch (error) {
    if (error instanceof UserError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("it loaded");
}

test("loads the files of what is needed and no other; Spot prices belong to AmazonEC2", () => {
  const load = (region: string, serviceCode: string | null): readonly string[] => {
    const { prices } = loadPriceBook({ cacheDirectory, needed: [{ region, serviceCode }] });
    return [...new Set(prices.map((price) => `${price.region} ${price.serviceCode}`))];
  };
  expect(load("eu-west-3", "AWSELB")).toEqual(["eu-west-3 AWSELB"]);
  expect(load("eu-west-3", "AmazonEC2")).toEqual(["eu-west-3 AmazonEC2"]);
  const ec2 = loadPriceBook({ cacheDirectory, needed: [{ region: "eu-west-3", serviceCode: "AmazonEC2" }] });
  expect(ec2.match({ serviceCode: "AmazonEC2", usageType: "SpotUsage:m7g.large" }, "eu-west-3").kind).toBe("found");
  expect(load("global", null)).toEqual([
    "global AWSDataTransfer",
    "global AWSLambda",
    "global AmazonCloudFront",
    "global AmazonRoute53",
    "global AmazonVPC",
    "global CloudFrontPlans",
  ]);
  expect(load("mars-1", null)).toEqual([]);
});

test("no cache: names the manifest and what to run", () => {
  expect(failure(() => loadPriceBook({ cacheDirectory: "/nowhere", needed }))).toEqual({
    code: "PRICE_CACHE_MISSING",
    message:
      "/nowhere/manifest.json is not there or cannot be read\n" +
      "hint: run surgecast prices verify; restore pricing-cache from git or reinstall surgecast",
  });
});

test("a file the manifest lists is not there", () => {
  rmSync(elb);
  expect(failure(() => loadPriceBook({ cacheDirectory, needed }))).toEqual({
    code: "PRICE_CACHE_MISSING",
    message: `${elb} is not there or cannot be read\nhint: run surgecast prices verify; restore pricing-cache from git or reinstall surgecast`,
  });
});

test("a file cut short is not whole JSON, and every damaged file is named", () => {
  const vpc = join(cacheDirectory, "eu-west-3", "AmazonVPC.json");
  for (const path of [elb, vpc]) writeFileSync(path, readFileSync(path, "utf8").slice(0, 900));
  const both = [...needed, { region: "eu-west-3", serviceCode: "AmazonVPC" }];
  const { code, message } = failure(() => loadPriceBook({ cacheDirectory, needed: both }));
  expect(code).toBe("PRICE_CACHE_BROKEN");
  expect(message).toContain(`${elb} is not whole JSON`);
  expect(message).toContain(`${vpc} is not whole JSON`);
});

test("a file with another number of products than the manifest says", () => {
  const lines = readFileSync(elb, "utf8").split("\n");
  writeFileSync(elb, lines.filter((line) => !line.includes("LoadBalancing:Gateway")).join("\n"));
  expect(failure(() => loadPriceBook({ cacheDirectory, needed }))).toMatchObject({
    code: "PRICE_CACHE_BROKEN",
    message: expect.stringContaining(`${elb} holds 4 products; the manifest says 6`) as unknown,
  });
});

test.each(["manifest.json", "known-gaps.json"])("%s cut short", (name) => {
  const path = join(cacheDirectory, name);
  writeFileSync(path, readFileSync(path, "utf8").slice(0, 500));
  expect(failure(() => loadPriceBook({ cacheDirectory, needed }))).toMatchObject({
    code: "PRICE_CACHE_BROKEN",
    message: expect.stringContaining(`${path} is not whole JSON`) as unknown,
  });
});

test("finds the cache by option, then by environment, then in the package itself", () => {
  vi.stubEnv("SURGECAST_PRICING_CACHE", "/from/environment");
  expect(findCacheDirectory({ cacheDirectory: "/from/option" })).toBe("/from/option");
  expect(findCacheDirectory({})).toBe("/from/environment");
  vi.stubEnv("SURGECAST_PRICING_CACHE", "");
  expect(findCacheDirectory({})).toBe(join(import.meta.dirname, "..", "..", "pricing-cache"));
  vi.unstubAllEnvs();
});

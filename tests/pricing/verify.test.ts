import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { present } from "../../src/invariant.ts";
import { formatPriceFile } from "../../src/pricing/format-price-file.ts";
import type { KnownGap } from "../../src/pricing/known-gaps.ts";
import { formatManifest, MANIFEST_FORMAT, type FileEntry, type Manifest } from "../../src/pricing/manifest.ts";
import { formatList, GAPS_FORMAT, LEFT_OUT_FORMAT } from "../../src/pricing/price-lists.ts";
import type { MeterPrice, Price } from "../../src/pricing/price.ts";
import { prefixed, REGIONS } from "../../src/pricing/regions.ts";
import { verifyPriceCache, type CachedText } from "../../src/pricing/verify.ts";
import { flat, samplePrice } from "./sample.ts";

const natHours: MeterPrice = {
  service: "nat_gateway",
  meter: "hours",
  selector: { serviceCode: "AmazonEC2", usageType: "NatGateway-Hours" },
};

/** NAT hours in every Region, each a product of its own. */
const everywhere = REGIONS.map((region) => natPrice(region));

function natPrice(region: string, about: Partial<Price> = {}): Price {
  const usageType = prefixed("NatGateway-Hours", region);
  return samplePrice({
    priceId: `NAT-${region}`,
    sku: `NAT-${region}`,
    region,
    usageType,
    baseUsageType: "NatGateway-Hours",
    ...about,
  });
}

function inEuWest3(about: Partial<Price>): readonly Price[] {
  return everywhere.map((price) => (price.region === "eu-west-3" ? { ...price, ...about } : price));
}

interface Cache {
  readonly prices?: readonly Price[];
  readonly gaps?: readonly KnownGap[];
  readonly manifest?: (manifest: Manifest) => Manifest;
  readonly texts?: (texts: Map<string, CachedText>) => void;
  readonly meters?: readonly MeterPrice[];
}

/** The faults of a whole cache but for what the test plants. */
function faultsOf({
  prices = everywhere,
  gaps = [],
  manifest = (same) => same,
  texts = () => {},
  meters = [natHours],
}: Cache): readonly string[] {
  const files = new Map<string, CachedText>();
  const entries: Record<string, Manifest["files"][string]> = {};
  for (const region of new Set(prices.map((price) => price.region))) {
    const listed = prices.filter((price) => price.region === region);
    const dates = listed.map((price) => price.asOf).sort();
    const path = `${region}/AmazonEC2.json`;
    const entry = add(
      files,
      path,
      formatPriceFile({ region, serviceCode: "AmazonEC2", prices: listed }),
      listed.length,
    );
    entries[path] = { ...entry, newest: dates.at(-1) ?? "", oldest: dates[0] ?? "" };
  }
  const lists = {
    "known-gaps.json": add(files, "known-gaps.json", formatList(GAPS_FORMAT, gaps), gaps.length),
    "left-out.json": add(files, "left-out.json", formatList(LEFT_OUT_FORMAT, []), 0),
  };
  const all = prices.map((price) => price.asOf).sort();
  const totals = {
    files: Object.keys(entries).length,
    products: prices.length,
    newest: all.at(-1) ?? "",
    oldest: all[0] ?? "",
  };
  const count = { read: prices.length, arrived: prices.length, leftOut: 0 };
  const whole = {
    format: MANIFEST_FORMAT,
    totals,
    records: { prices: count, spot: { read: 0, arrived: 0, leftOut: 0 } },
    lists,
    files: entries,
  };
  add(files, "manifest.json", formatManifest(manifest(whole)), 0);
  texts(files);
  return verifyPriceCache(files, meters).map((fault) => fault.what);
}

function add(files: Map<string, CachedText>, path: string, text: string, count: number): FileEntry {
  const sha256 = createHash("sha256").update(text).digest("hex");
  files.set(path, { text, sha256 });
  return { count, sha256 };
}

test("a whole cache has no fault", () => {
  expect(faultsOf({})).toEqual([]);
});

test("finds what is not there, what is there too much, and what was changed", () => {
  const lose = faultsOf({ meters: [], texts: (texts) => void texts.delete("eu-west-3/AmazonEC2.json") });
  expect(lose[0]).toBe("eu-west-3/AmazonEC2.json is in the manifest but not there");
  expect(faultsOf({ texts: (texts) => void texts.set("eu-west-3/AmazonVPC.json", { text: "", sha256: "" }) })).toEqual([
    "eu-west-3/AmazonVPC.json is not in the manifest",
  ]);
  expect(
    faultsOf({
      texts: (texts) => {
        const { text } = texts.get("eu-west-3/AmazonEC2.json") ?? { text: "" };
        texts.set("eu-west-3/AmazonEC2.json", { text: text.replace('"0.05"', '"0.04"'), sha256: "changed" });
      },
    }),
  ).toEqual(["eu-west-3/AmazonEC2.json is not what the manifest hashed"]);
  expect(faultsOf({ meters: [], texts: (texts) => void texts.delete("manifest.json") })).toEqual([
    "manifest.json is not there",
  ]);
});

test("finds a manifest that counts wrong", () => {
  expect(
    faultsOf({
      manifest: ({ files, totals, records, ...rest }) => ({
        ...rest,
        totals: { ...totals, products: 13, oldest: "2020-01-01" },
        records: { ...records, prices: { read: 14, arrived: 12, leftOut: 1 } },
        files: {
          ...files,
          "eu-west-3/AmazonEC2.json": { ...present(files["eu-west-3/AmazonEC2.json"], "the file"), count: 2 },
        },
      }),
    }),
  ).toEqual([
    "eu-west-3/AmazonEC2.json holds 1 entries; the manifest says 2",
    "manifest.json: of 14 prices records 12 arrived and 1 were left out",
    "manifest.json: totals.products is 13; the files say 12",
    "manifest.json: totals.oldest is 2020-01-01; the files say 2026-10-08",
  ]);
});

test.each<[fault: string, about: Partial<Price>, what: string]>([
  ["a first tier above 0", { tiers: [{ from: "1", to: null, pricePerUnit: "1" }] }, "starts at 1, not at 0"],
  [
    "a gap between tiers",
    {
      tiers: [
        { from: "0", to: "10", pricePerUnit: "2" },
        { from: "20", to: null, pricePerUnit: "1" },
      ],
    },
    "has a gap from 10 to 20",
  ],
  [
    "tiers that overlap",
    {
      tiers: [
        { from: "0", to: "20", pricePerUnit: "2" },
        { from: "10", to: null, pricePerUnit: "1" },
      ],
    },
    "overlaps from 10 to 20",
  ],
  [
    "a tier after the open one",
    {
      tiers: [
        { from: "0", to: null, pricePerUnit: "2" },
        { from: "10", to: null, pricePerUnit: "1" },
      ],
    },
    "goes on after its open tier from 0",
  ],
  [
    "an empty tier",
    {
      tiers: [
        { from: "0", to: "0", pricePerUnit: "2" },
        { from: "0", to: null, pricePerUnit: "1" },
      ],
    },
    "has an empty tier from 0 to 0",
  ],
  ["a price that ends", { tiers: [{ from: "0", to: "10", pricePerUnit: "1" }] }, "ends at 10, and is not free"],
  ["an unknown unit", { unit: "Fortnights" }, 'has the unknown unit "Fortnights"'],
  ["a price of nothing", { tiers: flat("0") }, "costs nothing, and AWS does not say it is free"],
  ["no date", { asOf: "2026" }, 'has no date: "2026"'],
  ["no source", { sources: [] }, "names no source"],
])("finds %s", (_, about, what) => {
  expect(faultsOf({ prices: inEuWest3(about) })).toContain(`eu-west-3/AmazonEC2.json: NAT-eu-west-3 ${what}`);
});

test("what AWS gives for nothing may cost nothing", () => {
  const free = { usageType: "EUW3-DataTransfer-In-Bytes", baseUsageType: "DataTransfer-In-Bytes", tiers: flat("0") };
  expect(faultsOf({ meters: [], prices: inEuWest3(free) })).toEqual([]);
  const allowance = { tiers: [{ from: "0", to: "100", pricePerUnit: "0" }] };
  expect(faultsOf({ meters: [], prices: inEuWest3(allowance) })).toEqual([]);
});

test("finds one id for two products", () => {
  expect(faultsOf({ prices: inEuWest3({ priceId: "NAT-sa-east-1", sku: "NAT-sa-east-1" }) })).toEqual([
    "sa-east-1/AmazonEC2.json: NAT-sa-east-1 is also in eu-west-3/AmazonEC2.json",
  ]);
});

test("finds every line that is no price, and goes on", () => {
  const broken = (texts: Map<string, CachedText>): void => {
    for (const path of ["eu-west-3/AmazonEC2.json", "sa-east-1/AmazonEC2.json"]) {
      const { text = "", sha256 = "" } = texts.get(path) ?? {};
      texts.set(path, { text: text.replace('"price":"0.05"', '"price":"5e-2"'), sha256 });
    }
  };
  expect(faultsOf({ meters: [], texts: broken })).toEqual([
    "eu-west-3/AmazonEC2.json product 1 is not a price",
    "sa-east-1/AmazonEC2.json product 1 is not a price",
  ]);
});

const gap: KnownGap = {
  serviceCode: "AmazonEC2",
  usageType: "NatGateway-Hours",
  unit: null,
  what: "NatGateway-Hours",
  regions: ["eu-west-3"],
  why: "not found",
  assumeFrom: null,
};
const withoutEuWest3 = everywhere.filter((price) => price.region !== "eu-west-3");

test("finds a gap that is not listed, and is content with one that is", () => {
  expect(faultsOf({ prices: withoutEuWest3 })).toEqual([
    "nat_gateway hours: no price for AmazonEC2 NatGateway-Hours in eu-west-3",
  ]);
  expect(faultsOf({ prices: withoutEuWest3, gaps: [gap] })).toEqual([]);
});

test("finds a listed gap that was filled since, and a stand-in that is not there", () => {
  expect(faultsOf({ gaps: [gap] })).toEqual([
    "known-gaps.json: AmazonEC2 NatGateway-Hours has a price in eu-west-3 now",
  ]);
  const assuming = { ...gap, assumeFrom: { usageType: "NatGateway-Minutes" } };
  expect(faultsOf({ prices: withoutEuWest3, gaps: [assuming] })).toEqual([
    "known-gaps.json: AmazonEC2 NatGateway-Hours in eu-west-3: its stand-in NatGateway-Minutes has no price",
  ]);
});

test("finds a meter whose selector picks several prices that differ", () => {
  const other = natPrice("eu-west-3", { priceId: "OTHER", sku: "OTHER", tiers: flat("0.06") });
  expect(faultsOf({ prices: [...everywhere, other] })).toEqual([
    "nat_gateway hours in eu-west-3: several prices that differ: NAT-eu-west-3, OTHER",
  ]);
});

test("a meter listed in global is looked up there alone", () => {
  const zone: MeterPrice = {
    service: "dns",
    meter: "zones",
    selector: { serviceCode: "AmazonRoute53", usageType: "HostedZone", listedIn: "global" },
  };
  expect(faultsOf({ meters: [zone] })).toEqual(["dns zones: no price for AmazonRoute53 HostedZone in global"]);
});

/**
 * Builds pricing-cache/ from collected price records:
 *
 *     npx tsx scripts/build-price-cache.ts prices.json spot.json known-gaps.json
 *
 * Every record read arrives in the cache or stands in left-out.json; the manifest counts both.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileAtomically } from "../src/files/write-file.ts";
import { formatPriceFile } from "../src/pricing/format-price-file.ts";
import { groupBy } from "../src/pricing/group-by.ts";
import { formatManifest, MANIFEST_FORMAT, type FileEntry, type PriceFileEntry } from "../src/pricing/manifest.ts";
import { formatList, GAPS_FORMAT, LEFT_OUT_FORMAT } from "../src/pricing/price-lists.ts";
import type { Price } from "../src/pricing/price.ts";
import { convertGaps, type GapRecord } from "./price-cache/gaps.ts";
import { convert, type PriceRecord } from "./price-cache/records.ts";
import { convertSpot, type SpotSource } from "./price-cache/spot.ts";

const [pricesPath, spotPath, gapsPath] = process.argv.slice(2);
if (pricesPath === undefined || spotPath === undefined || gapsPath === undefined) {
  console.error("usage: npx tsx scripts/build-price-cache.ts <prices.json> <spot.json> <known-gaps.json>");
  process.exit(2);
}
const cache = join(dirname(dirname(fileURLToPath(import.meta.url))), "pricing-cache");

const records = read(pricesPath) as readonly PriceRecord[];
const spotSource = read(spotPath) as SpotSource;
const gaps = convertGaps(read(gapsPath) as readonly GapRecord[]);
const { prices, leftOut } = convert(records);
const spot = convertSpot(spotSource);

const byFile = new Map([
  ...groupBy(prices, ({ region, serviceCode }) => `${region}/${serviceCode}.json`),
  ...groupBy(spot, ({ region, serviceCode }) => `${region}/${serviceCode}-Spot.json`),
]);

for (const path of byFile.keys()) rmSync(join(cache, dirname(path)), { recursive: true, force: true });
const files: Record<string, PriceFileEntry> = {};
for (const [path, listed] of byFile) files[path] = writePrices(path, listed);

const all = [...prices, ...spot];
const totals = { files: byFile.size, products: all.length, ...dates(all) };
const lists = {
  "known-gaps.json": write("known-gaps.json", formatList(GAPS_FORMAT, gaps), gaps.length),
  "left-out.json": write("left-out.json", formatList(LEFT_OUT_FORMAT, leftOut), leftOut.length),
};
const counts = {
  prices: { read: records.length, arrived: prices.length, leftOut: leftOut.length },
  spot: { read: spotSource.records.length, arrived: spot.length, leftOut: 0 },
};
const manifest = { format: MANIFEST_FORMAT, totals, records: counts, lists, files };
writeFileAtomically(join(cache, "manifest.json"), formatManifest(manifest));
console.log(
  `${totals.products} products in ${totals.files} files, ${leftOut.length} records left out, ${gaps.length} known gaps`,
);

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function writePrices(path: string, listed: readonly Price[]): PriceFileEntry {
  const [first] = listed;
  if (first === undefined) throw new Error(`no price for ${path}`);
  const { serviceCode, region } = first;
  const entry = write(path, formatPriceFile({ serviceCode, region, prices: listed }), listed.length);
  return { ...entry, ...dates(listed) };
}

function write(path: string, text: string, count: number): FileEntry {
  mkdirSync(dirname(join(cache, path)), { recursive: true });
  writeFileAtomically(join(cache, path), text);
  return { count, sha256: createHash("sha256").update(text).digest("hex") };
}

function dates(listed: readonly Price[]): { newest: string; oldest: string } {
  const ordered = listed.map((price) => price.asOf).sort();
  return { newest: ordered.at(-1) ?? "", oldest: ordered[0] ?? "" };
}

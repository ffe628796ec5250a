/** Everything that must hold of a price cache, checked without touching a disk: all faults at once. */
import { problem, UserError, type Problem } from "../errors.ts";
import { findGap, substituteFor, type KnownGap } from "./known-gaps.ts";
import { parseManifest, type FileEntry, type Manifest } from "./manifest.ts";
import { priceBook } from "./price-book.ts";
import { parsePriceFile, type PriceFile } from "./price-file.ts";
import { parseGaps, parseLeftOut } from "./price-lists.ts";
import type { MeterPrice, PriceBook } from "./price.ts";
import { REGIONS } from "./regions.ts";
import { verifyPrices } from "./verify-prices.ts";

/** A file as it was read, with the SHA-256 of its bytes in hexadecimal. */
export interface CachedText {
  readonly text: string;
  readonly sha256: string;
}

/** Every file of the cache by its path in it, `manifest.json` and the lists included. */
export type CachedTexts = ReadonlyMap<string, CachedText>;

const REBUILD = "restore pricing-cache from git or reinstall surgecast";

/**
 * The faults of a cache; none when it is whole: the manifest agrees with the files, every price is well formed and has an id
 * of its own, and every meter finds its one price in each Region (or where it says it is listed) or falls into a listed gap.
 */
export function verifyPriceCache(texts: CachedTexts, meters: readonly MeterPrice[]): readonly Problem[] {
  const faults: Problem[] = [];
  const manifest = attempt(faults, () => parseManifest(textOf(texts, "manifest.json"), "manifest.json"));
  if (manifest === null) return faults;

  const files = verifyFiles(manifest, texts, faults);
  const gaps = verifyLists(manifest, texts, faults);
  verifyTotals(manifest, [...files.values()], faults);
  verifyPrices(files, faults);
  // What is wrong in a file has been told by now; what looks prices up goes by the others.
  const sound = [...files.values()].filter((file) => attempt([], () => file.prices) !== null);
  const book = priceBook(sound, []);
  for (const meter of meters) verifyMeter(meter, book, gaps, faults);
  for (const gap of gaps) verifyGap(gap, book, faults);
  return faults;
}

function verifyFiles(manifest: Manifest, texts: CachedTexts, faults: Problem[]): ReadonlyMap<string, PriceFile> {
  const files = new Map<string, PriceFile>();
  const listed = new Set(["manifest.json", ...Object.keys(manifest.lists), ...Object.keys(manifest.files)]);
  for (const path of texts.keys()) {
    if (!listed.has(path)) faults.push(problem(`${path} is not in the manifest`, "delete it, or rebuild the manifest"));
  }
  for (const [path, entry] of Object.entries(manifest.files)) {
    if (!verifyHash(path, entry, texts, faults)) continue;
    const file = attempt(faults, () => parsePriceFile(textOf(texts, path), path));
    if (file === null) continue;
    verifyCount(path, file.count, entry, faults);
    const name = path.replace(/(-Spot)?\.json$/, "");
    if (`${file.region}/${file.serviceCode}` !== name)
      faults.push(problem(`${path} holds ${file.region}/${file.serviceCode}`));
    files.set(path, file);
  }
  return files;
}

function verifyLists(manifest: Manifest, texts: CachedTexts, faults: Problem[]): readonly KnownGap[] {
  const { lists, records } = manifest;
  for (const [path, entry] of Object.entries(lists)) verifyHash(path, entry, texts, faults);
  const leftOut = attempt(faults, () => parseLeftOut(textOf(texts, "left-out.json"), "left-out.json")) ?? [];
  const gaps = attempt(faults, () => parseGaps(textOf(texts, "known-gaps.json"), "known-gaps.json")) ?? [];
  verifyCount("left-out.json", leftOut.length, lists["left-out.json"], faults);
  verifyCount("known-gaps.json", gaps.length, lists["known-gaps.json"], faults);
  for (const [source, { read, arrived, leftOut }] of Object.entries(records)) {
    if (read === arrived + leftOut) continue;
    faults.push(problem(`manifest.json: of ${read} ${source} records ${arrived} arrived and ${leftOut} were left out`));
  }
  return gaps;
}

function verifyTotals(manifest: Manifest, files: readonly PriceFile[], faults: Problem[]): void {
  const { totals } = manifest;
  const entries = Object.values(manifest.files);
  const newest = entries.reduce((date, entry) => (entry.newest > date ? entry.newest : date), "");
  const oldest = entries.reduce((date, entry) => (entry.oldest < date ? entry.oldest : date), "9999");
  const found = { files: files.length, products: files.reduce((sum, file) => sum + file.count, 0), newest, oldest };
  for (const key of ["files", "products", "newest", "oldest"] as const) {
    if (found[key] !== totals[key]) {
      faults.push(problem(`manifest.json: totals.${key} is ${totals[key]}; the files say ${found[key]}`, REBUILD));
    }
  }
}

function verifyHash(path: string, entry: FileEntry, texts: CachedTexts, faults: Problem[]): boolean {
  const found = texts.get(path);
  if (found === undefined) {
    faults.push(problem(`${path} is in the manifest but not there`, REBUILD));
    return false;
  }
  if (found.sha256 !== entry.sha256) faults.push(problem(`${path} is not what the manifest hashed`, REBUILD));
  return true;
}

function verifyCount(path: string, count: number, entry: FileEntry, faults: Problem[]): void {
  if (count !== entry.count)
    faults.push(problem(`${path} holds ${count} entries; the manifest says ${entry.count}`, REBUILD));
}

function verifyMeter(meter: MeterPrice, book: PriceBook, gaps: readonly KnownGap[], faults: Problem[]): void {
  const { service, meter: name, selector } = meter;
  for (const region of selector.listedIn === undefined ? REGIONS : [selector.listedIn]) {
    if (meter.exceptIn?.includes(region) === true) continue;
    const match = book.match(selector, region);
    if (match.kind === "found") continue;
    if (match.kind === "ambiguous") {
      const ids = match.candidates.map((price) => price.priceId).join(", ");
      faults.push(
        problem(`${service} ${name} in ${region}: several prices that differ: ${ids}`, "narrow its selector"),
      );
    } else if (findGap(gaps, selector, region) === null) {
      faults.push(problem(`${service} ${name}: ${match.reason}`, "add the price, or list the gap in known-gaps.json"));
    }
  }
}

/** A gap since filled, or one whose stand-in is not there. */
function verifyGap(gap: KnownGap, book: PriceBook, faults: Problem[]): void {
  const { serviceCode, usageType, unit, what, regions, assumeFrom } = gap;
  const selector = { serviceCode, usageType, ...(usageType === null && unit !== null ? { unit } : {}) };
  for (const region of regions) {
    if (book.match(selector, region).kind !== "missing") {
      const hint = `take ${region} out of its Regions`;
      faults.push(problem(`known-gaps.json: ${serviceCode} ${what} has a price in ${region} now`, hint));
    } else if (assumeFrom !== null && book.match(substituteFor(selector, assumeFrom), region).kind === "missing") {
      faults.push(
        problem(
          `known-gaps.json: ${serviceCode} ${what} in ${region}: its stand-in ${assumeFrom.usageType} has no price`,
        ),
      );
    }
  }
}

function textOf(texts: CachedTexts, path: string): string {
  const found = texts.get(path);
  if (found === undefined) throw new UserError("PRICE_CACHE_MISSING", [problem(`${path} is not there`, REBUILD)]);
  return found.text;
}

/** The result, or null with the user's problems noted. */
function attempt<T>(faults: Problem[], parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    faults.push(...error.problems);
    return null;
  }
}

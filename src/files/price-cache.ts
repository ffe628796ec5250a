/** Reads the price cache from disk: the only place that knows where it lies. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { problem, UserError, type Problem } from "../errors.ts";
import { parseManifest, type Manifest } from "../pricing/manifest.ts";
import { priceBook } from "../pricing/price-book.ts";
import type { PriceCatalogue } from "../pricing/price-catalogue.ts";
import { broken, parsePriceFile, type PriceFile } from "../pricing/price-file.ts";
import { parseGaps } from "../pricing/price-lists.ts";
import type { CachedText, CachedTexts } from "../pricing/verify.ts";
import { readTextFile } from "./read-text.ts";

/** Prices an estimate needs. */
export interface NeededPrices {
  /** Region code, or `global`. */
  readonly region: string;
  /** Null for every service of the Region. */
  readonly serviceCode: string | null;
}

export interface PriceCacheOptions {
  /** Default: the environment's SURGECAST_PRICING_CACHE, else the cache this package brings. */
  readonly cacheDirectory?: string;
}

/** Of one file; the largest that is shipped has a few million. */
const MAX_BYTES = 67_108_864;

const RESTORE = "run surgecast prices verify; restore pricing-cache from git or reinstall surgecast";

/**
 * A price book over the files that hold what is needed, and no other file. A Region or service the cache does not hold is
 * no error here: its prices are missing when they are asked for.
 * Throws a UserError `PRICE_CACHE_MISSING` (no manifest, a listed file is not there) or `PRICE_CACHE_BROKEN` (a file that is
 * not whole JSON, or holds another number of products than the manifest says), with every file that is damaged.
 *
 *     loadPriceBook({ needed: [{ region: "eu-west-3", serviceCode: "AmazonEC2" }, { region: "global", serviceCode: null }] })
 */
export function loadPriceBook(
  options: PriceCacheOptions & { readonly needed: readonly NeededPrices[] },
): PriceCatalogue {
  const directory = findCacheDirectory(options);
  const manifest = readManifest(directory);
  const problems: Problem[] = [];
  const files: PriceFile[] = [];
  let code: UserError["code"] = "PRICE_CACHE_MISSING";
  for (const path of pathsOf(options.needed, manifest)) {
    try {
      files.push(readPriceFile(directory, path, manifest));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.code === "PRICE_CACHE_BROKEN") code = error.code;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UserError(code, problems);
  const gapsPath = join(directory, "known-gaps.json");
  return priceBook(files, parseGaps(read(gapsPath), gapsPath));
}

/** Reads and checks `manifest.json`. Throws as `loadPriceBook` does. */
export function readManifest(directory: string): Manifest {
  const path = join(directory, "manifest.json");
  return parseManifest(read(path), path);
}

/** The cache's folder; throws a UserError `PRICE_CACHE_MISSING` where there is none. */
export function findCacheDirectory({ cacheDirectory }: PriceCacheOptions = {}): string {
  const named = cacheDirectory ?? process.env["SURGECAST_PRICING_CACHE"];
  if (named !== undefined && named !== "") return named;
  // From src/, dist/lib/ or the bundle in dist/cli/: the package's root is the first folder above with a cache.
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "pricing-cache", "manifest.json"))) {
    const above = dirname(folder);
    if (above === folder) throw missing("pricing-cache/manifest.json");
    folder = above;
  }
  return join(folder, "pricing-cache");
}

function pathsOf(needed: readonly NeededPrices[], { files }: Manifest): readonly string[] {
  const paths = new Set<string>();
  for (const { region, serviceCode } of needed) {
    if (serviceCode === null) {
      for (const path of Object.keys(files)) if (path.startsWith(`${region}/`)) paths.add(path);
    } else {
      // Spot prices are AmazonEC2's too, in a file of their own because they move at another pace.
      for (const name of [serviceCode, `${serviceCode}-Spot`]) {
        if (Object.hasOwn(files, `${region}/${name}.json`)) paths.add(`${region}/${name}.json`);
      }
    }
  }
  return [...paths];
}

function readPriceFile(directory: string, path: string, { files }: Manifest): PriceFile {
  const where = join(directory, path.replaceAll("/", sep));
  const file = parsePriceFile(read(where), where);
  const expected = files[path]?.count;
  if (file.count !== expected) {
    throw broken(where, `holds ${file.count} products; the manifest says ${expected}`);
  }
  return file;
}

function read(path: string): string {
  try {
    return readTextFile(path, RESTORE, MAX_BYTES).text;
  } catch (cause) {
    throw cause instanceof UserError ? new UserError("PRICE_CACHE_MISSING", cause.problems, { cause }) : cause;
  }
}

function missing(path: string, cause?: unknown): UserError {
  return new UserError("PRICE_CACHE_MISSING", [problem(`${path} is not there or cannot be read`, RESTORE)], { cause });
}

/** Every JSON file of the cache with its hash, for `verifyPriceCache`. Throws where the folder cannot be read. */
export function readCachedTexts(directory: string): CachedTexts {
  const texts = new Map<string, CachedText>();
  let entries;
  try {
    entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw missing(directory, cause);
  }
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith(".json")) continue;
    const where = join(entry.parentPath, entry.name);
    const text = read(where);
    const sha256 = createHash("sha256").update(text).digest("hex");
    texts.set(relative(directory, where).replaceAll(sep, "/"), { text, sha256 });
  }
  return texts;
}

/** `pricing-cache/manifest.json`: what the cache holds, so that a file that is lost or cut short is noticed. */
import { broken } from "./price-file.ts";

export const MANIFEST_FORMAT = "surgecast/price-cache/1";

export interface FileEntry {
  /** Products in the file, or entries of a list. */
  readonly count: number;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

export interface PriceFileEntry extends FileEntry {
  /** Dates `YYYY-MM-DD` of its newest and oldest price. */
  readonly newest: string;
  readonly oldest: string;
}

/** Where the records of a source went: every one arrived or is named in `left-out.json`. */
export interface RecordCount {
  readonly read: number;
  readonly arrived: number;
  readonly leftOut: number;
}

export interface Manifest {
  readonly format: string;
  readonly totals: {
    readonly files: number;
    readonly products: number;
    readonly newest: string;
    readonly oldest: string;
  };
  readonly records: Readonly<Record<"prices" | "spot", RecordCount>>;
  readonly lists: Readonly<Record<"known-gaps.json" | "left-out.json", FileEntry>>;
  /** By path in the cache: `eu-west-3/AmazonEC2.json`. */
  readonly files: Readonly<Record<string, PriceFileEntry>>;
}

/** Throws a UserError `PRICE_CACHE_BROKEN` for anything but a whole manifest. */
export function parseManifest(text: string, path: string): Manifest {
  let manifest: Partial<Manifest> | null;
  try {
    manifest = JSON.parse(text) as Partial<Manifest> | null;
  } catch (cause) {
    throw broken(path, "is not whole JSON", cause);
  }
  if (manifest?.format !== MANIFEST_FORMAT) throw broken(path, `is not in the format ${MANIFEST_FORMAT}`);
  const { totals, records, lists, files } = manifest;
  if (!totals || !records || !lists || !files) throw broken(path, "lacks totals, records, lists or files");
  if (![records, lists, files].every((part) => has(part, {})))
    throw broken(path, "has entries that are not a manifest's");
  const entries = [...Object.entries(lists), ...Object.entries(files)];
  const whole =
    has(totals, { files: "number", products: "number", newest: "string", oldest: "string" }) &&
    Object.values(records).every((record) => has(record, { read: "number", arrived: "number", leftOut: "number" })) &&
    "known-gaps.json" in lists &&
    "left-out.json" in lists &&
    entries.every(([, entry]) => has(entry, { count: "number", sha256: "string" })) &&
    Object.values(files).every((entry) => has(entry, { newest: "string", oldest: "string" }));
  if (!whole) throw broken(path, "has entries that are not a manifest's");
  return manifest as Manifest;
}

/** Whether a value that was read is an object with these keys, each of its type. */
export function has(value: unknown, types: Readonly<Record<string, "string" | "number">>): boolean {
  if (typeof value !== "object" || value === null) return false;
  const own = new Map<string, unknown>(Object.entries(value));
  return Object.entries(types).every(([key, type]) => typeof own.get(key) === type);
}

/** One entry a line, so that a refresh is a readable diff. */
export function formatManifest({ format, totals, records, lists, files }: Manifest): string {
  const head = Object.entries({ format, totals, records, lists });
  const entries = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{\n${members(head)},\n"files":{\n${members(entries)}\n}}\n`;
}

function members(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",\n");
}

/** The two lists beside the prices: what was not found, and what was found but not taken. */
import type { KnownGap } from "./known-gaps.ts";
import { has } from "./manifest.ts";
import { broken } from "./price-file.ts";

export const GAPS_FORMAT = "surgecast/known-gaps/1";
export const LEFT_OUT_FORMAT = "surgecast/left-out/1";

/** A record of the sources that is not in the cache, and why. */
export interface LeftOut {
  readonly serviceCode: string;
  readonly region: string;
  readonly usageType: string | null;
  readonly unit: string;
  readonly pricePerUnit: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly asOf: string;
  readonly why: string;
}

/** Reads `known-gaps.json`. Throws a UserError `PRICE_CACHE_BROKEN`; `path` names the file in it. */
export function parseGaps(text: string, path: string): readonly KnownGap[] {
  const entries = parseList(text, path, GAPS_FORMAT);
  if (!entries.every(isGap)) throw broken(path, "has an entry that is not a gap");
  return entries as readonly KnownGap[];
}

/** Reads `left-out.json`. Throws a UserError `PRICE_CACHE_BROKEN`; `path` names the file in it. */
export function parseLeftOut(text: string, path: string): readonly LeftOut[] {
  return parseList(text, path, LEFT_OUT_FORMAT) as readonly LeftOut[];
}

function isGap(entry: unknown): boolean {
  if (!has(entry, { serviceCode: "string", what: "string", why: "string" })) return false;
  const { usageType, unit, regions, assumeFrom, assumePrice } = entry as Readonly<Record<string, unknown>>; // an object
  const isName = (value: unknown): boolean => value === null || typeof value === "string";
  return (
    [usageType, unit].every(isName) &&
    Array.isArray(regions) &&
    regions.every((region) => typeof region === "string") &&
    (assumeFrom === null || has(assumeFrom, { usageType: "string" })) &&
    (assumePrice === undefined || (typeof assumePrice === "string" && /^\d+(\.\d+)?$/.test(assumePrice)))
  );
}

function parseList(text: string, path: string, format: string): readonly unknown[] {
  let list: { readonly format?: unknown; readonly entries?: unknown } | null;
  try {
    list = JSON.parse(text) as typeof list;
  } catch (cause) {
    throw broken(path, "is not whole JSON", cause);
  }
  if (list?.format !== format || !Array.isArray(list.entries)) throw broken(path, `is not in the format ${format}`);
  return list.entries;
}

/** One entry a line. */
export function formatList(format: string, entries: readonly (KnownGap | LeftOut)[]): string {
  const lines = entries.map((entry) => JSON.stringify(entry));
  return `{"format":${JSON.stringify(format)},"entries":[\n${lines.join(",\n")}\n]}\n`;
}

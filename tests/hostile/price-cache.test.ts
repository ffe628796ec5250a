/** A cache that is damaged in any way gives prices, or says which file is damaged. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { parseManifest } from "../../src/pricing/manifest.ts";
import { priceBook } from "../../src/pricing/price-book.ts";
import { parsePriceFile } from "../../src/pricing/price-file.ts";
import { parseGaps, parseLeftOut } from "../../src/pricing/price-lists.ts";
import { verifyPriceCache } from "../../src/pricing/verify.ts";

const read = (path: string): string => readFileSync(`pricing-cache/${path}`, "utf8");
const manifest = read("manifest.json");
const gaps = read("known-gaps.json");
const leftOut = read("left-out.json");
const prices = read("eu-west-3/AWSELB.json");

const junk: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  "",
  "x",
  "1e400",
  true,
  [],
  {},
  [null],
  { __proto__: null, a: [] },
];

/** The JSON with one value in it replaced or taken out. */
function damaged(json: string): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(), fc.option(fc.constantFrom(...junk), { nil: undefined })).map(([at, what]) => {
    const document = JSON.parse(json) as object;
    const places = placesIn(document, 4);
    const [holder, key] = places[at % places.length] ?? [{}, ""];
    if (what === undefined) delete holder[key];
    else holder[key] = what;
    return JSON.stringify(document);
  });
}

function placesIn(value: unknown, depth: number): readonly (readonly [Record<string, unknown>, string])[] {
  if (typeof value !== "object" || value === null || depth === 0) return [];
  const holder = value as Record<string, unknown>;
  // Long lists repeat themselves.
  return Object.keys(holder)
    .slice(0, 20)
    .flatMap((key) => [[holder, key] as const, ...placesIn(holder[key], depth - 1)]);
}

function userErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
  }
}

test("a damaged file of prices", () => {
  fc.assert(
    fc.property(damaged(prices), (text) => {
      userErrors(() => {
        const file = parsePriceFile(text, "AWSELB.json");
        const book = priceBook([file], []);
        book.findByUsageType({ region: "eu-west-3", usageType: "LoadBalancerUsage" });
        return file.prices;
      });
    }),
    { numRuns: 300, seed: 1 },
  );
});

test.each([
  ["manifest.json", manifest],
  ["known-gaps.json", gaps],
  ["left-out.json", leftOut],
  ["eu-west-3/AWSELB.json", prices],
])("surgecast prices verify of a damaged %s", (damagedPath, whole) => {
  fc.assert(
    fc.property(damaged(whole), (text) => {
      const texts = new Map(
        [
          ["manifest.json", manifest] as const,
          ["known-gaps.json", gaps] as const,
          ["left-out.json", leftOut] as const,
          ["eu-west-3/AWSELB.json", prices] as const,
        ].map(([path, content]) => [path, { text: path === damagedPath ? text : content, sha256: "" }]),
      );
      expect(verifyPriceCache(texts, []).length).toBeGreaterThan(0);
    }),
    { numRuns: 150, seed: 1 },
  );
});

test("damaged lists", () => {
  fc.assert(
    fc.property(damaged(gaps), damaged(leftOut), damaged(manifest), (first, second, third) => {
      userErrors(() => priceBook([], parseGaps(first, "known-gaps.json")));
      userErrors(() => parseLeftOut(second, "left-out.json"));
      userErrors(() => parseManifest(third, "manifest.json"));
    }),
    { numRuns: 200, seed: 1 },
  );
});

// Writes src/services/ec2-spot/interruption-bands.ts from the price cache: `npx tsx scripts/interruption-bands.ts`, after the cache is rebuilt.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPriceBook } from "../src/files/price-cache.ts";
import { writeFileAtomically } from "../src/files/write-file.ts";
import type { Price } from "../src/pricing/price.ts";
import { regions } from "../src/regions.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PATH = "src/services/ec2-spot/interruption-bands.ts";

/** The Spot prices of the cache, which carry the advisor's bands. */
export function spotPrices(): readonly Price[] {
  const needed = regions.map((region) => ({ region, serviceCode: "AmazonEC2" }));
  return loadPriceBook({ needed, cacheDirectory: join(root, "pricing-cache") }).prices.filter(
    ({ product }) => product === "EC2 Linux Spot",
  );
}

/** The module's text. */
export function interruptionBandsModule(prices: readonly Price[]): string {
  const dates = new Set(prices.flatMap(({ attributes }) => attributes["advisorAsOf"] ?? []));
  if (dates.size !== 1) throw new Error(`the cache has ${dates.size} dates of the Spot Advisor; this file holds one`);
  const types = [...new Set(prices.map(({ attributes }) => attributes["instanceType"] ?? ""))].sort();
  const digits = new Map(types.map((type) => [type, regions.map(() => "-")]));
  for (const { region, attributes } of prices) {
    const at = regions.findIndex((known) => known === region);
    const row = digits.get(attributes["instanceType"] ?? "");
    if (row !== undefined) row[at] = attributes["interruptionBandIndex"] ?? "-";
  }
  const lines = types.map((type) => `  "${type}": "${digits.get(type)?.join("") ?? ""}",`);
  return [
    "/**",
    " * How often AWS took Spot instances of a type back in the month before: the Spot Instance Advisor's bands, Linux, by type and Region.",
    " * Written by scripts/interruption-bands.ts from the price cache.",
    " * https://aws.amazon.com/ec2/spot/instance-advisor/",
    " */",
    "",
    "/** Day of the advisor's data. */",
    `export const INTERRUPTION_BANDS_AS_OF = "${[...dates].join("")}";`,
    "",
    "/** Band by Region, in the order of `regions`: 0 below 5 %, 1 5–10 %, 2 10–15 %, 3 15–20 %, 4 above 20 %, - unknown. */",
    "export const interruptionBands: Readonly<Record<string, string>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileAtomically(join(root, PATH), interruptionBandsModule(spotPrices()));
}

/** `surgecast rate`: prices raw usage. What it needs is imported when it runs, so that `--help` stays quick. */
import { Command, Option } from "commander";
import type { Decimal } from "../decimal.ts";
import { problem, UserError } from "../errors.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { NeededPrices } from "../files/price-cache.ts";
import type { RawUsageFile } from "../rating/raw-usage-rows.ts";
import type { ParsedUsage, RawUsage } from "../rating/raw-usage.ts";
import { overwritten } from "./distinct-files.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";
import { pageWidth, remark, writeResult } from "./output.ts";

interface RateOptions extends OutputOptions {
  readonly allowances: "none" | "always_free";
  readonly alreadyUsed?: string;
  readonly discount: string;
  readonly ownRates?: string;
  readonly month?: string;
}

const ROWS = `
The file has a header line, or is a JSON array of objects with the same keys:
  region,usageType,quantity,component
  us-east-1,NatGateway-Bytes,10240,nat
  eu-west-1,EU-DataTransfer-Out-Bytes,61440,web
  global,US-Requests-Tier2-HTTPS,25000000,cdn
Usage types may bear the Region's prefix or not. A row without a Region takes that of its prefix; a bare name is
us-east-1's then, as AWS writes it. Where a usage type has several prices, add serviceCode, operation, productFamily,
databaseEngine (also of a cache), sku or priceId. Quantities are in the price's unit; 1 GB is 1,073,741,824 bytes.

A Cost and Usage Report is read as it is: its names stand for ours, and its other columns are passed over.
  region          product/regionCode, product_region_code, product_region
  usageType       lineItem/UsageType, line_item_usage_type, UsageType, usage_type
  quantity        lineItem/UsageAmount, line_item_usage_amount, UsageAmount, UsageQuantity
  serviceCode     product/servicecode, line_item_product_code, Service (also AWS's name: EC2 - Other)
  operation       lineItem/Operation, line_item_operation
  productFamily   product/productFamily, product_product_family
  databaseEngine  product/databaseEngine, product/cacheEngine
  lineItemType    lineItem/LineItemType: what a reservation or a Savings Plan charged has no list price here; taxes, fees
                  and credits are left out
Case, spaces and punctuation in names of columns do not count.`;

/** The command, ready to be added to the program. */
export function rateCommand(): Command {
  const command = new Command("rate")
    .description("price raw usage: rows of Region, usage type and quantity")
    .argument("<usage>", "CSV or JSON file, or - for standard input")
    .addOption(
      new Option("--allowances <which>", "what AWS gives every payer each month, taken off before the tiers")
        .choices(["none", "always_free"])
        .default("none"),
    )
    .option("--already-used <file|list>", "the month's usage elsewhere under this payer: where tiers start")
    .option("--discount <percent>", "enterprise discount off every charge", "0")
    .option("--own-rates <file>", "own prices: the same rows with pricePerUnit in place of quantity")
    .option("--month <YYYY-MM>", "UTC calendar month of the usage (default: this month)")
    .action(async (usage: string, options: RateOptions) => {
      const reads = [
        ["the usage", usage],
        ["--already-used", options.alreadyUsed],
        ["--own-rates", options.ownRates],
      ] as const;
      const problems = overwritten(reads, [["--out", options.out]]);
      if (problems.length > 0) throw new UserError("COMMAND_INVALID", problems);
      const estimate = await rateFile(usage, options);
      await writeResult(await render(estimate, options), options);
    });
  withOutputOptions(command, ["text", "json", "csv", "focus"]).addHelpText("after", ROWS);
  return withExamples(command, [
    ["rate usage.csv", "a table, tier by tier"],
    ["rate usage.json --allowances always_free --format json --out estimate.json", "for programs"],
    ["rate usage.csv --already-used us-east-1/DataTransfer-Out-Bytes=51200 --discount 7.5", "under a payer's terms"],
    ["rate - --month 2026-11 --format csv < cost-and-usage-report.csv", "a month's bill at list prices"],
  ]);
}

async function rateFile(file: string, options: RateOptions): Promise<Estimate> {
  const [{ loadPriceBook }, { estimateRawUsage }, { numbersByPrice }] = await Promise.all([
    import("../files/price-cache.ts"),
    import("../rating/estimate-raw-usage.ts"),
    import("../rating/match-raw-usage.ts"),
  ]);
  const month = monthOf(options.month);
  const discountPercent = await percentOf(options.discount);
  const usage = await readUsage(file, "quantity");
  const used = options.alreadyUsed === undefined ? [] : await readAlreadyUsed(options.alreadyUsed);
  const own = options.ownRates === undefined ? [] : (await readUsage(options.ownRates, "pricePerUnit")).rows;

  const book = loadPriceBook({ needed: await pricesFor([...usage.rows, ...used, ...own]) });
  return estimateRawUsage(usage, book, {
    month,
    allowances: options.allowances,
    alreadyUsed: numbersByPrice(used, book, "add up"),
    discountPercent,
    ownRates: numbersByPrice(own, book, "refuse"),
  });
}

/** Every service of each Region named, and what is listed in `global`; of all Regions where a row names its price alone. */
async function pricesFor(rows: readonly RawUsage[]): Promise<readonly NeededPrices[]> {
  const [{ REGIONS }, { regionOf }] = await Promise.all([
    import("../pricing/regions.ts"),
    import("../rating/usage-query.ts"),
  ]);
  const named = rows.flatMap((row) => regionOf(row) || REGIONS);
  return [...new Set(["global", ...named])].map((region) => ({ region, serviceCode: null }));
}

async function readAlreadyUsed(value: string): Promise<readonly RawUsage[]> {
  if (!value.includes("=")) return (await readUsage(value, "quantity")).rows;
  const { parseRawUsagePairs } = await import("../rating/raw-usage-pairs.ts");
  return parseRawUsagePairs(value, "--already-used");
}

async function readUsage(file: string, value: RawUsageFile["value"]): Promise<ParsedUsage> {
  const [{ parseRawUsage }, text] = await Promise.all([import("../rating/raw-usage.ts"), readText(file)]);
  // An array or an object can only be JSON: no header line begins so.
  const format = /^\uFEFF?\s*[[{]/.test(text) ? "json" : "csv";
  return parseRawUsage({ file, text, format, value });
}

/** Cells and rows take many times a file's size in memory. */
const MAX_BYTES = 33_554_432;

async function readText(file: string): Promise<string> {
  const { readTextFile, sizeWords, textOf } = await import("../files/read-text.ts");
  if (file !== "-") return readTextFile(file, "check the path", MAX_BYTES).text;
  const refuse = (why: string, hint: string | null): UserError =>
    new UserError("FILE_UNREADABLE", [problem(`standard input ${why}`, hint)]);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Uint8Array); // no encoding is set
    bytes += chunks.at(-1)?.length ?? 0;
    if (bytes > MAX_BYTES) throw refuse(`is larger than ${sizeWords(MAX_BYTES)}, the most that is read`, null);
  }
  return textOf(Buffer.concat(chunks), refuse);
}

function monthOf(month: string | undefined): string {
  if (month === undefined) return new Date().toISOString().slice(0, 7);
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return month;
  throw new UserError("COMMAND_INVALID", [problem(`--month must be a month such as 2026-11; got "${month}"`)]);
}

async function percentOf(text: string): Promise<Decimal> {
  const { decimal, HUNDRED } = await import("../decimal.ts");
  if (/^\d+(\.\d+)?$/.test(text)) {
    const percent = decimal(text);
    if (percent.lt(HUNDRED)) return percent;
  }
  throw new UserError("COMMAND_INVALID", [
    problem(`--discount must be a percentage from 0 to below 100 such as 7.5; got "${text}"`),
  ]);
}

/** The estimate in the format asked for; only that format's module is loaded. */
async function render(estimate: Estimate, options: RateOptions): Promise<string> {
  switch (options.format) {
    case "json":
      return (await import("../report/json.ts")).jsonReport(estimate);
    case "csv":
      return (await import("../report/csv.ts")).csvReport(estimate);
    case "focus": {
      const { focusReport, leftOutOfFocus } = await import("../report/focus.ts");
      const missing = leftOutOfFocus(estimate);
      if (missing !== null) remark(missing, options);
      return focusReport(estimate);
    }
    default: {
      const [{ textReport }, { styleFor }] = await Promise.all([import("../report/text.ts"), import("./colour.ts")]);
      const style = styleFor(process.stdout, { color: options.color && options.out === undefined });
      return textReport(estimate, { columns: pageWidth(options), style, tiers: true });
    }
  }
}

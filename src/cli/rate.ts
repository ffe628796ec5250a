/** `surgecast rate`: prices raw usage. What it needs is imported when it runs, so that `--help` stays quick. */
import { Command, Option } from "commander";
import type { Decimal } from "../decimal.ts";
import { problem, UserError } from "../errors.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { NeededPrices } from "../files/price-cache.ts";
import type { RawUsageFile } from "../rating/raw-usage-rows.ts";
import type { RawUsage } from "../rating/raw-usage.ts";

interface RateOptions {
  readonly allowances: "none" | "always_free";
  readonly alreadyUsed?: string;
  readonly discount: string;
  readonly ownRates?: string;
  readonly month?: string;
  readonly format: "text" | "json" | "csv" | "focus";
  readonly out?: string;
}

const EXAMPLES = `
The file has a header line, or is a JSON array of objects with the same keys:
  region,usageType,quantity,component
  us-east-1,NatGateway-Bytes,10240,nat
  eu-west-1,EU-DataTransfer-Out-Bytes,61440,web
  global,US-Requests-Tier2-HTTPS,25000000,cdn
Where a usage type has several prices, add serviceCode, operation, databaseEngine, sku or priceId.
Quantities are in the price's unit; 1 GB is 1,073,741,824 bytes, as AWS bills.

Examples:
  $ surgecast rate usage.csv
  $ surgecast rate usage.json --allowances always_free --format json --out estimate.json
  $ surgecast rate usage.csv --already-used us-east-1/DataTransfer-Out-Bytes=51200 --discount 7.5
  $ cat usage.csv | surgecast rate - --month 2026-11 --format csv`;

/** The command, ready to be added to the program. */
export function rateCommand(): Command {
  return new Command("rate")
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
    .addOption(
      new Option("--format <format>", "form of the result").choices(["text", "json", "csv", "focus"]).default("text"),
    )
    .option("--out <file>", "write the result to a file")
    .addHelpText("after", EXAMPLES)
    .action(async (usage: string, options: RateOptions) => {
      const estimate = await rateFile(usage, options);
      const text = await render(estimate, options.format);
      if (options.out === undefined) return void process.stdout.write(text);
      const { writeFileAtomically } = await import("../files/write-file.ts");
      writeFileAtomically(options.out, text);
    });
}

async function rateFile(file: string, options: RateOptions): Promise<Estimate> {
  const [{ loadPriceBook }, { estimateRawUsage }, { numbersByPrice }] = await Promise.all([
    import("../files/price-cache.ts"),
    import("../rating/estimate-raw-usage.ts"),
    import("../rating/match-raw-usage.ts"),
  ]);
  const month = monthOf(options.month);
  const discountPercent = await percentOf(options.discount);
  const rows = await readRows(file, "quantity");
  const used = options.alreadyUsed === undefined ? [] : await readAlreadyUsed(options.alreadyUsed);
  const own = options.ownRates === undefined ? [] : await readRows(options.ownRates, "pricePerUnit");

  const book = loadPriceBook({ needed: await pricesFor([...rows, ...used, ...own]) });
  return estimateRawUsage(rows, book, {
    month,
    allowances: options.allowances,
    alreadyUsed: numbersByPrice(used, book, "add up"),
    discountPercent,
    ownRates: numbersByPrice(own, book, "refuse"),
  });
}

/** Every service of each Region named, and what is listed in `global`; of all Regions where a row names its price alone. */
async function pricesFor(rows: readonly RawUsage[]): Promise<readonly NeededPrices[]> {
  const { REGIONS } = await import("../pricing/regions.ts");
  const named = rows.flatMap(({ region }) => (region === "" ? REGIONS : [region]));
  return [...new Set(["global", ...named])].map((region) => ({ region, serviceCode: null }));
}

async function readAlreadyUsed(value: string): Promise<readonly RawUsage[]> {
  if (!value.includes("=")) return readRows(value, "quantity");
  const { parseRawUsagePairs } = await import("../rating/raw-usage.ts");
  return parseRawUsagePairs(value, "--already-used");
}

async function readRows(file: string, value: RawUsageFile["value"]): Promise<readonly RawUsage[]> {
  const [{ parseRawUsage }, text] = await Promise.all([import("../rating/raw-usage.ts"), readText(file)]);
  // An array or an object can only be JSON: no header line begins so.
  const format = /^\uFEFF?\s*[[{]/.test(text) ? "json" : "csv";
  return parseRawUsage({ file, text, format, value });
}

async function readText(file: string): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  try {
    if (file !== "-") return await readFile(file, "utf8");
    process.stdin.setEncoding("utf8");
    const chunks: string[] = [];
    for await (const chunk of process.stdin) chunks.push(String(chunk));
    return chunks.join("");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new UserError("FILE_UNREADABLE", [problem(`${file} cannot be read${reason}`, "check the path")], { cause });
  }
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

async function render(estimate: Estimate, format: RateOptions["format"]): Promise<string> {
  if (format === "json") return `${JSON.stringify(estimate, null, 2)}\n`;
  if (format === "focus") {
    const { focusReport, leftOutOfFocus } = await import("../report/focus.ts");
    const missing = leftOutOfFocus(estimate);
    if (missing !== null) process.stderr.write(`${missing}\n`);
    return focusReport(estimate);
  }
  const { ratedCsv, ratedText } = await import("../rating/rated-report.ts");
  return format === "csv" ? ratedCsv(estimate) : ratedText(estimate);
}

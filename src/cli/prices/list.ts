/** `surgecast prices list`: a table of prices, or their JSON. */
import { problem, UserError } from "../../errors.ts";
import type { Price } from "../../pricing/price.ts";
import type { ListFlags } from "./flags.ts";
import { readCatalogue, unknown } from "./catalogue.ts";
import { json, print, type PricesOutput } from "./output.ts";
import { grouped, unitPrice } from "../../report/figures.ts";

/** Throws a UserError `COMMAND_INVALID` for a Region, service or pattern that cannot be. */
export function listPrices(flags: ListFlags, output: PricesOutput): void {
  const pattern = patternOf(flags.grep);
  const { prices } = readCatalogue(flags.region, { withGlobal: false });
  const services = [...new Set(prices.map((price) => price.serviceCode))];
  if (flags.service !== undefined && !services.includes(flags.service))
    throw unknown("--service", flags.service, services);
  const listed = prices.filter(
    (price) =>
      (flags.service === undefined || price.serviceCode === flags.service) &&
      (pattern === null || searchable(price).some((text) => pattern.test(text))),
  );
  const text = flags.format === "json" ? json({ schema: "surgecast/price-list/1", prices: listed }) : table(listed);
  print(text, listed, flags, output);
}

function patternOf(grep: string | undefined): RegExp | null {
  if (grep === undefined) return null;
  try {
    return new RegExp(grep, "i");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError("COMMAND_INVALID", [problem(`--grep is not a regular expression: ${reason}`)], { cause });
  }
}

function searchable({ usageType, product, priceId, operation, attributes }: Price): readonly string[] {
  return [usageType ?? "", product, priceId, operation ?? "", ...Object.values(attributes)];
}

const HEADINGS = ["REGION", "SERVICE", "PRODUCT", "USAGE TYPE", "USD", "UNIT", "AS OF", "PRICE ID"];
const USD = HEADINGS.indexOf("USD");

function table(prices: readonly Price[]): string {
  const rows = [HEADINGS, ...prices.map(rowOf)];
  const widths = HEADINGS.map((_, i) => rows.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), 0));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (i === USD ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const count = prices.length === 1 ? "1 price" : `${grouped(String(prices.length))} prices`;
  return `${lines.join("\n")}\n\n${count}\n`;
}

function rowOf(price: Price): readonly string[] {
  const { region, serviceCode, product, usageType, unit, asOf, priceId, tiers } = price;
  const amounts = tiers.map((tier) => tier.pricePerUnit);
  const usd =
    amounts.length === 1
      ? unitPrice(amounts[0] ?? "")
      : `${unitPrice(amounts[0] ?? "")} to ${unitPrice(amounts.at(-1) ?? "")}`;
  return [region, serviceCode, product, usageType ?? "", usd, unit, asOf, priceId];
}

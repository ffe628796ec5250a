/**
 * What FOCUS 1.2 asks of a file of usage charges, written from the specification
 * (https://focus.finops.org/focus-specification/v1-2/): columns, types, nulls, allowed values, and products that must agree.
 */
import { decimal } from "../../src/decimal.ts";
import { parseCsv } from "../../src/rating/csv.ts";

type Type = "decimal" | "text" | "instant";

interface Rule {
  readonly type: Type;
  /** Every file must have the column. */
  readonly mandatory: boolean;
  readonly nullable: boolean;
  readonly values?: readonly string[];
}

const CATEGORIES =
  "AI and Machine Learning|Analytics|Business Applications|Compute|Databases|Developer Tools|Multicloud|Identity|Integration|Internet of Things|Management and Governance|Media|Migration|Mobile|Networking|Security|Storage|Web|Other".split(
    "|",
  );

const must = (type: Type, values?: readonly string[]): Rule => ({
  type,
  mandatory: true,
  nullable: false,
  ...(values === undefined ? {} : { values }),
});
const may = (type: Type, values?: readonly string[]): Rule => ({
  type,
  mandatory: false,
  nullable: true,
  ...(values === undefined ? {} : { values }),
});

/** For charges of category Usage that are no corrections and under no commitment. */
const RULES: Readonly<Record<string, Rule>> = {
  BilledCost: must("decimal"),
  BillingAccountId: must("text"),
  BillingAccountName: { ...must("text"), nullable: true },
  BillingCurrency: must("text", ["USD"]),
  BillingPeriodEnd: must("instant"),
  BillingPeriodStart: must("instant"),
  ChargeCategory: must("text", ["Usage"]),
  ChargeClass: { type: "text", mandatory: true, nullable: true, values: ["Correction"] },
  ChargeDescription: { ...must("text"), nullable: true },
  ChargePeriodEnd: must("instant"),
  ChargePeriodStart: must("instant"),
  ContractedCost: must("decimal"),
  EffectiveCost: must("decimal"),
  InvoiceIssuerName: must("text"),
  ListCost: must("decimal"),
  PricingQuantity: must("decimal"),
  PricingUnit: must("text"),
  ProviderName: must("text"),
  PublisherName: must("text"),
  ServiceCategory: must("text", CATEGORIES),
  ServiceName: must("text"),
  ChargeFrequency: { ...may("text", ["One-Time", "Recurring", "Usage-Based"]), nullable: false },
  ConsumedQuantity: { ...may("decimal"), nullable: false },
  ConsumedUnit: { ...may("text"), nullable: false },
  ContractedUnitPrice: { ...may("decimal"), nullable: false },
  ListUnitPrice: { ...may("decimal"), nullable: false },
  PricingCategory: { ...may("text", ["Standard", "Dynamic", "Committed", "Other"]), nullable: false },
  RegionId: may("text"),
  RegionName: may("text"),
  ResourceId: may("text"),
  SkuId: { ...may("text"), nullable: false },
  SkuMeter: may("text"),
  SkuPriceId: { ...may("text"), nullable: false },
};

type FocusRow = Readonly<Record<string, string>>;

/** The rows by column. */
export function focusRows(csv: string): FocusRow[] {
  const [header = [], ...rows] = recordsOf(csv);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""])));
}

/** Every rule that is broken, in words. */
export function focusViolations(csv: string): string[] {
  const [header = []] = recordsOf(csv);
  const missing = Object.entries(RULES).filter(([name, { mandatory }]) => mandatory && !header.includes(name));
  const unknown = header.filter((name) => !(name in RULES) && !/^x_[A-Za-z]+$/.test(name));
  const columns = [
    ...missing.map(([name]) => `column ${name} is missing`),
    ...unknown.map((name) => `column ${name} is neither FOCUS's nor a custom one`),
  ];
  if (columns.length > 0) return columns;
  return focusRows(csv).flatMap((row, index) => {
    const cells = header.flatMap((name) => cellViolation(name, row[name] ?? ""));
    const all = cells.length > 0 ? cells : rowViolations(row);
    return all.map((words) => `row ${index + 1}: ${words}`);
  });
}

function cellViolation(name: string, value: string): string[] {
  const rule = RULES[name];
  if (rule === undefined) return [];
  if (value === "") return rule.nullable ? [] : [`${name} is null`];
  if (rule.values !== undefined && !rule.values.includes(value)) return [`${name} is "${value}"`];
  if (rule.type === "decimal" && !/^-?\d+(\.\d+)?$/.test(value))
    return [`${name} is "${value}", which is no decimal number`];
  if (rule.type === "instant" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return [`${name} is "${value}"`];
  return [];
}

function rowViolations(row: FocusRow): string[] {
  const at = (name: string): string => row[name] ?? "";
  const product = (price: string, cost: string): string[] =>
    decimal(at(price))
      .times(decimal(at("PricingQuantity")))
      .eq(decimal(at(cost)))
      ? []
      : [`${price} × PricingQuantity is not ${cost}`];
  const ordered = [
    at("BillingPeriodStart") <= at("ChargePeriodStart"),
    at("ChargePeriodStart") < at("ChargePeriodEnd"),
    at("ChargePeriodEnd") <= at("BillingPeriodEnd"),
  ];
  return [
    ...product("ListUnitPrice", "ListCost"),
    ...product("ContractedUnitPrice", "ContractedCost"),
    ...(ordered.every(Boolean) ? [] : ["the charge period does not lie within the billing period"]),
    ...((at("RegionId") === "") === (at("RegionName") === "") ? [] : ["RegionId and RegionName are not null together"]),
  ];
}

function recordsOf(csv: string): readonly (readonly string[])[] {
  return parseCsv(csv).map((cells) => cells.map(({ text }) => text));
}

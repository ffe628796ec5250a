/**
 * The bill as rows of FOCUS 1.2 (FinOps Open Cost and Usage Specification, https://focus.finops.org/focus-specification/v1-2/):
 * one for each tier of each month of each line item, with every digit. Usage type and operation stand where AWS's own FOCUS
 * export has them, in SkuMeter and x_Operation
 * (https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws.html).
 */
import { decimal } from "../decimal.ts";
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";
import { csvRow } from "./csv.ts";
import { plural, quantity, unitPrice } from "./figures.ts";
import { focusService } from "./focus-services.ts";
import { isoInstant, secondsOf } from "./instants.ts";

/** A charge of the bill and what its row is filled from. */
interface FocusCharge {
  readonly line: EstimateLineItem;
  readonly charge: EstimateLineItem["charges"][number];
  readonly month: { readonly start: string; readonly end: string };
  /** The part of the month that was estimated. */
  readonly period: { readonly start: string; readonly end: string };
  readonly scenario: string;
}

/** "" is null. The 21 columns every file must have come first, in the specification's order; then those that AWS's charges allow. */
const COLUMNS: readonly (readonly [name: string, value: (of: FocusCharge) => string])[] = [
  ["BilledCost", ({ charge }) => charge.cost],
  // An estimate has no account: what was estimated stands for it.
  ["BillingAccountId", ({ scenario }) => scenario],
  ["BillingAccountName", ({ scenario }) => scenario],
  ["BillingCurrency", () => "USD"],
  ["BillingPeriodEnd", ({ month }) => month.end],
  ["BillingPeriodStart", ({ month }) => month.start],
  ["ChargeCategory", () => "Usage"],
  ["ChargeClass", () => ""],
  ["ChargeDescription", describe],
  ["ChargePeriodEnd", ({ period }) => period.end],
  ["ChargePeriodStart", ({ period }) => period.start],
  ["ContractedCost", ({ charge }) => charge.cost],
  ["EffectiveCost", ({ charge }) => charge.cost],
  ["InvoiceIssuerName", () => "Amazon Web Services, Inc."],
  ["ListCost", ({ charge }) => decimal(charge.listPricePerUnit).times(decimal(charge.quantity)).toString()],
  ["PricingQuantity", ({ charge }) => charge.quantity],
  ["PricingUnit", ({ line }) => line.unit],
  ["ProviderName", () => "AWS"],
  ["PublisherName", () => "AWS"],
  ["ServiceCategory", ({ line }) => focusService(line.serviceCode).category],
  ["ServiceName", ({ line }) => focusService(line.serviceCode).name],
  ["ChargeFrequency", () => "Usage-Based"],
  ["ConsumedQuantity", ({ charge }) => charge.quantity],
  ["ConsumedUnit", ({ line }) => line.unit],
  ["ContractedUnitPrice", ({ charge }) => charge.pricePerUnit],
  ["ListUnitPrice", ({ charge }) => charge.listPricePerUnit],
  ["PricingCategory", ({ line }) => (/\bSpotUsage\b/.test(line.usageType) ? "Dynamic" : "Standard")],
  ["RegionId", ({ line }) => regionOf(line)],
  ["RegionName", ({ line }) => regionOf(line)],
  ["ResourceId", ({ line }) => line.component],
  ["SkuId", ({ line }) => line.sku ?? line.priceId ?? ""],
  ["SkuMeter", ({ line }) => line.usageType],
  ["SkuPriceId", ({ line }) => line.priceId ?? ""],
  ["x_Assumptions", ({ line }) => line.assumptions.join(" ")],
  ["x_Cause", ({ line }) => line.cause ?? ""],
  ["x_Operation", ({ line }) => line.operation ?? ""],
  ["x_PriceAsOf", ({ line }) => line.priceAsOf ?? ""],
  ["x_PriceSource", ({ line }) => line.priceSource ?? ""],
  ["x_ServiceCode", ({ line }) => line.serviceCode],
  ["x_UsageType", ({ line }) => line.usageType],
];

/**
 * Header and rows as CSV, each ending with CR LF, in the bill's order. Lines without a price have no row, because FOCUS knows
 * no cost that is unknown: `leftOutOfFocus` says what is missing. Costs add up to the bill's total exactly.
 */
export function focusReport({ bill, scenario }: Estimate): string {
  const rows = bill.lineItems.flatMap((line) =>
    line.charges.map((charge) => {
      const month = calendarMonth(charge.month);
      const of: FocusCharge = {
        line,
        charge,
        month,
        period: scenario === null ? month : overlap(month, scenario.period),
        scenario: scenario?.name ?? "surgecast",
      };
      return COLUMNS.map(([, value]) => value(of));
    }),
  );
  return [COLUMNS.map(([name]) => name), ...rows].map(csvRow).join("");
}

/** What the rows lack, in a sentence; null when they are the whole bill. */
export function leftOutOfFocus({ bill }: Estimate): string | null {
  const { unpriced, unsupported } = bill;
  const names = [
    ...unpriced.map(({ component, usageType }) => [component, usageType].filter((part) => part !== "").join(" ")),
    ...unsupported.map(({ type, count }) => `${plural(count, "resource")} of ${type}`),
  ];
  if (names.length === 0) return null;
  return `not in the FOCUS rows, because it has no price: ${names.join(", ")}`;
}

/** `10,240 GB of US-DataTransfer-Out-Bytes at $0.085, cdn`. */
function describe({ line, charge }: FocusCharge): string {
  const owner = line.component === "" ? "" : `, ${line.component}`;
  const price = unitPrice(charge.pricePerUnit);
  return `${quantity(charge.quantity)} ${line.unit} of ${line.usageType} at ${price}${owner}`;
}

/** CloudFront and Route 53 have no Region. */
function regionOf({ region }: EstimateLineItem): string {
  return region === "global" ? "" : region;
}

/** `calendarMonth("2026-12")` is from `2026-12-01T00:00:00Z` to `2027-01-01T00:00:00Z`, its end not included. */
function calendarMonth(month: string): FocusCharge["month"] {
  const [year = NaN, number = NaN] = month.split("-").map(Number);
  return { start: `${month}-01T00:00:00Z`, end: isoInstant(Date.UTC(year, number, 1) / 1000) };
}

function overlap(month: FocusCharge["month"], period: FocusCharge["month"]): FocusCharge["period"] {
  return {
    start: secondsOf(period.start) > secondsOf(month.start) ? period.start : month.start,
    end: secondsOf(period.end) < secondsOf(month.end) ? period.end : month.end,
  };
}

/** The bill as CSV (RFC 4180): one row for each line item, exact figures, empty where there is none. */
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";

interface Column {
  readonly title: string;
  readonly value: (line: EstimateLineItem, bill: Estimate["bill"]) => string | null;
}

const COLUMNS: readonly Column[] = [
  { title: "component", value: (line) => line.component },
  { title: "service", value: (line) => line.service },
  { title: "serviceCode", value: (line) => line.serviceCode },
  { title: "usageType", value: (line) => line.usageType },
  { title: "operation", value: (line) => line.operation },
  { title: "region", value: (line) => line.region },
  { title: "sku", value: (line) => line.sku },
  { title: "priceId", value: (line) => line.priceId },
  { title: "quantity", value: (line) => line.quantity },
  { title: "unit", value: (line) => line.unit },
  { title: "cost", value: (line) => line.cost },
  { title: "costP10", value: (line) => line.range?.p10 ?? null },
  { title: "costP50", value: (line) => line.range?.p50 ?? null },
  { title: "costP90", value: (line) => line.range?.p90 ?? null },
  { title: "priceAsOf", value: (line) => line.priceAsOf },
  { title: "priceSource", value: (line) => line.priceSource },
  { title: "cause", value: (line) => line.cause },
  { title: "assumptions", value: (line) => line.assumptions.join(" ") },
  { title: "unpriced", value: whyUnpriced },
];

/** Header and rows, each ending with CR LF, in the bill's order. */
export function csvReport({ bill }: Estimate): string {
  const rows = [
    COLUMNS.map(({ title }) => title),
    ...bill.lineItems.map((line) => COLUMNS.map(({ value }) => value(line, bill) ?? "")),
  ];
  return rows.map(csvRow).join("");
}

/** Why a line has no cost. Lines without a price and their reasons stand in the same order. */
function whyUnpriced(line: EstimateLineItem, { lineItems, unpriced }: Estimate["bill"]): string | null {
  const index = lineItems.filter(({ cost }) => cost === null).indexOf(line);
  return unpriced[index]?.reason ?? null;
}

/** One record: `csvRow(["a", "b,c"]) === 'a,"b,c"\r\n'`. */
export function csvRow(fields: readonly string[]): string {
  return `${fields.map(csvField).join(",")}\r\n`;
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

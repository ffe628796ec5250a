/** The bill as CSV (RFC 4180): one row for each line item, exact figures, empty where there is none. */
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";
import { printableLines } from "./printable.ts";

interface Column {
  readonly title: string;
  /** `reason`: why the line has no cost. */
  readonly value: (line: EstimateLineItem, reason: string | null) => string | null;
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
  { title: "unpriced", value: (_, reason) => reason },
];

/** Header and rows, each ending with CR LF, in the bill's order. */
export function csvReport({ bill }: Estimate): string {
  // Lines without a price and their reasons stand in the same order.
  const reasons = bill.unpriced.values();
  const rows = bill.lineItems.map((line) => {
    const reason = line.cost === null ? (reasons.next().value?.reason ?? null) : null;
    return COLUMNS.map(({ value }) => value(line, reason) ?? "");
  });
  return [COLUMNS.map(({ title }) => title), ...rows].map(csvRow).join("");
}

/** One record: `csvRow(["a", "b,c"]) === 'a,"b,c"\r\n'`. */
export function csvRow(fields: readonly string[]): string {
  return `${fields.map(csvField).join(",")}\r\n`;
}

function csvField(field: string): string {
  const text = printableLines(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A rated bill as a table for people, and as rows for a spreadsheet. */
import { decimal, ZERO } from "../decimal.ts";
import type { Estimate, EstimateLineItem } from "../estimate-schema.ts";

type Row = readonly [component: string, usageType: string, quantity: string, unit: string, price: string, cost: string];

const HEADER: Row = ["component", "usage type", "quantity", "unit", "price", "cost"];

/** The table; a line that falls into several tiers has a row for each. Ends with a line end. */
export function ratedText({ bill, prices }: Estimate): string {
  const rows = [HEADER, ...bill.lineItems.flatMap(rowsOf)];
  const total: Row = ["Total", "", "", "", "", `${bill.complete ? "" : "≥ "}${money(bill.total)}`];
  const lines = align([...rows, total]);
  const rule = "─".repeat(Math.max(...lines.map((line) => line.length)));
  const unpriced = bill.unpriced.map(
    ({ component, reason }) => `  ${component === "" ? "" : `${component}: `}${reason}`,
  );
  const table = [...lines.slice(0, 1), rule, ...lines.slice(1, -1), rule, ...lines.slice(-1)];
  const notes = [
    ...(unpriced.length === 0 ? [] : ["", "Without a price, and not in the total:", ...unpriced]),
    "",
    ...(decimal(bill.allowancesWouldSave).gt(ZERO)
      ? [
          `AWS's always-free allowances are worth ${money(bill.allowancesWouldSave)} on this bill (--allowances always_free takes them off).`,
        ]
      : []),
    `Not included: ${bill.notIncluded.join(", ")}.`,
    ...(prices.oldest === null
      ? []
      : [`List prices seen from ${prices.oldest} to ${prices.newest}. 1 GB is 2^30 bytes.`]),
  ];
  return `${[...table, ...notes].join("\n")}\n`;
}

function rowsOf(line: EstimateLineItem): readonly Row[] {
  const { component, usageType, unit, charges } = line;
  const quantity = grouped(line.quantity);
  const [first] = charges;
  if (line.cost === null) return [[component, usageType, quantity, unit, "no price", "—"]];
  if (first === undefined) return [[component, usageType, quantity, unit, "", money(line.cost)]];
  if (charges.length === 1) {
    return [[component, usageType, quantity, unit, unitPrice(first.pricePerUnit), money(line.cost)]];
  }
  const tiers = charges.map((charge): Row => {
    const price = `${grouped(charge.quantity)} × ${unitPrice(charge.pricePerUnit)}`;
    return ["", "", "", "", price, money(charge.cost)];
  });
  return [[component, usageType, quantity, unit, `${charges.length} tiers`, money(line.cost)], ...tiers];
}

/** Columns that hold something, two spaces apart; numbers to the right. Tier rows show their cost beside the price. */
function align(rows: readonly Row[]): readonly string[] {
  const columns = HEADER.map((_, index) => rows.map((row) => row[index] ?? ""));
  const used = columns.filter((cells, index) => index === 0 || cells.slice(1).some((cell) => cell !== ""));
  const widths = used.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  return rows.map((_, line) =>
    used
      .map((cells, index) => {
        const cell = cells[line] ?? "";
        const width = widths[index] ?? 0;
        const isNumber = cells[0] === "quantity" || cells[0] === "cost" || cells[0] === "price";
        return isNumber ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** `money("1234.565") === "$1,234.57"`; what is not nothing but below half a cent is `<$0.01`. */
function money(exact: string): string {
  const cents = decimal(exact).toFixed(2);
  return cents === "0.00" && !decimal(exact).isZero() ? "<$0.01" : `$${grouped(cents)}`;
}

/** Every digit, at least cents: `unitPrice("0.1") === "$0.10"`. */
function unitPrice(exact: string): string {
  const [whole = "0", fraction = ""] = exact.split(".");
  return `$${grouped(whole)}.${fraction.padEnd(2, "0")}`;
}

function grouped(digits: string): string {
  const [whole = "0", fraction] = digits.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const COLUMNS = [
  "component",
  "serviceCode",
  "region",
  "usageType",
  "operation",
  "priceId",
  "unit",
  "quantity",
  "cost",
] as const;

/** A row for each line item, exact; `cost` is empty where there is no price, and `unpriced` says why. */
export function ratedCsv({ bill }: Estimate): string {
  const reasons = new Map(
    bill.unpriced.map(({ component, usageType, reason }) => [`${component}\n${usageType}`, reason]),
  );
  const rows = bill.lineItems.map((line) => [
    ...COLUMNS.map((column) => line[column] ?? ""),
    line.cost === null ? (reasons.get(`${line.component}\n${line.usageType}`) ?? "") : "",
  ]);
  return [[...COLUMNS, "unpriced"], ...rows].map((row) => `${row.map(csvCell).join(",")}\n`).join("");
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

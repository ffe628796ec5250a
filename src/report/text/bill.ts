/** The bill as a table: components with their subtotals, under each its usage types. */
import type { Estimate, EstimateLineItem } from "../../estimate-schema.ts";
import { bar } from "../bars.ts";
import { type BillGroup, billGroups, groupCost, linePrice, linesWithoutUsage } from "../bill-groups.ts";
import { atLeast, money, percent, plural, quantity, shareOf, unitPrice } from "../figures.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { cell, type Cell, type Column, type Row, table } from "./table.ts";

const BAR_WIDTH = 8;
/** From this width on there is room for the shares and their bars, and for the causes. */
const WIDTH_FOR_SHARES = 92;
const WIDTH_FOR_CAUSES = 130;

const COLUMNS: readonly Column[] = [
  { align: "left", least: 18 },
  { align: "right" },
  { align: "left", least: 8 },
  { align: "right" },
  { align: "right" },
  { align: "right" },
  { align: "left" },
  { align: "left", least: 8 },
];

export function billLines({ bill }: Estimate, page: Page, { tiers }: { readonly tiers: boolean }): string[] {
  const groups = billGroups(bill);
  const rows: Row[] = [headings(page), "line"];
  for (const group of groups) {
    rows.push(groupRow(group, bill.total, page));
    for (const line of group.lines) {
      rows.push(lineRow(line, group, bill.total, page), ...(tiers ? tierRows(line) : []));
    }
  }
  rows.push("line", [
    { text: "Total", role: "strong" },
    cell(""),
    cell(""),
    cell(""),
    cell(atLeast(bill.total, bill.complete), "strong"),
  ]);
  return section("Bill", [...table(COLUMNS, rows, page), ...footnotes(bill, page)], page);
}

function headings({ width }: Page): Cell[] {
  const titles = [
    "Component, usage type",
    "Quantity",
    "Unit",
    "Price",
    "Cost",
    width >= WIDTH_FOR_SHARES ? "Share" : "",
    "",
    width >= WIDTH_FOR_CAUSES ? "Cause" : "",
  ];
  return titles.map((title) => cell(title, "faint"));
}

function groupRow(group: BillGroup, total: string, page: Page): Cell[] {
  const share = shareOf(group.cost, total);
  const service =
    group.service === "" || group.service === group.name ? "" : ` · ${group.service.replaceAll("_", " ")}`;
  const name: Cell = { text: `${group.name}${service}`, role: "strong", spills: true };
  return [
    name,
    cell(""),
    cell(""),
    cell(""),
    cell(groupCost(group), group.cost === null ? "caution" : "strong"),
    cell(share === null || page.width < WIDTH_FOR_SHARES ? "" : percent(share)),
    cell(barAt(share, page), "accent"),
  ];
}

function lineRow(line: EstimateLineItem, group: BillGroup, total: string, page: Page): Cell[] {
  const unpriced = line.cost === null;
  return [
    cell(`  ${lineName(line, group, page)}`),
    cell(quantity(line.quantity)),
    cell(line.unit, "faint"),
    cell(unpriced ? "" : linePrice(line), "faint"),
    unpriced ? cell("no price", "caution") : cell(money(line.cost)),
    cell(""),
    cell(barAt(shareOf(line.cost, total), page), "faint"),
    cell(page.width >= WIDTH_FOR_CAUSES ? (line.cause ?? "") : "", "faint"),
  ];
}

/** What each tier took and cost, where there are several. */
function tierRows({ charges }: EstimateLineItem): Row[] {
  if (charges.length < 2) return [];
  return charges.map((charge) => [
    cell(""),
    cell(quantity(charge.quantity), "faint"),
    cell(""),
    cell(unitPrice(charge.pricePerUnit), "faint"),
    cell(money(charge.cost), "faint"),
  ]);
}

/** Lines of one usage type are told apart by their cause where the page has no column for it. */
function lineName(line: EstimateLineItem, group: BillGroup, { width }: Page): string {
  const twins = group.lines.filter((other) => other.usageType === line.usageType).length > 1;
  return twins && line.cause !== null && width < WIDTH_FOR_CAUSES ? `${line.usageType}: ${line.cause}` : line.usageType;
}

function barAt(share: number | null, { width }: Page): string {
  return share === null || width < WIDTH_FOR_SHARES ? "" : bar(share, BAR_WIDTH);
}

function footnotes(bill: Estimate["bill"], { width, style }: Page): string[] {
  const unused = linesWithoutUsage(bill);
  const notes = [
    ...(unused === 0 ? [] : [`${plural(unused, "line")} without usage ${unused === 1 ? "is" : "are"} not shown.`]),
    ...(money(bill.allowancesWouldSave) === "$0.00"
      ? []
      : [`AWS's always-free allowances are worth ${money(bill.allowancesWouldSave)} on this bill.`]),
  ];
  return notes.flatMap((note) => hanging("  ", note, width)).map((line) => style("faint", line));
}

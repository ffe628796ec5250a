/** A comparison as a page of text: who survives at what price first, then where the money goes. */
import type { Compared, ComparedComponent, ComparedLine, Comparison, Difference } from "../../comparison/schema.ts";
import { atLeast, money, plural, smallMoney } from "../figures.ts";
import { printableDocument } from "../printable.ts";
import { plain, type Role, type Style } from "../style.ts";
import { SIZES_NOTE } from "../text/header.ts";
import { type Page, section } from "../text/page.ts";
import { cell, type Cell, type Column, type Row, table } from "../text/table.ts";
import { VERDICT_ROLES } from "../verdict.ts";
import { cutMiddle, hanging, wrap } from "../wrap.ts";
import {
  bargain,
  causeInWords,
  commonWords,
  differenceInWords,
  isRescue,
  isSmall,
  isStill,
  lostInWords,
  movedLines,
  natShare,
  outcomeInWords,
  shareInWords,
  unlikeInWords,
  verdictInWords,
} from "./words.ts";

export interface ComparisonTextOptions {
  /** Characters in a line, at least 60; default 100. */
  readonly columns?: number;
  /** Colours, where there are any; default none. */
  readonly style?: Style;
}

/** The whole report, ending with a line break. */
export function comparisonText(
  document: Comparison,
  { columns = 100, style = plain }: ComparisonTextOptions = {},
): string {
  const comparison = printableDocument(document);
  const page: Page = { width: Math.max(60, columns), style };
  const lines = [
    ...headerLines(comparison, page),
    "",
    ...overview(comparison, page),
    ...bargainLines(comparison, page),
    ...billLines(comparison, page),
    ...warningLines(comparison, page),
  ];
  return `${lines.join("\n")}\n`;
}

function headerLines(comparison: Comparison, { width, style }: Page): string[] {
  const labels = comparison.estimates.map(({ label }) => label);
  return [
    style("heading", "surgecast · comparison"),
    ...wrap(`${labels[0] ?? ""} against ${labels.slice(1).join(", ")}`, width),
    ...wrap(commonWords(comparison).join(" · "), width).map((line) => style("faint", line)),
    ...wrap(SIZES_NOTE, width).map((line) => style("faint", line)),
    ...unlikeInWords(comparison)
      .flatMap((words) => hanging("! ", words, width))
      .map((line) => style("caution", line)),
  ];
}

/** From this width on there is room for what an order costs and for NAT. */
const WIDTH_FOR_SHARES = 92;

const OVERVIEW: readonly Column[] = [
  { align: "left", least: 16 },
  { align: "left" },
  { align: "right" },
  { align: "right" },
  { align: "right" },
  { align: "right" },
  { align: "right" },
  { align: "right" },
];

function overview({ estimates }: Comparison, page: Page): string[] {
  const titles = ["", "Verdict", "Total", "Difference", "", "Orders lost", "An order", "NAT"];
  const rows: Row[] = estimates.flatMap((one, at): Row[] => [
    overviewRow(one, at),
    ...rangeRow(one),
    ...outcomeInWords(one).map((text) => [{ text: `  ${text}`, role: "faint" as const, spills: true }]),
  ]);
  const most = page.width >= WIDTH_FOR_SHARES ? OVERVIEW.length : OVERVIEW.length - 2;
  return table(OVERVIEW.slice(0, most), [titles.map((title) => cell(title, "faint")), "line", ...rows], page);
}

function overviewRow(one: Compared, at: number): Cell[] {
  const { survival, difference, perOrder, total, complete } = one;
  return [
    cell(one.label, "strong"),
    cell(verdictInWords(one), survival === null ? "faint" : VERDICT_ROLES[survival.verdict]),
    cell(atLeast(total, complete), "strong"),
    cell(at === 0 ? "" : differenceInWords(difference), at === 0 ? "faint" : "accent"),
    cell(at === 0 ? "" : shareInWords(difference), "faint"),
    cell(lostInWords(one)),
    cell(smallMoney(perOrder)),
    cell(natShare(one), "faint"),
  ];
}

function rangeRow({ range }: Compared): Row[] {
  if (range === null) return [];
  const text = `  P10 ${money(range.p10)}, P50 ${money(range.p50)}, P90 ${money(range.p90)}`;
  return [[{ text, role: "faint", spills: true }]];
}

function bargainLines(comparison: Comparison, page: Page): string[] {
  const [first, ...others] = comparison.estimates;
  if (first === undefined) return [];
  const lines = others.flatMap((one) => hanging("  ", bargain(first, one).join(" "), page.width));
  return section(isRescue(comparison) ? "The price of surviving" : "What it costs, what it gives", lines, page);
}

function billLines(comparison: Comparison, page: Page): string[] {
  const { estimates, components } = comparison;
  const labels = estimates.map(({ label }) => label);
  const seen = components.filter(({ component, changes }) => !isSmall(changes) || isMixed(comparison, component));
  const shown = (component: string): ComparedLine[] =>
    movedLines(comparison, component).filter(({ changes }) => !isSmall(changes));
  const rows = seen.flatMap((one): Row[] => [
    componentRow(one),
    ...shown(one.component).map((line) => lineRow(line, labels)),
  ]);
  const lines = [
    ...(rows.length === 0
      ? []
      : table(billColumns(labels), [headings(labels), "line", ...rows, ...totals(estimates)], page)),
    ...stillLines(comparison, page),
  ];
  return section("Where the difference is", lines, page);
}

/** Whether lines move where their sum does not. */
function isMixed(comparison: Comparison, component: string): boolean {
  return movedLines(comparison, component).some(({ changes }) => !isSmall(changes));
}

const isPair = (labels: readonly string[]): boolean => labels.length === 2;
const LONGEST_NAME = 28;
const LONGEST_LABEL = 12;

/** Of two: both costs, the difference, why. Of more: the first's cost, and each other's difference. */
function billColumns(labels: readonly string[]): Column[] {
  const figures = Array.from({ length: isPair(labels) ? 3 : labels.length }, (): Column => ({
    align: "right",
    least: 9,
  }));
  return [{ align: "left", least: 18 }, ...figures, { align: "left", least: 12, wraps: true }];
}

function headings(labels: readonly string[]): Cell[] {
  const short = labels.map((label) => cutMiddle(label, LONGEST_LABEL));
  const titles = ["Component, usage type", ...short, ...(isPair(labels) ? ["Difference", "Because"] : [])];
  return titles.map((title) => cell(title, "faint"));
}

function componentRow({ component, services, sides, changes }: ComparedComponent): Cell[] {
  const kinds = services.filter((kind) => kind !== "" && kind !== component).map((kind) => kind.replaceAll("_", " "));
  const costs = sides.map((side) => (side === null ? "" : atLeast(side.cost, side.complete)));
  const name: Cell = { text: [component, ...kinds].join(" · "), role: "strong", spills: true };
  return [name, ...figureCells(costs, differencesOf(sides, changes), "strong")];
}

function lineRow(line: ComparedLine, labels: readonly string[]): Cell[] {
  const costs = line.sides.map((side) => {
    if (side === null) return "";
    return side.cost === null ? "no price" : money(side.cost);
  });
  return [
    cell(`  ${cutMiddle(line.usageType, LONGEST_NAME)}`),
    ...figureCells(costs, differencesOf(line.sides, line.changes)),
    cell(isPair(labels) ? causeInWords(line, 1, labels) : "", "faint"),
  ];
}

/** Nothing where neither the first nor this one has it. */
function differencesOf(sides: readonly unknown[], changes: readonly Difference[]): string[] {
  return changes.map((change, at) => {
    if (sides[0] === null && sides[at] === null) return "";
    return isStill([change]) ? "=" : differenceInWords(change);
  });
}

function totals(estimates: readonly Compared[]): Row[] {
  const costs = estimates.map(({ total, complete }) => atLeast(total, complete));
  const differences = estimates.map(({ difference }) => differenceInWords(difference));
  return ["line", [cell("Total", "strong"), ...figureCells(costs, differences, "strong")]];
}

function figureCells(costs: readonly string[], differences: readonly string[], role?: Role): Cell[] {
  const shown = costs.length === 2 ? [...costs, differences[1] ?? ""] : [costs[0] ?? "", ...differences.slice(1)];
  return shown.map((text) => cell(text, role));
}

/** What is the same everywhere, by name alone, and how much is left out. */
function stillLines(comparison: Comparison, page: Page): string[] {
  const { components } = comparison;
  const still = components.filter(({ component, changes }) => isSmall(changes) && !isMixed(comparison, component));
  const names = still.map(({ component }) => component).join(", ");
  const all = components.flatMap(({ component }) => movedLines(comparison, component));
  const small = all.filter(({ changes }) => isSmall(changes)).length;
  const words = [
    ...(still.length === 0 ? [] : [`The same in all, to the cent: ${names}.`]),
    ...(small === 0 ? [] : [`${plural(small, "line")} ${small === 1 ? "differs" : "differ"} by less than a cent.`]),
  ];
  return words.length === 0
    ? []
    : ["", ...hanging("  ", words.join(" "), page.width).map((line) => page.style("faint", line))];
}

function warningLines({ warnings, estimates }: Comparison, page: Page): string[] {
  const texts = [...new Set(warnings.map(({ warning }) => warning))];
  const lines = texts.flatMap((text) => {
    const labels = warnings.filter(({ warning }) => warning === text).map(({ label }) => label);
    const whose = labels.length === estimates.length ? "" : ` (${labels.join(", ")})`;
    return hanging("  ! ", `${text}${whose}`, page.width);
  });
  return section(
    "Warnings",
    lines.map((line) => page.style("caution", line)),
    page,
  );
}

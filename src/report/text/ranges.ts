/** The lines of the bill that are least certain, each with its range as a figure and as a picture. */
import type { Estimate } from "../../estimate-schema.ts";
import { interval } from "../bars.ts";
import { money } from "../figures.ts";
import { placed, widestLines } from "../sampled.ts";
import { type Page, section } from "./page.ts";
import { cell, type Row, table } from "./table.ts";

const PICTURE_WIDTH = 24;

/** Nothing without `--runs`. */
export function rangeLines({ bill }: Estimate, page: Page): string[] {
  const lines = widestLines(bill);
  if (lines.length === 0) return [];
  const places = placed(lines);
  const headings = ["Component, usage type", "P10", "Typical", "P90", "From $0"].map((title) => cell(title, "faint"));
  const rows = lines.map(({ line, range }, index): Row => {
    const { p10 = 0, p90 = 0, typical = 0 } = places[index] ?? {};
    return [
      cell(`${line.component} ${line.usageType}`),
      cell(money(range.p10)),
      cell(money(line.cost), "strong"),
      cell(money(range.p90)),
      cell(interval({ from: p10, at: typical, until: p90 }, PICTURE_WIDTH), "accent"),
    ];
  });
  const columns = [
    { align: "left", least: 18 },
    { align: "right" },
    { align: "right" },
    { align: "right" },
    { align: "left" },
  ] as const;
  return section("What is least certain", table(columns, [headings, "line", ...rows], page), page);
}

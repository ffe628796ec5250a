/** What was raised before an event: what it holds, until when, and its price. */
import type { Estimate } from "../../estimate-schema.ts";
import { money } from "../figures.ts";
import { heldInWords, preparedCost, preparedNote, settingsInWords } from "../prepared-words.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { cell, type Row, table } from "./table.ts";

export function preparedLines({ prepared, bill }: Estimate, page: Page): string[] {
  if (prepared === null) return [];
  const { entries, cost } = prepared;
  const rows = entries.map((entry): Row => [
    cell(entry.component, "strong"),
    cell(settingsInWords(entry, bill)),
    cell(heldInWords(entry), entry.until === null ? "caution" : "faint"),
    cell(preparedCost(entry)),
  ]);
  const total: Row[] =
    entries.length < 2 ? [] : ["line", [cell("All of it", "strong"), cell(""), cell(""), cell(money(cost), "strong")]];
  const headings = ["Component", "Held", "When", "Cost"].map((title) => cell(title, "faint"));
  const columns = [
    { align: "left", least: 10 },
    { align: "left", least: 14, wraps: true },
    { align: "left" },
    { align: "right" },
  ] as const;
  const note = hanging("  ", preparedNote(prepared), page.width).map((line) => page.style("faint", line));
  return section("Prepared", [...table(columns, [headings, "line", ...rows, ...total], page), ...note], page);
}

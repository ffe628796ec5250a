/** Each batch on Spot: what it saves, how long its runs take, how often they are interrupted. */
import type { BatchOutcome, Estimate } from "../../estimate-schema.ts";
import { batchFacts, batchInWords, batchRows } from "../batches.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { cell, table } from "./table.ts";

export function batchLines({ batches }: Estimate, page: Page): string[] {
  return batches.flatMap((batch) => section(`Spot batch ${batch.component}`, linesOf(batch, page), page));
}

function linesOf(batch: BatchOutcome, page: Page): string[] {
  const headings = ["Of all runs", "Takes", "Costs"].map((title) => cell(title, "faint"));
  const rows = batchRows(batch).map((row) => row.map((text) => cell(text)));
  return [
    ...hanging("  ", batchInWords(batch), page.width).map((line) => page.style("faint", line)),
    ...batchFacts(batch).flatMap((fact) => hanging("  ", fact, page.width)),
    ...(rows.length === 0
      ? []
      : ["", ...table([{ align: "left" }, { align: "right" }, { align: "right" }], [headings, "line", ...rows], page)]),
  ];
}

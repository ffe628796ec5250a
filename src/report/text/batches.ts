/** Each batch on Spot: what it saves, how long its runs take, how often they are interrupted. */
import type { BatchOutcome, Estimate } from "../../estimate-schema.ts";
import { BATCH_COLUMNS, batchFacts, batchInWords, batchRows } from "../batches.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { cell, table } from "./table.ts";

export function batchLines({ batches }: Estimate, page: Page): string[] {
  return batches.flatMap((batch) => section(`Spot batch ${batch.component}`, linesOf(batch, page), page));
}

function linesOf(batch: BatchOutcome, page: Page): string[] {
  const headings = BATCH_COLUMNS.map((title) => cell(title, "faint"));
  const rows = batchRows(batch).map((row) => row.map((text) => cell(text)));
  const columns = BATCH_COLUMNS.map((_, at) => ({ align: at === 0 ? ("left" as const) : ("right" as const) }));
  return [
    ...hanging("  ", batchInWords(batch), page.width).map((line) => page.style("faint", line)),
    ...batchFacts(batch).flatMap((fact) => hanging("  ", fact, page.width)),
    "",
    ...table(columns, [headings, "line", ...rows], page),
  ];
}

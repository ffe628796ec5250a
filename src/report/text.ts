/** The estimate as a page of text: the verdict first, then the bill, then why. */
import type { Estimate } from "../estimate-schema.ts";
import type { Series } from "../simulation/series.ts";
import { printableDocument } from "./printable.ts";
import { plain, type Style } from "./style.ts";
import { batchLines } from "./text/batches.ts";
import { billLines } from "./text/bill.ts";
import { chartLines } from "./text/charts.ts";
import { assumptionLines, claimLines, notIncludedLines, unpricedLines, warningLines } from "./text/closing.ts";
import { figureLines, headerLines, verdictLines } from "./text/header.ts";
import { natLines } from "./text/nat.ts";
import { rangeLines } from "./text/ranges.ts";
import type { Page } from "./text/page.ts";
import { preparedLines } from "./text/prepared.ts";
import { recoveryLines } from "./text/recovery.ts";
import { survivalLines } from "./text/survival.ts";

export interface TextOptions {
  /** What the charts are drawn from; null leaves them out. */
  readonly series?: Series | null;
  /** Characters in a line, at least 60; default 100. */
  readonly columns?: number;
  /** Colours, where there are any; default none. */
  readonly style?: Style;
  /** Whether a line that falls into several tiers has a row for each; default no. */
  readonly tiers?: boolean;
}

/** The whole report, ending with a line break. */
export function textReport(
  document: Estimate,
  { series = null, columns = 100, style = plain, tiers = false }: TextOptions = {},
): string {
  const estimate = printableDocument(document);
  const page: Page = { width: Math.max(60, columns), style };
  const lines = [
    ...headerLines(estimate, page),
    "",
    ...(estimate.survival === null ? [] : [...verdictLines(estimate.survival, estimate, page), ""]),
    ...figureLines(estimate, page),
    ...billLines(estimate, page, { tiers }),
    ...rangeLines(estimate, page),
    ...natLines(estimate, page),
    ...preparedLines(estimate, page),
    ...survivalLines(estimate, page),
    ...batchLines(estimate, page),
    ...recoveryLines(estimate, page),
    ...(series === null ? [] : chartLines(series, page)),
    ...claimLines(estimate, page),
    ...assumptionLines(estimate, page),
    ...unpricedLines(estimate, page),
    ...notIncludedLines(estimate, page),
    ...warningLines(estimate, page),
  ];
  return `${lines.join("\n")}\n`;
}

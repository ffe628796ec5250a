/**
 * The estimate as one HTML file that asks nobody for anything: style, script and data are in it, and its security policy
 * forbids every request. Verdict first, then the figures, the run over time, and the bill with its arithmetic.
 */
import type { Estimate } from "../estimate-schema.ts";
import type { Series } from "../simulation/series.ts";
import { pageHeader, totals, verdictCard } from "./html/answer.ts";
import { assumptionsSection } from "./html/assumptions.ts";
import { batchesSection } from "./html/batches.ts";
import { billSection } from "./html/bill.ts";
import { chartsSection } from "./html/charts.ts";
import { claimsSection, missingSection, neverIncludedSection, warningsSection } from "./html/closing.ts";
import { eventsSection } from "./html/events.ts";
import { html } from "./html/markup.ts";
import { marksOf } from "./html/marks.ts";
import { natSection } from "./html/nat.ts";
import { rangesSection } from "./html/ranges.ts";
import { pageDocument } from "./html/page.ts";
import { panels } from "./html/panels.ts";
import { preparedSection } from "./html/prepared.ts";
import { printableDocument } from "./printable.ts";

/** The whole page, ending with a line break. `series`: what the charts are drawn from; null leaves them out. */
export function htmlReport(document: Estimate, series: Series | null = null): string {
  const estimate = printableDocument(document);
  const name = estimate.scenario?.name ?? "rated usage";
  return pageDocument(
    name,
    html`${pageHeader(estimate)} ${verdictCard(estimate)} ${totals(estimate)} ${warningsSection(estimate)}
    ${chartsSection(series, series === null ? [] : panels(series), marksOf(estimate))} ${eventsSection(estimate)}
    ${preparedSection(estimate)} ${batchesSection(estimate)} ${billSection(estimate)} ${rangesSection(estimate)}
    ${natSection(estimate)} ${assumptionsSection(estimate)} ${claimsSection(estimate)} ${missingSection(estimate)}
    ${neverIncludedSection(estimate)}`,
  );
}

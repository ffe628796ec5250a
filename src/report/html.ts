/**
 * The estimate as one HTML file that asks nobody for anything: style, script and data are in it, and its security policy
 * forbids every request. Verdict first, then the figures, the run over time, and the bill with its arithmetic.
 */
import type { Estimate } from "../estimate-schema.ts";
import type { Series } from "../simulation/series.ts";
import { pageHeader, totals, verdictCard } from "./html/answer.ts";
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH, PAGE_STYLE, PAGE_STYLE_HASH } from "./html/assets.ts";
import { assumptionsSection } from "./html/assumptions.ts";
import { batchesSection } from "./html/batches.ts";
import { billSection } from "./html/bill.ts";
import { chartsSection } from "./html/charts.ts";
import { claimsSection, missingSection, neverIncludedSection, warningsSection } from "./html/closing.ts";
import { eventsSection } from "./html/events.ts";
import { element, html } from "./html/markup.ts";
import { natSection } from "./html/nat.ts";
import { rangesSection } from "./html/ranges.ts";
import { printableDocument } from "./printable.ts";

/** `data:` is the icon, which would otherwise be asked for. */
const POLICY = `default-src 'none'; script-src '${PAGE_SCRIPT_HASH}'; style-src '${PAGE_STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The whole page, ending with a line break. `series`: what the charts are drawn from; null leaves them out. */
export function htmlReport(document: Estimate, series: Series | null = null): string {
  const estimate = printableDocument(document);
  const name = estimate.scenario?.name ?? "rated usage";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${name} · surgecast</title>
        <link rel="icon" href="data:," />
        ${element("style", PAGE_STYLE)}
      </head>
      <body>
        <main>
          ${pageHeader(estimate)} ${verdictCard(estimate)} ${totals(estimate)} ${warningsSection(estimate)}
          ${chartsSection(series)} ${eventsSection(estimate)} ${batchesSection(estimate)} ${billSection(estimate)}
          ${rangesSection(estimate)} ${natSection(estimate)} ${assumptionsSection(estimate)} ${claimsSection(estimate)}
          ${missingSection(estimate)} ${neverIncludedSection(estimate)}
        </main>
        ${element("script", PAGE_SCRIPT)}
      </body>
    </html> `.markup;
}

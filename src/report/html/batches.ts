/** Each batch on Spot: what it saves, how long its runs take, how often they are interrupted. */
import type { BatchOutcome, Estimate } from "../../estimate-schema.ts";
import { BATCH_COLUMNS, batchFacts, batchInWords, batchRows } from "../batches.ts";
import { html, type Markup, section } from "./markup.ts";

export function batchesSection({ batches }: Estimate): Markup | null {
  return section("batches", "Spot batches", batches.map(batchMarkup));
}

function batchMarkup(batch: BatchOutcome): Markup {
  const [, ...titles] = BATCH_COLUMNS;
  const headings = titles.map((title) => html`<th scope="col" class="number">${title}</th>`);
  const rows = batchRows(batch).map(([label = "", ...cells]) => {
    const figures = cells.map((text) => html`<td class="number">${text}</td>`);
    return html`<tr>
      <th scope="row">${label}</th>
      ${figures}
    </tr>`;
  });
  return html`<h3>${batch.component}</h3>
    <p class="faint">${batchInWords(batch)}</p>
    <p>${batchFacts(batch).join(" ")}</p>
    <table>
      <thead>
        <tr>
          <th></th>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

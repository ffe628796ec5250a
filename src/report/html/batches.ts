/** Each batch on Spot: what it saves, how long its runs take, how often they are interrupted. */
import type { BatchOutcome, Estimate } from "../../estimate-schema.ts";
import { batchFacts, batchInWords, batchRows } from "../batches.ts";
import { html, type Markup, section } from "./markup.ts";

export function batchesSection({ batches }: Estimate): Markup | null {
  return section("batches", "Spot batches", batches.map(batchMarkup));
}

function batchMarkup(batch: BatchOutcome): Markup {
  return html`<h3>${batch.component}</h3>
    <p class="faint">${batchInWords(batch)}</p>
    <p>${batchFacts(batch).join(" ")}</p>
    ${quantiles(batch)}`;
}

function quantiles(batch: BatchOutcome): Markup | null {
  const rows = batchRows(batch).map(
    ([of, takes, costs]) =>
      html`<tr>
        <th scope="row">${of}</th>
        <td class="number">${takes}</td>
        <td class="number">${costs}</td>
      </tr>`,
  );
  if (rows.length === 0) return null;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Of all runs</th>
        <th scope="col" class="number">Takes</th>
        <th scope="col" class="number">Costs</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

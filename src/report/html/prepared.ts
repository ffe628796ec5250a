/** What was raised before an event: what it holds, until when, and its price. */
import type { Estimate } from "../../estimate-schema.ts";
import { money } from "../figures.ts";
import { heldInWords, preparedCost, preparedNote, settingsInWords } from "../prepared-words.ts";
import { html, type Markup, section } from "./markup.ts";

export function preparedSection({ prepared, bill }: Estimate): Markup | null {
  if (prepared === null) return null;
  const { entries, cost } = prepared;
  const rows = entries.map(
    (entry) =>
      html`<tr>
        <th scope="row"><strong>${entry.component}</strong></th>
        <td>${settingsInWords(entry, bill)}</td>
        <td class="${entry.until === null ? "caution" : "faint"}">${heldInWords(entry)}</td>
        <td class="number">${preparedCost(entry)}</td>
      </tr>`,
  );
  const total = html`<tfoot>
    <tr>
      <th scope="row" colspan="3">All of it</th>
      <td class="number">${money(cost)}</td>
    </tr>
  </tfoot>`;
  return section("prepared", "Prepared", [
    html`<table>
      <thead>
        <tr>
          <th scope="col">Component</th>
          <th scope="col">Held</th>
          <th scope="col">When</th>
          <th scope="col" class="number">Cost</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      ${entries.length < 2 ? null : total}
    </table>`,
    html`<p class="note">${preparedNote(prepared)}</p>`,
  ]);
}

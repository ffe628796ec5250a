/** What the reader should know before believing the figures: claims, gaps, warnings. */
import type { Estimate } from "../../estimate-schema.ts";
import { claimed, plural } from "../figures.ts";
import { CLAIM_MARKS } from "../text/closing.ts";
import { html, type Markup, section } from "./markup.ts";

const CLAIM_TONES = { confirms: "good", corrects: "bad", "cannot tell": "caution" } as const;

export function claimsSection({ claims }: Estimate): Markup | null {
  if (claims.length === 0) return null;
  const rows = claims.map(
    ({ says, value, computed, verdict }) =>
      html`<tr>
        <td class="${CLAIM_TONES[verdict]} verdict-cell">${CLAIM_MARKS[verdict]} ${verdict}</td>
        <td>${says}</td>
        <td class="number">${value}</td>
        <td class="number strong">${claimed(computed, value)}</td>
      </tr>`,
  );
  return section("claims", "Claims", [
    html`<table>
      <thead>
        <tr>
          <th scope="col"></th>
          <th scope="col">What is said</th>
          <th scope="col" class="number">Said</th>
          <th scope="col" class="number">Computed</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  ]);
}

/** Lines without a price and resources nothing here can price: both are missing from the total. */
export function missingSection({ bill }: Estimate): Markup | null {
  const rows = [
    ...bill.unpriced.map(({ component, usageType, reason }) => [component, usageType, reason]),
    ...bill.unsupported.map(({ type, count }) => [type, plural(count, "resource"), "not supported"]),
  ].map(
    (cells) =>
      html`<tr>
        ${cells.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  if (rows.length === 0) return null;
  return section("missing", "Not in the total", [
    html`<table>
      <thead>
        <tr>
          <th scope="col">Component</th>
          <th scope="col">Usage type</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  ]);
}

export function neverIncludedSection({ bill }: Estimate): Markup | null {
  if (bill.notIncluded.length === 0) return null;
  return section("never-included", "Never included", [
    html`<ul class="columns">
      ${bill.notIncluded.map((what) => html`<li>${what}</li>`)}
    </ul>`,
  ]);
}

export function warningsSection({ warnings }: Estimate): Markup | null {
  if (warnings.length === 0) return null;
  return section("warnings", "Warnings", [
    html`<ul class="warnings">
      ${warnings.map((warning) => html`<li>${warning}</li>`)}
    </ul>`,
  ]);
}

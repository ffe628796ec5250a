/** What moves the total most, as a tornado around it; then every assumption. */
import { type Decimal, decimal } from "../../decimal.ts";
import type { Estimate, EstimateAssumption } from "../../estimate-schema.ts";
import { figure, money, plural } from "../figures.ts";
import { type WeighedAssumption, weightiest } from "../weightiest-assumptions.ts";
import { html, linkedSource, type Markup, section } from "./markup.ts";

const BARS = 12;

export function assumptionsSection({ assumptions, bill }: Estimate): Markup | null {
  if (assumptions.length === 0) return null;
  return section("assumptions", "Assumptions", [
    tornado(weightiest(assumptions, BARS), bill.total),
    html`<details>
      <summary>${plural(assumptions.length, "assumption")} in all</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Assumption</th>
            <th scope="col" class="number">Value</th>
            <th scope="col" class="number wide">Low</th>
            <th scope="col" class="number wide">High</th>
            <th scope="col" class="wide">Source</th>
          </tr>
        </thead>
        <tbody>
          ${assumptions.map(assumptionRow)}
        </tbody>
      </table>
    </details>`,
  ]);
}

function assumptionRow({ id, what, value, low, high, unit, source, confidence }: EstimateAssumption): Markup {
  return html`<tr id="assumption-${id}">
    <td><strong>${id}</strong> ${what}</td>
    <td class="number">${figure(value)} <span class="faint">${unit}</span></td>
    <td class="number wide faint">${figure(low)}</td>
    <td class="number wide faint">${figure(high)}</td>
    <td class="wide source faint">${linkedSource(source)} (${confidence})</td>
  </tr>`;
}

function tornado(heaviest: readonly WeighedAssumption[], total: string): Markup | null {
  if (heaviest.length === 0) return null;
  const centre = decimal(total);
  const distances = heaviest.flatMap(({ assumption }) => ends(assumption).map((end) => end.minus(centre).abs()));
  const reach = distances.reduce((most, next) => (next.gt(most) ? next : most));
  const rows = heaviest.map(({ assumption }) => {
    const { id, what, value, low, high, unit, totalAtLow, totalAtHigh } = assumption;
    return html`<tr>
      <th scope="row"><strong>${id}</strong> <span class="what">${what}</span></th>
      <td class="wide nowrap">
        ${figure(value)} ${unit}<br /><span class="faint">${figure(low)} – ${figure(high)}</span>
      </td>
      <td class="tornado">${spread(assumption, centre, reach)}</td>
      <td class="number">${money(totalAtLow)}<br />${money(totalAtHigh)}</td>
    </tr>`;
  });
  return html`<table>
    <caption>
      What the total becomes at each end of an assumption's range, all others typical
    </caption>
    <thead>
      <tr>
        <th scope="col">Moves the total most</th>
        <th scope="col" class="wide">Value, range</th>
        <th scope="col" class="middle">${money(total)}</th>
        <th scope="col" class="number">At low, high</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function ends({ totalAtLow, totalAtHigh }: EstimateAssumption): Decimal[] {
  return [totalAtLow, totalAtHigh].flatMap((end) => (end === null ? [] : [decimal(end)]));
}

/** Two bars from the middle, where today's total is: towards the total at the low end, and at the high end. */
function spread(assumption: EstimateAssumption, centre: Decimal, reach: Decimal): Markup {
  const [low, high] = ends(assumption).map((end) => end.minus(centre).dividedBy(reach).toNumber() * 50);
  const bar = (at: number | undefined, kind: string): Markup | null =>
    at === undefined
      ? null
      : html`<rect
          class="${kind}"
          x="${Number((50 + Math.min(0, at)).toFixed(3))}"
          width="${Number(Math.max(0.4, Math.abs(at)).toFixed(3))}"
          y="1"
          height="8"
        />`;
  return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${bar(low, "low")}${bar(high, "high")}
    <rect class="centre" x="49.85" width="0.3" height="10" />
  </svg>`;
}

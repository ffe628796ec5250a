/** The lines of the bill that are least certain: P10, typical, P90, and a bar from one to the other. */
import type { Estimate } from "../../estimate-schema.ts";
import { money } from "../figures.ts";
import { placed, widestLines } from "../sampled.ts";
import { html, type Markup, section } from "./markup.ts";

/** Nothing without `--runs`. */
export function rangesSection({ bill }: Estimate): Markup | null {
  const lines = widestLines(bill);
  const places = placed(lines);
  if (lines.length === 0) return null;
  const rows = lines.map(({ line, range }, index) => {
    const { p10 = 0, p50 = 0, p90 = 0, typical = 0 } = places[index] ?? {};
    return html`<tr>
      <th scope="row"><strong>${line.component}</strong> <span class="what">${line.usageType}</span></th>
      <td class="number wide faint">${money(range.p10)}</td>
      <td class="number strong">${money(line.cost)}</td>
      <td class="number">${money(range.p90)}</td>
      <td class="tornado">
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          ${bar("low", p10, p50)}${bar("high", p50, p90)}
          <rect class="centre" x="${percent(typical - 0.0015)}" width="0.3" height="10" />
        </svg>
      </td>
    </tr>`;
  });
  return section("ranges", "What is least certain", [
    html`<table>
      <caption>
        The five lines with the widest range; bars from P10 over the median to P90, the mark is the typical run
      </caption>
      <thead>
        <tr>
          <th scope="col">Component, usage type</th>
          <th scope="col" class="number wide">P10</th>
          <th scope="col" class="number">Typical</th>
          <th scope="col" class="number">P90</th>
          <th scope="col" class="middle">From $0</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  ]);
}

function bar(kind: "low" | "high", from: number, until: number): Markup {
  return html`<rect class="${kind}" x="${percent(from)}" width="${percent(until - from)}" y="1" height="8" />`;
}

function percent(share: number): number {
  return Number((Math.max(0, share) * 100).toFixed(3));
}

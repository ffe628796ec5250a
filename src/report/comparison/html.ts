/**
 * A comparison as one HTML file that asks nobody for anything: who survives at what price, every quantity of all of them on one time
 * axis, and where the money goes.
 */
import type { Compared, ComparedComponent, ComparedLine, Comparison } from "../../comparison/schema.ts";
import type { Series } from "../../simulation/series.ts";
import { atLeast, money, plural, smallMoney } from "../figures.ts";
import { comparedPanels } from "../html/compared-panels.ts";
import { chartsSection } from "../html/charts.ts";
import { type Content, html, type Markup, section } from "../html/markup.ts";
import { pageDocument } from "../html/page.ts";
import { printableDocument } from "../printable.ts";
import { SIZES_NOTE } from "../text/header.ts";
import {
  bargain,
  causeInWords,
  commonWords,
  differenceInWords,
  isRescue,
  isSmall,
  isStill,
  lostInWords,
  movedLines,
  natShare,
  outcomeInWords,
  shareInWords,
  unlikeInWords,
  verdictInWords,
} from "./words.ts";

/** The whole page, ending with a line break. `series`: in the order of the comparison; none leaves the charts out. */
export function comparisonHtml(document: Comparison, series: readonly Series[] = []): string {
  const comparison = printableDocument(document);
  const labels = comparison.estimates.map(({ label }) => label);
  const [first] = series;
  return pageDocument(
    labels.join(" against "),
    html`${header(comparison)} ${bargains(comparison)} ${overview(comparison)}
    ${chartsSection(first ?? null, comparedPanels(series, labels))} ${billSection(comparison)} ${warnings(comparison)}`,
  );
}

function header(comparison: Comparison): Markup {
  const [first, ...others] = comparison.estimates.map(({ label }) => label);
  const unlike = unlikeInWords(comparison);
  return html`<header>
      <p class="name">surgecast · comparison</p>
      <h1>${first ?? ""}</h1>
      <p class="title">against ${others.join(", ")}</p>
      <p class="about">${commonWords(comparison).join(" · ")}</p>
    </header>
    ${
      unlike.length === 0
        ? null
        : html`<ul class="warnings unlike">
            ${unlike.map((words) => html`<li>${words}</li>`)}
          </ul>`
    }`;
}

/** What each of the others costs and gives, each as a card in the colour of its verdict. */
function bargains(comparison: Comparison): Markup | null {
  const [first, ...others] = comparison.estimates;
  if (first === undefined) return null;
  const title = isRescue(comparison) ? "The price of surviving" : "What it costs, what it gives";
  const cards = others.map((one) => {
    const [sentence = "", ...rest] = bargain(first, one);
    return html`<div class="verdict ${one.survival?.verdict ?? ""}">
      <span class="mark" aria-hidden="true">${verdictInWords(one).slice(0, 1)}</span>
      <div>
        <p class="sentence">${sentence}</p>
        <p>${rest.join(" ")}</p>
      </div>
    </div>`;
  });
  return section("price", title, [...cards, html`<p class="note">${SIZES_NOTE}</p>`]);
}

function overview({ estimates }: Comparison): Markup | null {
  const rows = estimates.map((one, at) => {
    return html`<tr>
        <th scope="row"><strong>${one.label}</strong></th>
        <td class="nowrap ${one.survival?.verdict ?? ""}">${verdictInWords(one)}</td>
        <td class="number strong">${atLeast(one.total, one.complete)}</td>
        <td class="number">${at === 0 ? null : differenceCell(one)}</td>
        <td class="number wide">${lostInWords(one)}</td>
        <td class="number wide">${smallMoney(one.perOrder)}</td>
        <td class="number wide">${natShare(one)}</td>
      </tr>
      ${details(one).map(
        (words) =>
          html`<tr class="more">
            <td colspan="7" class="source faint">${words}</td>
          </tr>`,
      )}`;
  });
  return section("overview", "Side by side", [
    html`<table>
      <thead>
        <tr>
          <th scope="col"></th>
          <th scope="col">Verdict</th>
          <th scope="col" class="number">Total</th>
          <th scope="col" class="number">Difference</th>
          <th scope="col" class="number wide">Orders lost</th>
          <th scope="col" class="number wide">An order</th>
          <th scope="col" class="number wide">NAT</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  ]);
}

function details(one: Compared): string[] {
  const { range } = one;
  const sampled = range === null ? [] : [`P10 ${money(range.p10)}, P50 ${money(range.p50)}, P90 ${money(range.p90)}`];
  return [...outcomeInWords(one), ...sampled];
}

function differenceCell({ difference }: Compared): Markup {
  return html`${differenceInWords(difference)} <span class="wide faint">${shareInWords(difference)}</span>`;
}

function billSection(comparison: Comparison): Markup | null {
  const { components, estimates } = comparison;
  const labels = estimates.map(({ label }) => label);
  const moved = components.filter(
    ({ component, changes }) =>
      !isSmall(changes) || movedLines(comparison, component).some((line) => !isSmall(line.changes)),
  );
  const still = components.filter((one) => !moved.includes(one)).map(({ component }) => component);
  const wide = labels.length === 2;
  const titles = wide ? [...labels, "Difference"] : labels;
  return section("bill", "Where the difference is", [
    html`<p class="tools"><button type="button" id="open-all" aria-pressed="false">Show every line</button></p>`,
    html`<table class="bill" id="bill-table">
      <thead>
        <tr>
          <th scope="col"><button type="button" data-sort="name">Component, usage type</button></th>
          ${titles.map((title, at) => html`<th scope="col" class="number ${hidden(at, labels.length)}">${sorting(title, at, titles.length)}</th>`)}
          <th scope="col" class="wide">${wide ? "Because" : null}</th>
        </tr>
      </thead>
      ${moved.map((one) => componentRows(one, movedLines(comparison, one.component), labels))}
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          ${figures(
            estimates.map(({ total, complete }) => atLeast(total, complete)),
            estimates.map(({ difference }) => differenceInWords(difference)),
          )}
          <td class="wide"></td>
        </tr>
      </tfoot>
    </table>`,
    still.length === 0 ? null : html`<p class="note">The same in all, to the cent: ${still.join(", ")}.</p>`,
  ]);
}

/** Rows are sorted by what differs: of two the difference, of more the last. */
function sorting(title: string, at: number, count: number): Content {
  return at === count - 1 ? html`<button type="button" data-sort="cost">${title}</button>` : title;
}

/** On a phone the first's cost and the difference are enough. */
const hidden = (at: number, count: number): string => (count === 2 && at === 1 ? "wide" : "");

function componentRows(
  { component, services, sides, changes }: ComparedComponent,
  lines: readonly ComparedLine[],
  labels: readonly string[],
): Markup {
  const kinds = services.filter((kind) => kind !== component).map((kind) => kind.replaceAll("_", " "));
  const costs = sides.map((side) => (side === null ? "" : atLeast(side.cost, side.complete)));
  return html`<tbody data-name="${component}" data-cost="${changes.at(-1)?.cost ?? ""}">
    <tr class="component">
      <th scope="rowgroup">
        <button type="button" class="opens" aria-expanded="false">${component}</button>
        <span class="service">${kinds.join(", ")}</span>
      </th>
      ${figures(costs, differences(sides, changes))}
      <td class="wide faint">${plural(lines.length, "line")}</td>
    </tr>
    ${lines.map(
      (line) =>
        html`<tr class="line" hidden data-name="${line.usageType}" data-cost="${line.changes.at(-1)?.cost ?? ""}">
          <td>${line.usageType}</td>
          ${figures(line.sides.map(sideCost), differences(line.sides, line.changes))}
          <td class="wide faint">${labels.length === 2 ? causeInWords(line, 1, labels) : null}</td>
        </tr>`,
    )}
  </tbody> `;
}

function sideCost(side: ComparedLine["sides"][number]): string {
  if (side === null) return "";
  return side.cost === null ? "no price" : money(side.cost);
}

function differences(
  sides: readonly unknown[],
  changes: ComparedLine["changes"] | ComparedComponent["changes"],
): string[] {
  return changes.map((change, at) => {
    if (sides[0] === null && sides[at] === null) return "";
    return isStill([change]) ? "=" : differenceInWords(change);
  });
}

/** Of two: both costs and the difference. Of more: the first's cost, and each other's difference. */
function figures(costs: readonly string[], changes: readonly string[]): Markup[] {
  const shown = costs.length === 2 ? [...costs, changes[1] ?? ""] : [costs[0] ?? "", ...changes.slice(1)];
  return shown.map((text, at) => html`<td class="number ${hidden(at, costs.length)} ${tone(text)}">${text}</td>`);
}

function tone(text: string): string {
  if (text.startsWith("+")) return "bad";
  return text.startsWith("-") ? "good" : "";
}

function warnings({ warnings: all, estimates }: Comparison): Markup | null {
  const texts = [...new Set(all.map(({ warning }) => warning))];
  const items = texts.map((text) => {
    const labels = all.filter(({ warning }) => warning === text).map(({ label }) => label);
    return html`<li>${text}${labels.length === estimates.length ? null : ` (${labels.join(", ")})`}</li>`;
  });
  return items.length === 0
    ? null
    : section("warnings", "Warnings", [
        html`<ul class="warnings">
          ${items}
        </ul>`,
      ]);
}

/** The bill: components that open to their lines, lines that open to their arithmetic, price and cause. */
import type { Estimate, EstimateLineItem } from "../../estimate-schema.ts";
import { type BillGroup, billGroups, groupCost, linePrice, linesWithoutUsage } from "../bill-groups.ts";
import { grouped, money, percent, plural, quantity, shareOf, unitPrice } from "../figures.ts";
import { type Content, html, type Markup, section, shareBar } from "./markup.ts";

type Charge = EstimateLineItem["charges"][number];

export function billSection({ bill, assumptions }: Estimate): Markup | null {
  const groups = billGroups(bill);
  if (groups.length === 0) return null;
  const known = new Set(assumptions.map(({ id }) => id));
  return section("bill", "Bill", [
    html`<p class="tools"><button type="button" id="open-all" aria-pressed="false">Show every line</button></p>`,
    html`<table class="bill" id="bill-table">
      <thead>
        <tr>
          <th scope="col"><button type="button" data-sort="name">Component, usage type</button></th>
          <th scope="col" class="number wide">Quantity</th>
          <th scope="col" class="number wide">Price</th>
          <th scope="col" class="number" aria-sort="descending">
            <button type="button" data-sort="cost">Cost</button>
          </th>
          <th scope="col" class="number">Share</th>
          <th scope="col" class="wide"></th>
        </tr>
      </thead>
      ${groups.map((group, index) => componentRows(group, index, bill.total, known))}
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td class="wide"></td>
          <td class="wide"></td>
          <td class="number">${bill.complete ? null : "≥ "}${money(bill.total)}</td>
          <td></td>
          <td class="wide"></td>
        </tr>
      </tfoot>
    </table>`,
    ...footnotes(bill),
  ]);
}

function componentRows(group: BillGroup, index: number, total: string, known: ReadonlySet<string>): Markup {
  const share = shareOf(group.cost, total);
  const service = group.service === group.name ? "" : group.service.replaceAll("_", " ");
  return html`<tbody data-name="${group.name}" data-cost="${group.cost ?? ""}">
    <tr class="component">
      <th scope="rowgroup">
        <button type="button" class="opens" aria-expanded="false">${group.name}</button>
        <span class="service">${service}</span>
      </th>
      <td class="wide faint" colspan="2">${plural(group.lines.length, "line")}</td>
      <td class="number">${groupCost(group)}</td>
      <td class="number faint">${share === null ? null : percent(share)}</td>
      <td class="wide">${shareBar(share)}</td>
    </tr>
    ${group.lines.map((line, at) => lineRows(line, `line-${index}-${at}`, total, known))}
  </tbody> `;
}

function lineRows(line: EstimateLineItem, id: string, total: string, known: ReadonlySet<string>): Markup {
  const share = shareOf(line.cost, total);
  return html`<tr class="line" hidden data-name="${line.usageType}" data-cost="${line.cost ?? ""}">
      <td>
        <button type="button" class="opens" aria-expanded="false" aria-controls="${id}">${line.usageType}</button>
      </td>
      <td class="number wide">${quantity(line.quantity)} <span class="faint">${line.unit}</span></td>
      <td class="number wide faint">${line.cost === null ? null : linePrice(line)}</td>
      <td class="number">${line.cost === null ? html`<span class="caution">no price</span>` : money(line.cost)}</td>
      <td class="number faint">${share === null ? null : percent(share)}</td>
      <td class="wide">${line.cost === null ? null : shareBar(share)}</td>
    </tr>
    <tr class="arithmetic" id="${id}" hidden>
      <td colspan="6">${arithmetic(line)}${facts(line, known)}</td>
    </tr> `;
}

function arithmetic(line: EstimateLineItem): Markup | null {
  if (line.charges.length === 0) return null;
  const months = new Set(line.charges.map(({ month }) => month)).size > 1;
  return html`<table class="tiers">
    <caption>
      How ${line.cost === null ? "it" : `$${grouped(line.cost)}`} comes about
    </caption>
    <tbody>
      ${line.charges.map((charge) => tierRow(charge, line.unit, months))}
    </tbody>
  </table>`;
}

function tierRow(
  { month, from, to, pricePerUnit, listPricePerUnit, quantity, cost }: Charge,
  unit: string,
  months: boolean,
): Markup {
  const tier = from === "0" && to === null ? "" : `from ${grouped(from)} ${to === null ? "on" : `to ${grouped(to)}`}`;
  const list = pricePerUnit === listPricePerUnit ? "" : ` (list ${unitPrice(listPricePerUnit)})`;
  return html`<tr>
    <td class="faint">${months ? `${month} ` : null}${tier}</td>
    <td class="number">${grouped(quantity)} <span class="faint">${unit}</span></td>
    <td class="number">× ${unitPrice(pricePerUnit)}${list}</td>
    <td class="number">= $${grouped(cost)}</td>
  </tr>`;
}

/** Where the price and the quantity come from. */
function facts(line: EstimateLineItem, known: ReadonlySet<string>): Markup {
  const rows: readonly (readonly [name: string, value: Content])[] = [
    ["Cause", line.cause],
    ["Assumptions", line.assumptions.length === 0 ? null : line.assumptions.map((id) => assumption(id, known))],
    [
      "P10 – P90",
      line.range === null
        ? null
        : `${money(line.range.p10)} – ${money(line.range.p90)} of ${plural(line.range.runs, "run")}`,
    ],
    ["Region", line.region],
    ["Service code", line.serviceCode],
    ["Operation", line.operation],
    ["SKU", line.sku],
    ["Price", line.priceId === line.sku ? null : line.priceId],
    ["Price seen", line.priceAsOf],
    ["Source", line.priceSource],
  ];
  return html`<dl class="facts">
    ${rows.map(([name, value]) =>
      value === null || value === ""
        ? null
        : html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
    )}
  </dl>`;
}

function assumption(id: string, known: ReadonlySet<string>): Markup {
  return known.has(id) ? html`<a href="#assumption-${id}">${id}</a> ` : html`${id} `;
}

function footnotes(bill: Estimate["bill"]): Markup[] {
  const unused = linesWithoutUsage(bill);
  const worth = money(bill.allowancesWouldSave);
  return [
    ...(unused === 0 ? [] : [`${plural(unused, "line")} without usage ${unused === 1 ? "is" : "are"} not shown.`]),
    ...(worth === "$0.00" ? [] : [`AWS's always-free allowances are worth ${worth} on this bill.`]),
  ].map((note) => html`<p class="note">${note}</p>`);
}

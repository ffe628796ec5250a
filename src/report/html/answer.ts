/** The top of the page: what was estimated, the verdict, and the figures people ask for first. */
import type { Estimate } from "../../estimate-schema.ts";
import { atLeast, count, money, plural, smallMoney } from "../figures.ts";
import { moment, periodInWords } from "../instants.ts";
import { pricesInWords, SIZES_NOTE } from "../text/header.ts";
import { rangeRemark, sampledSentences } from "../sampled.ts";
import { lossSentence, VERDICT_MARKS, verdictSentence } from "../verdict.ts";
import { type Content, html, type Markup } from "./markup.ts";

export function pageHeader(estimate: Estimate): Markup {
  const { scenario } = estimate;
  const about = [
    ...(scenario === null
      ? []
      : [
          `${periodInWords(scenario.period.start, scenario.period.end)} (${count(scenario.period.hours)} h, UTC)`,
          scenario.region,
        ]),
    pricesInWords(estimate),
  ];
  return html`<header>
    <p class="name">surgecast</p>
    <h1>${scenario?.name ?? "Rated usage"}</h1>
    ${scenario?.title ? html`<p class="title">${scenario.title}</p>` : null}
    <p class="about">${about.join(" · ")}</p>
  </header>`;
}

export function verdictCard({ bill, survival }: Estimate): Markup | null {
  if (survival === null) return null;
  return html`<div class="verdict ${survival.verdict}" role="status">
    <span class="mark" aria-hidden="true">${VERDICT_MARKS[survival.verdict]}</span>
    <div>
      <p class="sentence">${verdictSentence(survival)}</p>
      <p>${[lossSentence(survival), ...sampledSentences({ bill, survival })].join(" ")}</p>
    </div>
  </div>`;
}

/** Total, range, each event's cost, an order, the peak hour: each a figure with its name and a remark. */
export function totals({ bill, survival, prepared }: Estimate): Markup {
  const { range, perOrder, peakHour } = bill;
  const tiles = [
    tile("Total", atLeast(bill.total, bill.complete), missing(bill)),
    ...(range === null
      ? []
      : [tile("P10 – P90", `${money(range.p10)} – ${money(range.p90)}`, `${money(range.p50)}: ${rangeRemark(range)}`)]),
    ...(survival?.events ?? []).map(({ name, cost }) =>
      tile(name, money(cost), "the month with this event minus without it"),
    ),
    ...(prepared === null || prepared.cost === null
      ? []
      : [tile("Prepared", money(prepared.cost), "the month with what is prepared minus without it")]),
    ...(perOrder === null ? [] : [tile("An order", smallMoney(perOrder), "of the whole bill")]),
    ...(peakHour === null ? [] : [tile("Peak hour", money(peakHour.cost), `from ${moment(peakHour.start)} UTC`)]),
  ];
  return html`<dl class="totals">${tiles}</dl>
    <p class="note">${SIZES_NOTE}</p>`;
}

function tile(name: string, figure: string, remark: Content): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd class="figure">${figure}</dd>
    <dd class="remark">${remark}</dd>
  </div>`;
}

function missing({ complete, unpriced, unsupported }: Estimate["bill"]): Content {
  if (complete) return "everything modelled has a price";
  const words = [
    ...(unpriced.length > 0 ? [`${plural(unpriced.length, "line")} without a price`] : []),
    ...(unsupported.length > 0 ? [`${plural(unsupported.length, "resource type")} not supported`] : []),
  ];
  return html`<a href="#missing"
    >${words.length === 0 ? "not everything has a price" : `without ${words.join(", ")}`}</a
  >`;
}

/** The top of the report: what was estimated with which prices, the verdict, and the figures people ask for first. */
import type { Estimate } from "../../estimate-schema.ts";
import { atLeast, count, money, plural, smallMoney } from "../figures.ts";
import { moment, periodInWords } from "../instants.ts";
import { rangeRemark, sampledSentences } from "../sampled.ts";
import { lossSentence, type Survival, VERDICT_MARKS, VERDICT_ROLES, verdictSentence } from "../verdict.ts";
import { hanging, wrap } from "../wrap.ts";
import type { Page } from "./page.ts";
import { cell, type Row, table } from "./table.ts";

export const SIZES_NOTE = "Sizes are AWS's: GB = 2^30 bytes. Money is in USD, each figure rounded half up to the cent.";

/** Name, title, period, Region, the prices' dates and what a GB is. */
export function headerLines(estimate: Estimate, { width, style }: Page): string[] {
  const { scenario } = estimate;
  const about = [...(scenario === null ? [] : [...scenarioWords(scenario)]), pricesInWords(estimate)].join(" · ");
  return [
    style("heading", scenario === null ? "surgecast" : `surgecast · ${scenario.name}`),
    ...(scenario?.title ? wrap(scenario.title, width) : []),
    ...wrap(about, width).map((line) => style("faint", line)),
    ...wrap(SIZES_NOTE, width).map((line) => style("faint", line)),
  ];
}

function scenarioWords({ period, region }: NonNullable<Estimate["scenario"]>): string[] {
  return [`${periodInWords(period.start, period.end)} (${count(period.hours)} h, UTC)`, region];
}

/** `list prices of 2026-11-03 to 2026-11-20`. */
export function pricesInWords({ prices: { newest, oldest } }: Pick<Estimate, "prices">): string {
  if (newest === null || oldest === null) return "no list price was used";
  return `list prices of ${oldest === newest ? newest : `${oldest} to ${newest}`}`;
}

/** The verdict in a sentence, and what the failure cost. */
export function verdictLines(survival: Survival, { bill }: Estimate, { width, style }: Page): string[] {
  const mark = `  ${VERDICT_MARKS[survival.verdict]} `;
  const role = VERDICT_ROLES[survival.verdict];
  const [first = "", ...rest] = hanging(mark, verdictSentence(survival), width);
  return [
    style(role, first),
    ...rest.map((line) => style(role, line)),
    ...hanging("    ", lossSentence(survival), width),
    ...sampledSentences({ bill, survival }).flatMap((sentence) => hanging("    ", sentence, width)),
  ];
}

/** Total, range, each event's cost, cost of an order, peak hour: label, money, remark. */
export function figureLines({ bill, survival, prepared }: Estimate, page: Page): string[] {
  const rows: Row[] = [
    [cell("Total"), cell(atLeast(bill.total, bill.complete), "strong"), cell(totalRemark(bill), "caution")],
  ];
  const { range } = bill;
  if (range !== null) {
    rows.push([cell("P10 – P90"), cell(money(range.p10)), cell(`to ${money(range.p90)}`)]);
    rows.push([cell("P50"), cell(money(range.p50)), cell(rangeRemark(range), "faint")]);
  }
  for (const event of survival?.events ?? []) {
    rows.push([cell(event.name), cell(money(event.cost)), cell("with the event minus without it", "faint")]);
  }
  if (prepared !== null && prepared.cost !== null) {
    rows.push([cell("Prepared"), cell(money(prepared.cost)), cell("with what is prepared minus without it", "faint")]);
  }
  if (bill.perOrder !== null) rows.push([cell("An order"), cell(smallMoney(bill.perOrder))]);
  if (bill.peakHour !== null) {
    const { cost, start } = bill.peakHour;
    rows.push([cell("Peak hour"), cell(money(cost)), cell(`from ${moment(start)} UTC`, "faint")]);
  }
  return table(
    [{ align: "left", least: 10 }, { align: "right" }, { align: "left", least: 10, wraps: true }],
    rows,
    page,
  );
}

/** What the total does not contain, when it does not contain everything. */
function totalRemark({ complete, unpriced, unsupported }: Estimate["bill"]): string {
  if (complete) return "";
  const missing = [
    ...(unpriced.length > 0 ? [`${plural(unpriced.length, "line")} without a price`] : []),
    ...(unsupported.length > 0 ? [`${plural(unsupported.length, "resource type")} not supported`] : []),
  ];
  return missing.length === 0 ? "not everything has a price" : `not in it: ${missing.join(", ")}`;
}

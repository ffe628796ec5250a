/** A recovery as a page of text: the answer, what each strategy takes, loses and costs, and where the time goes. */
import type { RecoveryDistribution, RecoveryDocument, Strategy } from "../recovery-schema.ts";
import { atLeast, duration, figure, money, signedMoney } from "./figures.ts";
import { periodInWords } from "./instants.ts";
import { printableDocument } from "./printable.ts";
import {
  answer,
  inMinutes,
  inOneUnit,
  lossInWords,
  MARKS,
  ordersInWords,
  remarks,
  seconds,
  shareMet,
} from "./recovery-words.ts";
import { plain, type Role, type Style } from "./style.ts";
import { pricesInWords } from "./text/header.ts";
import { type Page, section } from "./text/page.ts";
import { type Cell, cell, type Column, type Row, table } from "./text/table.ts";
import { hanging, wrap } from "./wrap.ts";

export interface RecoveryTextOptions {
  /** Characters in a line, at least 60; default 100. */
  readonly columns?: number;
  readonly style?: Style;
}

const ROLES = { met: "good", missed: "bad" } as const satisfies Record<string, Role>;
const left: Column = { align: "left", least: 14, wraps: true };
const right: Column = { align: "right" };

/** The whole report, ending with a line break. */
export function recoveryText(
  given: RecoveryDocument,
  { columns = 100, style = plain }: RecoveryTextOptions = {},
): string {
  const document = printableDocument(given);
  const page: Page = { width: Math.max(60, columns), style };
  const lines = [
    ...header(document, page),
    ...timeSection(document, page),
    ...lossSection(document, page),
    ...costSection(document, page),
    ...budgetSection(document, page),
    ...remarkSection(document, page),
    ...assumptionSection(document, page),
    ...section(
      "Not simulated",
      document.notSimulated.flatMap((text) => hanging("  · ", text, page.width)),
      page,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function header(document: RecoveryDocument, { width, style }: Page): string[] {
  const { scenario, prices } = document;
  const { verdict, text } = answer(document);
  const about = `${periodInWords(scenario.period.start, scenario.period.end)} · ${pricesInWords({ prices })}`;
  return [
    style("heading", `surgecast dr · ${scenario.name}`),
    ...(scenario.title === null ? [] : wrap(scenario.title, width)),
    ...wrap(about, width).map((line) => style("faint", line)),
    "",
    ...lossInWords(document).flatMap((sentence) => hanging("  ", sentence, width)),
    "",
    ...hanging(`  ${MARKS[verdict]} `, text, width).map((line) => style(ROLES[verdict], line)),
  ];
}

const headings = (...titles: readonly string[]): Row => titles.map((title) => cell(title, "faint"));

const verdictCell = ({ verdict }: RecoveryDistribution, text: string): Cell =>
  cell(`${text} ${MARKS[verdict]}`, ROLES[verdict]);

function timeSection({ strategies, goals }: RecoveryDocument, page: Page): string[] {
  const rows = strategies.map(({ title, rto }): Row => [
    cell(title, "strong"),
    cell(seconds(rto.p10Seconds)),
    cell(seconds(rto.p50Seconds), "strong"),
    cell(seconds(rto.p90Seconds)),
    cell(seconds(rto.p99Seconds)),
    verdictCell(rto, shareMet(rto)),
  ]);
  const titles = headings("", "P10", "P50", "P90", "P99", `< ${duration(goals.rtoSeconds)}`);
  return section(
    "Time until the shop meets its objectives again",
    table([left, right, right, right, right, right], [titles, "line", ...rows], page),
    page,
  );
}

function lossSection({ strategies, goals }: RecoveryDocument, page: Page): string[] {
  const lag = (of: RecoveryDistribution | null): readonly Cell[] =>
    of === null
      ? [cell("none", "faint"), cell("", "faint")]
      : [cell(inOneUnit(of.p50Seconds), "strong"), verdictCell(of, inOneUnit(of.p90Seconds))];
  const rows = strategies.map((one): Row => [
    cell(one.title, "strong"),
    ...lag(one.rpo.database),
    ...lag(one.rpo.objects),
    cell(ordersInWords(one), one.ordersLost === null ? "faint" : "strong"),
  ]);
  const titles = headings("", "Data P50", "P90", "Objects P50", "P90", "Orders P50");
  return section(
    `What is lost (goal: data of at most ${duration(goals.rpoSeconds)})`,
    table([left, right, right, right, right, right], [titles, "line", ...rows], page),
    page,
  );
}

function costSection({ strategies }: RecoveryDocument, page: Page): string[] {
  const rows = strategies.map(({ title, keeps, month }): Row => [
    cell(title, "strong"),
    cell(keeps),
    cell(atLeast(month.total, month.complete), "strong"),
    cell(signedMoney(month.extra)),
    cell(money(month.perHourSaved), month.perHourSaved === null ? "faint" : undefined),
  ]);
  const titles = headings("", "Stands there", "Bill", "More", "Per hour saved");
  return section(
    "What it costs in the period",
    table([left, { align: "left", least: 16, wraps: true }, right, right, right], [titles, "line", ...rows], page),
    page,
  );
}

function budgetSection({ strategies }: RecoveryDocument, page: Page): string[] {
  const [first] = strategies;
  if (first === undefined) return [];
  const short = ["seen", "alarm", "decided", "data", "stack", "DNS", "growth"];
  const rows = strategies.flatMap(({ title, budget }): Row[] => [
    [cell(title, "strong"), cell("P50", "faint"), ...budget.map(({ p50Seconds }) => cell(inMinutes(p50Seconds)))],
    [cell(""), cell("P90", "faint"), ...budget.map(({ p90Seconds }) => cell(inMinutes(p90Seconds), "faint"))],
  ]);
  const legend = first.budget.map(({ what }, i) => `${short[i] ?? ""}: ${what}`).join("; ");
  const columns = [left, { align: "left" } as const, ...first.budget.map(() => right)];
  const remark = `In minutes. ${legend}. What runs beside a longer step adds nothing; medians of steps do not add up to that of all.`;
  return section(
    "Where the time goes",
    [
      ...table(columns, [headings("", "", ...short), "line", ...rows], page),
      "",
      ...picture(strategies, page),
      ...hanging("  ", remark, page.width).map((line) => page.style("faint", line)),
    ],
    page,
  );
}

/** One character each for a step in the picture. */
const GLYPHS = ["·", "·", "░", "▒", "▓", "─", "█"] as const;

/** Medians of the steps, one after the other, all to one scale. */
function picture(strategies: readonly Strategy[], page: Page): string[] {
  const ended = strategies.filter(({ rto }) => rto.p50Seconds !== null);
  const total = ({ budget }: Strategy): number => budget.reduce((sum, { p50Seconds }) => sum + (p50Seconds ?? 0), 0);
  const longest = Math.max(1, ...ended.map(total));
  const room = page.width - 34;
  const rows = ended.map((strategy): Row => {
    let at = 0;
    const marks = strategy.budget.map(({ p50Seconds }, i) => {
      const from = Math.round((at / longest) * room);
      at += p50Seconds ?? 0;
      return (GLYPHS[i] ?? "?").repeat(Math.round((at / longest) * room) - from);
    });
    return [cell(strategy.title), cell(marks.join(""), "accent")];
  });
  if (rows.length === 0) return [];
  const key = "· seen and called  ░ decided  ▒ data  ▓ stack  ─ DNS  █ growth";
  return [...table([left, { align: "left" }], [...rows, [cell(""), cell(key, "faint")]], page), ""];
}

function remarkSection({ strategies }: RecoveryDocument, page: Page): string[] {
  const lines = remarks(strategies).flatMap(({ text, of }) => hanging("  ! ", `${of}: ${text}`, page.width));
  return section("What to know", lines, page);
}

function assumptionSection({ assumptions }: RecoveryDocument, page: Page): string[] {
  const rows = assumptions.map(({ id, what, value, low, high, unit, confidence }): Row => [
    cell(id, "strong"),
    cell(what),
    cell(`${figure(value)} ${unit}`),
    cell(`${figure(low)} – ${figure(high)}`, "faint"),
    cell(confidence, "faint"),
  ]);
  const columns: Column[] = [
    { align: "left" },
    { align: "left", least: 20, wraps: true },
    right,
    { align: "left" },
    { align: "left" },
  ];
  const about =
    "Half of the draws lie below the typical value. A, B: AWS says so; C: judgement; D: nobody says. --format json has the sources.";
  return section(
    "Assumptions",
    [
      ...table(columns, [headings("", "", "Typical", "Range", ""), "line", ...rows], page),
      ...hanging("  ", about, page.width).map((line) => page.style("faint", line)),
    ],
    page,
  );
}

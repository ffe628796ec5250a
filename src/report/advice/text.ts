/** The advice as a page of text: the answer, the sets, every change alone, how to survive, what to ask for, the runbook. */
import type { Advice, AdviceChange, AdviceSet } from "../../advice/schema.ts";
import { count } from "../figures.ts";
import { day, periodInWords, secondsOf } from "../instants.ts";
import { printableDocument } from "../printable.ts";
import { plain, type Style } from "../style.ts";
import { type Page, section } from "../text/page.ts";
import { cell, type Row, table } from "../text/table.ts";
import { VERDICT_MARKS, VERDICT_ROLES } from "../verdict.ts";
import { hanging, wrap } from "../wrap.ts";
import {
  answer,
  crossingWords,
  differenceWords,
  evenWords,
  membersInShort,
  raisedWords,
  setSentence,
  termsOf,
  waitingWords,
} from "./words.ts";

export interface AdviceTextOptions {
  /** Characters in a line, at least 60; default 100. */
  readonly columns?: number;
  /** Colours, where there are any; default none. */
  readonly style?: Style;
}

/** The whole advice, ending with a line break. */
export function adviceText(document: Advice, { columns = 100, style = plain }: AdviceTextOptions = {}): string {
  const advice = printableDocument(document);
  const page: Page = { width: Math.max(60, columns), style };
  const lines = [
    ...header(advice, page),
    ...advice.sets.flatMap((set) => setLines(set, page)),
    ...section("How to survive", strategyLines(advice, page), page),
    ...section(
      "Each change alone",
      changeLines(
        advice.changes.filter(({ keeps }) => keeps),
        page,
      ),
      page,
    ),
    ...section("These save, and break something", breakingLines(advice.changes, page), page),
    ...section(
      "Lambda or Fargate",
      advice.crossings.flatMap((one) => hanging("  ", crossingWords(one), page.width)),
      page,
    ),
    ...section("Quotas", quotaLines(advice, page), page),
    ...section("Subnets", subnetLines(advice, page), page),
    ...section("Runbook", runbookLines(advice, page), page),
    ...section("Not tried", notTriedLines(advice, page), page),
    ...section("How it was found", searchLines(advice, page), page),
  ];
  return `${lines.join("\n")}\n`;
}

function header({ scenario, prices, ...advice }: Advice, page: Page): string[] {
  const { width, style } = page;
  const { newest, oldest } = prices;
  const dates = newest === null || oldest === null ? "no list price" : `list prices of ${oldest} to ${newest}`;
  const about = [periodInWords(scenario.period.start, scenario.period.end), scenario.region, dates].join(" · ");
  return [
    style("heading", `surgecast · advice for ${scenario.name}`),
    ...(scenario.title === null ? [] : wrap(scenario.title, width)),
    ...wrap(about, width).map((line) => style("faint", line)),
    "",
    ...answer({ scenario, prices, ...advice }).flatMap((sentence) => hanging("  ", sentence, width)),
  ];
}

const SET_TITLES: Readonly<Record<AdviceSet["name"], string>> = {
  saves: "Do this, and give nothing up",
  saves_all: "Do this, and give something up",
  survives: "Do this and survive, and give nothing else up",
  survives_all: "Do this and survive, and give something up",
};

function setLines(set: AdviceSet, page: Page): string[] {
  const { members, set: changes, waiting } = set;
  if (members.length === 0) return section(SET_TITLES[set.name], hanging("  ", setSentence(set), page.width), page);
  const waits = waitingWords(waiting);
  return section(
    SET_TITLES[set.name],
    [
      ...hanging(`  ${VERDICT_MARKS[set.verdict]} `, setSentence(set), page.width).map((line) =>
        page.style(VERDICT_ROLES[set.verdict], line),
      ),
      ...(waits === null ? [] : hanging("    ", `${waits}.`, page.width)),
      ...membersInShort(members).flatMap((member) => [
        ...hanging("  - ", member.title, page.width),
        ...termsOf(member).flatMap((term) =>
          hanging("    ", term, page.width).map((line) => page.style("faint", line)),
        ),
      ]),
      "",
      ...changes.map((change) => `    --set '${change}'`),
    ],
    page,
  );
}

function strategyLines({ strategies, now }: Advice, page: Page): string[] {
  const rows = strategies.map((strategy): Row => {
    const { survives, difference, why, title } = strategy;
    const waits = waitingWords(strategy.waiting);
    const how = survives ? [raisedWords(strategy), waits ?? ""].filter((text) => text !== "").join("; ") : (why ?? "");
    return [
      cell(survives ? `${VERDICT_MARKS.survives} survives` : `${VERDICT_MARKS.fails} no`, survives ? "good" : "bad"),
      cell(`${title}${how === "" ? "" : `: ${how}`}`),
      cell(difference === null ? "" : differenceWords({ difference, unpriced: [] }), "strong"),
    ];
  });
  if (rows.length === 0) return [];
  const headings = ["", "What is done", "To the bill"].map((title) => cell(title, "faint"));
  const lines = table(
    [{ align: "left" }, { align: "left", least: 30, wraps: true }, { align: "right" }],
    [headings, "line", ...rows],
    page,
  );
  const again = now.verdict === "survives" ? "Sized anew: the" : "The";
  const sizes = `${again} smallest floors with which every event survives, at typical assumptions and without reserve.`;
  return [...hanging("  ", sizes, page.width), "", ...lines];
}

function changeLines(changes: readonly AdviceChange[], page: Page): string[] {
  const rows = changes.map((change): Row => {
    const words = differenceWords(change);
    const saves = change.difference?.startsWith("-") === true && words !== "$0.00";
    return [
      cell(words, saves ? "good" : "faint"),
      cell(change.title),
      cell(`${VERDICT_MARKS[change.verdict]} ${change.verdict}`, VERDICT_ROLES[change.verdict]),
      cell(
        [evenWords(change), ...change.loses.map((loss) => `gives up ${loss}`)].filter((text) => text !== "").join("; "),
        "faint",
      ),
    ];
  });
  if (rows.length === 0) return [];
  const headings = ["To the bill", "Change", "Verdict", "Even at, and what it gives up"].map((title) =>
    cell(title, "faint"),
  );
  return table(
    [
      { align: "right" },
      { align: "left", least: 30, wraps: true },
      { align: "left" },
      { align: "left", least: 24, wraps: true },
    ],
    [headings, "line", ...rows],
    page,
  );
}

function breakingLines(changes: readonly AdviceChange[], page: Page): string[] {
  const rows = changes
    .filter(({ keeps }) => !keeps)
    .map((change): Row => [
      cell(differenceWords(change), "caution"),
      cell(change.title),
      cell(change.worse.join("; "), "bad"),
    ]);
  if (rows.length === 0) return [];
  const headings = ["To the bill", "Change", "What is worse"].map((title) => cell(title, "faint"));
  return table(
    [{ align: "right" }, { align: "left", least: 30, wraps: true }, { align: "left", least: 24, wraps: true }],
    [headings, "line", ...rows],
    page,
  );
}

function quotaLines({ quotas }: Advice, page: Page): string[] {
  const rows = quotas.map(({ title, now, isDefault, peak, request, askBy }): Row => [
    cell(title),
    cell(count(peak)),
    cell(`${count(now)}${isDefault ? " (default)" : ""}`),
    request === null ? cell("enough", "good") : cell(count(request), "bad"),
    cell(request === null || askBy === null ? "" : `by ${day(secondsOf(askBy))}`),
  ]);
  if (rows.length === 0) return [];
  const headings = ["Quota", "Peak use", "Now", "Ask for", ""].map((title) => cell(title, "faint"));
  return [
    ...table(
      [
        { align: "left", least: 24, wraps: true },
        { align: "right" },
        { align: "right" },
        { align: "right" },
        { align: "left" },
      ],
      [headings, "line", ...rows],
      page,
    ),
    ...hanging("  ", "With a quarter more than the peak, two weeks ahead: both are assumptions.", page.width).map(
      (line) => page.style("faint", line),
    ),
  ];
}

/** One row for subnets that are alike. */
function subnetLines({ subnets }: Advice, page: Page): string[] {
  const alike = new Map<string, { readonly zones: string[]; readonly one: Advice["subnets"][number] }>();
  for (const one of subnets) {
    const key = `${one.tier} ${one.needed} ${one.prefix}`;
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { zones: [one.zone], one });
    else known.zones.push(one.zone);
  }
  const rows = [...alike.values()].map(({ zones, one: { tier, prefix, usable, needed, by, enough } }): Row => [
    cell(`${tier} ${zones.length === 1 ? (zones[0] ?? "") : `in ${zones.length} zones`}`),
    cell(`/${prefix}`),
    cell(count(usable)),
    cell(count(needed)),
    needed <= usable ? cell(`enough; /${enough} would do`, "good") : cell(`too small: /${enough} at least`, "bad"),
    cell(
      by
        .slice(0, 3)
        .map(({ component, addresses }) => `${component} ${addresses}`)
        .join(", "),
      "faint",
    ),
  ]);
  if (rows.length === 0) return [];
  const headings = ["Subnets", "Size", "Usable", "Needed", "", "Most of it"].map((title) => cell(title, "faint"));
  return table(
    [
      { align: "left", least: 12 },
      { align: "left" },
      { align: "right" },
      { align: "right" },
      { align: "left" },
      { align: "left", least: 12 },
    ],
    [headings, "line", ...rows],
    page,
  );
}

function runbookLines({ runbook }: Advice, page: Page): string[] {
  const events = [...new Set(runbook.map(({ event }) => event))];
  return events.flatMap((event, i) => {
    const rows = runbook
      .filter((line) => line.event === event)
      .map(({ offset, at, local, kind, action }): Row => [
        cell(offset, "strong"),
        cell(`${day(secondsOf(at))} ${at.slice(11, 16)}`),
        cell(local.slice(11, 16), "faint"),
        cell(action, kind === "raise" || kind === "lower" ? "accent" : undefined),
      ]);
    const zone = runbook.find((line) => line.event === event)?.local.slice(17) ?? "";
    const headings = [event, "UTC", zone, ""].map((title) => cell(title, "faint"));
    const lines = table(
      [{ align: "left" }, { align: "left" }, { align: "left" }, { align: "left", least: 30, wraps: true }],
      [headings, "line", ...rows],
      page,
    );
    return i === 0 ? lines : ["", ...lines];
  });
}

function notTriedLines({ notTried }: Advice, page: Page): string[] {
  return notTried.flatMap(({ title, why }) => hanging("  ", `${title}: ${why}.`, page.width));
}

function searchLines({ search }: Advice, page: Page): string[] {
  return hanging("  ", `${count(search.simulations)} simulations. ${search.method}`, page.width);
}

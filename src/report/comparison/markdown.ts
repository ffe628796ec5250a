/** A comparison as Markdown, for a pull request or a wiki: the answer first, lines folded away. */
import type { Comparison } from "../../comparison/schema.ts";
import { atLeast, money, smallMoney } from "../figures.ts";
import { columnsOf, details, escaped, markdownTable } from "../markdown-blocks.ts";
import { SIZES_NOTE } from "../text/header.ts";
import {
  bargain,
  causeInWords,
  commonWords,
  differenceInWords,
  isRescue,
  isSmall,
  lostInWords,
  movedLines,
  natInWords,
  outcomeInWords,
  shareInWords,
  unlikeInWords,
  verdictInWords,
} from "./words.ts";

/** The whole report, ending with a line break. */
export function comparisonMarkdown(comparison: Comparison): string {
  const blocks = [
    ...header(comparison),
    ...bargains(comparison),
    ...components(comparison),
    ...lines(comparison),
    ...comparison.warnings.map(({ label, warning }) => `> ⚠ ${escaped(`${label}: ${warning}`)}`),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function header(comparison: Comparison): string[] {
  const rows = comparison.estimates.map((one, at) => {
    const change = at === 0 ? "" : `${differenceInWords(one.difference)} ${shareInWords(one.difference)}`.trim();
    return [
      `**${escaped(one.label)}**`,
      escaped(verdictInWords(one)),
      `**${atLeast(one.total, one.complete)}**`,
      change,
      lostInWords(one),
      smallMoney(one.perOrder),
      natInWords(one),
      outcomeInWords(one).map(escaped).join("<br>"),
    ];
  });
  const columns = columnsOf("", "Verdict", "Total:", "Difference:", "Orders lost:", "An order:", "NAT", "Outcome");
  return [
    `## surgecast · ${comparison.estimates.map(({ label }) => escaped(label)).join(" against ")}`,
    ...unlikeInWords(comparison).map((words) => `> ⚠ ${escaped(words)}`),
    markdownTable(columns, rows),
    `<sub>${commonWords(comparison).map(escaped).join(" · ")}. ${SIZES_NOTE}</sub>`,
  ];
}

function bargains(comparison: Comparison): string[] {
  const [first, ...others] = comparison.estimates;
  if (first === undefined) return [];
  return [
    isRescue(comparison) ? "### The price of surviving" : "### What it costs, what it gives",
    ...others.map((one) => escaped(bargain(first, one).join(" "))),
  ];
}

function components({ estimates, components: all }: Comparison): string[] {
  const labels = estimates.map(({ label }) => label);
  const rows = all
    .filter(({ changes }) => !isSmall(changes))
    .map(({ component, services, sides, changes }) => [
      escaped(component),
      escaped(services.join(", ").replaceAll("_", " ")),
      ...sides.map((side) => (side === null ? "" : atLeast(side.cost, side.complete))),
      ...changes.slice(1).map(differenceInWords),
    ]);
  if (rows.length === 0) return ["No component differs by a cent."];
  return ["### Where the difference is", markdownTable(columnsOf("Component", "Service", ...sideTitles(labels)), rows)];
}

/** Each estimate's cost, then each other's difference to the first. */
function sideTitles(labels: readonly string[]): string[] {
  const differences = labels.slice(1).map((label) => (labels.length === 2 ? "Difference:" : `${escaped(label)} −:`));
  return [...labels.map((label) => `${escaped(label)}:`), ...differences];
}

function lines(comparison: Comparison): string[] {
  const labels = comparison.estimates.map(({ label }) => label);
  const moved = comparison.components.flatMap(({ component }) => movedLines(comparison, component));
  const rows = moved.map((line) => [
    escaped(line.component || line.serviceCode),
    escaped(line.usageType),
    ...line.sides.map((side) => {
      if (side === null) return "";
      return side.cost === null ? "no price" : money(side.cost);
    }),
    ...line.changes.slice(1).map(differenceInWords),
    line.changes
      .slice(1)
      .map((_, at) => escaped(causeInWords(line, at + 1, labels)))
      .filter((words) => words !== "")
      .join("<br>"),
  ]);
  const columns = columnsOf("Component", "Usage type", ...sideTitles(labels), "Because");
  return rows.length === 0 ? [] : [details(`Every line that differs (${rows.length})`, markdownTable(columns, rows))];
}

/** A recovery as Markdown, for a pull request or a wiki: the answer and two tables, everything else folded away. */
import type { RecoveryDistribution, RecoveryDocument } from "../recovery-schema.ts";
import { atLeast, duration, figure, money, signedMoney, UNKNOWN } from "./figures.ts";
import { columnsOf, details, escaped, markdownTable } from "./markdown-blocks.ts";
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

export function recoveryMarkdown(document: RecoveryDocument): string {
  const { scenario, strategies, notSimulated } = document;
  const { verdict, text } = answer(document);
  const blocks = [
    `## surgecast dr · ${escaped(scenario.name)}`,
    `**${MARKS[verdict]} ${escaped(text)}**`,
    ...lossInWords(document).map(escaped),
    strategyTable(document),
    remarks(strategies)
      .map((remark) => `- **${escaped(remark.of)}**: ${escaped(remark.text)}`)
      .join("\n"),
    details("Where the time goes, in minutes (P50 / P90)", budgetTable(document)),
    details("Assumptions", assumptionTable(document)),
    details("Not simulated", notSimulated.map((line) => `- ${escaped(line)}`).join("\n")),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function strategyTable({ strategies, goals }: RecoveryDocument): string {
  const lag = (of: RecoveryDistribution | null): string =>
    of === null ? UNKNOWN : `${inOneUnit(of.p50Seconds)} / ${inOneUnit(of.p90Seconds)} ${MARKS[of.verdict]}`;
  return markdownTable(
    columnsOf(
      "Strategy",
      "Bill:",
      "More:",
      "Back after P50:",
      "P90:",
      `< ${duration(goals.rtoSeconds)}:`,
      "Data lost P50 / P90:",
      "Objects lost P50 / P90:",
      "Orders lost P50:",
      "Per hour saved:",
    ),
    strategies.map((one) => [
      `**${escaped(one.title)}**: ${escaped(one.keeps)}`,
      atLeast(one.month.total, one.month.complete),
      signedMoney(one.month.extra),
      `**${seconds(one.rto.p50Seconds)}**`,
      seconds(one.rto.p90Seconds),
      `${shareMet(one.rto)} ${MARKS[one.rto.verdict]}`,
      lag(one.rpo.database),
      lag(one.rpo.objects),
      ordersInWords(one),
      money(one.month.perHourSaved),
    ]),
  );
}

function budgetTable({ strategies }: RecoveryDocument): string {
  const steps = strategies[0]?.budget ?? [];
  return markdownTable(
    columnsOf("Strategy", ...steps.map(({ what }) => `${what}:`)),
    strategies.map(({ title, budget }) => [
      escaped(title),
      ...budget.map(({ p50Seconds, p90Seconds }) => `${inMinutes(p50Seconds)} / ${inMinutes(p90Seconds)}`),
    ]),
  );
}

function assumptionTable({ assumptions }: RecoveryDocument): string {
  return markdownTable(
    columnsOf("Assumption", "", "Typical:", "Range", "Confidence", "Source"),
    assumptions.map(({ id, what, value, low, high, unit, source, confidence }) => [
      `\`${id}\``,
      escaped(what),
      `${figure(value)} ${escaped(unit)}`,
      `${figure(low)} – ${figure(high)}`,
      confidence,
      escaped(source),
    ]),
  );
}

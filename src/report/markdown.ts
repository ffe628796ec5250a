/** The estimate as Markdown, for a pull request or a wiki: the answer at a glance, everything else folded away. */
import type { BatchOutcome, Estimate, EventOutcome } from "../estimate-schema.ts";
import type { Series } from "../simulation/series.ts";
import { bar } from "./bars.ts";
import { batchFacts, batchInWords, batchRows } from "./batches.ts";
import { billGroups, groupCost, linePrice } from "./bill-groups.ts";
import {
  claimed,
  atLeast,
  count,
  duration,
  figure,
  gigabytes,
  money,
  percent,
  plural,
  quantity,
  shareOf,
  signedMoney,
  smallMoney,
} from "./figures.ts";
import { moment, periodInWords } from "./instants.ts";
import { columnsOf, details, escaped, linked, markdownTable } from "./markdown-blocks.ts";
import { MARKS, recoveryInWords } from "./recovery-words.ts";
import { rangeRemark, sampledSentences, widestLines } from "./sampled.ts";
import { heldInWords, preparedCost, preparedNote, settingsInWords } from "./prepared-words.ts";
import { plain } from "./style.ts";
import { chartViews } from "./text/charts.ts";
import { CLAIM_MARKS } from "./text/closing.ts";
import { pricesInWords, SIZES_NOTE } from "./text/header.ts";
import { destinationsByBytes, natSummary, evenAt } from "./text/nat.ts";
import { eventFacts, eventTimes } from "./text/survival.ts";
import {
  limitInWords,
  lossSentence,
  inTimeShare,
  lateCount,
  VERDICT_MARKS,
  verdictSentence,
  wholeCount,
} from "./verdict.ts";
import { weightiest } from "./weightiest-assumptions.ts";

/** Fits a comment without a scroll bar. */
const CHART_WIDTH = 88;

/** The whole report; `series` adds the charts. */
export function markdownReport(estimate: Estimate, series: Series | null = null): string {
  const blocks = [
    ...header(estimate),
    ...components(estimate),
    ...ranges(estimate),
    ...prepared(estimate),
    ...(estimate.survival?.events ?? []).flatMap(event),
    ...estimate.batches.flatMap(batch),
    ...recovery(estimate),
    ...nat(estimate),
    ...claims(estimate),
    ...unpriced(estimate),
    ...charts(series),
    ...allLines(estimate),
    ...assumptions(estimate),
    ...closing(estimate),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function recovery({ recovery: of }: Estimate): string[] {
  if (of === null) return [];
  const { verdict, what, facts } = recoveryInWords(of);
  return [`### Recovery`, [`${MARKS[verdict]} ${escaped(what)}`, ...facts.map(escaped)].join("  \n")];
}

function header(estimate: Estimate): string[] {
  const { scenario, survival, bill, prepared } = estimate;
  const name = scenario === null ? "surgecast" : `surgecast · ${escaped(scenario.name)}`;
  const answer =
    survival === null
      ? []
      : [
          [
            `**${VERDICT_MARKS[survival.verdict]} ${escaped(verdictSentence(survival))}**`,
            lossSentence(survival),
            ...sampledSentences(estimate),
          ].join(" "),
        ];
  const rows = [
    ["**Total**", `**${atLeast(bill.total, bill.complete)}**`],
    ...(bill.range === null
      ? []
      : [
          [`P10 – P90 of ${plural(bill.range.runs, "run")}`, `${money(bill.range.p10)} – ${money(bill.range.p90)}`],
          [rangeRemark(bill.range).replace("median", "Median"), money(bill.range.p50)],
        ]),
    ...(survival?.events ?? []).map((outcome) => [`Event ${escaped(outcome.name)}`, money(outcome.cost)]),
    ...(prepared === null || prepared.cost === null ? [] : [["Prepared", money(prepared.cost)]]),
    ...(bill.perOrder === null ? [] : [["An order", smallMoney(bill.perOrder)]]),
    ...(bill.peakHour === null
      ? []
      : [[`Peak hour, from ${moment(bill.peakHour.start)} UTC`, money(bill.peakHour.cost)]]),
  ];
  const about =
    scenario === null
      ? []
      : [
          `${periodInWords(scenario.period.start, scenario.period.end)} (${count(scenario.period.hours)} h, UTC)`,
          scenario.region,
        ];
  return [
    `## ${name}`,
    ...(scenario?.title ? [escaped(scenario.title)] : []),
    ...answer,
    markdownTable(columnsOf("", "USD:"), rows),
    `<sub>${[...about, pricesInWords(estimate)].join(" · ")}. ${SIZES_NOTE}</sub>`,
  ];
}

function components({ bill }: Estimate): string[] {
  const rows = billGroups(bill).map((group) => {
    const share = shareOf(group.cost, bill.total);
    return [
      escaped(group.name),
      escaped(group.service.replaceAll("_", " ")),
      groupCost(group),
      share === null ? "" : percent(share),
      bar(share ?? 0, 10),
    ];
  });
  return rows.length === 0
    ? []
    : ["### Bill", markdownTable(columnsOf("Component", "Service", "Cost:", "Share:", ""), rows)];
}

function ranges({ bill }: Estimate): string[] {
  const rows = widestLines(bill).map(({ line, range }) => [
    escaped(line.component),
    escaped(line.usageType),
    money(range.p10),
    money(line.cost),
    money(range.p90),
  ]);
  const columns = columnsOf("Component", "Usage type", "P10:", "Typical:", "P90:");
  return rows.length === 0 ? [] : ["### What is least certain", markdownTable(columns, rows)];
}

function event(outcome: EventOutcome): string[] {
  const classes = outcome.byClass.map((one) => [
    escaped(one.class),
    escaped(one.objective),
    percent(inTimeShare(one)),
    wholeCount(one.failed),
    wholeCount(lateCount(one)),
    wholeCount(one.served),
    duration(one.p99Seconds),
  ]);
  const limits = outcome.limits.map((limit) => [
    moment(limit.firstReachedAt),
    escaped(limitInWords(limit)),
    wholeCount(limit.failed),
    linked(limit.source),
  ]);
  return [
    `### ${VERDICT_MARKS[outcome.verdict]} Event ${escaped(outcome.name)} ${outcome.verdict}`,
    `${eventTimes(outcome)}. ${eventFacts(outcome).join(" ")}`,
    markdownTable(columnsOf("Class", "Objective", "In time:", "Failed:", "Late:", "Served:", "p99:"), classes),
    ...(limits.length === 0
      ? []
      : [markdownTable(columnsOf("Reached (UTC)", "Limit", "Failed on it:", "Source"), limits)]),
  ];
}

function batch(outcome: BatchOutcome): string[] {
  const rows = batchRows(outcome).map((row) => [...row]);
  return [
    `### Spot batch ${escaped(outcome.component)}`,
    `${escaped(batchInWords(outcome))}. ${batchFacts(outcome).map(escaped).join(" ")}`,
    ...(rows.length === 0 ? [] : [markdownTable(columnsOf("Of all runs", "Takes:", "Costs:"), rows)]),
  ];
}

function prepared({ prepared: found, bill }: Estimate): string[] {
  if (found === null) return [];
  const rows = found.entries.map((entry) => [
    escaped(entry.component),
    escaped(settingsInWords(entry, bill)),
    heldInWords(entry),
    preparedCost(entry),
  ]);
  const all = found.entries.length < 2 ? [] : [["**All of it**", "", "", `**${money(found.cost)}**`]];
  return [
    "### Prepared",
    markdownTable(columnsOf("Component", "Held", "When", "Cost:"), [...rows, ...all]),
    `<sub>${preparedNote(found)}</sub>`,
  ];
}

function nat({ nat: found, bill }: Estimate): string[] {
  if (found === null) return [];
  const destinations = destinationsByBytes(found).map(({ destination, via, bytes, cost }) => {
    const share = shareOf(bytes, found.processedBytes);
    return [
      escaped(destination),
      escaped(via),
      gigabytes(bytes),
      cost === null ? "no price" : money(cost),
      percent(share),
      bar(share ?? 0, 10),
    ];
  });
  const savings = found.savings.map(({ change, monthlyCost, bytesMoved, breakEvenGb }) => [
    escaped(change),
    monthlyCost === null ? "no price" : signedMoney(monthlyCost),
    gigabytes(bytesMoved),
    evenAt(breakEvenGb),
  ]);
  return [
    "### NAT",
    natSummary(found, bill),
    ...(destinations.length === 0
      ? []
      : [markdownTable(columnsOf("Destination", "Via", "Data:", "Cost:", "Share:", ""), destinations)]),
    ...(savings.length === 0 ? [] : [markdownTable(columnsOf("Change", "A month:", "Moves:", "Even at:"), savings)]),
  ];
}

function claims({ claims: all }: Estimate): string[] {
  const rows = all.map(({ says, value, computed, verdict }) => [
    `${CLAIM_MARKS[verdict]} ${verdict}`,
    escaped(says),
    escaped(value),
    escaped(claimed(computed, value)),
  ]);
  return rows.length === 0
    ? []
    : ["### Claims", markdownTable(columnsOf("", "What is said", "Said:", "Computed:"), rows)];
}

function unpriced({ bill }: Estimate): string[] {
  const rows = [
    ...bill.unpriced.map(({ component, usageType, reason }) => [
      escaped(component),
      escaped(usageType),
      escaped(reason),
    ]),
    ...bill.unsupported.map(({ type, count: amount }) => [escaped(type), plural(amount, "resource"), "not supported"]),
  ];
  return rows.length === 0
    ? []
    : ["### Not in the total", markdownTable(columnsOf("Component", "Usage type", "Why"), rows)];
}

function charts(series: Series | null): string[] {
  const lines = series === null ? [] : chartViews(series, { width: CHART_WIDTH, style: plain });
  return lines.length === 0 ? [] : [details("Over time", `\`\`\`text\n${lines.join("\n")}\n\`\`\``)];
}

function allLines({ bill }: Estimate): string[] {
  const rows = billGroups(bill).flatMap((group) =>
    group.lines.map((line) => [
      escaped(group.name),
      escaped(line.usageType),
      quantity(line.quantity),
      escaped(line.unit),
      linePrice(line),
      line.cost === null ? "no price" : money(line.cost),
      escaped(line.cause ?? ""),
    ]),
  );
  const columns = columnsOf("Component", "Usage type", "Quantity:", "Unit", "Price:", "Cost:", "Cause");
  return rows.length === 0 ? [] : [details(`Every line of the bill (${rows.length})`, markdownTable(columns, rows))];
}

function assumptions({ assumptions: all }: Estimate): string[] {
  const rows = weightiest(all).map(({ assumption }) => [
    escaped(assumption.id),
    escaped(assumption.what),
    escaped(`${figure(assumption.value)} ${assumption.unit}`.trim()),
    escaped(`${figure(assumption.low)} – ${figure(assumption.high)}`),
    `${money(assumption.totalAtLow)} – ${money(assumption.totalAtHigh)}`,
    linked(assumption.source),
  ]);
  const columns = columnsOf("Assumption", "What", "Value:", "Range", "Total at each end", "Source");
  return rows.length === 0
    ? []
    : [details(`What moves the total most (${plural(all.length, "assumption")} in all)`, markdownTable(columns, rows))];
}

function closing({ bill, warnings }: Estimate): string[] {
  return [
    ...warnings.map((warning) => `> ⚠ ${escaped(warning)}`),
    ...(bill.notIncluded.length === 0
      ? []
      : [`<sub>Never included: ${bill.notIncluded.map(escaped).join(", ")}.</sub>`]),
  ];
}

/** Each event: who was served, which limits were reached in which order, the worst minute, the recovery. */
import type { Estimate, EventOutcome, LimitReached } from "../../estimate-schema.ts";
import { count, duration, money, percent } from "../figures.ts";
import { clock, day, moment, secondsOf } from "../instants.ts";
import { inTimeShare, lateCount, VERDICT_MARKS, VERDICT_ROLES, wholeCount } from "../verdict.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { cell, type Row, table } from "./table.ts";

export function survivalLines({ survival }: Estimate, page: Page): string[] {
  return (survival?.events ?? []).flatMap((event) => section(`Event ${event.name}`, eventLines(event, page), page));
}

function eventLines(event: EventOutcome, page: Page): string[] {
  const limits = limitLines(event.limits, page);
  return [
    `  ${page.style(VERDICT_ROLES[event.verdict], `${VERDICT_MARKS[event.verdict]} ${event.verdict}`)}  ${eventTimes(event)}`,
    ...eventFacts(event).flatMap((fact) => hanging("    ", fact, page.width)),
    "",
    ...classTable(event, page),
    ...(limits.length === 0 ? [] : ["", ...limits]),
  ];
}

/** `20 Nov 18:00 – 18:31 UTC`; the second day only where it is another. */
export function eventTimes({ start, end }: EventOutcome): string {
  const from = secondsOf(start);
  const to = secondsOf(end);
  const until = day(from) === day(to) ? clock(to) : `${day(to)} ${clock(to)}`;
  return `${day(from)} ${clock(from)} – ${until} UTC`;
}

/** Peak, cost, worst minute and recovery, each as a short sentence. */
export function eventFacts(event: EventOutcome): string[] {
  const { worstMinute, recoverySeconds, verdict } = event;
  const cost = event.cost === null ? "" : ` It costs ${money(event.cost)}${rangeInWords(event)}.`;
  const worst =
    worstMinute === null
      ? ""
      : `Worst minute: ${moment(worstMinute.start)}, ${percent(worstMinute.failedShare)} of its requests failed or came late.`;
  // Without a failure there is nothing to recover from.
  const recovery = verdict === "survives" ? "" : recoveryInWords(recoverySeconds);
  return [
    `At most ${count(event.peakRequestsPerSecond)} requests/s, ${wholeCount(event.requests)} in all.${cost}`,
    worst,
    recovery,
  ].filter((fact) => fact !== "");
}

function rangeInWords({ range }: EventOutcome): string {
  return range === null ? "" : ` (P10 ${money(range.p10)}, P90 ${money(range.p90)})`;
}

function recoveryInWords(seconds: number | null): string {
  if (seconds === null) return "It does not recover within the period.";
  return seconds === 0 ? "Recovered by the end of the hold." : `Recovered ${duration(seconds)} after the hold.`;
}

function classTable({ byClass }: EventOutcome, page: Page): string[] {
  const headings = ["Class", "Objective", "In time", "Failed", "Late", "Served", "p99"].map((title) =>
    cell(title, "faint"),
  );
  const rows = byClass.map((outcome): Row => [
    cell(outcome.class),
    cell(outcome.objective, "faint"),
    cell(percent(inTimeShare(outcome)), "strong"),
    cell(wholeCount(outcome.failed), outcome.failed === "0" ? "faint" : "bad"),
    cell(wholeCount(lateCount(outcome)), lateCount(outcome) === "0" ? "faint" : "caution"),
    cell(wholeCount(outcome.served)),
    cell(duration(outcome.p99Seconds)),
  ]);
  const columns = [
    { align: "left", least: 10 },
    { align: "left", least: 12 },
    { align: "right" },
    { align: "right" },
    { align: "right" },
    { align: "right" },
    { align: "right" },
  ] as const;
  return table(columns, [headings, "line", ...rows], page);
}

function limitLines(limits: readonly LimitReached[], page: Page): string[] {
  if (limits.length === 0) return [];
  const headings = [
    { text: "Limits reached, in order", role: "faint" as const, spills: true },
    cell(""),
    cell(""),
    cell("Failed on it", "faint"),
  ];
  const rows = limits.flatMap(({ component, limit, value, firstReachedAt, failed, source }): Row[] => [
    [
      cell(moment(firstReachedAt)),
      cell(component, "strong"),
      cell(`${limit} (${value})`),
      cell(wholeCount(failed), failed === "0" ? "faint" : "bad"),
    ],
    [cell(""), { text: source, role: "faint", spills: true }],
  ]);
  const columns = [
    { align: "left" },
    { align: "left", least: 10 },
    { align: "left", least: 16 },
    { align: "right" },
  ] as const;
  return table(columns, [headings, "line", ...rows], page);
}

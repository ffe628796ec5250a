/**
 * One page for people who decide: does it survive, what does it cost, what breaks first, what to do by when, what to check.
 * Markdown that reads as plain text in a mail, at most 80 characters a line.
 */
import { decimal } from "../decimal.ts";
import type { Estimate, EventOutcome } from "../estimate-schema.ts";
import type { Series } from "../simulation/series.ts";
import { actionsFor } from "./brief/actions.ts";
import { eventNeeds } from "./brief/needs.ts";
import { batchInShort } from "./batches.ts";
import { atLeast, count, figure, money, plural, smallMoney } from "./figures.ts";
import { moment, periodInWords } from "./instants.ts";
import { printableDocument } from "./printable.ts";
import { sampledSentences } from "./sampled.ts";
import { pricesInWords } from "./text/header.ts";
import { eventTimes } from "./text/survival.ts";
import { lossSentence, type Survival, verdictSentence, wholeCount } from "./verdict.ts";
import { weightiest } from "./weightiest-assumptions.ts";
import { hanging, wrap } from "./wrap.ts";

const WIDTH = 80;
/** A page holds no more of each; what is left out is counted. */
const MOST_EVENTS = 2;
const MOST_LIMITS = 5;
const MOST_ACTIONS = 8;

/** The page, ending with a line break. `series`: what the peaks are read from; null leaves out what to do. */
export function briefReport(document: Estimate, series: Series | null = null): string {
  const estimate = printableDocument(document);
  const lines = [
    ...title(estimate),
    ...part("What it costs", costs(estimate)),
    ...part("What breaks first", breaks(estimate)),
    ...(series === null ? [] : part("What to do by when (UTC)", todo(estimate, series))),
    ...part("Check these assumptions", assumptions(estimate)),
    ...part("Not included", missing(estimate)),
  ];
  return `${lines.join("\n")}\n`;
}

function part(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `## ${heading}`, "", ...lines];
}

function item(text: string): string[] {
  return hanging("- ", text, WIDTH);
}

const ANSWERS = { survives: "go", degrades: "go with losses", fails: "no-go" } as const;

function title({ scenario, survival, ...estimate }: Estimate): string[] {
  const name = scenario?.name ?? "Rated usage";
  const about = [
    ...(scenario === null ? [] : [periodInWords(scenario.period.start, scenario.period.end), scenario.region]),
    pricesInWords(estimate),
  ].join(" · ");
  return [
    `# ${name}${survival === null ? "" : `: ${ANSWERS[survival.verdict]}`}`,
    "",
    ...(survival === null
      ? []
      : [
          ...wrap(verdictSentence(survival), WIDTH),
          ...wrap(atStake(survival), WIDTH),
          ...sampledSentences({ survival, ...estimate }).flatMap((sentence) => wrap(sentence, WIDTH)),
          "",
        ]),
    ...wrap(`${about}.`, WIDTH),
  ];
}

/** Failed requests and lost orders; that none was lost is worth a word where requests failed. */
function atStake(survival: Survival): string {
  const { ordersLost, failed } = survival;
  const none = ordersLost !== null && decimal(ordersLost.orders).isZero() && !decimal(failed).isZero();
  return `${lossSentence(survival)}${none ? " No order was lost." : ""}`;
}

function costs({ bill, survival, prepared, batches }: Estimate): string[] {
  const events = (survival?.events ?? []).map(
    ({ name, cost }) => `${name}: ${money(cost)} of it, the bill with it minus without it.`,
  );
  return [
    `The whole period: ${atLeast(bill.total, bill.complete)}.`,
    ...(bill.range === null
      ? []
      : [`In nine of ten runs that draw every assumption at most ${money(bill.range.p90)}.`]),
    ...events,
    ...(prepared === null || prepared.cost === null
      ? []
      : [`What is prepared: ${money(prepared.cost)} of it, the bill with it minus without it.`]),
    ...(prepared?.entries ?? []).flatMap(({ component, until, costPerDay }) =>
      until === null && costPerDay !== null
        ? [`${component} stands raised until somebody lowers it: ${money(costPerDay)} a day.`]
        : [],
    ),
    ...(bill.perOrder === null ? [] : [`An order: ${smallMoney(bill.perOrder)}.`]),
    ...batches.map((batch) => `${batch.component}: ${batchInShort(batch)}`),
  ].flatMap(item);
}

function breaks({ survival }: Estimate): string[] {
  const events = (survival?.events ?? []).filter(({ limits }) => limits.length > 0);
  const lines = events
    .slice(0, MOST_EVENTS)
    .flatMap((event) => [
      ...wrap(
        `${event.name}, ${eventTimes(event)}, at most ${count(event.peakRequestsPerSecond)} requests a second:`,
        WIDTH,
      ),
      ...event.limits.slice(0, MOST_LIMITS).flatMap(limitItem),
      ...more(event.limits.length - MOST_LIMITS, "limit"),
    ]);
  return [...lines, ...more(events.length - MOST_EVENTS, "event")];
}

function limitItem({ firstReachedAt, component, limit, value, failed }: EventOutcome["limits"][number]): string[] {
  return item(
    `${moment(firstReachedAt)} ${component}: ${limit} (${value}), ${wholeCount(failed)} attempts failed on it.`,
  );
}

function more(amount: number, noun: string): string[] {
  return amount > 0 ? [`  and ${plural(amount, `more ${noun}`)}`] : [];
}

function todo(estimate: Estimate, series: Series): string[] {
  const events = (estimate.survival?.events ?? []).slice(0, MOST_EVENTS);
  const actions = events.flatMap((event) => {
    const needs = eventNeeds(estimate, series, event);
    return [
      ...loadTest(event, needs.attemptsPerSecond, events.length > 1),
      ...actionsFor(estimate, series, event, needs),
    ];
  });
  if (actions.length === 0) return [];
  return [
    ...wrap(
      `Estimates from the peaks of this run.${unseen(estimate)} surgecast advise finds the smallest that survive.`,
      WIDTH,
    ),
    "",
    ...actions.slice(0, MOST_ACTIONS).flatMap(({ by, what }) => item(`${by}: ${what}.`)),
    ...more(actions.length - MOST_ACTIONS, "step"),
  ];
}

function loadTest({ name }: EventOutcome, attempts: number | null, named: boolean): { by: string; what: string }[] {
  if (attempts === null) return [];
  const load = `${count(Math.ceil(attempts))} requests a second, those who try again included`;
  return [{ by: "before", what: `test the shop with ${load}${named ? ` (${name})` : ""}` }];
}

function unseen({ survival }: Estimate): string {
  return survival?.verdict === "survives" ? "" : " What fails first hides what would fail next.";
}

function assumptions({ assumptions: all }: Estimate): string[] {
  return weightiest(all).flatMap(({ assumption }) => {
    const { id, what, value, low, high, unit, totalAtLow, totalAtHigh } = assumption;
    const ends = `${figure(low)} to ${figure(high)} make ${money(totalAtLow)} to ${money(totalAtHigh)}`;
    return item(`${id}, ${what}: ${`${figure(value)} ${unit}`.trim()}; ${ends}.`);
  });
}

function missing({ bill }: Estimate): string[] {
  const unpriced = [
    ...bill.unpriced.map(({ component, usageType }) => `${component} ${usageType} (no price)`.trim()),
    ...bill.unsupported.map(({ type, count: amount }) => `${plural(amount, "resource")} of ${type} (not supported)`),
  ];
  const all = [...unpriced, ...bill.notIncluded];
  return all.length === 0 ? [] : wrap(`${all.join(", ")}.`, WIDTH);
}

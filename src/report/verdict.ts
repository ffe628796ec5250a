/** The answer in words, before any table: does it survive, and what breaks first. */
import { decimal } from "../decimal.ts";
import type { Estimate, EventOutcome, LimitReached, Verdict } from "../estimate-schema.ts";
import { grouped, money, percent, shareOf } from "./figures.ts";
import { moment } from "./instants.ts";
import type { Role } from "./style.ts";

export type Survival = NonNullable<Estimate["survival"]>;
type ClassOutcome = EventOutcome["byClass"][number];

export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = { survives: "✓", degrades: "◐", fails: "✗" };
export const VERDICT_ROLES: Readonly<Record<Verdict, Role>> = { survives: "good", degrades: "caution", fails: "bad" };

/** One sentence: `Fails at 20 Nov 18:00:12 UTC: app ran out of CPU (6 vCPU).` */
export function verdictSentence(survival: Survival): string {
  const worst = survival.events.find((event) => event.verdict === survival.verdict);
  if (survival.verdict === "survives") return survivesSentence(survival);
  const verb = survival.verdict === "fails" ? "Fails" : "Degrades";
  const limit = worst === undefined ? undefined : firstLimit(worst);
  if (limit !== undefined) return `${verb} at ${moment(limit.firstReachedAt)} UTC: ${limitInWords(limit)}.`;
  const short = worst === undefined ? undefined : worstClass(worst);
  if (worst === undefined || short === undefined) return `${verb}: ${failedInWords(survival)}.`;
  return `${verb} in ${worst.name}: ${percent(inTimeShare(short))} of ${short.class} requests served in time where ${short.objective} was asked.`;
}

/** The first limit on which requests failed; the first reached, where none failed on any. */
export function firstLimit({ limits }: EventOutcome): LimitReached | undefined {
  return limits.find(({ failed }) => !decimal(failed).isZero()) ?? limits[0];
}

/** `app ran out of CPU (6 vCPU)`. */
export function limitInWords({ component, limit, value }: LimitReached): string {
  return `${component} ran out of ${limit} (${value})`;
}

function survivesSentence({ events }: Survival): string {
  const names = events.map((event) => event.name);
  return names.length === 0
    ? "Survives: every request class meets its objective."
    : `Survives ${names.join(", ")}: every request class meets its objective.`;
}

/** What the failure cost: failed requests and late ones, then orders and their value where orders are known. */
export function lossSentence(survival: Survival): string {
  const { ordersLost } = survival;
  const failed = `${failedInWords(survival)}.`;
  if (ordersLost === null || decimal(ordersLost.orders).isZero()) return failed;
  const worth = ordersLost.value === null ? "" : ` worth ${money(ordersLost.value)}`;
  const orders = wholeCount(ordersLost.orders);
  return `${failed} ${orders} ${orders === "1" ? "order" : "orders"}${worth} ${orders === "1" ? "was" : "were"} lost.`;
}

function failedInWords({ failed, late, requests }: Survival): string {
  const lateOnes = decimal(late).isZero()
    ? ""
    : `, ${wholeCount(late)} came late (${percent(shareOf(late, requests))})`;
  if (decimal(failed).isZero()) return `No request failed of ${wholeCount(requests)}${lateOnes}`;
  return `${wholeCount(failed)} of ${wholeCount(requests)} requests failed (${percent(shareOf(failed, requests))})${lateOnes}`;
}

/** Requests and orders are counted whole, half up: `wholeCount("1234.5") === "1,235"`. */
export function wholeCount(exact: string): string {
  return grouped(decimal(exact).toFixed(0));
}

/** Served within the objective's time, of all that ended, in `[0, 1]`; null when there was none. */
export function inTimeShare({ served, inTime, failed }: ClassOutcome): number | null {
  return shareOf(inTime, decimal(served).plus(decimal(failed)).toString());
}

/** Served later than the objective asks. */
export function lateCount({ served, inTime }: ClassOutcome): string {
  return decimal(served).minus(decimal(inTime)).toString();
}

/** The class with the smallest share served in time: it decides the event. */
function worstClass({ byClass }: EventOutcome): ClassOutcome | undefined {
  return byClass.reduce<ClassOutcome | undefined>(
    (worst, next) => (worst === undefined || (inTimeShare(next) ?? 1) < (inTimeShare(worst) ?? 1) ? next : worst),
    undefined,
  );
}

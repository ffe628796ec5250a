/** The period of an estimate: whole hours in UTC, cut into calendar months. */
import { AVERAGE_MONTH_HOURS, HOUR_SECONDS } from "../units.ts";
import type { Moment } from "./moment.ts";
import type { ScenarioFile } from "./schema.ts";

export interface PeriodMonth {
  /** `2026-11`. */
  readonly month: string;
  /** First hour of the period that lies in it. */
  readonly fromHour: number;
  /** Hours of the period that lie in it. */
  readonly hours: number;
  /** Hours of the whole calendar month, by which GB-Mo divides; 730 for the average month. */
  readonly calendarHours: number;
}

export interface Period {
  /** Seconds since 1970, `[startSeconds, endSeconds)`. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly hours: number;
  /** In order; their hours add up to `hours`. */
  readonly months: readonly PeriodMonth[];
  readonly averageMonth: boolean;
}

/** The average month is nobody's month; where a date is asked for, it begins here. */
const NOMINAL_START = Date.UTC(2026, 0, 1) / 1000;

/**
 * `period({ period: { month: "2026-11" } })` has 720 hours in one month; `{ start: 2026-10-31, days: 2 }` has 24 hours in each of two.
 * `average_month` is 730 hours from 2026-01-01T00:00:00Z in one month of 730.
 */
export function period({ period: file }: Pick<ScenarioFile, "period">): Period {
  if (file === "average_month") {
    const hours = AVERAGE_MONTH_HOURS;
    return {
      startSeconds: NOMINAL_START,
      endSeconds: NOMINAL_START + hours * HOUR_SECONDS,
      hours,
      months: [{ month: "2026-01", fromHour: 0, hours, calendarHours: hours }],
      averageMonth: true,
    };
  }
  const startSeconds = "month" in file ? Date.parse(`${file.month}-01T00:00:00Z`) / 1000 : file.start;
  const endSeconds =
    "month" in file
      ? nextMonth(startSeconds)
      : startSeconds + ((file.days ?? 0) * 24 + (file.hours ?? 0)) * HOUR_SECONDS;
  return {
    startSeconds,
    endSeconds,
    hours: (endSeconds - startSeconds) / HOUR_SECONDS,
    months: monthsBetween(startSeconds, endSeconds),
    averageMonth: false,
  };
}

function monthsBetween(startSeconds: number, endSeconds: number): readonly PeriodMonth[] {
  const months: PeriodMonth[] = [];
  for (let from = startSeconds; from < endSeconds;) {
    const date = new Date(from * 1000);
    const monthStart = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000;
    const monthEnd = nextMonth(from);
    const until = Math.min(monthEnd, endSeconds);
    months.push({
      month: date.toISOString().slice(0, 7),
      fromHour: (from - startSeconds) / HOUR_SECONDS,
      hours: (until - from) / HOUR_SECONDS,
      calendarHours: (monthEnd - monthStart) / HOUR_SECONDS,
    });
    from = until;
  }
  return months;
}

/** Seconds since 1970 at which the month after that of `seconds` begins. */
function nextMonth(seconds: number): number {
  const date = new Date(seconds * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000;
}

/** Seconds from the period's start. */
export function secondsFrom({ since, seconds }: Moment, { startSeconds }: Period): number {
  return since === "start" ? seconds : seconds - startSeconds;
}

/** `2026-11-20T18:00:00Z`; what no calendar holds in seconds. */
export const iso = (seconds: number): string => {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s since 1970` : date.toISOString().replace(".000Z", "Z");
};

/** A period in words, for messages. */
export const span = ({ startSeconds, endSeconds }: Period): string => `from ${iso(startSeconds)} to ${iso(endSeconds)}`;

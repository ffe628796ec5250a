/** How old the prices are, said once when it matters. */
import { type Problem, problem } from "../errors.ts";
import type { Estimate } from "../estimate-schema.ts";
import { yearBefore } from "../pricing/age.ts";

/** A line about the oldest price an estimate rests on when it is older than a year on `today` (`YYYY-MM-DD`), else null. */
export function priceAgeRemark({ oldest }: Estimate["prices"], today: string): string | null {
  if (oldest === null || oldest >= yearBefore(today)) return null;
  return `the oldest price is of ${oldest}, older than a year on ${today}`;
}

/** The day prices are measured on: `--today`, or this day in UTC. What is no day is added to the problems. */
export function dayOf(today: string | undefined, problems: Problem[]): string {
  const now = new Date().toISOString().slice(0, 10);
  if (today === undefined) return now;
  const date = new Date(`${today}T00:00:00Z`);
  // The calendar moves on days that do not exist: 31 June comes back as 1 July.
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${today}T`)) return today;
  problems.push(problem(`--today must be a day such as 2026-11-23; got "${today}"`));
  return now;
}

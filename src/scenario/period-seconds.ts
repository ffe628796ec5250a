/** Moments of a scenario against its period. */
import type { Moment } from "./moment.ts";
import type { Period } from "./period.ts";

/** Seconds from the period's start. */
export function secondsFrom({ since, seconds }: Moment, { startSeconds }: Period): number {
  return since === "start" ? seconds : seconds - startSeconds;
}

/** The instant so many seconds after 1970. */
export const iso = (seconds: number): string => {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s since 1970` : date.toISOString().replace(".000Z", "Z");
};

/** The period in words. */
export const span = ({ startSeconds, endSeconds }: Period): string => `from ${iso(startSeconds)} to ${iso(endSeconds)}`;

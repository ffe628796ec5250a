/** Moments as scenarios write them: instants that name their zone, days in UTC, offsets from the period's start. */
import * as z from "zod";
import { offset } from "../quantities.ts";

export const instantWords = "an instant with its zone such as 2026-11-20T19:00:00+01:00";
const dayWords = "a day such as 2026-11-20 (it begins at 00:00 UTC)";
export const offsetWords = "an offset such as -30m from the period's start";

/** Seconds since 1970 of an instant that names its zone, or of a day in UTC; null for anything else, also for a 31st of June. */
function unixSeconds(text: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?\s?(?:Z|([+-])(\d\d):?(\d\d)))?$/.exec(
    text.trim(),
  );
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second >= 60)
    return null;
  const zoneHours = Number(match[8] ?? 0);
  const zoneMinutes = Number(match[9] ?? 0);
  if (zoneHours > 14 || zoneMinutes > 59) return null;
  const zone = (match[7] === "-" ? -1 : 1) * (zoneHours * 3600 + zoneMinutes * 60);
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second - zone;
}

/** A moment as written: absolute, or relative to the period's start. */
export type Moment = { readonly since: "1970" | "start"; readonly seconds: number };

/** `2026-11-20T19:00:00+01:00`, a day, or an offset from the period's start such as `36h`. */
export const moment = () =>
  z
    .string(`must be ${instantWords}, or ${offsetWords}`)
    .transform((text, context): Moment => {
      const unix = unixSeconds(text);
      if (unix !== null) return { since: "1970", seconds: unix };
      const relative = offset().safeParse(text);
      if (relative.success) return { since: "start", seconds: relative.data };
      context.addIssue({ code: "custom", message: `must be ${instantWords}, or ${offsetWords}` });
      return z.NEVER;
    })
    .meta({ description: `${instantWords}, or ${offsetWords}` });

/** Seconds since 1970 of a day, or of an instant with its zone. */
export const start = z
  .string(`must be ${dayWords}, or ${instantWords}`)
  .transform((text, context) => {
    const unix = unixSeconds(text);
    if (unix !== null) return unix;
    context.addIssue({ code: "custom", message: `must be ${dayWords}, or ${instantWords}` });
    return z.NEVER;
  })
  .meta({ description: `${dayWords}, or ${instantWords}` });

/**
 * Scheduled scaling: minimums that hold by the clock of a time zone, as AWS's scheduled actions set them.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
import * as z from "zod";
import { count, timezone } from "../../quantities.ts";
import { zoneOffset } from "../../traffic/time-zone.ts";
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from "../../units.ts";
import type { CellContext } from "../service.ts";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const WEEK_SECONDS = 7 * DAY_SECONDS;

const timeOfDay = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 18:00");

const base = {
  min: count().describe("tasks or instances"),
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
  timezone: timezone().default("UTC"),
};

/** `{ at: "18:00", min: 20 }` holds until the next `at`; `{ from: "18:00", until: "22:00", min: 20 }` ends by itself. */
export const schedule = z.array(
  z.union(
    [
      z.strictObject({ ...base, at: timeOfDay() }),
      z.strictObject({ ...base, from: timeOfDay(), until: timeOfDay().describe("the next day where it is not later") }),
    ],
    { error: "must be a map with min and at, or with min, from and until" },
  ),
);
export type Schedule = z.output<typeof schedule>;

/** A minimum that begins at a second of the local week, counted from Monday 00:00, and holds for some time. */
interface Action {
  readonly offset: (utcSeconds: number) => number;
  readonly begins: number;
  readonly lasts: number;
  readonly min: number;
}

/**
 * The minimum at a moment, in seconds since the period's start: the last `at` that came, else `min`; at least that of each window
 * which is open, and what `prepare:` asks for.
 */
export function minimumOverTime(
  min: number,
  scheduled: Schedule,
  context: Pick<CellContext, "prepared" | "startSeconds">,
): (seconds: number) => number {
  if (scheduled.length === 0) return context.prepared("min", min);
  const prepared = context.prepared("min", 0);
  const standing: Action[] = [];
  const windows: Action[] = [];
  for (const entry of scheduled) {
    const offset = zoneOffset(entry.timezone);
    for (const day of entry.days) {
      const midnight = weekdays.indexOf(day) * DAY_SECONDS;
      if ("at" in entry) {
        standing.push({ offset, begins: midnight + secondsOf(entry.at), lasts: Infinity, min: entry.min });
        continue;
      }
      const from = secondsOf(entry.from);
      const until = secondsOf(entry.until);
      const lasts = until > from ? until - from : until - from + DAY_SECONDS;
      windows.push({ offset, begins: midnight + from, lasts, min: entry.min });
    }
  }
  return (seconds) => {
    // A guard against 59.999…
    const utc = context.startSeconds + seconds + 1e-6;
    let least = Infinity;
    let value = min;
    for (const action of standing) {
      const since = sinceBegun(action, utc);
      if (since >= least) continue;
      least = since;
      value = action.min;
    }
    for (const action of windows) {
      if (action.min > value && sinceBegun(action, utc) < action.lasts) value = action.min;
    }
    return Math.max(value, prepared(seconds));
  };
}

/** Seconds since it last began, [0, 7 days). */
function sinceBegun({ offset, begins }: Action, utcSeconds: number): number {
  // 1970-01-01 was a Thursday.
  const since = utcSeconds + offset(utcSeconds) + 3 * DAY_SECONDS - begins;
  return since - WEEK_SECONDS * Math.floor(since / WEEK_SECONDS);
}

function secondsOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * HOUR_SECONDS + Number(minutes) * MINUTE_SECONDS;
}

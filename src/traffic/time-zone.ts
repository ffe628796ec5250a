/** What the clocks of a time zone show. */

/** Every zone's clocks have changed on a quarter of an hour of UTC since 1970. */
const QUARTER_SECONDS = 900;
const DAY_SECONDS = 86_400;

/**
 * A function from a moment, in seconds since 1970, to the seconds that a zone's clocks are ahead of UTC then:
 * `zoneOffset("Europe/Paris")(Date.UTC(2026, 6, 1) / 1000) === 7200`. What was asked once is remembered.
 */
export function zoneOffset(timezone: string): (utcSeconds: number) => number {
  if (timezone === "UTC") return () => 0;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const known = new Map<number, number>();
  const ask = (utcSeconds: number): number => {
    const before = known.get(utcSeconds);
    if (before !== undefined) return before;
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utcSeconds * 1000)) part[type] = Number(value);
    const local = Date.UTC(part["year"]!, part["month"]! - 1, part["day"], part["hour"], part["minute"]);
    const offset = local / 1000 - utcSeconds;
    known.set(utcSeconds, offset);
    return offset;
  };
  return (utcSeconds) => {
    // The zone is asked once a day, and closer on days when clocks change.
    const midnight = Math.floor(utcSeconds / DAY_SECONDS) * DAY_SECONDS;
    const before = ask(midnight);
    return ask(midnight + DAY_SECONDS) === before
      ? before
      : ask(Math.floor(utcSeconds / QUARTER_SECONDS) * QUARTER_SECONDS);
  };
}

/**
 * The moments at which a zone's clocks show a local time (its seconds counted as if it were UTC), earliest first: one, two where
 * clocks go back over it, none where they skip it.
 */
export function momentsOf(localSeconds: number, offsetAt: (utcSeconds: number) => number): readonly number[] {
  // No zone is more than 14 hours from UTC, and none changes twice within two days.
  const early = localSeconds - offsetAt(localSeconds - 86_400);
  const late = localSeconds - offsetAt(localSeconds + 86_400);
  const moments = early === late ? [early] : [early, late].sort((a, b) => a - b);
  return moments.filter((moment) => localSeconds - offsetAt(moment) === moment);
}

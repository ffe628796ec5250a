/** Local time of a time zone. The zone is asked once a day, and hourly on days when clocks change. */

/** Seconds to add to UTC for local time, by seconds since 1970: `zoneOffset("Europe/Paris")(Date.UTC(2026, 10, 20) / 1000) === 3600`. */
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
  const ask = (utcSeconds: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utcSeconds * 1000)) part[type] = Number(value);
    const local = Date.UTC(part["year"]!, part["month"]! - 1, part["day"], part["hour"], part["minute"]);
    return local / 1000 - utcSeconds;
  };
  // By full hours since 1970.
  const known = new Map<number, number>();
  const at = (hour: number): number => {
    let offset = known.get(hour);
    if (offset === undefined) {
      offset = ask(hour * 3600);
      known.set(hour, offset);
    }
    return offset;
  };
  return (utcSeconds) => {
    const hour = Math.floor(utcSeconds / 3600 + 1e-9);
    const midnight = hour - (hour % 24);
    const before = at(midnight);
    return at(midnight + 24) === before ? before : at(hour);
  };
}

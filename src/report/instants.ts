/** Instants as people read them, always UTC. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_IN_FULL = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Seconds since 1970 of an ISO instant; throws a RangeError when it is none. */
export function secondsOf(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new RangeError(`not an instant: "${instant}"`);
  return milliseconds / 1000;
}

/** `isoInstant(0) === "1970-01-01T00:00:00Z"`; milliseconds only where there are some. */
export function isoInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** `day(0) === "1 Jan"`. */
export function day(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""}`;
}

/** `clock(65_000) === "18:03:20"`; without seconds on the full minute: `clock(3600) === "01:00"`. */
export function clock(seconds: number): string {
  const text = isoInstant(Math.round(seconds)).slice(11, 19);
  return text.endsWith(":00") ? text.slice(0, 5) : text;
}

/** `moment("2026-11-20T18:00:12Z") === "20 Nov 18:00:12"`. */
export function moment(instant: string): string {
  const seconds = secondsOf(instant);
  return `${day(seconds)} ${clock(seconds)}`;
}

/**
 * A half-open period in words: `November 2026` for a calendar month, `1 – 7 Nov 2026` for whole days (both included),
 * `20 Nov 2026 17:00 – 19:00` for anything else.
 */
export function periodInWords(start: string, end: string): string {
  const from = secondsOf(start);
  const to = secondsOf(end);
  const year = new Date(from * 1000).getUTCFullYear();
  if (isCalendarMonth(from, to)) return `${MONTHS_IN_FULL[new Date(from * 1000).getUTCMonth()] ?? ""} ${year}`;
  const lastYear = new Date(to * 1000 - 1).getUTCFullYear();
  const firstDay = year === lastYear ? day(from) : `${day(from)} ${year}`;
  if (clock(from) === "00:00" && clock(to) === "00:00") {
    const last = day(to - 1);
    return firstDay === last ? `${last} ${lastYear}` : `${firstDay} – ${last} ${lastYear}`;
  }
  if (day(from) === day(to)) return `${day(from)} ${year} ${clock(from)} – ${clock(to)}`;
  return `${firstDay} ${clock(from)} – ${day(to)} ${lastYear} ${clock(to)}`;
}

function isCalendarMonth(from: number, to: number): boolean {
  const first = new Date(from * 1000);
  const next = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1) / 1000;
  return first.getUTCDate() === 1 && clock(from) === "00:00" && to === next;
}

/** Times as recordings write them. */
import { momentsOf, zoneOffset } from "../../traffic/time-zone.ts";

/** Beyond this a bare number counts milliseconds: as seconds it would lie after the year 5000, as milliseconds 1973. */
const FIRST_MILLISECONDS = 1e11;
const LATEST = Date.UTC(2100, 0, 1) / 1000;

export const timeWords = "a time such as 2026-11-20T19:00:00Z, 2026-11-20 19:00:00 or 1795201200";

const written =
  /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:[.,]\d+)?))?\s?(?:(Z|UTC)|([+-])(\d\d):?(\d\d))?)?$/i;

/** Whether a text looks like a time at all, whatever its zone. */
export function isTime(text: string): boolean {
  return written.test(text) || /^\d{9,}(\.\d+)?$/.test(text);
}

/**
 * A function from a text to seconds since 1970, or to what is wrong with it. Texts without a zone are local times of `timezone`;
 * where its clocks showed one twice, the first of them that comes after `after`, the time of the row before.
 */
export function timeReader(timezone: string): (text: string, after: number) => number | string {
  const offsetAt = zoneOffset(timezone);
  return (text, after) => {
    const seconds = isTime(text) ? read(text, after) : null;
    if (typeof seconds === "string") return seconds;
    if (seconds === null) return `must be ${timeWords}`;
    return seconds >= 0 && seconds < LATEST ? seconds : "must lie in the years 1970 to 2099";
  };

  function read(text: string, after: number): number | string | null {
    const match = written.exec(text);
    if (match === null) {
      const number = Number(text);
      return number >= FIRST_MILLISECONDS ? number / 1000 : number;
    }
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map((part) => Number(part ?? 0));
    const second = Number((match[6] ?? "0").replace(",", "."));
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || hour > 24 || minute > 59 || second >= 60) return null;
    const local = date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
    if (match[7] !== undefined) return local;
    if (match[8] !== undefined) {
      const zone = Number(match[9]) * 3600 + Number(match[10]) * 60;
      return match[8] === "-" ? local + zone : local - zone;
    }
    const moments = momentsOf(local, offsetAt);
    if (moments.length === 0) return `must be a time that clocks in ${timezone} show; they skip it that day`;
    return moments.find((moment) => moment > after) ?? moments[0] ?? null;
  }
}

/** Which columns of a recording hold what. */
import { isTime } from "./time-text.ts";

/** Indices from 0; `bytes` null where there are none. */
export interface Columns {
  readonly time: number;
  readonly requests: number;
  readonly bytes: number | null;
}

export type ColumnNames = { readonly [K in keyof Columns]?: string | number | undefined };

/** Names in the order of preference; a column's own may go on after the word: `minute_utc`, `Time (UTC)`. */
const names: Readonly<Record<keyof Columns, readonly string[]>> = {
  time: ["timestamp", "time", "datetime", "date", "minute", "hour", "second", "day", "start", "period", "bucket", "ts"],
  requests: ["requests", "request_count", "requestcount", "hits", "count", "sum", "value", "total", "volume"],
  bytes: ["bytes", "bytes_sent", "bytes_out", "sent_bytes"],
};

/** The columns, whether the first row names them, or what is missing. */
export function columnsOf(
  first: readonly string[],
  given: ColumnNames,
): { readonly columns: Columns; readonly header: boolean } | { readonly missing: string } {
  const header = !first.some(isTime);
  const labels = first.map((label) => label.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_"));
  const time = find("time", header ? recognised("time", true) : 0);
  const requests = find("requests", header ? (recognised("requests", false) ?? other(time)) : 1);
  const bytes = find("bytes", header ? recognised("bytes", false) : null);
  const missing = [
    ...(time === null || time >= first.length ? ["time"] : []),
    ...(requests === null || requests >= first.length ? ["requests"] : []),
    ...(given.bytes !== undefined && (bytes === null || bytes >= first.length) ? ["bytes"] : []),
  ];
  if (time === null || requests === null || missing.length > 0) return { missing: missing.join(" and ") };
  return { columns: { time, requests, bytes }, header };

  function find(key: keyof Columns, otherwise: number | null): number | null {
    const wanted = given[key];
    if (wanted === undefined) return otherwise;
    const index = typeof wanted === "number" ? wanted - 1 : first.findIndex((label) => label === wanted);
    return index < 0 ? null : index;
  }

  function recognised(key: keyof Columns, longer: boolean): number | null {
    const exact = names[key].map((name) => labels.indexOf(name)).find((index) => index >= 0);
    if (exact !== undefined) return exact;
    const begins = labels.findIndex((label) => longer && names[key].some((name) => label.startsWith(`${name}_`)));
    return begins < 0 ? null : begins;
  }

  /** Of two columns, the one that is not the time. */
  function other(than: number | null): number | null {
    return first.length === 2 && than !== null ? 1 - than : null;
  }
}

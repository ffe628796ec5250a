/** Rows one after the other → a Recording, or what is wrong with each. */
import { filledGaps } from "../../traffic/filled-gaps.ts";
import { growing } from "../../traffic/growing.ts";
import type { Recording } from "../../traffic/recorded.ts";
import { stretches } from "../../traffic/spacing.ts";

/** What is wrong with a row: its number as the source counts it, and a sentence without its subject. */
export type ReportRow = (row: number, column: keyof typeof columnTitles, what: string, hint: string | null) => void;

export const columnTitles = { time: "time", requests: "requests", bytes: "bytes" } as const;

export interface RecordingOptions {
  readonly timezone: string;
  /** Rows that are used, `[fromSeconds, untilSeconds)` since 1970. */
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  readonly intervalSeconds: number | null;
  readonly gaps: "zero" | "interpolate";
}

/** Nobody counts more in a row, and sums stay exact. */
const MOST = 1e15;
/** A file may have a problem in each of its lines; nobody reads further than this. */
const MAX_PROBLEMS = 50;

export interface RecordingRows {
  /** Adds a row; `requests` null: nothing was recorded then. Gives false once so much is wrong that reading on is of no use. */
  add(row: number, time: number | string, requests: number | string | null, bytes: number | string | null): boolean;
  /** Rows that count so far, and whether nothing was wrong. */
  readonly count: number;
  readonly sound: boolean;
  /** The recording, of a row at least, or two without an interval; null when anything was wrong. */
  finish(): Recording | null;
}

export function recordingRows(options: RecordingOptions, report: ReportRow): RecordingRows {
  const { fromSeconds, untilSeconds, intervalSeconds, gaps } = options;
  const times = growing();
  const counts = growing();
  let last = -Infinity;
  let lastRow = 0;
  let problems = 0;
  let bytesTotal: number | null = null;
  let requestsWithBytes = 0;

  function wrong(row: number, column: keyof typeof columnTitles, what: string, hint: string | null = null): void {
    problems += 1;
    if (problems <= MAX_PROBLEMS) report(row, column, what, hint);
  }

  return {
    get count() {
      return times.length;
    },
    get sound() {
      return problems === 0;
    },
    add(row, time, requests, bytes) {
      const used = typeof time === "number" && time >= fromSeconds && time < untilSeconds;
      if (typeof time === "string") wrong(row, "time", time);
      else if (time <= last) {
        const same = time === last;
        const what = same ? `must differ from row ${lastRow}'s` : `must come after row ${lastRow}'s`;
        wrong(row, "time", what, same ? "add up the requests of one time" : "sort the rows by time");
      } else {
        last = time;
        lastRow = row;
        if (used && typeof requests === "number" && inside(requests)) {
          times.push(time);
          counts.push(requests);
        }
      }
      if (typeof requests === "string") wrong(row, "requests", requests);
      else if (requests !== null && !inside(requests))
        wrong(row, "requests", `must be from 0 to 10^15; got ${requests}`);
      if (typeof bytes === "string") wrong(row, "bytes", bytes);
      else if (bytes !== null && !inside(bytes)) wrong(row, "bytes", `must be from 0 to 10^15; got ${bytes}`);
      else if (used && bytes !== null && typeof requests === "number") {
        bytesTotal = (bytesTotal ?? 0) + bytes;
        requestsWithBytes += requests;
      }
      return problems < MAX_PROBLEMS;
    },
    finish() {
      const bytesPerRequest = bytesTotal === null || requestsWithBytes === 0 ? null : bytesTotal / requestsWithBytes;
      if (problems > 0) return null;
      return recordingOf(times.values(), counts.values(), { bytesPerRequest, intervalSeconds, gaps });
    },
  };
}

const inside = (value: number): boolean => value >= 0 && value <= MOST;

function recordingOf(
  fromSeconds: Float64Array,
  requests: Float64Array,
  of: Pick<RecordingOptions, "intervalSeconds" | "gaps"> & { readonly bytesPerRequest: number | null },
): Recording {
  const { untilSeconds, usualSeconds, missing } = stretches(fromSeconds, of.intervalSeconds);
  const recording = { fromSeconds, untilSeconds, requests, bytesPerRequest: of.bytesPerRequest };
  if (usualSeconds === null) {
    const remark =
      "the recording's rows have no spacing in common: each counts until the next; say interval where that is wrong";
    return { ...recording, remarks: [remark] };
  }
  if (missing === 0) return { ...recording, remarks: [] };
  const rows = `${missing.toLocaleString("en-US")} ${missing === 1 ? "row" : "rows"} of ${usualSeconds} s`;
  const share = `the recording has ${requests.length.toLocaleString("en-US")} rows, and ${rows} are missing between them`;
  if (of.gaps === "zero") {
    const remark = `${share}: counted as no requests; say traffic.baseline.gaps: interpolate where they came and were not counted`;
    return { ...recording, remarks: [remark] };
  }
  return { ...filledGaps(recording), remarks: [`${share}: filled with the mean of the rows on both sides`] };
}

/** The recording that a scenario's baseline refers to, or holds. */
import { type Place, UserError } from "../../errors.ts";
import type { Recording } from "../../traffic/recorded.ts";
import type { BaselineFile } from "../baseline-schema.ts";
import type { Source } from "../document.ts";
import type { Period } from "../period.ts";
import type { Problems } from "../problems.ts";
import type { Reading } from "../reading.ts";
import { formatValue, nearestTo, type Path } from "../tree.ts";
import { readRecordingCsv } from "./read-csv.ts";
import { recordingRows, columnTitles, type RecordingOptions } from "./recording-rows.ts";
import { timeReader } from "./time-text.ts";

const DAY_SECONDS = 86_400;
const base: Path = ["traffic", "baseline"];

/** Null where the shape is not `recorded`, or where something is wrong, which is reported. */
export function readRecording(
  reading: Reading,
  baseline: BaselineFile | undefined,
  of: {
    readonly period: Period | null;
    readonly resolve: ((reference: string) => Source) | undefined;
    readonly problems: Problems;
  },
): Recording | null {
  if (baseline === undefined || baseline.shape !== "recorded") return null;
  const limits = { from: momentOf(reading, baseline, "from"), until: momentOf(reading, baseline, "until") };
  const options = {
    timezone: baseline.timezone,
    fromSeconds: limits.from ?? -Infinity,
    untilSeconds: limits.until ?? Infinity,
    intervalSeconds: baseline.interval ?? null,
    gaps: baseline.gaps ?? "zero",
  } as const;
  const recording = source(reading, baseline, options, of);
  if (recording !== null && of.period !== null) checkFit(reading, recording, baseline, of.period);
  return recording;
}

function source(
  reading: Reading,
  { file, rows, columns = {} }: BaselineFile,
  options: RecordingOptions,
  { resolve, problems }: { readonly resolve: ((reference: string) => Source) | undefined; readonly problems: Problems },
): Recording | null {
  if (file !== undefined) {
    const opened = open(reading, file, resolve);
    if (opened === null) return null;
    return readRecordingCsv(opened.text, { ...options, columns }, (line, what, hint) => {
      const place: Place = { file: opened.file, line, column: 1 };
      problems.add(place, [...base, "file"], what, hint);
    });
  }
  const path = [...base, "rows"];
  if (typeof rows === "string") {
    return readRecordingCsv(rows, { ...options, columns }, (line, what, hint) =>
      reading.report(path, `traffic.baseline.rows, line ${line}: ${what}`, hint),
    );
  }
  return rows === undefined ? null : listed(reading, rows, options);
}

/** A moment of the recording, read as its rows' times are; null where none is written. */
function momentOf(reading: Reading, baseline: BaselineFile, key: "from" | "until"): number | null {
  const text = baseline[key];
  if (text === undefined) return null;
  const seconds = timeReader(baseline.timezone)(text, -Infinity);
  if (typeof seconds === "number") return seconds;
  reading.report([...base, key], `traffic.baseline.${key} ${seconds}; got ${formatValue(text)}`);
  return null;
}

/** Rows that are written out as a list. */
function listed(
  reading: Reading,
  rows: readonly (readonly (string | number)[])[],
  options: RecordingOptions,
): Recording | null {
  const readTime = timeReader(options.timezone);
  const path = (row: number): Path => [...base, "rows", row - 1];
  const collected = recordingRows(options, (row, column, what, hint) =>
    reading.report(path(row), `traffic.baseline.rows[${row - 1}]: ${columnTitles[column]} ${what}`, hint),
  );
  let last = -Infinity;
  for (const [i, [time = "", requests, bytes]] of rows.entries()) {
    const seconds = readTime(String(time), last);
    if (typeof seconds === "number") last = Math.max(last, seconds);
    const said = typeof seconds === "string" ? `${seconds}; got ${formatValue(time)}` : seconds;
    if (!collected.add(i + 1, said, requests ?? null, bytes ?? null)) break;
  }
  if (collected.sound && (collected.count === 0 || (collected.count === 1 && options.intervalSeconds === null))) {
    const what =
      collected.count === 0 ? "have a row between from and until" : "have a second row, or interval beside them";
    reading.report([...base, "rows"], `traffic.baseline.rows must ${what}`);
    return null;
  }
  return collected.finish();
}

function open(reading: Reading, file: string, resolve: ((reference: string) => Source) | undefined): Source | null {
  const path = [...base, "file"];
  if (resolve === undefined) {
    reading.report(
      path,
      `traffic.baseline.file must be written out here as rows; got ${formatValue(file)}`,
      "send rows: [[time, requests], …], or the text of the file",
    );
    return null;
  }
  try {
    return resolve(file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const { what, hint, place } of error.problems) {
      reading.report(path, `traffic.baseline.file: ${what}`, place === null ? hint : null, error.code);
    }
    return null;
  }
}

function checkFit(
  reading: Reading,
  recording: Recording,
  { align, repeat, scale, mean }: BaselineFile,
  period: Period,
): void {
  const first = recording.fromSeconds[0] ?? 0;
  const end = recording.untilSeconds.at(-1) ?? 0;
  const key = (name: string): Path => (nearestTo(reading.root, [...base, name]).found ? [...base, name] : base);
  if (align === "date" && (end <= period.startSeconds || first >= period.endSeconds)) {
    const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
    reading.report(
      key("align"),
      `traffic.baseline.align must not be date: the recording, from ${day(first)} to ${day(end)}, lies outside of the period`,
      "say align: week to keep weekdays, or start",
    );
  }
  const needed = repeat === "daily" ? DAY_SECONDS : repeat === "weekly" ? 7 * DAY_SECONDS : 0;
  if (end - first < needed) {
    reading.report(
      key("repeat"),
      `traffic.baseline.repeat must be left out: the recording is shorter than a ${repeat === "daily" ? "day" : "week"}`,
      repeat === "weekly" && end - first >= DAY_SECONDS ? "say repeat: daily" : null,
    );
  }
  if (scale === undefined && mean !== undefined && recording.requests.every((requests) => requests === 0)) {
    reading.report(key("mean"), "traffic.baseline.mean must be left out: the recording has no requests to scale");
  }
}

/** A recording from the text of a CSV file. */
import type { Recording } from "../../traffic/recorded.ts";
import { columnsOf, type ColumnNames } from "./columns.ts";
import { csvRows, delimiterOf, type Delimiter } from "./csv-rows.ts";
import { columnTitles, recordingRows, type RecordingOptions } from "./recording-rows.ts";
import { timeReader } from "./time-text.ts";

/** `line` from 1. */
export type ReportLine = (line: number, what: string, hint: string | null) => void;

/**
 * Reads rows of time, requests and perhaps bytes, separated by comma, semicolon or tab, with or without a line of names; null, and
 * every problem reported, when anything is wrong. A cell of requests that is empty says that nothing was recorded then.
 */
export function readRecordingCsv(
  text: string,
  options: RecordingOptions & { readonly columns: ColumnNames },
  report: ReportLine,
): Recording | null {
  const delimiter = delimiterOf(text);
  const rows = csvRows(text, delimiter);
  const first = rows.next();
  if (first.done === true) {
    report(1, "the recording is empty", "write a line for each minute: time,requests");
    return null;
  }
  const found = columnsOf(first.value.cells, options.columns);
  if ("missing" in found) {
    const names = first.value.cells.join(", ");
    report(first.value.line, `the recording has no column for ${found.missing}; it has ${names}`, columnsHint);
    return null;
  }
  const { columns, header } = found;
  const readTime = timeReader(options.timezone);
  const collected = recordingRows(options, (line, column, what, hint) =>
    report(line, `${columnTitles[column]} ${what}`, hint),
  );
  let last = -Infinity;
  const add = (line: number, cells: readonly string[]): boolean => {
    const cell = (index: number): string => cells[index] ?? "";
    const time = readTime(cell(columns.time), last);
    if (typeof time === "number") last = Math.max(last, time);
    const said = typeof time === "string" ? `${time}; got "${cell(columns.time)}"` : time;
    const requests = countOf(cell(columns.requests), delimiter);
    return collected.add(line, said, requests, columns.bytes === null ? null : countOf(cell(columns.bytes), delimiter));
  };
  let reading = header || add(first.value.line, first.value.cells);
  for (const { line, cells } of reading ? rows : []) {
    reading = add(line, cells);
    if (reading) continue;
    report(line, "reading stopped here, after 50 problems", null);
    break;
  }
  if (collected.count === 0 || (collected.count === 1 && options.intervalSeconds === null)) {
    const none = "the recording has no row of time and requests";
    const what = collected.count === 0 ? none : "the recording has one row, which shows no spacing";
    if (reading && collected.sound)
      report(first.value.line, what, "write a line for each minute: time,requests; or say interval: 60s");
    return null;
  }
  return collected.finish();
}

const columnsHint = "name them: columns: { time: <name>, requests: <name> }";

/** A count; null where the cell is empty; else what is wrong with it. */
function countOf(text: string, delimiter: Delimiter): number | string | null {
  if (text === "") return null;
  const plain =
    delimiter === ";" && /^[+-]?\d+,\d+$/.test(text) && !/,\d{3}$/.test(text) ? text.replace(",", ".") : text;
  const ungrouped =
    delimiter !== ";" && /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(",", "") : plain;
  if (ungrouped.startsWith("-") && Number(ungrouped) < 0) return `must be 0 or more; got "${text}"`;
  if (/^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(ungrouped)) return Number(ungrouped);
  return `must be a number such as 1200; got "${text.slice(0, 40)}"`;
}

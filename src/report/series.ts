/**
 * The time series as a file: one row for each step. Numbers are printed with the fewest digits that read back as the same
 * double, so that someone else's computation starts from the very same figures. A run of many steps outgrows one string:
 * both formats come in parts.
 */
import type { Series, SeriesColumn } from "../simulation/series.ts";
import { csvRow } from "./csv.ts";
import { isoInstant } from "./instants.ts";

const ROWS_PER_PART = 1000;

/** `app.running tasks (tasks)`. */
function columnTitle({ component, name, unit }: SeriesColumn): string {
  return `${component === "" ? "" : `${component}.`}${name} (${unit})`;
}

/** Header `time,step (s),…`, then a row for each step: start of the step in UTC, its length, every column. */
export function* seriesCsv(series: Series): Generator<string> {
  yield csvRow(["time", "step (s)", ...series.columns.map(columnTitle)]);
  for (const rows of parts(series)) {
    yield rows
      .map(({ time, values }) =>
        csvRow([time, ...values.map((value) => (Number.isFinite(value) ? String(value) : ""))]),
      )
      .join("");
  }
}

/** `{ "schema": "surgecast/series/1", "events": […], "columns": ["time", "step (s)", …], "rows": [[…], …] }`, a row on a line. */
export function* seriesJson(series: Series): Generator<string> {
  const events = series.events.map(({ name, startSeconds, endSeconds }) => ({
    name,
    start: isoInstant(startSeconds),
    end: isoInstant(endSeconds),
  }));
  const columns = ["time", "step (s)", ...series.columns.map(columnTitle)];
  yield `{\n"schema": "surgecast/series/1",\n"events": ${JSON.stringify(events)},\n"columns": ${JSON.stringify(columns)},\n"rows": [`;
  let before = "\n";
  for (const rows of parts(series)) {
    yield before + rows.map(({ time, values }) => JSON.stringify([time, ...values])).join(",\n");
    before = ",\n";
  }
  yield "\n]\n}\n";
}

function* parts(series: Series): Generator<{ time: string; values: number[] }[]> {
  const { startSeconds, stepSeconds, columns } = series;
  for (let first = 0; first < startSeconds.length; first += ROWS_PER_PART) {
    const length = Math.min(ROWS_PER_PART, startSeconds.length - first);
    yield Array.from({ length }, (_row, index) => {
      const step = first + index;
      const values = [stepSeconds, ...columns.map((column) => column.values)].map((column) => column[step] ?? NaN);
      return { time: isoInstant(startSeconds[step] ?? NaN), values };
    });
  }
}

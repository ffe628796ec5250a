/** The run as sparklines on one time axis: the whole period, then every event from near. */
import type { Series, SeriesColumn } from "../../simulation/series.ts";
import { sparkline } from "../bars.ts";
import { chartColumns, eventWindow, extremes, inUnit, resample, wholeWindow, type Window } from "../chart.ts";
import { duration } from "../figures.ts";
import { clock, day } from "../instants.ts";
import { printable } from "../printable.ts";
import { cutMiddle } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { spanMarks, timeAxis } from "./time-axis.ts";

const LONGEST_LABEL = 26;

export function chartLines(series: Series, page: Page): string[] {
  return section("Over time", chartViews(series, page), page);
}

/** The charts alone, a blank line between two; none where the series has nothing to draw. */
export function chartViews(series: Series, page: Page): string[] {
  const columns = chartColumns(series);
  if (columns.length === 0 || series.startSeconds.length === 0) return [];
  const whole = wholeWindow(series);
  const near = series.events.flatMap((event) => {
    const window = eventWindow(series, event);
    // An event that fills the period is already drawn.
    return window === null || window.to - window.from > (whole.to - whole.from) / 2
      ? []
      : [{ name: event.name, window }];
  });
  const views = [{ name: "The whole period", window: whole }, ...near];
  return views.flatMap(({ name, window }, index) => [
    ...(index === 0 ? [] : [""]),
    ...viewLines({ name, window, series, columns }, page),
  ]);
}

interface View {
  readonly name: string;
  readonly window: Window;
  readonly series: Series;
  readonly columns: readonly SeriesColumn[];
}

function viewLines({ name, window, series, columns }: View, page: Page): string[] {
  const { style } = page;
  const labels = columns.map((column) =>
    cutMiddle(printable(`${column.component} ${column.name}`).trim(), LONGEST_LABEL),
  );
  const ranges = columns.map((column) => rangeInWords(series, column, window));
  const labelWidth = Math.max(...labels.map((label) => label.length));
  const rangeWidth = Math.max(...ranges.map((range) => range.length));
  const width = Math.max(10, page.width - labelWidth - rangeWidth - 6);
  const margin = " ".repeat(labelWidth + 4);
  const events = series.events.map((event) => ({
    name: printable(event.name),
    from: event.startSeconds,
    to: event.endSeconds,
  }));
  const character = duration((window.to - window.from) / width);
  return [
    `  ${style("strong", name)} ${style("faint", `${windowInWords(window)}, maximum of each ${character}`)}`,
    ...spanMarks(events, window, width).map((line) => margin + style("caution", line)),
    ...columns.map((column, index) => {
      const drawn = sparkline(resample(series, column.values, window, width));
      return `  ${(labels[index] ?? "").padEnd(labelWidth)}  ${style("accent", drawn)}  ${style("faint", ranges[index] ?? "")}`;
    }),
    ...timeAxis(window, width).map((line) => margin + style("faint", line)),
  ];
}

/** `3 – 67 tasks`; one figure where nothing moves. */
function rangeInWords(series: Series, { values, unit }: SeriesColumn, window: Window): string {
  const found = extremes(series, values, window);
  return found === null ? "" : spread(inUnit(found.least, unit), inUnit(found.most, unit));
}

/** Two figures, their unit once where it is the same: `4 – 25 MB/s`, but `4 KB/s – 25 MB/s`. */
function spread(least: string, most: string): string {
  if (least === most) return most;
  const [figure = "", unit = ""] = split(least);
  return `${unit === split(most)[1] ? figure : least} – ${most}`;
}

function split(text: string): string[] {
  const end = text.search(/[^-\d.,]/);
  return end === -1 ? [text, ""] : [text.slice(0, end), text.slice(end)];
}

function windowInWords({ from, to }: Window): string {
  const sameDay = day(from) === day(to - 1);
  return `${day(from)} ${clock(from)} – ${sameDay ? "" : `${day(to)} `}${clock(to)} UTC`;
}

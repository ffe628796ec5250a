/** The run over time: the page's charts and the data that its script draws them from. */
import type { Series } from "../../simulation/series.ts";
import { envelope, eventWindow, extremes, inUnit, wholeWindow, type Window } from "../chart.ts";
import { percent } from "../figures.ts";
import { clock, day } from "../instants.ts";
import { html, jsonElement, type Markup, section } from "./markup.ts";
import { type Bound, largestOf, type Line, type Panel } from "./panels.ts";

/** A part of a chart per pixel is as much as can be seen. */
const MOST_PARTS = 900;
const FEWEST_PARTS = 60;
/** Numbers in the page, about five characters each: the file stays below 2 MB however many events there are. */
const MOST_NUMBERS = 200_000;

/** From this share of a level on it is drawn; below, the line under it would be flat. */
const DRAWN_FROM = 0.35;

/** A level is reached where the line touches it, rounding aside. */
const REACHED = 0.999;

/** A moment at which a component reached a limit. */
export interface Mark {
  readonly component: string;
  /** `app ran out of CPU (3 tasks × 2 vCPU)`. */
  readonly title: string;
  /** Seconds since 1970. */
  readonly at: number;
}

/** A stretch of time to look at: all of the period, or an event from near. */
interface View {
  readonly name: string;
  readonly window: Window;
}

/** What the script of the page reads; web/report/main.ts has its other end. */
export interface ChartData {
  readonly panels: readonly {
    readonly unit: string;
    readonly lines: readonly { readonly label: string; readonly tone: string }[];
    /** Levels drawn across; `reached` by any of the lines. */
    readonly bounds: readonly { readonly title: string; readonly value: number; readonly reached: boolean }[];
    /** Moments, numbered as below the chart. */
    readonly marks: readonly { readonly number: number; readonly at: number }[];
  }[];
  readonly events: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  readonly views: readonly {
    readonly from: number;
    /** Seconds from one part to the next. */
    readonly part: number;
    /** For each panel and each of its lines the largest values, and the smallest where they are others. */
    readonly panels: readonly (readonly {
      readonly most: readonly (number | null)[];
      readonly least: readonly (number | null)[] | null;
    }[])[];
  }[];
}

/** `series`: what the views are of; the panels' lines may be of others too. */
export function chartsSection(
  series: Series | null,
  shown: readonly Panel[],
  marks: readonly Mark[] = [],
): Markup | null {
  if (series === null || series.startSeconds.length === 0 || shown.length === 0) return null;
  const views = viewsOf(series);
  // Opened on the event: that is what the reader came for.
  const first = views.length > 1 ? 1 : 0;
  const marked = shown.map((_, at) => marksOf(shown, marks, at));
  return section("time", "Over time", [
    views.length === 1 ? null : viewButtons(views, first),
    html`<p class="note needs-script">
      The charts need JavaScript; every figure of theirs is in the file that --series writes.
    </p>`,
    html`<div id="charts">
      ${shown.map((panel, at) => figureOf(panel, views[first]?.window ?? wholeWindow(series), marked[at] ?? []))}
    </div>`,
    html`<p class="note" id="chart-note"></p>`,
    jsonElement("chart-data", chartData(series, shown, views, marked)),
  ]);
}

/** Marks of a panel's components, in the order of time; those of components that no panel shows go to what failed. */
function marksOf(shown: readonly Panel[], marks: readonly Mark[], at: number): readonly Mark[] {
  const failed = Math.max(
    0,
    shown.findIndex(({ title }) => title === "Failed requests"),
  );
  const placeOf = ({ component }: Mark): number => {
    // What a component does stands below what is asked of it.
    const own = shown.findLastIndex(({ components }) => components.includes(component));
    return own === -1 ? failed : own;
  };
  return marks.filter((mark) => placeOf(mark) === at).toSorted((a, b) => a.at - b.at);
}

function viewButtons(views: readonly View[], first: number): Markup {
  return html`<div class="views" role="group" aria-label="Stretch of time">
    ${views.map(
      ({ name, window }, index) =>
        html`<button type="button" data-view="${index}" aria-pressed="${String(index === first)}">
          ${name} <span class="faint">${windowInWords(window)}</span>
        </button>`,
    )}
  </div>`;
}

function figureOf({ title, unit, lines, bounds, note }: Panel, window: Window, marks: readonly Mark[]): Markup {
  const ranges = lines.map(({ label, values, series }) => {
    const found = extremes(series, values, window);
    return found === null ? label : `${label} from ${inUnit(found.least, unit)} to ${inUnit(found.most, unit)}`;
  });
  const most = Math.max(...lines.map(largestOf));
  const used = bounds.map((bound) => ({
    bound,
    words: `${bound.title} (${percent(bound.most / bound.value)} of it used)`,
  }));
  const unseen = used.filter(({ bound }) => !isDrawn(bound, most));
  return html`<figure>
    <figcaption>
      <h3>${title}</h3>
      <p class="readout"></p>
    </figcaption>
    <div
      class="plot"
      tabindex="0"
      role="img"
      aria-label="${title}: ${[...ranges, ...used.map(({ words }) => words), ...marks.map((mark) => mark.title)].join(", ")}"
    ></div>
    ${unseen.length === 0 ? null : html`<p class="levels">Far above: ${unseen.map(({ words }) => words).join(", ")}</p>`}
    ${
      marks.length === 0
        ? null
        : html`<ol class="marks">
            ${marks.map(({ title: what, at }) => html`<li><time>${day(at)} ${clock(at)}</time> ${what}</li>`)}
          </ol>`
    }
    ${note === null ? null : html`<p class="levels">${note}</p>`}
  </figure>`;
}

function isDrawn({ value }: Bound, most: number): boolean {
  return most >= value * DRAWN_FROM;
}

function viewsOf(series: Series): View[] {
  const whole = wholeWindow(series);
  const near = series.events.flatMap((event) => {
    const window = eventWindow(series, event);
    // An event that fills the period is already drawn.
    return window === null || window.to - window.from > (whole.to - whole.from) / 2
      ? []
      : [{ name: event.name, window }];
  });
  return [{ name: "The whole period", window: whole }, ...near];
}

function windowInWords({ from, to }: Window): string {
  if (to - from > 2 * 86_400) return `${day(from)} – ${day(to - 1)}`;
  return `${day(from)} ${clock(from)} – ${day(from) === day(to - 1) ? "" : `${day(to)} `}${clock(to)} UTC`;
}

function chartData(
  series: Series,
  shown: readonly Panel[],
  views: readonly View[],
  marked: readonly (readonly Mark[])[],
): ChartData {
  const lines = shown.reduce((all, panel) => all + panel.lines.length, 0);
  const affordable = Math.floor(MOST_NUMBERS / (2 * lines * views.length));
  const finest = Math.max(FEWEST_PARTS, Math.min(MOST_PARTS, affordable));
  return {
    panels: shown.map((panel, at) => {
      const most = Math.max(...panel.lines.map(largestOf));
      return {
        unit: panel.unit,
        lines: panel.lines.map(({ label, tone }) => ({ label, tone })),
        bounds: levelsOf(panel.bounds.filter((bound) => isDrawn(bound, most))),
        marks: (marked[at] ?? []).map((mark, index) => ({ number: index + 1, at: mark.at })),
      };
    }),
    events: series.events.map(({ name, startSeconds, endSeconds }) => ({ name, from: startSeconds, to: endSeconds })),
    views: views.map(({ window }) => {
      const parts = Math.max(1, Math.min(finest, Math.ceil(window.to - window.from)));
      return {
        from: window.from,
        part: (window.to - window.from) / parts,
        panels: shown.map((panel) => panel.lines.map((line) => extremesOf(line, window, parts))),
      };
    }),
  };
}

/** Bounds at the same height are one line with both names. */
function levelsOf(bounds: readonly Bound[]): ChartData["panels"][number]["bounds"] {
  const values = [...new Set(bounds.map(({ value }) => value))];
  return values.map((value) => {
    const here = bounds.filter((bound) => bound.value === value);
    return {
      title: here.map(({ title }) => title).join(", "),
      value,
      reached: here.some(({ most }) => most >= value * REACHED),
    };
  });
}

function extremesOf(
  { series, values }: Line,
  window: Window,
  parts: number,
): ChartData["views"][number]["panels"][number][number] {
  const { least, most } = envelope(series, values, window, parts);
  const moves = least.some((value, index) => value !== most[index] && !Number.isNaN(value));
  return { most: most.map(fourDigits), least: moves ? least.map(fourDigits) : null };
}

/** A pixel shows no more. */
function fourDigits(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
}

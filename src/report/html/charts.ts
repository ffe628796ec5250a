/** The run over time: the page's charts and the data that its script draws them from. */
import type { Series } from "../../simulation/series.ts";
import { envelope, eventWindow, extremes, inUnit, wholeWindow, type Window } from "../chart.ts";
import { clock, day } from "../instants.ts";
import { html, jsonElement, type Markup, section } from "./markup.ts";
import { type Panel, panels } from "./panels.ts";

/** A part of a chart per pixel is as much as can be seen. */
const MOST_PARTS = 900;
const FEWEST_PARTS = 60;
/** Numbers in the page, about five characters each: the file stays below 2 MB however many events there are. */
const MOST_NUMBERS = 200_000;

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

export function chartsSection(series: Series | null): Markup | null {
  if (series === null || series.startSeconds.length === 0) return null;
  const shown = panels(series);
  if (shown.length === 0) return null;
  const views = viewsOf(series);
  // Opened on the event: that is what the reader came for.
  const first = views.length > 1 ? 1 : 0;
  return section("time", "Over time", [
    views.length === 1 ? null : viewButtons(views, first),
    html`<p class="note needs-script">
      The charts need JavaScript; every figure of theirs is in the file that --series writes.
    </p>`,
    html`<div id="charts">
      ${shown.map((panel) => figureOf(series, panel, views[first]?.window ?? wholeWindow(series)))}
    </div>`,
    html`<p class="note" id="chart-note"></p>`,
    jsonElement("chart-data", chartData(series, shown, views)),
  ]);
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

function figureOf(series: Series, { title, unit, lines }: Panel, window: Window): Markup {
  const ranges = lines.map(({ label, values }) => {
    const found = extremes(series, values, window);
    return found === null ? label : `${label} from ${inUnit(found.least, unit)} to ${inUnit(found.most, unit)}`;
  });
  return html`<figure>
    <figcaption>
      <h3>${title}</h3>
      <p class="readout"></p>
    </figcaption>
    <div class="plot" tabindex="0" role="img" aria-label="${title}: ${ranges.join(", ")}"></div>
  </figure>`;
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

function chartData(series: Series, shown: readonly Panel[], views: readonly View[]): ChartData {
  const lines = shown.reduce((all, panel) => all + panel.lines.length, 0);
  const affordable = Math.floor(MOST_NUMBERS / (2 * lines * views.length));
  const finest = Math.max(FEWEST_PARTS, Math.min(MOST_PARTS, affordable));
  return {
    panels: shown.map((panel) => ({
      unit: panel.unit,
      lines: panel.lines.map(({ label, tone }) => ({ label, tone })),
    })),
    events: series.events.map(({ name, startSeconds, endSeconds }) => ({ name, from: startSeconds, to: endSeconds })),
    views: views.map(({ window }) => {
      const parts = Math.max(1, Math.min(finest, Math.ceil(window.to - window.from)));
      return {
        from: window.from,
        part: (window.to - window.from) / parts,
        panels: shown.map((panel) => panel.lines.map(({ values }) => extremesOf(series, values, window, parts))),
      };
    }),
  };
}

function extremesOf(
  series: Series,
  values: Float64Array,
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

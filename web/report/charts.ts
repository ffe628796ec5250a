/** The time charts: one below the other on one axis, a cursor through all of them, events shaded. */
import uPlot from "uplot";
import type { ChartData } from "../../src/report/html/charts.ts";
import { axisLabel, moment, range, span } from "./format.ts";

type View = ChartData["views"][number];
type Panel = ChartData["panels"][number];
type Values = View["panels"][number];

const HEIGHT = 150;
const AXIS_WIDTH = 72;
/** Width of a chart on paper, in CSS pixels. */
const PRINT_WIDTH = 680;

/** Bytes are counted in powers of two: so are the steps between their labels. */
const POWERS_OF_TWO = Array.from({ length: 50 }, (_step, power) => 2 ** power);

export function drawCharts(): void {
  const source = document.querySelector("#chart-data")?.textContent;
  const figures = [...document.querySelectorAll<HTMLElement>("#charts figure")];
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("[data-view]")];
  if (source === undefined || source === null || figures.length === 0) return;
  const data = JSON.parse(source) as ChartData; // Written by the report that this script is part of.
  const drawn = new Map<HTMLElement, uPlot>();
  let shown = Math.max(
    0,
    buttons.findIndex((button) => button.getAttribute("aria-pressed") === "true"),
  );

  const draw = (width?: number): void => {
    for (const chart of drawn.values()) chart.destroy();
    drawn.clear();
    const view = data.views[shown];
    for (const [index, figure] of figures.entries()) {
      const chart = view === undefined ? null : chartOf(figure, data, view, index, width);
      if (chart !== null) drawn.set(figure, chart);
    }
    const note = document.querySelector("#chart-note");
    if (note !== null && view !== undefined) {
      note.textContent = `Each point stands for ${span(view.part)}: the line is the largest value in it, the shade reaches down to the smallest. Drag to zoom, double-click to go back.`;
    }
  };
  for (const [index, button] of buttons.entries()) {
    button.addEventListener("click", () => {
      shown = index;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      draw();
    });
  }
  for (const figure of figures) {
    const place = figure.querySelector<HTMLElement>(".plot");
    place?.addEventListener("keydown", (event) => moveCursor(drawn.get(figure), event));
    place?.addEventListener("blur", () => drawn.get(figure)?.setCursor({ left: -10, top: -10 }));
  }
  draw();

  let width = figures[0]?.clientWidth ?? 0;
  window.addEventListener("resize", () => {
    const now = figures[0]?.clientWidth ?? 0;
    if (now === width) return;
    width = now;
    draw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());
  // Paper is light, whatever the screen is.
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset["print"] = "";
    draw(PRINT_WIDTH);
  });
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset["print"];
    draw();
  });
}

function chartOf(figure: HTMLElement, data: ChartData, view: View, index: number, width?: number): uPlot | null {
  const place = figure.querySelector<HTMLElement>(".plot");
  const readout = figure.querySelector<HTMLElement>(".readout");
  const panel = data.panels[index];
  const values = view.panels[index];
  if (place === null || readout === null || panel === undefined || values === undefined) return null;
  const times = Array.from(values[0]?.most ?? [], (_value, part) => view.from + (part + 0.5) * view.part);
  const chart = new uPlot(
    {
      width: width ?? place.clientWidth,
      height: HEIGHT,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      cursor: { sync: { key: "time" }, drag: { x: true, y: false }, points: { size: 7 } },
      scales: { x: { time: true }, y: { range: (_chart, _least, most) => [0, heightOf(panel, most) * 1.08] } },
      axes: axes(panel),
      ...series(panel, values),
      hooks: {
        drawClear: [(drawing) => shade(drawing, data)],
        draw: [(drawing) => level(drawing, panel), (drawing) => mark(drawing, panel)],
        setCursor: [(drawing) => describe(readout, panel, values, view, drawing.cursor.idx ?? null)],
      },
    },
    [times, ...values.flatMap(({ most, least }) => (least === null ? [[...most]] : [[...most], [...least]]))],
    place,
  );
  describe(readout, panel, values, view, null);
  return chart;
}

/** Room for the line and for every level that is drawn. */
function heightOf({ bounds }: Panel, most: number): number {
  return Math.max(most || 0, ...bounds.map(({ value }) => value)) || 1;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function axes({ unit }: Panel): uPlot.Axis[] {
  const common = {
    stroke: colour("muted"),
    font: "12px system-ui, sans-serif",
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  return [
    { ...common, grid: { show: false }, size: 28, values: clockLabels },
    {
      ...common,
      size: AXIS_WIDTH,
      space: 36,
      ...(unit === "bytes/s" ? { incrs: POWERS_OF_TWO } : {}),
      values: (_chart, splits) => splits.map((value) => axisLabel(value, unit)),
    },
  ];
}

/** Days where a tick is midnight, else the time of day. */
function clockLabels(_chart: uPlot, splits: number[]): string[] {
  const apart = (splits[1] ?? 0) - (splits[0] ?? 0);
  return splits.map((seconds) => {
    const text = new Date(seconds * 1000).toISOString();
    const dayOfMonth = new Date(seconds * 1000).toLocaleDateString("en-GB", {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    });
    if (seconds % 86_400 === 0) return dayOfMonth;
    return apart < 60 ? text.slice(11, 19) : text.slice(11, 16);
  });
}

/** A line for the largest values of each column; where the smallest differ, a shade down to them. */
function series({ lines }: Panel, values: Values): Pick<uPlot.Options, "series" | "bands"> {
  const all: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const [index, { tone }] of lines.entries()) {
    const stroke = colour(tone);
    const common = { points: { show: false }, spanGaps: false };
    all.push({ ...common, stroke, width: 1.5, ...(tone === "limit" ? { dash: [5, 4] } : {}) });
    if ((values[index]?.least ?? null) === null) continue;
    all.push({ ...common, stroke: `${stroke}66`, width: 0.5 });
    bands.push({ series: [all.length - 2, all.length - 1], fill: `${stroke}33` });
  }
  return { series: all, bands };
}

function shade(chart: uPlot, { events }: ChartData): void {
  const { top, height } = chart.bbox;
  inside(chart, (ctx) => {
    ctx.fillStyle = colour("shade");
    for (const { from, to } of events) {
      const start = chart.valToPos(from, "x", true);
      ctx.fillRect(start, top, Math.max(2, chart.valToPos(to, "x", true) - start), height);
    }
  });
}

/** Limits as dashed lines with their names, red where they are reached. */
function level(chart: uPlot, { bounds }: Panel): void {
  const { left, top, width } = chart.bbox;
  inside(chart, (ctx, pixel) => {
    ctx.setLineDash([6 * pixel, 4 * pixel]);
    ctx.lineWidth = 1.25 * pixel;
    ctx.font = `${11 * pixel}px system-ui, sans-serif`;
    ctx.textAlign = "right";
    for (const { title, value, reached } of bounds) {
      ctx.strokeStyle = ctx.fillStyle = colour(reached ? "bad" : "limit");
      const y = Math.max(top + pixel, chart.valToPos(value, "y", true));
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(left + width, y);
      ctx.stroke();
      ctx.fillText(title, left + width - 4 * pixel, y + 12 * pixel);
    }
  });
}

/** Moments at which a limit was reached, with the number they have below the chart. */
function mark(chart: uPlot, { marks }: Panel): void {
  const { left, top, width, height } = chart.bbox;
  inside(chart, (ctx, pixel) => {
    ctx.strokeStyle = colour("bad");
    ctx.lineWidth = pixel;
    ctx.font = `600 ${10 * pixel}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    let last = -Infinity;
    let row = 0;
    for (const { number: name, at } of marks) {
      const x = chart.valToPos(at, "x", true);
      if (x < left || x > left + width) continue;
      // Those that would cover each other stand one below the other.
      row = x - last < 18 * pixel ? row + 1 : 0;
      last = x;
      const y = top + (9 + row * 17) * pixel;
      ctx.setLineDash([2 * pixel, 3 * pixel]);
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.arc(x, y, 8 * pixel, 0, 2 * Math.PI);
      ctx.fillStyle = colour("bad");
      ctx.fill();
      ctx.fillStyle = colour("card");
      ctx.fillText(String(name), x, y);
    }
  });
}

/** Draws within the plot's own rectangle and leaves the context as it was. `pixel`: canvas pixels in one of the page. */
function inside(chart: uPlot, draw: (ctx: CanvasRenderingContext2D, pixel: number) => void): void {
  const { left, top, width, height } = chart.bbox;
  const { ctx } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  draw(ctx, uPlot.pxRatio);
  ctx.restore();
}

/** What the cursor is on; without a cursor, how far each line reaches. */
function describe(readout: HTMLElement, panel: Panel, values: Values, view: View, at: number | null): void {
  const parts = panel.lines.map(({ label, tone }, index) => {
    const { most, least } = values[index] ?? { most: [], least: null };
    const high = at === null ? extreme(most, Math.max) : (most[at] ?? null);
    const low = at === null ? extreme(least ?? most, Math.min) : ((least ?? most)[at] ?? null);
    const item = document.createElement("span");
    item.className = "item";
    const swatch = document.createElement("span");
    swatch.className = `swatch ${tone}`;
    const figure = document.createElement("strong");
    figure.textContent = high === null || low === null ? "—" : range(low, high, panel.unit);
    item.append(swatch, `${label} `, figure);
    return item;
  });
  const when = document.createElement("span");
  when.className = "when";
  when.textContent = at === null ? "" : moment(view.from + at * view.part);
  readout.replaceChildren(...parts, when);
}

function extreme(values: readonly (number | null)[], of: (a: number, b: number) => number): number | null {
  return values.reduce<number | null>((found, value) => (value === null ? found : of(found ?? value, value)), null);
}

/** Arrow keys move the cursor through all charts, ten parts at a time with Shift. */
function moveCursor(chart: uPlot | undefined, event: KeyboardEvent): void {
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (chart === undefined || direction === undefined) return;
  event.preventDefault();
  const times = chart.data[0];
  const from = chart.cursor.idx ?? (direction > 0 ? -1 : times.length);
  const to = Math.max(0, Math.min(times.length - 1, from + direction * (event.shiftKey ? 10 : 1)));
  chart.setCursor({ left: chart.valToPos(times[to] ?? 0, "x"), top: 10 });
}

/**
 * A small plot as SVG, readable on light and dark pages. Written by hand because a document of the repository must have the same
 * bytes on every machine, which libraries that measure text do not give.
 */
import { log } from "../../src/math.ts";
import type { Axis, Plot, PlotSeries } from "../../tests/accuracy/experiment.ts";

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 64;
const RIGHT = 20;
const TOP = 52;
const BOTTOM = 48;
const TICKS = 6;

interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

export function plotSvg(plot: Plot): string {
  const x = scale(plot.x, values(plot, 0), LEFT, WIDTH - RIGHT);
  const y = scale(plot.y, values(plot, 1), HEIGHT - BOTTOM, TOP);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">
<title>${escaped(plot.title)}</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #57606a }
.title { font-weight: 600 }
.grid { stroke: #8c959f; stroke-opacity: .3 }
.measured { stroke: #bc4c00; fill: #bc4c00 }
.ours { stroke: #0969da; fill: #0969da }
polyline { stroke-width: 2; stroke-linejoin: round }
polyline.measured, polyline.ours { fill: none }
@media (prefers-color-scheme: dark) {
text { fill: #9198a1 }
.measured { stroke: #f0883e; fill: #f0883e }
.ours { stroke: #58a6ff; fill: #58a6ff }
}
</style>
<text class="title" x="${LEFT}" y="18">${escaped(plot.title)}</text>
${legend(plot.series)}
${x.ticks.map((tick) => xTick(x.at(tick), tick)).join("\n")}
${y.ticks.map((tick) => yTick(y.at(tick), tick)).join("\n")}
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 10}" text-anchor="end">${escaped(plot.x.label)}</text>
<text transform="translate(14 ${TOP}) rotate(-90)" text-anchor="end">${escaped(plot.y.label)}</text>
${plot.series.map((one, index) => drawn(one, x, y, dash(plot.series, index))).join("\n")}
</svg>
`;
}

function values({ series }: Plot, which: 0 | 1): number[] {
  return series.flatMap(({ points }) => points.map((point) => point[which]));
}

function scale(axis: Axis, all: readonly number[], start: number, end: number): Scale {
  const from = axis.from ?? (axis.logarithmic === true ? Math.min(...all.filter((value) => value > 0)) : 0);
  const to = axis.to ?? Math.max(...all);
  const along = (share: number): number => start + (end - start) * share;
  if (axis.logarithmic !== true) return { ticks: ticks(from, to), at: (value) => along((value - from) / (to - from)) };
  const decades = log(to / from);
  return { ticks: powers(from, to), at: (value) => along(log(value / from) / decades) };
}

/** Multiples of 1, 2 or 5 times a power of ten, at most TICKS + 1 of them. */
function ticks(from: number, to: number): number[] {
  let step = 1e-6;
  for (let i = 0; (to - from) / step > TICKS; i += 1) step *= [2, 2.5, 2][i % 3] ?? 2;
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

function powers(from: number, to: number): number[] {
  const found = [];
  for (let power = 1e-3; power <= to * (1 + 1e-9); power *= 10) if (power >= from * (1 - 1e-9)) found.push(power);
  return found;
}

function xTick(at: number, value: number): string {
  return `<line class="grid" x1="${px(at)}" y1="${TOP}" x2="${px(at)}" y2="${HEIGHT - BOTTOM}"/>
<text x="${px(at)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${label(value)}</text>`;
}

function yTick(at: number, value: number): string {
  return `<line class="grid" x1="${LEFT}" y1="${px(at)}" x2="${WIDTH - RIGHT}" y2="${px(at)}"/>
<text x="${LEFT - 6}" y="${px(at + 4)}" text-anchor="end">${label(value)}</text>`;
}

const label = (value: number): string => String(Number(value.toPrecision(4)));
const px = (value: number): string => String(Number(value.toFixed(1)));

/** Patterns of the first, second and further lines of one kind. */
const DASHES = ["", ` stroke-dasharray="7 4"`, ` stroke-dasharray="2 3"`, ` stroke-dasharray="9 3 2 3"`];

function dash(series: readonly PlotSeries[], index: number): string {
  const before = series.slice(0, index).filter(({ of, shape }) => of === series[index]?.of && shape !== "points");
  return DASHES[before.length] ?? "";
}

function legend(series: readonly PlotSeries[]): string {
  let at = LEFT;
  return series
    .map((one, index) => {
      const x = at;
      at += 50 + 6.8 * one.name.length;
      const mark =
        one.shape === "points"
          ? `<circle class="${one.of}" cx="${px(x + 12)}" cy="34" r="4"/>`
          : `<polyline class="${one.of}"${dash(series, index)} points="${px(x)},34 ${px(x + 24)},34"/>`;
      return `${mark}\n<text x="${px(x + 30)}" y="38">${escaped(one.name)}</text>`;
    })
    .join("\n");
}

function drawn({ of, shape, points }: PlotSeries, x: Scale, y: Scale, dashes: string): string {
  if (shape === "points") {
    return points
      .map((point) => `<circle class="${of}" cx="${px(x.at(point[0]))}" cy="${px(y.at(point[1]))}" r="4"/>`)
      .join("\n");
  }
  const corners = points.flatMap((point, i) => {
    const before = points[i - 1];
    const corner = shape === "steps" && before !== undefined ? [[point[0], before[1]] as const] : [];
    return [...corner, point];
  });
  const path = corners.map((corner) => `${px(x.at(corner[0]))},${px(y.at(corner[1]))}`).join(" ");
  return `<polyline class="${of}"${dashes} points="${path}"/>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

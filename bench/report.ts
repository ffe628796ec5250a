/** The HTML report of a month of minutes, six quantities: drawn in Chromium beside bare uPlot with every point, and its size. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import type { Page } from "playwright-core";
import { htmlReport } from "../src/report/html.ts";
import type { Series } from "../src/simulation/series.ts";
import { startBrowser } from "../tests/support/browser.ts";
import { failingDrop } from "../tests/support/estimates.ts";
import { type Result } from "./compare.ts";

const POINTS = 43_200;
const TIMES = 7;
const MOST_MILLISECONDS = 500;
const MOST_BYTES = 2 ** 21;

const COLUMNS = [
  ["traffic", "requests", "1/s", 7000],
  ["traffic", "failed", "1/s", 4000],
  ["app", "running tasks", "tasks", 120],
  ["database", "capacity", "ACU", 64],
  ["nat-a", "throughput", "bytes/s", 5e6],
  ["bill", "cost", "$/min", 1],
] as const;

export async function reportBenchmarks(): Promise<readonly Result[]> {
  const browser = await startBrowser();
  if (typeof browser === "string") return [skipped(browser)];
  const folder = mkdtempSync(join(tmpdir(), "surgecast-bench-"));
  try {
    const series = month();
    const report = join(folder, "report.html");
    const bare = join(folder, "bare.html");
    writeFileSync(report, htmlReport(failingDrop, series));
    writeFileSync(bare, barePage(series));
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
    let least = Infinity;
    let base = Infinity;
    for (let i = 0; i < TIMES; i += 1) {
      base = Math.min(base, await drawn(page, bare));
      least = Math.min(least, await drawn(page, report));
    }
    const bytes = statSync(report).size;
    const kilobytes = (size: number): string => `${(size / 1024).toFixed(0)} KB`;
    return [
      {
        what: "43,200 points × 6 opened and drawn in Chromium",
        measured: `${least.toFixed(0)} ms (bare uPlot with every point ${base.toFixed(0)} ms: ${(least / base).toFixed(2)} ×)`,
        goal: `< ${MOST_MILLISECONDS} ms`,
        reached: least < MOST_MILLISECONDS,
      },
      {
        what: "size of its file",
        measured: `${kilobytes(bytes)} (bare ${kilobytes(statSync(bare).size)})`,
        goal: "≤ 2 MB",
        reached: bytes <= MOST_BYTES,
      },
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function skipped(why: string): Result {
  return { what: "drawn in Chromium", measured: `skipped: no browser starts here (${why})`, goal: "", reached: null };
}

/** Milliseconds from the start of opening a page to the frame after it was drawn. */
async function drawn(page: Page, path: string): Promise<number> {
  await page.goto(pathToFileURL(path).href);
  const canvases = await page.locator("canvas").count();
  if (canvases < COLUMNS.length) throw new Error(`${path} has drawn ${canvases} charts of ${COLUMNS.length}`);
  return page.evaluate<number>(`performance.getEntriesByType("navigation")[0].loadEventEnd`);
}

/** A month of minutes with a daily rhythm, a surge and noise without pattern. */
function month(): Series {
  const start = Date.UTC(2026, 10, 1) / 1000;
  const level = (i: number): number => {
    const surge = i > 28_000 && i < 28_030 ? 1 : 0.02;
    const noise = ((i * 2_654_435_761) % 1000) / 1000;
    return surge * (1 - Math.abs((i % 1440) - 1200) / 2400) * (0.9 + 0.1 * noise);
  };
  return {
    startSeconds: Float64Array.from({ length: POINTS }, (_, i) => start + i * 60),
    stepSeconds: new Float64Array(POINTS).fill(60),
    columns: COLUMNS.map(([component, name, unit, most]) => ({
      component,
      name,
      unit,
      values: Float64Array.from({ length: POINTS }, (_, i) => most * level(i)),
    })),
    events: [],
  };
}

/** The same points, none left out, in as many charts of the library alone. */
function barePage({ startSeconds, columns }: Series): string {
  const [bundle] = buildSync({
    stdin: {
      contents: `import uPlot from "uplot";
        const { times, columns } = JSON.parse(document.querySelector("#data").textContent);
        for (const values of columns) {
          const options = { width: 1000, height: 150, series: [{}, { stroke: "#2c6aa8" }], legend: { show: false } };
          new uPlot(options, [times, values], document.body);
        }`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    write: false,
  }).outputFiles;
  const data = JSON.stringify({ times: [...startSeconds], columns: columns.map(({ values }) => [...values]) });
  const style = readFileSync("node_modules/uplot/dist/uPlot.min.css", "utf8");
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><body><script type="application/json" id="data">${data}</script><script>${bundle?.text ?? ""}</script>`;
}

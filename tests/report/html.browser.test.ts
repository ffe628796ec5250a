import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, expect, test, type TestContext } from "vitest";
import { compareScenarioFiles } from "../../src/compare-files.ts";
import { estimateWithSeries } from "../../src/estimate.ts";
import { comparisonHtml } from "../../src/report/comparison/html.ts";
import { htmlReport } from "../../src/report/html.ts";
import { parseScenario } from "../../src/scenario/parse.ts";
import { services } from "../../src/services/index.ts";
import { startBrowser } from "../support/browser.ts";
import { pricesOf } from "../support/estimate-text.ts";

const browser = await startBrowser();
const folder = mkdtempSync(join(tmpdir(), "surgecast-html-"));
const file = join(folder, "report.html");
if (typeof browser !== "string") {
  const path = "scenarios/flash-sale.yaml";
  const scenario = parseScenario({ text: readFileSync(path, "utf8"), file: path }, { services });
  const { estimate, series } = estimateWithSeries(scenario, pricesOf(scenario), { sensitivity: false });
  writeFileSync(file, htmlReport(estimate, series));
}

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (typeof browser !== "string") await browser.close();
});

const compared = join(folder, "compared.html");
if (typeof browser !== "string") {
  const paths = ["flash-sale", "flash-sale-prepared"].map((name) => `scenarios/${name}.yaml`);
  const { comparison, series } = compareScenarioFiles(paths, { series: true });
  writeFileSync(compared, comparisonHtml(comparison, series));
}

interface Opened {
  readonly page: Page;
  /** What the page complained about or asked for, beside itself. */
  readonly noise: readonly string[];
}

async function open(
  context: TestContext,
  options: { readonly width?: number; readonly dark?: boolean; readonly path?: string } = {},
): Promise<Opened> {
  if (typeof browser === "string") return context.skip(`no browser starts here: ${browser}`);
  const { width = 1280, dark = false, path = file } = options;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? "dark" : "light" });
  const noise: string[] = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(path).href && !request.url().startsWith("data:")) noise.push(request.url());
  });
  await page.goto(pathToFileURL(path).href);
  return { page, noise };
}

/** Pixels of a chart that are not transparent. */
function drawnPixels(page: Page): Promise<number[]> {
  return page.evaluate(`[...document.querySelectorAll("#charts canvas")].map((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let drawn = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 0) drawn += 1;
    return drawn;
  })`);
}

function components(page: Page, what: "name" | "cost"): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("#bill-table > tbody")].map(({ dataset }) => dataset.${what})`);
}

test("opens from disk without a complaint and without asking for anything", async (context) => {
  const { page, noise } = await open(context);
  await page.locator("[data-view]").first().click();
  expect(await page.locator(".verdict .sentence").textContent()).toContain("Fails at 20 Nov 18:00:");
  expect(noise).toEqual([]);
});

test("draws every chart, for the event and for the whole period", async (context) => {
  const { page } = await open(context);
  const titles = await page.locator("#charts h3").allTextContents();
  expect(titles.slice(0, 6)).toEqual([
    "Requests",
    "Failed requests",
    "Tasks",
    "Database capacity",
    "Load balancer",
    "NAT throughput",
  ]);
  expect(titles).toContain("Cost per minute");
  const event = await drawnPixels(page);
  expect(event).toHaveLength(titles.length);
  expect(Math.min(...event)).toBeGreaterThan(1000);
  await page.locator("[data-view]").first().click();
  expect(Math.min(...(await drawnPixels(page)))).toBeGreaterThan(1000);
});

test("says under the cursor what was when, in all charts at once, by mouse and by key", async (context) => {
  const { page } = await open(context);
  await page.locator(".u-over").first().hover();
  const moments = await page.locator(".readout .when").allTextContents();
  expect(moments[0]).toMatch(/^20 Nov, 18:1\d:\d\d UTC$/);
  expect(new Set(moments).size).toBe(1);
  await page.mouse.move(0, 0);
  await page.locator(".plot").first().focus();
  await page.keyboard.press("ArrowRight");
  expect(await page.locator(".readout .when").first().textContent()).toBe("20 Nov, 17:55:00 UTC");
  await page.keyboard.press("Shift+ArrowRight");
  expect(await page.locator(".readout .when").first().textContent()).toBe("20 Nov, 17:55:30 UTC");
});

test("sorts the bill by cost and by name, both ways", async (context) => {
  const { page } = await open(context);
  const costs = await components(page, "cost");
  expect(costs.length).toBeGreaterThan(20);
  expect(costs).toEqual(costs.toSorted((a, b) => Number(b) - Number(a)));
  await page.locator("[data-sort=cost]").click();
  expect(await components(page, "cost")).toEqual(costs.toReversed());
  const names = (await components(page, "name")).toSorted((a, b) => a.localeCompare(b, "en"));
  await page.locator("[data-sort=name]").click();
  expect(await components(page, "name")).toEqual(names);
  await page.locator("[data-sort=name]").click();
  expect(await components(page, "name")).toEqual(names.toReversed());
});

test("opens a component to its lines and a line to its arithmetic, by key alone", async (context) => {
  const { page } = await open(context);
  const line = page.locator("tr.line .opens", { hasText: "ServerlessV2Usage" });
  expect(await line.isVisible()).toBe(false);
  await page.locator("tr.component .opens", { hasText: "database" }).press("Enter");
  await line.press("Enter");
  const opened = page.locator("tr.arithmetic:visible");
  expect(await opened.count()).toBe(1);
  expect(await opened.textContent()).toMatch(/× \$0\.12\s*= \$\d+\.\d+/);
});

test("a phone's width holds it, in the dark as well", async (context) => {
  const { page } = await open(context, { width: 375, dark: true });
  await page.locator("#open-all").click();
  await page.locator("tr.line .opens").first().click();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(20, 23, 26)");
});

test("limits are named where they stand and numbered where they were reached", async (context) => {
  const { page } = await open(context);
  const tasks = page.locator("#charts figure", { has: page.locator("h3", { hasText: "Tasks" }) });
  expect(await tasks.locator(".marks li").first().textContent()).toMatch(/^20 Nov 18:00:\d\d app ran out of CPU/);
  expect(await tasks.locator(".plot").getAttribute("aria-label")).toMatch(/at most 120 tasks \(\d+\.\d% of it used\)/);
  const nat = page.locator("#charts figure", { has: page.locator("h3", { hasText: "NAT throughput" }) });
  expect(await nat.locator(".levels").textContent()).toMatch(
    /^Far above: 100 Gbit\/s a gateway \(0\.\d+% of it used\)$/,
  );
});

/** Contrast of a text and what is behind it (WCAG 2.2), the smallest of all elements that hold text. */
const LEAST_CONTRAST = `(() => {
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll("main *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "") && element.checkVisibility());
  return texts.map((element) => {
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), element.className + " " + element.textContent.trim().slice(0, 40)];
  }).sort((x, y) => x[0] - y[0])[0];
})()`;

test.for(["light", "dark"])("every text stands out from what is behind it, when %s", async (scheme, context) => {
  for (const path of [file, compared]) {
    const { page } = await open(context, { path, dark: scheme === "dark" });
    const [contrast, text] = await page.evaluate<[number, string]>(LEAST_CONTRAST);
    expect(contrast, text).toBeGreaterThan(4.5);
  }
});

test("on paper nothing is cut off, and it is light whatever the screen is", async (context) => {
  const { page } = await open(context, { dark: true });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(794);
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  const widths = await page.evaluate<number[]>(
    `[...document.querySelectorAll("#charts canvas")].map((canvas) => canvas.getBoundingClientRect().right)`,
  );
  expect(Math.max(...widths)).toBeLessThanOrEqual(794);
});

test("a comparison opens without a complaint, both lines in every chart, and holds on a phone", async (context) => {
  const { page, noise } = await open(context, { path: compared, width: 375 });
  expect(await page.locator(".verdict .sentence").textContent()).toMatch(
    /^flash-sale-prepared survives where flash-sale fails, and costs \$\d+\.\d\d \(\d\.\d%\) more\.$/,
  );
  const pixels = await drawnPixels(page);
  expect(Math.min(...pixels)).toBeGreaterThan(500);
  const legend = await page
    .locator("#charts figure", { hasText: "Tasks" })
    .first()
    .locator(".readout .item")
    .allTextContents();
  expect(legend.map((text) => text.replace(/ [\d,]+ – .*/, ""))).toEqual(["flash-sale", "flash-sale-prepared"]);
  await page.locator("[data-view]").first().click();
  await page.locator("#open-all").click();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
  expect(noise).toEqual([]);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, expect, test, type TestContext } from "vitest";
import { estimateWithSeries } from "../../src/estimate.ts";
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

interface Opened {
  readonly page: Page;
  /** What the page complained about or asked for, beside itself. */
  readonly noise: readonly string[];
}

async function open(
  context: TestContext,
  options: { readonly width?: number; readonly dark?: boolean } = {},
): Promise<Opened> {
  if (typeof browser === "string") return context.skip(`no browser starts here: ${browser}`);
  const { width = 1280, dark = false } = options;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? "dark" : "light" });
  const noise: string[] = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href && !request.url().startsWith("data:")) noise.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
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
  const { page } = await open(context, { width: 390, dark: true });
  await page.locator("#open-all").click();
  await page.locator("tr.line .opens").first().click();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(20, 23, 26)");
});

// Takes the README's picture of the HTML report, docs/report.png, in a headless Chromium. `npm run report-picture`; what browsers
// draw differs by a pixel from machine to machine, so no test compares it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runScenarioFile } from "../src/node.ts";
import { htmlReport } from "../src/report/html.ts";
import { startBrowser } from "../tests/support/browser.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), "surgecast-picture-"));
const browser = await startBrowser();
if (typeof browser === "string") throw new Error(`no browser starts here: ${browser}`);
try {
  const { estimate, series } = runScenarioFile(join(root, "scenarios/flash-sale.yaml"), { sensitivity: false });
  const file = join(folder, "report.html");
  writeFileSync(file, htmlReport(estimate, series));
  const page = await browser.newPage({ viewport: { width: 1000, height: 1390 }, locale: "en-US" });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: join(root, "docs/report.png") });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

/** A headless Chromium for tests: `CHROMIUM_PATH`, the system's, else the one of an npm package. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const SYSTEM = "/usr/bin/chromium";

/** The browser, or in words why none starts here. */
export async function startBrowser(): Promise<Browser | string> {
  const reasons: string[] = [];
  for (const find of [() => process.env["CHROMIUM_PATH"], () => (existsSync(SYSTEM) ? SYSTEM : undefined), packaged]) {
    try {
      const executablePath = await find();
      // Without its sandbox, which needs rights that a build machine rarely has: the page is our own.
      if (executablePath !== undefined) return await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    } catch (error) {
      reasons.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
  }
  return reasons.join("; ");
}

/** Unpacks what its package ships; loaded only here because it is large. */
async function packaged(): Promise<string> {
  const { default: packagedChromium } = await import("@sparticuz/chromium");
  return packagedChromium.executablePath();
}

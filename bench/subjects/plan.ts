/**
 * Reads a plan in a fresh process and prints milliseconds, the growth of the largest resident memory in bytes, and how many resources
 * were found: `node plan.js reader|parse FILE`. `parse` is JSON.parse of the whole text, the reference.
 */
import { readFileSync } from "node:fs";
import { loadPlan } from "../../src/files/read-plan.ts";

const [how = "", path = ""] = process.argv.slice(2);

const read = (): number => {
  if (how === "reader") return loadPlan(path).resources.length;
  const plan = JSON.parse(readFileSync(path, "utf8")) as { readonly resource_changes: readonly unknown[] };
  return plan.resource_changes.length;
};

const before = process.resourceUsage().maxRSS;
const start = performance.now();
const resources = read();
const milliseconds = performance.now() - start;
const cpu = process.cpuUsage();
if (process.env["CPU"]) process.stderr.write(`cpu ${cpu.user / 1000} ${cpu.system / 1000}\n`);
// In kilobytes.
const grown = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(JSON.stringify({ milliseconds, grown, resources }));

/**
 * Reads a plan in a fresh process and prints processor time in milliseconds, by how many bytes the largest resident memory grew, and
 * how many resources were found: `node plan.js reader|parse FILE`. `parse` is JSON.parse of the whole text, the reference.
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
const start = process.cpuUsage();
const resources = read();
const { user, system } = process.cpuUsage(start);
// In kilobytes.
const grown = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(JSON.stringify({ milliseconds: (user + system) / 1000, grown, resources }));

/** What a user installs: the packages of the lock that are not for development, and their size in node_modules. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Result } from "./compare.ts";

const lock = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });

export function installBenchmarks(): readonly Result[] {
  const { packages } = lock.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
  const folders = Object.entries(packages).flatMap(([path, { dev }]) => (path === "" || dev === true ? [] : [path]));
  const megabytes = folders.reduce((sum, folder) => sum + bytesBelow(folder), 0) / 1e6;
  return [
    {
      what: "packages of a production install",
      measured: String(folders.length),
      goal: "≤ 120",
      reached: folders.length <= 120,
    },
    {
      what: "their size unpacked",
      measured: `${megabytes.toFixed(1)} MB`,
      goal: "≤ 65 MB",
      reached: megabytes <= 65,
    },
  ];
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
}

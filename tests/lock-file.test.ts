import { readFileSync } from "node:fs";
import * as z from "zod";
import { expect, test } from "vitest";

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ resolved: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() }),
    ),
  })
  .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
const entries = Object.entries(lock.packages);

/** Where Node would look for a package wanted by `owner`: its own folder first, then each one above. */
function isInstalled(owner: string, name: string): boolean {
  const folders = owner.split(/(?=\/?node_modules\/)/).map((_, i, parts) => parts.slice(0, parts.length - i).join(""));
  return [...folders, ""].some((folder) => `${folder === "" ? "" : `${folder}/`}node_modules/${name}` in lock.packages);
}

test("every optional dependency has an entry of its own, which npm 11 demands on every platform", () => {
  const wanted = entries.flatMap(([owner, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ owner, name })),
  );
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter(({ owner, name }) => !isInstalled(owner, name))).toEqual([]);
});

test("packages come from npm's public registry", () => {
  const host = ["registry.", "npm", "js.org"].join("");
  const elsewhere = entries.flatMap(([path, { resolved }]) =>
    resolved === undefined || resolved.startsWith(`https://${host}/`) ? [] : [`${path}: ${resolved}`],
  );
  expect(elsewhere).toEqual([]);
});

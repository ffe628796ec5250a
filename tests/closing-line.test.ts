import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

function lastLineOf(files: Readonly<Record<string, string>>): string | undefined {
  const root = mkdtempSync(join(tmpdir(), "surgecast-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    const reporter = resolve("scripts/closing-line-reporter.ts");
    const vitest = resolve("node_modules/vitest/vitest.mjs");
    const run = spawnSync(
      process.execPath,
      [vitest, "run", "--root", root, "--globals", "--reporter=default", `--reporter=${reporter}`],
      { encoding: "utf8" },
    );
    return run.stdout.trimEnd().split("\n").at(-1);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("a run closes with its count of passed and failed tests", () => {
  expect(lastLineOf({ "a.test.js": 'test("1", () => {}); test("2", () => {});' })).toBe("2 passed, 0 failed");
});

test("a file that cannot be loaded, a failing hook and an error outside of tests are failures", () => {
  const files = {
    "broken.test.js": 'import "./absent.js"; test("never", () => {});',
    "hook.test.js":
      'describe("it", () => { beforeAll(() => { throw new Error("no"); }); test("skipped", () => {}); });',
    "outside.test.js": 'test("passes", () => { Promise.reject(new Error("late")); });',
    "wrong.test.js": 'test("fails", () => { throw new Error("no"); });',
  };
  expect(lastLineOf(files)).toBe("1 passed, 4 failed, 1 skipped");
});

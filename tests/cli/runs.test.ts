/** `run --runs`: its flags, its interruption, and the bundle, whose threads start a file of their own. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleOptions } from "../../scripts/bundle.mjs";
import { estimateSchema } from "../../src/estimate-schema.ts";
import { surgecast, withFixtureEngine } from "./support/surgecast.ts";

/** As deep below the root as the bundle that is shipped, so that it finds the price cache. */
const folder = "dist/runs";

beforeAll(async () => {
  await build({
    ...bundleOptions,
    entryPoints: { main: "src/cli/main.ts", "estimate-worker": "src/threads/estimate-worker.ts" },
    outdir: folder,
  });
});

afterAll(() => {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
});

test("numbers that are none, and flags that need --runs, are told at once", async () => {
  const wrong = await surgecast(["run", "failing", "--runs", "0", "--workers", "many"]);
  expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
  expect(wrong.stderr).toContain('--runs must be a whole number from 1 to 10,000; got "0"');
  expect(wrong.stderr).toContain('--workers must be a whole number from 1 to 256; got "many"');
  const alone = await surgecast(["run", "failing", "--event-ranges", "--workers", "2"]);
  expect(alone).toMatchObject({ exitCode: 2, stdout: "" });
  expect(alone.stderr).toContain("--event-ranges needs --runs");
  expect(alone.stderr).toContain("--workers needs --runs");
});

test("Ctrl-C while runs are sampled ends with 130 and writes nothing", async () => {
  const out = `${folder}/interrupted.json`;
  const { exitCode, stdout, stderr } = await surgecast(["run", "failing", "--runs", "10", "--out", out], {
    script: withFixtureEngine,
    onStderr: (text, kill) => {
      if (text === "sampling\n") kill("SIGINT");
    },
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
  expect(stderr).toBe("sampling\ninterrupted: nothing was written\n");
  expect(existsSync(out)).toBe(false);
});

test("the bundle gives the same document with threads and without", () => {
  const json = (workers: string): string => {
    const args = [
      "run",
      "bench/fixtures/small.yaml",
      "--runs",
      "4",
      "--workers",
      workers,
      "--format",
      "json",
      "--quiet",
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, [`${folder}/main.js`, ...args], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout;
  };
  const alone = json("1");
  expect(json("2")).toBe(alone);
  const { bill, survival } = estimateSchema.parse(JSON.parse(alone));
  expect(bill.range!.runs).toBe(4);
  expect(bill.lineItems.every(({ range }) => range!.runs === 4)).toBe(true);
  expect(survival!.verdictShares).not.toBeNull();
});

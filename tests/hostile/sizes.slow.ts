/** Files and runs too large for every test run: each ends in time, within 300 MB of heap. */
import { ftruncateSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { file, folder, limited, small } from "./limits.ts";

describe("files", () => {
  test.each([
    ["fifty megabytes of YAML", () => file("50mb.yaml", "a: 1\n".repeat(10_000_000)), "run", "1 MB"],
    ["fifty megabytes of rows", () => file("50mb.csv", "usageType,quantity\n".repeat(2_700_000)), "rate", "32 MB"],
  ])("%s", async (_what, path, command, most) => {
    const large = path();
    expect(await limited([command, large])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `${large} is larger than ${most}, the most that is read\n`,
    });
  });

  test("a sparse file of five gigabytes", async () => {
    const path = join(folder, "sparse");
    ftruncateSync(openSync(path, "w"), 5 * 1024 ** 3);
    for (const args of [
      ["run", path],
      ["rate", path],
      ["init", "--from", path, join(folder, "new.yaml")],
    ]) {
      expect((await limited(args)).exitCode).toBe(2);
    }
  });

  test("rows up to the most that is read", async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `{"usageType":"x${i}","quantity":"y"}`).join(",\n");
    const { exitCode, stderr } = await limited(["rate", file("rows.json", `[${rows}]`)]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/\n\nthere are 199500 more problems\n$/);
  });
});

describe("runs", () => {
  test("ten years of minutes, with the series by the hour", async () => {
    const scenario = file(
      "decade.yaml",
      small.replace(/^period.*\nstep.*$/m, "period: { start: 2026-01-01, days: 3650 }"),
    );
    const { exitCode, stdout } = await limited(["run", scenario, "--format", "json"]);
    expect(exitCode).toBe(0);
    const { warnings } = JSON.parse(stdout) as { readonly warnings: readonly string[] };
    expect(warnings).toContain("charts and series have a row an hour: the 5,256,000 steps are too many to keep");
  });

  test("five thousand changes on the command line", async () => {
    const changes = Array.from({ length: 5000 }, (_, i) => ["--set", `classes.c${i}.cpu=1ms`]).flat();
    const { exitCode, stderr } = await limited(["run", file("set.yaml", small), ...changes]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "--set classes.c0.cpu=1ms: classes must hold at most 100 entries; got 5,000\n",
    });
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Comparison } from "../../src/comparison/schema.ts";
import { surgecast } from "./support/surgecast.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-compare-"));
afterAll(() => rmSync(folder, { recursive: true }));

const text = readFileSync("scenarios/pull-request.yaml", "utf8");
const original = parse(text) as { architecture: Record<string, unknown>; traffic: object };

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : stringify(content));
  return path;
}

const tasks = (min: number): Record<string, unknown> => ({
  ...original.architecture,
  app: { ...(original.architecture["app"] as object), min, max: 10 },
});
const written = { ...original, architecture: tasks(1) };
const more = tasks(6);
const usual = file("usual.yaml", written);

async function compared(...args: readonly string[]): Promise<Comparison> {
  const { stdout, stderr, exitCode } = await surgecast(["compare", ...args, "--format", "json"]);
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return JSON.parse(stdout) as Comparison;
}

test("a file against itself: two labels, no difference", async () => {
  const { estimates } = await compared(usual, usual);
  expect(estimates.map(({ label, difference }) => [label, difference.cost])).toEqual([
    [usual, "0"],
    [`${usual} (2)`, "0"],
  ]);
});

test("architectures alone, under the traffic of a scenario, cost what the whole scenarios do", async () => {
  const alone = await compared(file("three.yaml", written.architecture), file("six.yaml", more), "--traffic", usual);
  const whole = await compared(usual, file("whole.yaml", { ...written, name: "six", architecture: more }));
  expect(alone.traffic).toBe("usual");
  expect(alone.estimates.map(({ label }) => label)).toEqual(["three", "six"]);
  expect(alone.estimates.map(({ total }) => total)).toEqual(whole.estimates.map(({ total }) => total));
  expect(alone.estimates[0]?.total).not.toBe(alone.estimates[1]?.total);
});

test("a whole scenario takes another's traffic and keeps its own architecture", async () => {
  const busy = { ...written, name: "busy", traffic: { ...written.traffic, baseline: { mean: "90/s" } } };
  const taken = await compared(
    usual,
    file("other.yaml", { ...written, name: "other", architecture: more }),
    "--traffic",
    file("busy.yaml", busy),
  );
  const own = await compared(
    file("busy-too.yaml", busy),
    file("busy-more.yaml", { ...busy, architecture: more, name: "m" }),
  );
  expect(taken.unlike).toEqual([]);
  expect(taken.estimates.map(({ total }) => total)).toEqual(own.estimates.map(({ total }) => total));
});

test("changes to all, and changes of one", async () => {
  const { estimates } = await compared(usual, "--vary", "architecture.app.min=6; seed=3", "--set", "discount=10%");
  expect(estimates.map(({ label, changes, scenario }) => [label, changes, scenario?.seed])).toEqual([
    ["pull-request", [], 1],
    ["app.min=6; seed=3", ["architecture.app.min=6", "seed=3"], 3],
  ]);
});

test("mistakes in all files come at once", async () => {
  const bad = file("bad.yaml", text.replace("name:", "nmae:"));
  const worse = file("worse.yaml", `${text}\nregin: eu-west-1\n`);
  const { stderr, exitCode } = await surgecast(["compare", bad, join(folder, "none.yaml"), worse]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/bad\.yaml:\d+:\d+\n {2}nmae is not a known setting/);
  expect(stderr).toContain(`${join(folder, "none.yaml")} is not there`);
  expect(stderr).toMatch(/worse\.yaml:\d+:\d+\n {2}regin is not a known setting/);
});

test.each([
  [
    [usual],
    /^there is nothing to compare .*usual\.yaml with\nhint: name a second scenario, or change this one: --vary/,
  ],
  [[usual, usual, "--vary", "seed=2"], /^--vary takes one scenario; got 2\n/],
  [
    [usual, "--vary", "seed", "--fail-over", "x"],
    /^--vary must be path=value; got "seed"\n[^]*--fail-over must be an amount such as \$50 or a share such as 10%/,
  ],
  [[usual, usual, "--out", usual], /^--out must be another file than a scenario/],
  [[usual, file("alone.yaml", written.architecture)], /^.*alone\.yaml is an architecture alone: .*\nhint: .*--traffic/],
])("a mistake on the command line: %j", async (args, words) => {
  const { stderr, exitCode } = await surgecast(["compare", ...args]);
  expect(stderr).toMatch(words);
  expect(exitCode).toBe(2);
});

test("limits on the difference end with 3, and the result is printed all the same", async () => {
  const dearer = ["compare", usual, "--vary", "architecture.app.min=6"];
  const over = await surgecast([...dearer, "--fail-over", "1%"]);
  expect(over.exitCode).toBe(3);
  expect(over.stderr).toMatch(
    /^limit crossed: app\.min=6 differs from pull-request by \+\$\d+\.\d\d, the limit is 1% \(\$/,
  );
  expect(over.stdout).toContain("surgecast · comparison");
  expect((await surgecast([...dearer, "--fail-over", "$500"])).exitCode).toBe(0);
});

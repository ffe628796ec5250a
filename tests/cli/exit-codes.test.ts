import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { estimateSchema } from "../../src/estimate-schema.ts";
import { surgecast, withFixtureEngine } from "./support/surgecast.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const script = withFixtureEngine;
const fresh = ["--today", "2026-10-20"];

describe("0: fine", () => {
  test("the result on standard output, nothing on standard error", async () => {
    const { exitCode, stdout, stderr } = await surgecast(["run", "failing", ...fresh], { script });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toBe(readFileSync("tests/golden/reports/failing-drop.txt", "utf8"));
  });

  test("help and version", async () => {
    const help = await surgecast([]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toMatch(/^Usage: surgecast .*^Commands:\n.*^Exit codes: 0 fine/ms);
    expect(await surgecast(["--version"])).toMatchObject({ exitCode: 0, stdout: "0.1.0\n", stderr: "" });
    const ofRun = await surgecast(["help", "run"], { script });
    expect(ofRun).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ofRun.stdout).toMatch(/^Usage: surgecast run .*^Examples:\n.*surgecast run scenarios\/flash-sale\.yaml/ms);
  });

  test("a reader that has seen enough is no error", async () => {
    const { exitCode, stderr } = await surgecast(["run", "failing", "--format", "json", ...fresh], {
      script,
      closeStdout: true,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });

  test("the result in a file, and the series beside it", async () => {
    const out = join(folder, "made", "estimate.json");
    const series = join(folder, "series.csv");
    const args = ["run", "failing", "--format", "json", "--out", out, "--series", series, ...fresh];
    expect(await surgecast(args, { script })).toEqual({ exitCode: 0, signal: null, stdout: "", stderr: "" });
    expect(estimateSchema.parse(JSON.parse(readFileSync(out, "utf8"))).scenario?.name).toBe("flash-sale");
    expect(readFileSync(series, "utf8").split("\r\n")[0]).toBe(
      "time,step (s),cdn.requests (1/s),balancer.requests (1/s),balancer.active connections (connections),app.running tasks (tasks),database.capacity (ACU),nat.processed (bytes/s)",
    );
    expect(readdirSync(join(folder, "made"))).toEqual(["estimate.json"]);
  });

  test("old prices are mentioned in one line, and not at all when quiet", async () => {
    const args = ["run", "failing", "--format", "csv", "--today", "2027-10-03"];
    expect((await surgecast(args, { script })).stderr).toBe(
      "the oldest price is of 2026-10-02, older than a year on 2027-10-03\n",
    );
    expect((await surgecast([...args, "--quiet"], { script })).stderr).toBe("");
  });

  test("colours where they are asked for, and nowhere else", async () => {
    const escape = "\u001B[";
    const args = ["run", "failing", ...fresh];
    const coloured = { script, env: { NO_COLOR: "", FORCE_COLOR: "1" } };
    expect((await surgecast(args, coloured)).stdout).toContain(escape);
    expect((await surgecast([...args, "--no-color"], coloured)).stdout).not.toContain(escape);
    expect((await surgecast(args, { script, env: { NO_COLOR: "" } })).stdout).not.toContain(escape);
  });
});

describe("1: a bug", () => {
  test("the stack, and what to report", async () => {
    const { exitCode, stdout, stderr } = await surgecast(["run", "buggy"], { script });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(
      /^This is a bug in surgecast, not a mistake of yours\.\n\nError: Bug: counted NaN bytes\n {4}at .*\n\nPlease report it .*\n {2}surgecast 0\.1\.0, Node v.*\n {2}surgecast run buggy\n$/s,
    );
  });
});

describe("2: something the user can fix", () => {
  test("every problem of a scenario at once, places first", async () => {
    expect(await surgecast(["run", "broken"], { script })).toEqual({
      exitCode: 2,
      signal: null,
      stdout: "",
      stderr:
        "broken.yaml:3:5\n  traffic.rate must be a rate such as 40/s\n  hint: add /s\n\nbroken.yaml:9:5\n  regin is not a known setting\n",
    });
  });

  test.each([
    [["rnu"], '"rnu" is not a command of surgecast\nhint: did you mean run?\n'],
    [["deploy"], '"deploy" is not a command of surgecast\nhint: see surgecast --help\n'],
    [
      ["run", "failing", "--fromat", "json"],
      "--fromat is not an option of surgecast run\nhint: did you mean --format?\n",
    ],
    [
      ["run", "failing", "--format", "jsn"],
      '--format must be one of text, json, markdown, csv, html, focus, brief; got "jsn"\nhint: did you mean json?\n',
    ],
    [
      ["schema", "estimat"],
      '<name> must be one of scenario, estimate, comparison, advice, recovery; got "estimat"\nhint: did you mean estimate?\n',
    ],
    [["prices", "shwo"], '"shwo" is not a command of surgecast prices\nhint: did you mean show?\n'],
    [["prices"], "surgecast prices needs a command: list, show, verify\nhint: see surgecast prices --help\n"],
    [["run"], 'missing required argument "scenario"\nhint: see surgecast run --help\n'],
    [
      ["run", "failing", "--fail-over", "10%", "--seed", "x", "--set", "a", "--series", "s.txt", "--today", "noon"],
      [
        '--fail-over must be an amount such as $500; got "10%"',
        "hint: a share needs something to compare with: surgecast diff --fail-over 10%",
        "",
        '--seed must be a whole number such as 7; got "x"',
        "",
        '--set must be path=value; got "a"',
        "hint: for example --set architecture.app.min=12",
        "",
        '--series must name a file that ends in .csv or .json; got "s.txt"',
        "",
        '--today must be a day such as 2026-11-23; got "noon"',
        "",
      ].join("\n"),
    ],
  ])("surgecast %j", async (args, stderr) => {
    expect(await surgecast(args, { script })).toEqual({ exitCode: 2, signal: null, stdout: "", stderr });
  });

  test("a file that cannot be written", async () => {
    const { exitCode, stderr } = await surgecast(["run", "failing", "--out", "/dev/null/x", ...fresh], { script });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "/dev/null/x could not be written (ENOTDIR)\nhint: check that its folder may be written to\n",
    });
  });

  test("a limit that nothing can be held against", async () => {
    const { exitCode, stderr } = await surgecast(["run", "unscripted", "--fail-unless", "survives", ...fresh], {
      script,
    });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        "--fail-unless survives: this estimate has no verdict, because nothing was simulated\nhint: leave the flag out, or give the scenario traffic\n",
    });
  });
});

describe("3: a limit the user set was crossed", () => {
  test("the result is printed all the same, and every limit crossed is named", async () => {
    const limits = ["--fail-over", "$1,000", "--fail-unless", "degrades", "--fail-on-unpriced"];
    const { exitCode, stdout, stderr } = await surgecast(["run", "failing", ...limits, ...fresh], { script });
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Total");
    expect(stderr).toBe(
      [
        "limit crossed: the total of ≥ $2,017.90 is over the limit of $1,000.00",
        'limit crossed: the verdict is "fails", "degrades" was asked: Fails at 20 Nov 18:00:12 UTC: app ran out of CPU (3 tasks of 2 vCPU).',
        "limit crossed: 1 line has no price",
        "",
      ].join("\n"),
    );
  });

  test("a limit that holds is silent; one that may be crossed by what has no price says so", async () => {
    const surviving = [
      "run",
      "surviving",
      "--fail-over",
      "2018",
      "--fail-unless",
      "survives",
      "--fail-on-unpriced",
      ...fresh,
    ];
    expect(await surgecast(surviving, { script })).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await surgecast(["run", "failing", "--fail-over", "2018", ...fresh], { script })).toMatchObject({
      exitCode: 0,
      stderr: "the total is a lower bound and may be over the limit: --fail-on-unpriced stops that too\n",
    });
  });
});

describe("interrupted", () => {
  test("130 for work that waits, and nothing is written", async () => {
    const file = join(folder, "waited.txt");
    const onStderr = (text: string, kill: (signal: NodeJS.Signals) => void): void => {
      if (text === "waiting\n") kill("SIGINT");
    };
    expect(await surgecast(["wait", file], { script, onStderr })).toEqual({
      exitCode: 130,
      signal: null,
      stdout: "",
      stderr: "waiting\ninterrupted: nothing was written\n",
    });
    expect(existsSync(file)).toBe(false);
  });

  test("at once for work that does not yield, and nothing is written", async () => {
    const file = join(folder, "busy.txt");
    const onStderr = (_text: string, kill: (signal: NodeJS.Signals) => void): void => kill("SIGINT");
    const finished = await surgecast(["run", "busy", "--out", file], { script, onStderr });
    expect(finished).toEqual({ exitCode: null, signal: "SIGINT", stdout: "", stderr: "working\n" });
    expect(existsSync(file)).toBe(false);
  });
});

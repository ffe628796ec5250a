import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { loadScenario } from "../../src/node.ts";
import { albLog, ec2Quotas, fargateQuotas, metricData } from "../scenario/init/sources.ts";
import { surgecast } from "./support/surgecast.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-init-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("writes a scenario from flags, says what it guessed, and does not write over it unless told to", async () => {
  const out = join(folder, "shop.yaml");
  const flags = [
    "init",
    "--name",
    "shop",
    "--region",
    "eu-west-1",
    "--mean",
    "40/s",
    "--month",
    "2026-12",
    "--out",
    out,
  ];
  const first = await surgecast(flags);
  expect(first).toMatchObject({ exitCode: 0, stdout: "" });
  expect(first.stderr).toMatch(/^guessed: the week's shape.*^.*shop\.yaml is written; next: surgecast run /ms);
  expect(loadScenario(out)).toMatchObject({ name: "shop", region: "eu-west-1", traffic: { baseline: { mean: 40 } } });

  const again = await surgecast(flags);
  expect(again).toMatchObject({
    exitCode: 2,
    stderr: `${out} is there already\nhint: say --force to write over it, or another --out\n`,
  });
  expect(await surgecast([...flags, "--force", "--quiet"])).toMatchObject({ exitCode: 0, stderr: "" });
});

test("reads several access logs, gzipped or not, and quotas; the scenario goes to standard output", async () => {
  const logs = [
    file("a.log.gz", gzipSync(`${albLog.slice(0, 20).join("\n")}\n`)),
    file("b.log", `${albLog.slice(20).join("\n")}\n`),
  ];
  const quotas = file("quotas.json", `${fargateQuotas}\n${ec2Quotas}`);
  const { exitCode, stdout, stderr } = await surgecast([
    "init",
    "--from",
    ...logs,
    "--quotas",
    quotas,
    "--month=2026-12",
  ]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ {2}mix: \{ static: 25%, page: 25%, api: 25%, checkout: 25% \}$/m);
  expect(stdout).toMatch(/^quotas:\n {2}fargate_vcpu: 400\n {2}ec2_on_demand_vcpu: 256\n {2}ec2_spot_vcpu: 128$/m);
  expect(stderr).toMatch(
    /^guessed: the account may have 2 Elastic IP addresses \(L-0263D0A3\): three NAT gateways need three$/m,
  );
});

test("what it wrote from a CloudWatch export runs", async () => {
  const out = join(folder, "cloudwatch.yaml");
  await surgecast(["init", "--from", file("export.json", metricData), "--month=2026-12", "--out", out, "--quiet"]);
  const { exitCode, stdout } = await surgecast(["run", out, "--format", "json", "--today", "2026-10-20"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ survival: { verdict: "survives" }, bill: { complete: true } });
});

test.each<[string, () => readonly string[], RegExp]>([
  [
    "no traffic, where there is no terminal to ask in",
    () => ["init"],
    /^the traffic is missing, and there is no terminal to ask in\nhint: say --mean, --visitors or --from; or --yes/,
  ],
  [
    "every wrong flag at once",
    () => ["init", "--mean=40", "--region=eu-west-9", "--stock=5", "--month=13", "--parts=cdn,foo"],
    /^--region must be .*; got "eu-west-9"\nhint: did you mean eu-west-1\?\n\n--mean must be a rate .*; got "40"\n\n--parts must .*\n\n--month must .*\n\n--stock says nothing without --drop\n$/,
  ],
  ["two kinds of traffic", () => ["init", "--mean=40/s", "--visitors=3/s"], /cannot be used with/],
  ["a file that is not there", () => ["init", "--from=none.log"], /^none\.log is not there\nhint: /],
  [
    "a line that is none of a log",
    () => ["init", "--from", file("broken.log", `${albLog[0] ?? ""}\nfoo bar\n`)],
    /broken\.log:2:1\n {2}the line must begin with a type and a time\n {2}hint: /,
  ],
  [
    "a log that is cut off in the middle of gzip",
    () => ["init", "--from", file("cut.log.gz", gzipSync(albLog.join("\n")).subarray(0, 200))],
    /cut\.log\.gz cannot be read \(Z_BUF_ERROR\)/,
  ],
  ["an empty file", () => ["init", "--from", file("empty.csv", "")], /empty\.csv:1:1\n {2}the file is empty/],
  [
    "several files that are no logs",
    () => ["init", "--from", file("one.json", metricData), file("two.json", metricData)],
    /^--from takes several files only where all are ALB access logs; .*one\.json is none/,
  ],
])("refuses %s", async (_, flags, message) => {
  const { exitCode, stdout, stderr } = await surgecast(flags());
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
});

test("help has examples, and completion knows the command and its options", async () => {
  const help = await surgecast(["init", "--help"]);
  expect(help.stdout).toMatch(/^Examples:\n.*surgecast init --from logs\/\*\.log\.gz/ms);
  const { stdout } = await surgecast(["completion", "bash"]);
  expect(stdout).toContain("--quotas");
});

/** util-linux's, which gives a process a terminal. */
const SCRIPT = "script";
const terminal = hasScript();

function hasScript(): boolean {
  try {
    return /util-linux/.test(execFileSync(SCRIPT, ["--version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
}

test.runIf(terminal)(
  "asks in a terminal, asks again what was wrong, and takes an empty line for the usual answer",
  async () => {
    const out = join(folder, "asked.yaml");
    const answers: readonly (readonly [asked: RegExp, answer: string])[] = [
      [/Name of the scenario \[shop\]: /, "asked"],
      [/AWS Region \[us-east-1\]: /, "mars"],
      [/It must be one of [^]*AWS Region \[us-east-1\]: /, "eu-west-1"],
      [/Time zone of the customers \[UTC\]: /, "Europe/Paris"],
      [/Visitors, .*: /, ""],
      [/Requests on average, .* \[40\/s\]: /, ""],
      [/Start of a drop .*: /, "2026-12-04 19:00"],
      [/Times the usual traffic .* \[100\]: /, "50"],
      [/Pieces for sale .*: /, "2000"],
      [/What an order is worth.*: /, "$90"],
      [/Fargate tasks .* \[60\]: /, ""],
      [/Parts of the architecture.*: /, ""],
      [/File to write \[asked\.yaml\]: /, out],
    ];
    const session = spawn(SCRIPT, ["-qec", `'${process.execPath}' --import tsx src/cli/main.ts init`, "/dev/null"]);
    let seen = "";
    let next = 0;
    session.stdout.setEncoding("utf8").on("data", (text: string) => {
      seen += text;
      const [asked, answer] = answers[next] ?? [/$^/, ""];
      if (!asked.test(seen)) return;
      seen = "";
      next += 1;
      session.stdin.write(`${answer}\n`);
    });
    await new Promise((resolve) => session.on("close", resolve));
    expect(next).toBe(answers.length);
    expect(existsSync(out) && readFileSync(out, "utf8")).toMatch(
      /at: 2026-12-04T18:00:00Z, multiple: 50, ramp: 60s, hold: 15m, decay: 15m, stock: 2000,/,
    );
  },
);

/** Examples in the help are real: each runs as it stands, beside the files it names, and ends with the exit code it says. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Command } from "commander";
import { afterAll, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { type Example, examplesOf } from "../../src/cli/output-options.ts";
import { albLog, fargateQuotas, metricData } from "../scenario/init/sources.ts";
import { surgecast } from "./support/surgecast.ts";

const root = mkdtempSync(join(tmpdir(), "surgecast-examples-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with what examples take for granted: a command on the path, scenarios, and files of a name. */
function prepared(): string {
  const folder = mkdtempSync(join(root, "example-"));
  for (const name of [
    "bin",
    "logs",
    ".zfunc",
    ".local/share/bash-completion/completions",
    ".config/fish/completions",
  ]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const program = `#!/bin/sh\nexec ${process.execPath} --import ${resolve("node_modules/tsx/dist/esm/index.mjs")} ${resolve("src/cli/main.ts")} "$@"\n`;
  writeFileSync(join(folder, "bin/surgecast"), program, { mode: 0o755 });
  cpSync("scenarios", join(folder, "scenarios"), { recursive: true });
  const rows = [{ region: "us-east-1", usageType: "NatGateway-Bytes", quantity: "10240" }];
  const csv = "region,usageType,quantity\nus-east-1,NatGateway-Bytes,10240\n";
  const files = {
    "usage.csv": csv,
    "usage.json": JSON.stringify(rows),
    "cost-and-usage-report.csv": csv,
    "quotas.json": fargateQuotas,
    "requests.json": metricData,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, "logs/a.log.gz"), gzipSync(`${albLog.join("\n")}\n`));
  return folder;
}

const all = await Promise.all(commands.map(async ({ load }) => family(await load())));

function family(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(family)];
}

const examples: readonly Example[] = all.flat().flatMap(examplesOf);

test("every command has examples", () => {
  expect(all.flat().filter((command) => examplesOf(command).length === 0)).toEqual([]);
});

test.each(examples.map((example) => [example[0], example] as const))("surgecast %s", (line, [, , exits = 0]) => {
  const folder = prepared();
  const { status, stderr } = spawnSync("bash", ["-c", `surgecast ${line}`], {
    cwd: folder,
    env: { PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`, HOME: folder, NO_COLOR: "1" },
    input: "",
    encoding: "utf8",
  });
  // What asks in a terminal has none here, and says so.
  const asks = /there is no terminal to ask in/.test(stderr);
  expect([asks ? 0 : status, stderr.includes("bug in surgecast")], stderr).toEqual([exits, false]);
});

test.each(commands.map(({ name }) => [name]))("surgecast help %s is its --help", async (name) => {
  const [help, flag] = await Promise.all([surgecast(["help", name]), surgecast([name, "--help"])]);
  expect(help).toEqual(flag);
  expect(help).toMatchObject({ exitCode: 0, stderr: "" });
  expect(help.stdout).toMatch(/^Usage: surgecast .*^Options:.*^Examples:$/ms);
});

test("help goes down to commands in commands", async () => {
  expect((await surgecast(["help", "prices", "show"])).stdout).toMatch(/^Usage: surgecast prices show /);
  expect((await surgecast(["help", "rnu"])).stderr).toBe(
    '"rnu" is not a command of surgecast\nhint: did you mean run?\n',
  );
});

import { execFileSync } from "node:child_process";
import { Argument, Command, Option } from "commander";
import { beforeAll, expect, test } from "vitest";
import { bashCompletion, fishCompletion, zshCompletion } from "../../src/cli/completion-scripts.ts";
import { commands } from "../../src/cli/commands.ts";
import { type CompletionNode, completionTree } from "../../src/cli/completion-tree.ts";
import type { CommandEntry } from "../../src/cli/program.ts";
import { surgecast } from "./support/surgecast.ts";

const run = new Command("run")
  .argument("<scenario>")
  .addOption(new Option("--format <format>", "how it's printed").choices(["text", "json"]))
  .option("--series <file>", "the series: one row a step")
  .option("--quiet", "say nothing");
const prices = new Command("prices");
prices.command("list").description("list [all] prices");
prices.command("verify").addArgument(new Argument("<part>").choices(["tiers", "dates"]));
const entries: CommandEntry[] = [
  { name: "run", summary: "simulate", load: () => Promise.resolve(run) },
  { name: "prices", summary: "the catalogue", load: () => Promise.resolve(prices) },
];

let nodes: readonly CompletionNode[];
beforeAll(async () => {
  nodes = await completionTree(entries);
});

test("the tree holds every command, its words, and its options with their values", () => {
  expect(
    nodes.map(({ path, words, options }) => [path, words.map(({ word }) => word), options.map(({ flag }) => flag)]),
  ).toEqual([
    ["", ["run", "prices", "help"], ["--help", "--version"]],
    ["help", ["run", "prices"], []],
    ["run", [], ["--format", "--series", "--quiet", "--no-color", "--help"]],
    ["prices", ["list", "verify"], ["--help"]],
    ["prices list", [], ["--no-color", "--quiet", "--help"]],
    ["prices verify", ["tiers", "dates"], ["--no-color", "--quiet", "--help"]],
  ]);
  expect(nodes[2]?.options[0]).toEqual({
    flag: "--format",
    description: "how it's printed",
    takesValue: true,
    choices: ["text", "json"],
  });
});

/** What bash offers for the last word of a line. */
function offered(words: readonly string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(" ");
  const script = `${bashCompletion(nodes)}COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _surgecast; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" })
    .split("\n")
    .filter((word) => word !== "");
}

test.each([
  [
    ["surgecast", ""],
    ["run", "prices", "help"],
  ],
  [["surgecast", "pr"], ["prices"]],
  [["surgecast", "help", "r"], ["run"]],
  [["surgecast", "run", "scenarios/pull-r"], ["scenarios/pull-request.yaml"]],
  [["surgecast", "run", "--format", "json", "scenar"], ["scenarios"]],
  [
    ["surgecast", "--"],
    ["--help", "--version"],
  ],
  [["surgecast", "run", "--f"], ["--format"]],
  [
    ["surgecast", "run", "--format", ""],
    ["text", "json"],
  ],
  [["surgecast", "run", "x.yaml", "--format", "j"], ["json"]],
  [["surgecast", "run", "--series", ""], []],
  [
    ["surgecast", "prices", ""],
    ["list", "verify"],
  ],
  [["surgecast", "prices", "verify", "t"], ["tiers"]],
])("bash completes %j", (words, expected) => {
  expect(offered(words)).toEqual(expected);
});

test("zsh and fish get the same words with their descriptions", async () => {
  await expect(zshCompletion(nodes)).toMatchFileSnapshot("../golden/completion/example.zsh");
  await expect(fishCompletion(nodes)).toMatchFileSnapshot("../golden/completion/example.fish");
});

test("the real commands make a script that bash reads", async () => {
  const { exitCode, stdout } = await surgecast(["completion", "bash"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("complete -o default -F _surgecast surgecast");
  execFileSync("bash", ["-n"], { input: stdout });
});

test("every command, option and format is in every shell's script", async () => {
  const real = await completionTree(commands);
  const scripts = [bashCompletion(real), zshCompletion(real), fishCompletion(real)];
  for (const { path, options } of real) {
    for (const script of scripts) {
      expect(script).toContain(path);
      for (const { flag, choices } of options) {
        expect(script).toContain(flag.replace(/^--/, ""));
        expect(script).toContain(choices.join(" "));
      }
    }
  }
});

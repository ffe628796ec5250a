/** The commands as a shell needs them to complete a line. */
import type { Command, Option } from "commander";
import { withCommonOptions } from "./output-options.ts";
import type { CommandEntry } from "./program.ts";

export interface CompletionOption {
  /** `--format`. */
  readonly flag: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** What the value may be; empty: anything, files are offered. */
  readonly choices: readonly string[];
}

export interface CompletionNode {
  /** Words after `surgecast`, `prices list`; "" for surgecast itself. */
  readonly path: string;
  /** What may follow: commands, or the values an argument may have; each with a line about it. */
  readonly words: readonly { readonly word: string; readonly description: string }[];
  readonly options: readonly CompletionOption[];
  /** Whether it takes a scenario: files that end in .yaml or .yml are offered. */
  readonly takesScenario: boolean;
}

const HELP = { word: "help", description: "the help of a command" };

/** Every command and the commands in it, surgecast itself first. Loads the modules of all. */
export async function completionTree(entries: readonly CommandEntry[]): Promise<CompletionNode[]> {
  const root: CompletionNode = {
    path: "",
    words: [...entries.map(({ name, summary }) => ({ word: name, description: summary })), HELP],
    takesScenario: false,
    options: [
      { flag: "--help", description: "show the help", takesValue: false, choices: [] },
      { flag: "--version", description: "print the version", takesValue: false, choices: [] },
    ],
  };
  const loaded = await Promise.all(entries.map(async ({ load }) => withCommonOptions(await load())));
  const help: CompletionNode = {
    ...root,
    path: "help",
    words: root.words.filter((word) => word !== HELP),
    options: [],
  };
  return [root, help, ...loaded.flatMap((command) => nodesOf(command, command.name()))];
}

function nodesOf(command: Command, path: string): CompletionNode[] {
  const values = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const node: CompletionNode = {
    path,
    takesScenario: command.registeredArguments.some((argument) => argument.name() === "scenario"),
    words: [
      ...command.commands.map((sub) => ({
        word: sub.name(),
        description: firstLine(sub.summary() || sub.description()),
      })),
      ...values.map((word) => ({ word, description: "" })),
    ],
    options: [
      ...command.options.filter(({ long, hidden }) => long !== undefined && !hidden).map(optionOf),
      { flag: "--help", description: "show the help", takesValue: false, choices: [] },
    ],
  };
  return [node, ...command.commands.flatMap((sub) => nodesOf(sub, `${path} ${sub.name()}`))];
}

function optionOf({ long, description, required, optional, argChoices }: Option): CompletionOption {
  return {
    flag: long ?? "",
    description: firstLine(description),
    takesValue: required || optional,
    choices: argChoices ?? [],
  };
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

/** The options every command that prints a result has, under the same names. */
import { type Command, Option } from "commander";

export interface OutputOptions {
  readonly format: string;
  /** File for the result; absent: standard output. */
  readonly out?: string;
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** Adds `--format` (where there is a choice; the first is the default) and `--out`. */
export function withOutputOptions(command: Command, formats: readonly string[]): Command {
  if (formats.length > 1) {
    command.addOption(new Option("--format <format>", "how to print the result").choices(formats).default(formats[0]));
  }
  return command.option("--out <file>", "write the result to a file instead of standard output");
}

/** Adds `--no-color` and `--quiet` to a command and all in it, where they have none of their own: they hold everywhere. */
export function withCommonOptions(command: Command): Command {
  const has = (flag: string): boolean => command.options.some(({ long }) => long === flag);
  if (command.commands.length === 0) {
    if (!has("--no-color")) command.option("--no-color", "no colours; NO_COLOR does the same");
    if (!has("--quiet")) command.option("--quiet", "nothing on standard error but errors");
  }
  command.commands.forEach(withCommonOptions);
  return command;
}

/** A command line without `surgecast`, what it does, and the exit code it ends with where that is not 0. */
export type Example = readonly [line: string, does: string, exits?: number];

const examples = new WeakMap<Command, readonly Example[]>();

/** Examples at the end of a command's help. */
export function withExamples(command: Command, given: readonly Example[]): Command {
  examples.set(command, given);
  const lines = given.map((example) => `  # ${exampleTitle(example)}\n  surgecast ${example[0]}`);
  return command.addHelpText("after", `\nExamples:\n${lines.join("\n\n")}`);
}

export function examplesOf(command: Command): readonly Example[] {
  return examples.get(command) ?? [];
}

/** What an example does, and its exit code where it is worth a word: `stop a pipeline (exit code 3)`. */
export function exampleTitle([, does, exits]: Example): string {
  return exits === undefined ? does : `${does} (exit code ${exits})`;
}

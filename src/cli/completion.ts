/** `surgecast completion`: a shell's completion script, made from the commands themselves. */
import { Argument, Command } from "commander";
import { bashCompletion, fishCompletion, zshCompletion } from "./completion-scripts.ts";
import type { CompletionNode } from "./completion-tree.ts";
import { completionTree } from "./completion-tree.ts";
import { writeResult } from "./output.ts";
import { type OutputOptions, withExamples, withOutputOptions } from "./output-options.ts";
import type { CommandEntry } from "./program.ts";

const SCRIPTS: Readonly<Record<string, (nodes: readonly CompletionNode[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function completionCommand(entries: readonly CommandEntry[]): Command {
  const command = new Command("completion")
    .description("Print a completion script; it completes commands, options and their values.")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(SCRIPTS)))
    .action(async (shell: string, options: OutputOptions) => {
      const nodes = await completionTree(entries);
      await writeResult(SCRIPTS[shell]?.(nodes) ?? "", options);
    });
  return withExamples(withOutputOptions(command, []), [
    ["completion bash > ~/.local/share/bash-completion/completions/surgecast", "bash"],
    ["completion zsh > ~/.zfunc/_surgecast", "zsh, with ~/.zfunc in fpath before compinit"],
    ["completion fish > ~/.config/fish/completions/surgecast.fish", "fish"],
  ]);
}

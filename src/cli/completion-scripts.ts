/** Completion scripts. Each finds the command a line is in by its words, then offers what that command takes. */
import type { CompletionNode, CompletionOption } from "./completion-tree.ts";

/** A word in single quotes for any POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function paths(nodes: readonly CompletionNode[]): string[] {
  return nodes.flatMap(({ path }) => (path === "" ? [] : [path]));
}

/** The words of `surgecast` in bash; files where nothing else fits. */
export function bashCompletion(nodes: readonly CompletionNode[]): string {
  const values = nodes.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, choices }) => {
        const offered =
          choices.length === 0 ? "" : `COMPREPLY=($(compgen -W ${quoted(choices.join(" "))} -- "$current")); `;
        return `    ${quoted(`${path}|${flag}`)}) ${offered}return ;;`;
      }),
  );
  const offers = nodes.map(({ path, words, options, takesScenario }) => {
    const flags = options.map(({ flag }) => flag).join(" ");
    const offered = quoted(words.map(({ word }) => word).join(" "));
    return `    ${quoted(path)}) words=${offered}; flags=${quoted(flags)}; scenario=${takesScenario ? "1" : "''"} ;;`;
  });
  return `# surgecast completion for bash
_surgecast() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local at="" words="" flags="" scenario="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${at:+$at }$word" in
      ${paths(nodes).map(quoted).join(" | ")}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at|$previous" in
${values.join("\n")}
  esac
  case "$at" in
${offers.join("\n")}
  esac
  if [[ "$current" == -* ]]; then words="$flags"; scenario=""; fi
  if [[ -n "$scenario" ]]; then
    compopt -o filenames 2> /dev/null
    local IFS=$'\n'
    COMPREPLY=($(compgen -f -X '!*.y*ml' -- "$current"; compgen -d -- "$current"))
    return
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _surgecast surgecast
`;
}

/** The same for zsh, with a description beside every word. */
export function zshCompletion(nodes: readonly CompletionNode[]): string {
  const offers = nodes.map(({ path, words, options, takesScenario }) => {
    const specs = options.map((option) => `      ${quoted(zshOption(option))}`);
    const described = words.map(({ word, description }) => quoted(`${word}:${description}`)).join(" ");
    const rest =
      words.length === 0
        ? quoted(takesScenario ? '*:scenario:_files -g "*.y(a|)ml"' : "*:file:_files")
        : quoted("*:what:->words");
    const offer =
      words.length === 0 ? "" : `\n      [[ $state == words ]] && { offered=(${described}); _describe word offered; }`;
    return `    ${quoted(path)})\n      _arguments \\\n${specs.map((spec) => `${spec.replace(/^ {6}/, "        ")} \\`).join("\n")}\n        ${rest}${offer}\n      ;;`;
  });
  return `#compdef surgecast
# surgecast completion for zsh
_surgecast() {
  local at="" word state
  local -a offered line
  for word in \${words[2,CURRENT-1]}; do
    case "\${at:+$at }$word" in
      ${paths(nodes).map(quoted).join(" | ")}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at" in
${offers.join("\n")}
  esac
}
# Read from fpath, this file is the function's own first call.
if [[ "$funcstack[1]" == _surgecast ]]; then _surgecast "$@"; else compdef _surgecast surgecast; fi
`;
}

function zshOption({ flag, description, takesValue, choices }: CompletionOption): string {
  const about = description.replaceAll(/[[\]:]/g, "\\$&");
  const value = choices.length === 0 ? "_files" : `(${choices.join(" ")})`;
  return `*${flag}[${about}]${takesValue ? `:value:${value}` : ""}`;
}

/** The same for fish (3.4 and later). */
export function fishCompletion(nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap(({ path, words, options, takesScenario }) => {
    const here = `complete -c surgecast -n ${quoted(`test "$(__surgecast_at)" = "${path}"`)}`;
    return [
      ...(takesScenario ? [`${here} -k -a '(__fish_complete_suffix .yaml)'`] : []),
      ...words.map(({ word, description }) => `${here} -f -a ${quoted(word)} -d ${quoted(description)}`),
      ...options.map((option) => `${here} ${fishOption(option)}`),
    ];
  });
  return `# surgecast completion for fish
function __surgecast_at
  set -l at
  for word in (commandline -opc)[2..-1]
    if contains -- (string join ' ' $at $word) ${paths(nodes).map(quoted).join(" ")}
      set -a at $word
    end
  end
  string join ' ' $at
end
${lines.join("\n")}
`;
}

function fishOption({ flag, description, takesValue, choices }: CompletionOption): string {
  const value = choices.length === 0 ? "-r -F" : `-x -a ${quoted(choices.join(" "))}`;
  return `-l ${flag.replace(/^--/, "")}${takesValue ? ` ${value}` : ""} -d ${quoted(description)}`;
}

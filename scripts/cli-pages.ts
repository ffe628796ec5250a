/** One page of documentation for each command, made from the commands themselves. */
import type { Command, Option } from "commander";
import { commands } from "../src/cli/commands.ts";
import { formatInWords } from "../src/cli/formats.ts";
import { exampleTitle, examplesOf, withCommonOptions } from "../src/cli/output-options.ts";

const EXIT_CODES: readonly (readonly [code: string, means: string])[] = [
  ["0", "fine"],
  ["1", "a bug in surgecast, with what to report"],
  ["2", "something you can fix: place, what and a hint on standard error ([errors](../errors.md))"],
  ["3", "a limit that you set was crossed; the result is printed all the same"],
  ["130", "interrupted"],
];

const ENVIRONMENT: readonly (readonly [name: string, does: string])[] = [
  ["`SURGECAST_PRICING_CACHE`", "folder of list prices in place of the one this package brings"],
  ["`NO_COLOR`", "no colours when it is not empty (https://no-color.org)"],
  ["`FORCE_COLOR`", "colours also where no terminal is; `0` and `false` for none (https://force-color.org)"],
];

/** Paths from the root of the project, and texts. */
export async function cliPages(): Promise<ReadonlyMap<string, string>> {
  const loaded = await Promise.all(
    commands.map(async ({ summary, load }) => withCommonOptions((await load()).summary(summary))),
  );
  const all = loaded.flatMap((command) => family(command, []));
  const pages = all.map(([path, command]) => [fileOf(path), page(path, command)] as const);
  return new Map([["docs/cli/README.md", index(all)], ...pages]);
}

type Named = readonly [path: readonly string[], command: Command];

/** A command and those in it. */
function family(command: Command, above: readonly string[]): readonly Named[] {
  const path = [...above, command.name()];
  return [[path, command], ...command.commands.flatMap((sub) => family(sub, path))];
}

const fileOf = (path: readonly string[]): string => `docs/cli/${path.join("-")}.md`;

function index(all: readonly Named[]): string {
  const rows = all.map(([path, command]) => [
    `[\`surgecast ${path.join(" ")}\`](${path.join("-")}.md)`,
    cell(command.summary() || command.description()),
  ]);
  return (
    [
      "# Commands",
      "Made from the commands themselves by `npm run docs`. `surgecast help <command>` prints the same.",
      table(["command", "does"], rows),
      "## Exit codes",
      table(["code", "means"], EXIT_CODES),
      "## Environment",
      table(["variable", "does"], ENVIRONMENT),
    ].join("\n\n") + "\n"
  );
}

function page(path: readonly string[], command: Command): string {
  const line = `surgecast ${path.join(" ")}`;
  const options = command.options.filter(({ hidden }) => !hidden);
  const help = ["`-h, --help`", "show the help"];
  return (
    [
      `# ${line}`,
      sentence(command.description()),
      "## Synopsis",
      fenced("sh", `${line} ${command.usage()}`),
      ...section(
        "## Commands",
        ["command", "does"],
        command.commands.map((sub) => [
          `[\`${sub.name()}\`](${[...path, sub.name()].join("-")}.md)`,
          cell(sub.summary() || sub.description()),
        ]),
      ),
      ...section(
        "## Arguments",
        ["argument", "is"],
        command.registeredArguments.map((argument) => [
          `\`${argument.name()}\`${argument.required ? "" : " (may be left out)"}`,
          cell([argument.description, ...values(argument.argChoices)].join(": ")),
        ]),
      ),
      "## Options",
      table(["option", "does"], [...options.map((option) => [`\`${option.flags}\``, cell(about(option))]), help]),
      ...formats(options),
      "## Exit codes",
      table(["code", "means"], EXIT_CODES),
      "## Environment",
      table(["variable", "does"], ENVIRONMENT),
      ...examples(command),
    ].join("\n\n") + "\n"
  );
}

function about({ description, argChoices, defaultValue }: Option): string {
  const usual = typeof defaultValue === "string" ? [`default ${defaultValue}`] : [];
  const more = [...values(argChoices), ...usual].join("; ");
  return more === "" ? description : `${description} (${more})`;
}

const values = (choices: readonly string[] | undefined): readonly string[] =>
  choices === undefined ? [] : [choices.join(", ")];

function formats(options: readonly Option[]): readonly string[] {
  const choices = options.find(({ long }) => long === "--format")?.argChoices ?? [];
  return section(
    "## Formats",
    ["format", "is"],
    choices.map((name) => [`\`${name}\``, formatInWords(name) ?? ""]),
  );
}

function examples(command: Command): readonly string[] {
  const lines = examplesOf(command).map((example) => `# ${exampleTitle(example)}\nsurgecast ${example[0]}`);
  return lines.length === 0 ? [] : ["## Examples", fenced("sh", lines.join("\n\n"))];
}

function section(title: string, header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [title, table(header, rows)];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** Text inside of a table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/</g, "&lt;").replaceAll(/\s+/g, " ");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;
}

/**
 * The command line as a whole. Commands are known by name and summary alone; the module of one is loaded when it is asked
 * for, so that `--help` and `--version` start about as fast as Node itself.
 */
import { styleText } from "node:util";
import { Command, CommanderError } from "commander";
import { styleFor } from "./colour.ts";
import { failureOf } from "./failure.ts";
import { exitQuietlyOnClosedPipe } from "./output.ts";
import { withCommonOptions } from "./output-options.ts";
import { unknownCommand, usageError } from "./usage-error.ts";
import { packageVersion } from "./version.ts";

export interface CommandEntry {
  readonly name: string;
  /** One line in `surgecast --help`. */
  readonly summary: string;
  /** Imports the command's module. */
  readonly load: () => Promise<Command>;
}

const DESCRIPTION =
  "Before you merge: what your AWS bill will be, and whether your flash sale will survive.\n" +
  "Runs traffic, architecture and list prices second by second, offline.";
const EXIT_CODES =
  "\nExit codes: 0 fine · 1 a bug in surgecast · 2 something you can fix · 3 a limit you set was crossed";

/** Runs one command line (without `node` and the script) and sets the process's exit code. Never throws. */
export async function runCli(argv: readonly string[], entries: readonly CommandEntry[]): Promise<void> {
  exitQuietlyOnClosedPipe();
  try {
    const line = asked(argv);
    const program = await programFor(line, entries);
    await program.parseAsync([...line], { from: "user" });
  } catch (error) {
    // Help and version end in an exit too, of the quiet kind.
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const failure = failureOf(error, argv, styleFor(process.stderr, { color: !argv.includes("--no-color") }));
    process.stderr.write(failure.text);
    process.exitCode = failure.exitCode;
  }
}

/** `help prices list` is `prices list --help`; nothing at all asks for help too. */
function asked(argv: readonly string[]): readonly string[] {
  if (argv.length === 0) return ["--help"];
  return argv[0] === "help" ? [...argv.slice(1), "--help"] : argv;
}

/** The program with the one command loaded that this command line names. */
async function programFor(argv: readonly string[], entries: readonly CommandEntry[]): Promise<Command> {
  const operands = argv.filter((word) => !word.startsWith("-"));
  const [wanted] = operands;
  const names = entries.map(({ name }) => name);
  if (wanted !== undefined && !names.includes(wanted)) throw unknownCommand(wanted, [...names, "help"]);
  const program = new Command("surgecast")
    .description(DESCRIPTION)
    .version(packageVersion(), "-V, --version", "print the version")
    .helpCommand("help [command]", "the same as surgecast <command> --help")
    .addHelpText("after", EXIT_CODES);
  for (const { name, summary, load } of entries) {
    const command = name === wanted ? withCommonOptions(await load()) : new Command(name);
    program.addCommand(command.summary(summary));
  }
  settle(program, !argv.includes("--no-color"));
  return program;
}

/** Every command throws instead of exiting, in our words, and dresses its help alike. */
function settle(command: Command, color: boolean): void {
  command.exitOverride((error) => {
    throw error.exitCode === 0 ? error : usageError(error, command);
  });
  command.configureOutput({ writeErr: () => {}, ...(color ? {} : { getOutHasColors: () => false }) });
  command.configureHelp({ styleTitle: (title) => styleText("bold", title, { validateStream: false }) });
  for (const sub of command.commands) settle(sub, color);
}

/** Runs a real surgecast process, its whole output collected. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

export interface Finished {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  /** The script to run; default: the real command line. */
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with what was printed on standard error so far, and a way to end or to interrupt. */
  readonly onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** Closes standard output after its first bytes, as `head` does. */
  readonly closeStdout?: boolean;
}

export function surgecast(args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  const { script = join(root, "src/cli/main.ts"), env = {}, onStderr, closeStdout = false } = options;
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: root,
    env: { PATH: process.env["PATH"], NO_COLOR: "1", ...env },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (closeStdout) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    onStderr?.(stderr, (signal) => child.kill(signal));
  });
  return new Promise((resolve) => {
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal, stdout, stderr }));
  });
}

/** The command line whose `run` answers with a written estimate instead of a simulated one. */
export const withFixtureEngine = join(root, "tests/cli/support/fixture-cli.ts");

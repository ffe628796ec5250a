/** The edge where errors end: what is printed and the exit code. 2: the user can fix it; 1: a bug; 130: interrupted. */
import { formatProblems, UserError } from "../errors.ts";
import { printable } from "../report/printable.ts";
import type { Style } from "../report/style.ts";
import { packageVersion } from "./version.ts";

export interface Failure {
  readonly exitCode: 1 | 2 | 130;
  /** For standard error, ending with a line break. */
  readonly text: string;
}

/** What a person is told about an error that nothing caught. */
export function failureOf(error: unknown, argv: readonly string[], style: Style): Failure {
  if (!(error instanceof UserError)) return { exitCode: 1, text: bugReport(error, argv, style) };
  const text = `${formatProblems(error.problems)
    .split("\n")
    .map((line) => dressed(printable(line), style))
    .join("\n")}\n`;
  return { exitCode: error.code === "CANCELLED" ? 130 : 2, text };
}

/** Places stand out so that editors and eyes find them; hints step back. */
function dressed(line: string, style: Style): string {
  if (/^\S.*:\d+:\d+$/.test(line)) return style("strong", line);
  const hint = /^(\s*)(hint: .*)$/.exec(line);
  return hint === null ? line : `${hint[1] ?? ""}${style("faint", hint[2] ?? "")}`;
}

function bugReport(error: unknown, argv: readonly string[], style: Style): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    style("bad", "This is a bug in surgecast, not a mistake of yours."),
    "",
    stack.split("\n").map(printable).join("\n"),
    "",
    "Please report it with the lines above and these:",
    `  surgecast ${packageVersion()}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `  surgecast ${printable(argv.join(" ").slice(0, 1000))}`,
    "",
  ].join("\n");
}

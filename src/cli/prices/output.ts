/** Where the prices commands write. */
import { type Problem, UserError } from "../../errors.ts";
import { writeFileAtomically } from "../../files/write-file.ts";
import { ageNote } from "../../pricing/age.ts";
import type { Price } from "../../pricing/price.ts";
import { dayOf } from "../price-age.ts";
import type { PricesFlags } from "./flags.ts";

export interface PricesOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export const processOutput: PricesOutput = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
};

/** Prints a result, or writes it to `--out`, and says on stderr when some of its prices are old. */
export function print(text: string, prices: readonly Price[], flags: PricesFlags, output: PricesOutput): void {
  const note = flags.quiet === true ? null : ageNote(prices, today(flags.today));
  if (flags.out === undefined) output.stdout(text);
  else writeFileAtomically(flags.out, text);
  if (note !== null) output.stderr(`${note}\n`);
}

/** JSON as every command prints it: two spaces, a newline at the end. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function today(flag: string | undefined): string {
  const problems: Problem[] = [];
  const day = dayOf(flag, problems);
  if (problems.length > 0) throw new UserError("COMMAND_INVALID", problems);
  return day;
}

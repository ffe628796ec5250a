/** The questions of `surgecast init` in a terminal: plain lines, an empty one for the usual answer. */
import { existsSync } from "node:fs";
import { createInterface, type Interface } from "node:readline/promises";
import { problem, UserError } from "../errors.ts";
import type { Finding } from "../scenario/init/finding.ts";
import { type Answers, questions } from "../scenario/init/questions.ts";

/** Asks what no flag has said, on standard error, so that a scenario may go to standard output; and where to write it. */
export async function ask(
  said: Answers,
  { out, force = false }: { readonly out?: string; readonly force?: boolean },
  finding: Finding | null,
): Promise<{ readonly answers: Answers; readonly out: string }> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-D and Ctrl-C both leave the question without an answer.
  const ended = new Promise<never>((_, reject) => {
    terminal.once("close", () => {
      process.stderr.write("\n");
      reject(new UserError("CANCELLED", [problem("interrupted: nothing was written")]));
    });
  });
  try {
    return await Promise.race([dialogue(terminal, said, { out, force }, finding), ended]);
  } finally {
    terminal.removeAllListeners("close");
    terminal.close();
  }
}

async function dialogue(
  terminal: Interface,
  said: Answers,
  { out, force }: { readonly out: string | undefined; readonly force: boolean },
  finding: Finding | null,
): Promise<{ readonly answers: Answers; readonly out: string }> {
  const answers: Record<string, string> = { ...said };
  for (const { key, ask: text, usual, when, check } of questions) {
    const known = finding !== null && (key === "mean" || key === "visitors");
    if (answers[key] !== undefined || known || when?.(answers) === false) continue;
    answers[key] = await answerTo(terminal, text, usual, (answer) => check(answer, answers));
  }
  const path =
    out ??
    (await answerTo(terminal, "File to write", `${answers["name"] ?? "shop"}.yaml`, (answer) =>
      existsSync(answer) && !force ? "must be a file that is not there yet" : null,
    ));
  return { answers, out: path };
}

async function answerTo(
  terminal: Interface,
  text: string,
  usual: string,
  check: (answer: string) => string | null,
): Promise<string> {
  for (;;) {
    const typed = (await terminal.question(`${text}${usual === "" ? "" : ` [${usual}]`}: `)).trim();
    const answer = typed === "" ? usual : typed;
    const wrong = check(answer);
    if (wrong === null) return answer;
    process.stderr.write(`  It ${wrong}.\n`);
  }
}

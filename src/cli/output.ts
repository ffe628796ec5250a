/** Results go to standard output or a file, and nothing else does. */
import { writeFileAtomically } from "../files/write-file.ts";

/** Writes a result, whole or in parts. Throws a UserError `FILE_UNWRITABLE` when the file cannot be written. */
export async function writeResult(
  content: string | Iterable<string>,
  { out }: { readonly out?: string },
): Promise<void> {
  if (out !== undefined) {
    writeFileAtomically(out, content);
    return;
  }
  for (const part of typeof content === "string" ? [content] : content) {
    if (!process.stdout.write(part)) await new Promise((resolve) => process.stdout.once("drain", resolve));
  }
}

/** How wide a report may be: the terminal's width from 60 to 160, or 100 where the result goes elsewhere. */
export function pageWidth({ out }: { readonly out?: string }): number {
  const columns = out === undefined && process.stdout.isTTY ? process.stdout.columns : 100;
  return Math.max(60, Math.min(160, columns));
}

/** A remark beside the result, on standard error; silent with --quiet. */
export function remark(text: string, { quiet = false }: { readonly quiet?: boolean }): void {
  if (!quiet) process.stderr.write(`${text}\n`);
}

/** A reader that closed the pipe early (`surgecast … | head`) has what it wanted: leave without a word. */
export function exitQuietlyOnClosedPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
}

/** Writes files so that a reader sees the old one or the new one, never a part. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { problem, UserError } from "../errors.ts";

/**
 * Writes a temporary file beside `path`, then renames it over it; missing folders are made. Content that comes in parts is
 * never held as a whole.
 * Throws a UserError `FILE_UNWRITABLE` that names the path; the old file then stands as it was.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array | Iterable<string>): void {
  // In the same folder, because a rename is only atomic within one file system.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(path));
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(temporary, content);
    else writeParts(temporary, content);
    renameSync(temporary, path);
  } catch (cause) {
    if (existsSync(temporary)) rmSync(temporary);
    // Whatever makes the parts may have a bug of its own.
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    const reason = ` (${String(cause.code)})`;
    throw new UserError(
      "FILE_UNWRITABLE",
      [problem(`${path} could not be written${reason}`, "check that its folder may be written to")],
      { cause },
    );
  }
}

/** One folder at a time: Node's own recursion never ends below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function writeParts(path: string, parts: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    for (const part of parts) writeFileSync(file, part);
  } finally {
    closeSync(file);
  }
}

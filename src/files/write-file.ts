/** Writes files so that a reader sees the old one or the new one, never a part. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { problem, UserError } from "../errors.ts";

/**
 * Writes a temporary file beside `path`, then renames it over it; missing folders are made.
 * Throws a UserError `FILE_UNWRITABLE` that names the path; the old file then stands as it was.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  // In the same folder, because a rename is only atomic within one file system.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (cause) {
    if (existsSync(temporary)) rmSync(temporary);
    const reason = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new UserError(
      "FILE_UNWRITABLE",
      [problem(`${path} could not be written${reason}`, "check that its folder may be written to")],
      { cause },
    );
  }
}

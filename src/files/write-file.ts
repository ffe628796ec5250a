/** Writes files so that a reader sees the old one or the new one, never a part. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { problem, UserError } from "../errors.ts";

/** What this process was given to write to. */
const GIVEN = /^\/dev\/(stdout|stderr|fd\/\d+)$|^\/proc\/self\/fd\/\d+$/;

/**
 * Writes a temporary file beside `path`, then renames it over it; missing folders are made. Content that comes in parts is
 * never held as a whole.
 * Throws a UserError `FILE_UNWRITABLE` that names the path; the old file then stands as it was.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array | Iterable<string>): void {
  let temporary: string | null = null;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    // Nothing may take the place of /dev/null; and a pipe that nobody reads would make this wait.
    if (there?.isCharacterDevice() === true || GIVEN.test(path)) return write(path, content);
    if (there !== undefined && !there.isFile()) throw unwritable(path, "could not be written (it is no file)");
    makeFolder(dirname(path));
    // A link stays a link. In the same folder, because a rename is only atomic within one file system.
    const target = there === undefined ? path : realpathSync(path);
    temporary = `${target}.${process.pid}.tmp`;
    write(temporary, content);
    renameSync(temporary, target);
  } catch (cause) {
    if (temporary !== null && existsSync(temporary)) rmSync(temporary);
    // Whatever makes the parts may have a bug of its own.
    if (cause instanceof UserError || !(cause instanceof Error && "code" in cause)) throw cause;
    throw unwritable(path, `could not be written (${String(cause.code)})`, cause);
  }
}

function unwritable(path: string, why: string, cause?: unknown): UserError {
  const hint = "check that its folder may be written to";
  return new UserError("FILE_UNWRITABLE", [problem(`${path} ${why}`, hint)], { cause });
}

function write(path: string, content: string | Uint8Array | Iterable<string>): void {
  if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(path, content);
  else writeParts(path, content);
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

/** Texts from disk, gzipped or not, up to a size that fits into memory. */
import { readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { problem, UserError } from "../errors.ts";
import { MEGABYTE } from "../units.ts";

/** Bytes of one text, unpacked. */
const MOST_BYTES = 200 * MEGABYTE;

/**
 * The text of a file, UTF-8; one that begins as gzip does is unpacked.
 * Throws a UserError FILE_UNREADABLE where it is absent, damaged, or larger than 200 MB; `hint` is for the first.
 */
export function readTextFile(path: string, hint: string): { readonly text: string; readonly file: string } {
  const bytes = readBytes(path, hint);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { text: bytes.toString("utf8"), file: path };
  try {
    return { text: gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString("utf8"), file: path };
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(path);
    throw unreadable(`${path} is damaged: it begins as gzip does, and cannot be unpacked`, null, cause);
  }
}

function readBytes(path: string, hint: string): Buffer {
  try {
    if (statSync(path).size > MOST_BYTES) throw tooLarge(path);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const absent = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    throw unreadable(`${path} ${absent ? "is not there" : "cannot be read"}`, hint, cause);
  }
}

function tooLarge(path: string): UserError {
  return unreadable(`${path} is larger than 200 MB`, "sum it up to minutes first", null);
}

function unreadable(what: string, hint: string | null, cause: unknown): UserError {
  return new UserError("FILE_UNREADABLE", [problem(what, hint)], { cause });
}

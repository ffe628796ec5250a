/** Reads text files that somebody named: nothing that never ends, that makes wait or that is no text comes past here. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { problem, UserError } from "../errors.ts";
import { MEGABYTE } from "../units.ts";

/** Bytes of one text, unpacked, where nothing smaller is asked for. */
const MOST_BYTES = 200 * MEGABYTE;

/** Descriptors this process was given: a pipe of the shell's, `<(…)`, ends when its writer does. */
const GIVEN = /^\/dev\/(stdin|fd\/\d+)$|^\/proc\/self\/fd\/\d+$/;

/**
 * The whole text of a file in UTF-8, a byte order mark included; one that begins as gzip does is unpacked. Throws a UserError
 * FILE_UNREADABLE that says why for a file that is absent, damaged, larger than `maxBytes` (200 MB), not UTF-8 or with NUL
 * bytes, and for pipes, sockets, devices and folders, which are never opened. `hint` is for a file that cannot be read:
 * `readTextFile("drop.yaml", "check the path").text`.
 */
export function readTextFile(
  path: string,
  hint: string,
  maxBytes: number = MOST_BYTES,
): { readonly text: string; readonly file: string } {
  const refuse = (why: string, cause?: unknown, advice: string | null = hint): UserError =>
    new UserError("FILE_UNREADABLE", [problem(`${path} ${why}`, advice)], { cause });
  let bytes: Uint8Array | null;
  try {
    const kind = otherThanFile(path);
    if (kind !== null) throw refuse(`is ${kind}, not a file`);
    bytes = readBytes(path, maxBytes);
  } catch (cause) {
    throw cause instanceof UserError ? cause : refuse(reasonOf(cause), cause);
  }
  if (bytes === null) throw tooLarge();
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: maxBytes });
    } catch (cause) {
      if (cause instanceof RangeError) throw tooLarge();
      throw refuse("is damaged: it begins as gzip does, and cannot be unpacked", cause, null);
    }
  }
  return { text: textOf(bytes, (why, advice) => refuse(why, undefined, advice)), file: path };

  function tooLarge(): UserError {
    const advice = maxBytes === MOST_BYTES ? "sum it up to minutes first" : null; // a recording
    return refuse(`is larger than ${sizeWords(maxBytes)}, the most that is read`, undefined, advice);
  }
}

/** Text of bytes, for what was not read from a named file; `refuse` makes the error of what is wrong with them and a hint. */
export function textOf(bytes: Uint8Array, refuse: (why: string, hint: string) => Error): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw refuse("is in UTF-16", "save it in UTF-8");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse("is not in UTF-8", "save it in UTF-8");
  }
  if (text.includes("\0")) throw refuse("holds NUL bytes: it is no text", "name a text file in UTF-8");
  return text;
}

/** Whether a path is a descriptor this process was given, which may be a pipe and is read to its end. */
export function isGiven(path: string): boolean {
  return GIVEN.test(path);
}

/** `1 MB`, `64 MB`. */
export function sizeWords(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}

/** What a path leads to that is no file to read, such as `a pipe`; null for a file. Throws what the system says of the path. */
export function otherThanFile(path: string): string | null {
  return isGiven(path) ? null : kindOf(statSync(path));
}

function kindOf(stats: Stats): string | null {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return stats.isFile() ? null : "a device";
}

/** Null for more than `maxBytes`. Sizes that the system states may be zero or wrong, as below /proc: what is read counts. */
function readBytes(path: string, maxBytes: number): Uint8Array | null {
  // A pipe put in the file's place since it was looked at must not make this wait.
  const file = openSync(path, isGiven(path) ? constants.O_RDONLY : constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = fstatSync(file);
    if (size > maxBytes) return null;
    let bytes = new Uint8Array(Math.max(65_536, size + 1));
    let length = 0;
    for (;;) {
      const count = readSync(file, bytes, length, bytes.length - length, null);
      if (count === 0) return bytes.subarray(0, length);
      length += count;
      if (length > maxBytes) return null;
      if (length < bytes.length) continue;
      const longer = new Uint8Array(bytes.length * 2);
      longer.set(bytes);
      bytes = longer;
    }
  } finally {
    closeSync(file);
  }
}

/** Why the system could not read, as it follows a file's name. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOENT: "is not there",
    ENOTDIR: "is not there",
    ELOOP: "is a link that leads back to itself",
    EACCES: "may not be read: permission denied",
    EPERM: "may not be read: permission denied",
    EISDIR: "is a folder, not a file",
  };
  return known[code] ?? `cannot be read${code === "" ? "" : ` (${code})`}`;
}

/** Reads a plan from a file or from standard input, packed by gzip or not, or what a directory of Terraform plans. */
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { problem, UserError } from "../errors.ts";
import type { Plan } from "../terraform/plan.ts";
import { type PlanOptions, readPlan } from "../terraform/read-plan.ts";
import { GIGABYTE } from "../units.ts";
import { type DirectoryFilesOptions, loadDirectory } from "./read-directory.ts";
import { isGiven, otherThanFile, reasonOf, sizeWords } from "./read-text.ts";

/** Bytes of one plan, unpacked. One of 20,000 resources has about 50 MB. */
const MOST_BYTES = 2 * GIGABYTE - 1;

/** Bytes that are read at once. */
const PART = 2 ** 22;

/** What a path means that is standard input. */
const STDIN = "-";

export type LoadPlanOptions = Omit<PlanOptions, "file"> & DirectoryFilesOptions;

/**
 * Reads a plan or state, or a directory of Terraform (`loadDirectory`); `-` is standard input. Throws a UserError FILE_UNREADABLE for a
 * file that is absent, damaged or larger than 2 GB, COMMAND_INVALID for variables of what is no directory, and what `readPlan` and
 * `loadDirectory` throw.
 * @example loadPlan("plan.json").resources.length
 */
export function loadPlan(path: string, options: LoadPlanOptions = {}): Plan {
  if (path !== STDIN && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    return loadDirectory(path, options);
  }
  if ((options.variableFiles ?? []).length > 0 || (options.variables ?? []).length > 0) {
    throw new UserError("COMMAND_INVALID", [
      problem(
        `${path} is a plan, whose variables have their values`,
        "give variables to terraform plan, or name a directory",
      ),
    ]);
  }
  const file = path === STDIN ? "standard input" : path;
  return readPlan(planBytes(path, file), { ...options, file });
}

function planBytes(path: string, file: string): Uint8Array {
  const refuse = (why: string, cause?: unknown): UserError =>
    new UserError("FILE_UNREADABLE", [problem(`${file} ${why}`)], { cause });
  let bytes: Uint8Array | null;
  try {
    bytes = readAll(path, refuse);
  } catch (cause) {
    throw cause instanceof UserError ? cause : refuse(reasonOf(cause), cause);
  }
  if (bytes === null) throw refuse(`is larger than ${sizeWords(MOST_BYTES)}, the most that is read`);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    const what =
      cause instanceof RangeError
        ? `unpacks to more than ${sizeWords(MOST_BYTES)}, the most that is read`
        : "is damaged: it begins as gzip does, and cannot be unpacked";
    throw refuse(what, cause);
  }
}

/** Null for more than the most that is read. */
function readAll(path: string, refuse: (why: string) => UserError): Uint8Array | null {
  if (path === STDIN) return readDescriptor(0);
  const kind = otherThanFile(path);
  if (kind !== null) throw refuse(`is ${kind}, not a file`);
  const file = openSync(path, isGiven(path) ? constants.O_RDONLY : constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return readDescriptor(file);
  } finally {
    closeSync(file);
  }
}

function readDescriptor(file: number): Uint8Array | null {
  const { size } = fstatSync(file);
  if (size > MOST_BYTES) return null;
  // Of a pipe the size is not known: parts are put together at the end of it.
  let bytes = new Uint8Array(Math.max(PART, size + 1));
  let length = 0;
  for (;;) {
    const count = readSome(file, bytes, length);
    if (count === 0) return bytes.subarray(0, length);
    length += count;
    if (length > MOST_BYTES) return null;
    if (length < bytes.length) continue;
    const longer = new Uint8Array(Math.min(bytes.length * 2, MOST_BYTES + 1));
    longer.set(bytes);
    bytes = longer;
  }
}

/** A terminal or a pipe that holds nothing yet says so instead of waiting. */
function readSome(file: number, bytes: Uint8Array, offset: number): number {
  for (;;) {
    try {
      return readSync(file, bytes, offset, Math.min(PART, bytes.length - offset), null);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "EOF") return 0; // the end of a pipe on Windows
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Files about traffic from disk: access logs line by line, of any length; everything else as a whole. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { problem, UserError } from "../errors.ts";
import { albLog, isAlbLogLine } from "../scenario/init/alb-log.ts";
import type { Finding } from "../scenario/init/finding.ts";
import { readSource } from "../scenario/init/read-source.ts";
import { readTextFile } from "../files/read-text.ts";

const HINT = "name the file as it is on this machine; logs in S3 are copied first: aws s3 sync";

/**
 * What one file, or several access logs together, say about traffic.
 * Throws a UserError INPUT_INVALID with the lines that are wrong, FILE_UNREADABLE, or COMMAND_INVALID for several that are no logs.
 */
export async function readTraffic(files: readonly string[], timezone: string): Promise<Finding> {
  const log = albLog();
  for (const file of files) {
    let number = 0;
    for await (const line of linesOf(file)) {
      number += 1;
      if (number === 1 && !isAlbLogLine(line)) {
        if (files.length === 1) return readSource(readTextFile(file, HINT), timezone);
        throw new UserError("COMMAND_INVALID", [
          problem(`--from takes several files only where all are ALB access logs; ${file} is none`),
        ]);
      }
      log.line(line, file, number);
    }
    if (number === 0 && files.length === 1) return readSource({ text: "", file }, timezone);
  }
  return log.finding(timezone);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    const gzipped = await isGzip(file);
    const bytes = createReadStream(file);
    const stream: Readable = gzipped ? bytes.pipe(createGunzip()) : bytes;
    // What goes wrong while reading must end what unpacks, or the lines never end.
    bytes.once("error", (error) => stream.destroy(error));
    const lines = createInterface({ input: stream, crlfDelay: Infinity });
    stream.once("error", () => lines.close());
    for await (const line of lines) yield line;
    if (stream.errored !== null) throw stream.errored;
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause) || cause instanceof UserError) throw cause;
    const what = cause.code === "ENOENT" ? "is not there" : `cannot be read (${String(cause.code)})`;
    throw new UserError("FILE_UNREADABLE", [problem(`${file} ${what}`, HINT)], { cause });
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

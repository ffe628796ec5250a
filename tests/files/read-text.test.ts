import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { readTextFile } from "../../src/files/read-text.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-text-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("reads a text, and unpacks one that gzip packed, whatever its name", () => {
  expect(readTextFile(file("plain.csv", "a,é"), "").text).toBe("a,é");
  expect(readTextFile(file("packed.csv", gzipSync("a,é")), "").text).toBe("a,é");
});

test("refuses what is absent, damaged or too large", () => {
  expect(() => readTextFile(join(folder, "none"), "look again")).toThrow(/none is not there\nhint: look again/);
  expect(() => readTextFile(folder, "look again")).toThrow(/is a folder, not a file\nhint: look again/);
  expect(() => readTextFile(file("cut.gz", gzipSync("a".repeat(5000)).subarray(0, 20)), "")).toThrow(/is damaged/);
  // Sparse: no such bytes are on disk.
  const large = file("large.csv", "");
  truncateSync(large, 210 * 1024 * 1024);
  expect(() => readTextFile(large, "")).toThrow(
    /larger than 200 MB, the most that is read\nhint: sum it up to minutes first/,
  );
  const bomb = file("bomb.gz", gzipSync(Buffer.alloc(210 * 1024 * 1024)));
  expect(() => readTextFile(bomb, "")).toThrow(/larger than 200 MB/);
});

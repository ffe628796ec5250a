import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { writeFileAtomically } from "../../src/files/write-file.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-write-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("writes the whole file, makes its folders, and leaves nothing else behind", () => {
  const path = join(folder, "reports", "bill.txt");
  writeFileAtomically(path, "first");
  writeFileAtomically(path, "second");
  expect(readFileSync(path, "utf8")).toBe("second");
  expect(readdirSync(join(folder, "reports"))).toEqual(["bill.txt"]);
});

test("a file that cannot be replaced is named, stands as it was, and no temporary file stays", () => {
  const path = join(folder, "taken");
  mkdirSync(join(path, "inside"), { recursive: true });
  expect(() => writeFileAtomically(path, "text")).toThrow(UserError);
  expect(() => writeFileAtomically(path, "text")).toThrow(`${path} could not be written`);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(readdirSync(path)).toEqual(["inside"]);
});

test("a folder that is a file is the user's mistake", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => writeFileAtomically(join(folder, "file", "bill.txt"), "text")).toThrow(
    "hint: check that its folder may be written to",
  );
});

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { overwritten } from "../../src/cli/distinct-files.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-"));
afterAll(() => rmSync(folder, { recursive: true }));
const drop = join(folder, "drop.yaml");
const link = join(folder, "link.yaml");
writeFileSync(drop, "surgecast: 1\n");
symlinkSync(drop, link);

const texts = (...args: Parameters<typeof overwritten>): string[] => overwritten(...args).map(({ what }) => what);

describe("a result does not take the place of", () => {
  test("what is read, however its path is written", () => {
    for (const out of [drop, `${folder}/./drop.yaml`, link]) {
      expect(texts([["the scenario", drop]], [["--out", out]])).toEqual([
        `--out must be another file than the scenario; got "${out}"`,
      ]);
    }
  });

  test("another result, even one that is not there yet", () => {
    const both = join(folder, "new.json");
    expect(
      texts(
        [],
        [
          ["--out", both],
          ["--series", both],
        ],
      ),
    ).toEqual([`--series must be another file than --out; got "${both}"`]);
  });
});

test("what keeps nothing may stand several times, and what is not given is no file", () => {
  const reads = [["the usage", "-"]] as const;
  const writes = [
    ["--out", "-"],
    ["--series", undefined],
  ] as const;
  expect(texts(reads, writes)).toEqual([]);
  expect(texts([["the scenario", "/dev/stdin"]], [["--out", "/dev/stdin"]])).toEqual([]);
});

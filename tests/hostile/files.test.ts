/** Every way in, given what is no text file: an answer at once, never a wait and never a stack. */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, ftruncateSync, mkdirSync, openSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { readTextFile } from "../../src/files/read-text.ts";
import { writeFileAtomically } from "../../src/files/write-file.ts";
import { file, folder, limited, small } from "./limits.ts";

const fifo = join(folder, "fifo");
const loop = join(folder, "loop");
const socket = join(folder, "socket");
const sparse = join(folder, "sparse");
const server = createServer();

beforeAll(async () => {
  execFileSync("mkfifo", [fifo]);
  symlinkSync(loop, loop);
  ftruncateSync(openSync(sparse, "w"), 5 * 1024 ** 3);
  await new Promise<void>((done) => server.listen(socket, done));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function said(path: string): string {
  try {
    readTextFile(path, "check the path");
  } catch (error) {
    if (error instanceof UserError) return error.message.replace(path, "it");
    throw error;
  }
  return "text";
}

describe("what is no text file is named as what it is", () => {
  test.each([
    [() => fifo, "it is a pipe, not a file\nhint: check the path"],
    [() => socket, "it is a socket, not a file\nhint: check the path"],
    [() => folder, "it is a folder, not a file\nhint: check the path"],
    [() => loop, "it is a link that leads back to itself\nhint: check the path"],
    [() => "/dev/zero", "it is a device, not a file\nhint: check the path"],
    [() => join(folder, "absent"), "it is not there\nhint: check the path"],
    [() => `${file("file", "x")}/inside`, "it is not there\nhint: check the path"],
    [() => sparse, "it is larger than 200 MB, the most that is read\nhint: sum it up to minutes first"],
    [() => file("nul", "a: b\0"), "it holds NUL bytes: it is no text\nhint: name a text file in UTF-8"],
    [() => file("latin1", Buffer.from("a: é", "latin1")), "it is not in UTF-8\nhint: save it in UTF-8"],
    [() => file("utf16", Buffer.from("\uFEFFa: b", "utf16le")), "it is in UTF-16\nhint: save it in UTF-8"],
    [
      () => file("gzip", new Uint8Array([0x1f, 0x8b, 8, 0])),
      "it is damaged: it begins as gzip does, and cannot be unpacked",
    ],
  ])("%s", (path, expected) => {
    expect(said(path())).toBe(expected);
  });

  test.skipIf(process.getuid?.() === 0)("a file that may not be read", () => {
    const path = file("closed", "x");
    chmodSync(path, 0);
    expect(said(path)).toBe("it may not be read: permission denied\nhint: check the path");
  });

  test("a size that the system does not state", () => {
    expect(readTextFile("/proc/self/status", "").text).toMatch(/^Name:/);
  });
});

/** A real process each: a pipe that nobody writes to and a device that never ends must not keep it. */
test.each([
  ["run", (path: string) => ["run", path]],
  [
    "run, referenced",
    (path: string) => ["run", file("refers.yaml", small.replace(/^architecture: .*/m, `architecture: ${path}`))],
  ],
  ["run --assume", (path: string) => ["run", file("small.yaml", small), "--assume", path]],
  ["rate", (path: string) => ["rate", path]],
  [
    "rate --own-rates",
    (path: string) => ["rate", file("one.csv", "usageType,quantity\nNatGateway-Bytes,1\n"), "--own-rates", path],
  ],
  [
    "rate --already-used",
    (path: string) => ["rate", file("two.csv", "usageType,quantity\nNatGateway-Bytes,1\n"), "--already-used", path],
  ],
])("%s answers a pipe and an endless device", async (_way, args) => {
  const answers = await Promise.all([fifo, "/dev/zero"].map((path) => limited(args(path))));
  expect(answers.map(({ exitCode, stderr }) => [exitCode, /is a (pipe|device), not a file/.test(stderr)])).toEqual([
    [2, true],
    [2, true],
  ]);
});

test("standard input that never ends, that is empty, that is no text", async () => {
  const [endless, empty, binary] = await Promise.all([
    limited(["rate", "-"], { stdinFile: "/dev/zero" }),
    limited(["rate", "-"]),
    limited(["rate", "-"], { stdin: "usageType,quantity\n\0" }),
  ]);
  expect(endless).toMatchObject({
    exitCode: 2,
    stderr: "standard input is larger than 32 MB, the most that is read\n",
  });
  expect(empty.stderr).toMatch(/^-:1:1\n {2}the header line must name the columns usageType and quantity\n/);
  expect(binary).toMatchObject({
    exitCode: 2,
    stderr: "standard input holds NUL bytes: it is no text\nhint: name a text file in UTF-8\n",
  });
});

test("a pipe of the shell's is read to its end", async () => {
  const text = execFileSync(
    "bash",
    [
      "-c",
      `${process.execPath} --import tsx src/cli/main.ts rate <(printf 'usageType,quantity\\nNatGateway-Bytes,2\\n') --format json`,
    ],
    { encoding: "utf8" },
  );
  expect((JSON.parse(text) as { bill: { total: string } }).bill.total).toBe("0.09");
});

test("a price cache that is no folder", async () => {
  const { exitCode, stderr } = await limited(["run", file("cached.yaml", small)], {
    env: { SURGECAST_PRICING_CACHE: fifo },
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: `${fifo}/manifest.json is not there\nhint: run surgecast prices verify; restore pricing-cache from git or reinstall surgecast\n`,
  });
});

describe("what is written", () => {
  test("a device is written to and stays a device", () => {
    writeFileAtomically("/dev/null", "text");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(() => writeFileAtomically("/dev/full", "text")).toThrow("/dev/full could not be written (ENOSPC)");
  });

  test("a link stays a link, and what it leads to is replaced", () => {
    const target = file("target", "old");
    const link = join(folder, "link");
    symlinkSync(target, link);
    writeFileAtomically(link, "new");
    expect(readTextFile(target, "").text).toBe("new");
  });

  test("a pipe, a socket and a folder are refused", () => {
    mkdirSync(join(folder, "reports"));
    for (const path of [fifo, socket, join(folder, "reports")]) {
      expect(() => writeFileAtomically(path, "text")).toThrow(`${path} could not be written (it is no file)`);
    }
    expect(existsSync(`${fifo}.${process.pid}.tmp`)).toBe(false);
  });

  test("--out and --series to what cannot be written", async () => {
    const scenario = file("out.yaml", small);
    const series = join(folder, "series.csv");
    symlinkSync("/dev/full", series);
    const ended = await Promise.all([
      limited(["run", scenario, "--out", fifo]),
      limited(["run", scenario, "--series", series]),
    ]);
    expect(ended.map(({ exitCode, stderr }) => [exitCode, stderr.includes(" could not be written (")])).toEqual([
      [2, true],
      [2, true],
    ]);
  });
});

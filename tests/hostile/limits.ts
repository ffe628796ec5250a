/** Runs surgecast with little memory and little time, so that what takes more of either is seen. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Megabytes of heap. */
const HEAP = 300;
/** Of wall clock on a machine that has other work; what hangs takes for ever. */
const SECONDS = 40;

export interface Ended {
  /** Null where it had to be stopped. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A small scenario of three hours, in coarse steps. */
export const small = `surgecast: 1
name: small
region: us-east-1
period: { start: 2026-11-20, hours: 3 }
step: { base: 5m, event: 5s }
traffic: { baseline: { mean: 5/s } }
architecture: { app: { cpu: 1, memory: 2GB, min: 1, max: 2 }, balancer: {} }
`;

export const folder = mkdtempSync(join(tmpdir(), "surgecast-hostile-"));

/** Writes a file for a test; gives its path. */
export function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** One command line; `stdin` is what standard input holds, or a file it comes from. */
export function limited(
  args: readonly string[],
  of: { readonly stdin?: string; readonly stdinFile?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const input = of.stdinFile === undefined ? null : openSync(of.stdinFile, "r");
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP}`, "--import", "tsx", "src/cli/main.ts", ...args],
    { env: { PATH: process.env["PATH"], NO_COLOR: "1", ...of.env }, stdio: [input ?? "pipe", "pipe", "pipe"] },
  );
  if (input !== null) closeSync(input);
  child.stdin?.on("error", () => {}).end(of.stdin ?? "");
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (part: string) => {
      text[name] += part;
    });
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), SECONDS * 1000);
  return new Promise((resolve) => {
    child.on("close", (exitCode) => {
      clearTimeout(timer);
      resolve({ exitCode, ...text });
    });
  });
}

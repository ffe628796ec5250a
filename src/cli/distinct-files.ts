/** What a command writes must not take the place of what it reads, nor of something else that it writes. */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { type Problem, problem } from "../errors.ts";

/** A file named on the command line: what it is called there, and its path; no path where it was not given. */
export type NamedFile = readonly [name: string, path: string | undefined];

/**
 * One problem for each file that would be written over one that is read, or written twice. Links count as what they lead to;
 * devices and pipes, which keep nothing, may stand several times.
 *
 * @example
 * overwritten([["the scenario", "drop.yaml"]], [["--out", "./drop.yaml"]]);
 * // one problem: "--out must be another file than the scenario; got "./drop.yaml""
 */
export function overwritten(reads: readonly NamedFile[], writes: readonly NamedFile[]): Problem[] {
  const seen = new Map(given(reads).map(([name, path]) => [realPath(path), name]));
  return given(writes).flatMap(([name, path]) => {
    const other = seen.get(realPath(path));
    if (other === undefined) seen.set(realPath(path), name);
    return other === undefined ? [] : [problem(`${name} must be another file than ${other}; got "${path}"`)];
  });
}

function given(files: readonly NamedFile[]): [name: string, path: string][] {
  return files.flatMap(([name, path]) => {
    const keeps = path !== undefined && path !== "-" && !/^\/(dev|proc)\//.test(path);
    return keeps ? [[name, path]] : [];
  });
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

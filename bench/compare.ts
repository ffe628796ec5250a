/** Two things measured alternately, so that whatever else the machine does falls on both; minima are compared. */
import { spawnSync } from "node:child_process";

const TIMES = 15;

export interface Compared {
  /** Smallest of all measurements, in milliseconds. */
  readonly subject: number;
  readonly reference: number;
  readonly ratio: number;
}

/** `measure` gives milliseconds. */
export function alternately(subject: () => number, reference: () => number, times = TIMES): Compared {
  let least = Infinity;
  let base = Infinity;
  for (let i = 0; i < times; i += 1) {
    base = Math.min(base, reference());
    least = Math.min(least, subject());
  }
  return { subject: least, reference: base, ratio: least / base };
}

/** Milliseconds that `work` takes in this process. */
export function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Milliseconds from start to end of a fresh Node process. Throws where it fails. */
export function processTime(...args: readonly string[]): number {
  return timed(() => run(args));
}

/** The milliseconds that a fresh process prints. */
export function printedTime(...args: readonly string[]): number {
  return Number(run(args));
}

/** What a fresh Node process prints. */
export function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Nothing but Node itself. */
export const bareNode = (): number => processTime("-e", "0");

export interface Result {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  /** Null where no goal is set. */
  readonly reached: boolean | null;
}

export function ratioResult(what: string, { subject, reference, ratio }: Compared, atMost: number): Result {
  const measured = `${ratio.toFixed(2)} × (${subject.toFixed(1)} ms to ${reference.toFixed(1)} ms)`;
  return { what, measured, goal: `≤ ${atMost} ×`, reached: ratio <= atMost };
}

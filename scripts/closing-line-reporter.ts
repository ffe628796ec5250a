/**
 * Closes a test run with one plain line, `812 passed, 0 failed`, counted from Vitest's own results. A file that could not be
 * loaded and an error outside of any test count as failures, so that a run that breaks never closes with none.
 */
import type { Reporter, TestModule, Vitest } from "vitest/node";

type Outcome = Pick<TestModule, "children" | "errors">;

/** The line for what a run ended with; skipped tests are named only where there are any. */
export function closingLine(modules: readonly Outcome[], errorsOutside: number): string {
  const count = { passed: 0, failed: errorsOutside, skipped: 0, pending: 0 };
  for (const one of modules) {
    count.failed += one.errors().length;
    for (const suite of one.children.allSuites()) count.failed += suite.errors().length;
    for (const test of one.children.allTests()) count[test.result().state] += 1;
  }
  const skipped = count.skipped + count.pending;
  return `${count.passed} passed, ${count.failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

export default class ClosingLine implements Reporter {
  #watching = false;

  onInit(vitest: Vitest): void {
    this.#watching = vitest.config.watch;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const line = `${closingLine(modules, errors.length)}\n`;
    if (this.#watching) process.stdout.write(line);
    // Whatever other reporters still print, this comes after it.
    else process.once("exit", () => process.stdout.write(line));
  }
}

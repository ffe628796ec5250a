import { expect, test } from "vitest";
import { countdown, startProgress } from "../../src/cli/progress.ts";

/** A terminal (or not) that remembers, and a clock that is set. */
function screen(isTTY: boolean) {
  const written: string[] = [];
  const clock = { milliseconds: 5000 };
  const stream = { isTTY, write: (text: string) => written.push(text) };
  return { written, clock, at: { stream, now: () => clock.milliseconds } };
}

test("stays silent for a second, then changes one line ten times a second at most, and removes it", () => {
  const { written, clock, at } = screen(true);
  const progress = startProgress({}, at);
  for (const [milliseconds, share] of [
    [5999, 0.2],
    [6000, 0.25],
    [6050, 0.3],
    [6100, 0.5],
  ] as const) {
    clock.milliseconds = milliseconds;
    progress.report(share, "simulating");
  }
  progress.stop();
  expect(written).toEqual([
    "\r\u001B[2K██████                    25%  simulating",
    "\r\u001B[2K████████████              50%  simulating",
    "\r\u001B[2K",
  ]);
});

test("leaves no trace of what took less than a second", () => {
  const { written, at } = screen(true);
  const progress = startProgress({}, at);
  progress.report(0.5, "simulating");
  progress.stop();
  expect(written).toEqual([]);
});

test.each([
  { isTTY: false, quiet: false },
  { isTTY: true, quiet: true },
])("is silent where there is no terminal, or when quiet: %o", ({ isTTY, quiet }) => {
  const { written, clock, at } = screen(isTTY);
  const progress = startProgress({ quiet }, at);
  clock.milliseconds = 60_000;
  progress.report(0.5, "simulating");
  progress.stop();
  expect(written).toEqual([]);
});

test("counts down what is done one by one, with the time that is left", () => {
  const said: [number, string][] = [];
  const clock = { milliseconds: 1000 };
  const done = countdown({ report: (share, what) => said.push([share, what]) }, "runs", () => clock.milliseconds);
  clock.milliseconds = 31_000;
  done(250, 1000);
  clock.milliseconds = 130_600;
  done(999, 1000);
  done(1000, 1000);
  expect(said).toEqual([
    [0.25, "250 of 1,000 runs, about 1 min 30 s left"],
    [0.999, "999 of 1,000 runs, about 1 s left"],
    [1, "1,000 of 1,000 runs"],
  ]);
});

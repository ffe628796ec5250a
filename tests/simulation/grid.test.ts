import * as fc from "fast-check";
import { expect, test } from "vitest";
import { grid } from "../../src/simulation/grid.ts";

const HOUR = 3600;

test("steps are coarse, and fine in whole coarse steps around a window", () => {
  const { startSeconds, stepSeconds, hours } = grid({
    seconds: 300,
    baseSeconds: 60,
    fineSeconds: 20,
    windows: [{ fromSeconds: 70, untilSeconds: 121 }],
  });
  expect([...startSeconds]).toEqual([0, 60, 80, 100, 120, 140, 160, 180, 240]);
  expect([...stepSeconds]).toEqual([60, 20, 20, 20, 20, 20, 20, 60, 60]);
  expect(hours).toBe(1);
});

test("windows are clipped to the period, overlap freely, and may miss it", () => {
  const { stepSeconds } = grid({
    seconds: 240,
    baseSeconds: 60,
    fineSeconds: 30,
    windows: [
      { fromSeconds: -500, untilSeconds: 10 },
      { fromSeconds: 0, untilSeconds: 20 },
      { fromSeconds: 190, untilSeconds: 9000 },
      { fromSeconds: 900, untilSeconds: 1000 },
      { fromSeconds: 100, untilSeconds: 100 },
    ],
  });
  expect([...stepSeconds]).toEqual([30, 30, 60, 60, 30, 30]);
});

test("halving both steps covers the same time, finely where it was fine", () => {
  const fineFrom = (baseSeconds: number, fineSeconds: number) => {
    const windows = [{ fromSeconds: HOUR - 300, untilSeconds: HOUR + 900 }];
    const { startSeconds, stepSeconds } = grid({ seconds: 4 * HOUR, baseSeconds, fineSeconds, windows });
    const fine = startSeconds.filter((_, i) => stepSeconds[i] === fineSeconds);
    return { steps: stepSeconds.length, from: fine[0], until: fine[fine.length - 1]! + fineSeconds };
  };
  expect(fineFrom(60, 1)).toEqual({ steps: 220 + 1200, from: 3300, until: 4500 });
  expect(fineFrom(30, 0.5)).toEqual({ steps: 2 * (220 + 1200), from: 3300, until: 4500 });
});

test("a step that fits no hour is shortened until it does", () => {
  // 7 s do not divide an hour: 515 steps of 6.99 s do.
  expect(grid({ seconds: 2 * HOUR, baseSeconds: 7, fineSeconds: 1, windows: [] }).stepSeconds.length).toBe(1030);
  expect([...grid({ seconds: 2 * HOUR, baseSeconds: 5000, fineSeconds: 1, windows: [] }).stepSeconds]).toEqual([
    3600, 3600,
  ]);
});

test("the last step ends with the period, in the middle of an hour too", () => {
  const { stepSeconds, hours } = grid({ seconds: 5490, baseSeconds: 60, fineSeconds: 1, windows: [] });
  expect([stepSeconds.length, stepSeconds.at(-1), hours]).toEqual([92, 30, 2]);
});

test("whatever the steps: they cover the period without gap, none is empty, none crosses an hour", () => {
  const seconds = fc.oneof(
    fc.integer({ min: 1, max: 30 }).map((h) => h * HOUR),
    fc.integer({ min: 60, max: 100_000 }),
  );
  fc.assert(
    fc.property(
      seconds,
      fc.double({ min: 5, max: 4000, noNaN: true }),
      fc.double({ min: 0.5, max: 100, noNaN: true }),
      fc.array(fc.tuple(fc.integer({ min: -9000, max: 99_000 }), fc.integer({ min: 0, max: 3000 })), { maxLength: 4 }),
      (period, baseSeconds, fineSeconds, spans) => {
        const windows = spans.map(([fromSeconds, length]) => ({ fromSeconds, untilSeconds: fromSeconds + length }));
        const { startSeconds, stepSeconds, hours } = grid({ seconds: period, baseSeconds, fineSeconds, windows });
        let gap = 0;
        let crossing = 0;
        for (let i = 0; i < stepSeconds.length; i += 1) {
          const end = startSeconds[i]! + stepSeconds[i]!;
          gap = Math.max(gap, Math.abs((startSeconds[i + 1] ?? period) - end));
          if (Math.floor(startSeconds[i]! / HOUR + 1e-9) !== Math.floor(end / HOUR - 1e-9)) crossing += 1;
        }
        expect(gap).toBeLessThan(1e-6);
        expect(crossing).toBe(0);
        expect(stepSeconds.every((length) => length > 1e-3)).toBe(true);
        expect(stepSeconds.every((length) => length <= baseSeconds + 1e-6)).toBe(true);
        expect(hours).toBe(Math.ceil(period / HOUR));
      },
    ),
    { numRuns: 100 },
  );
});

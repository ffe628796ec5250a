import { describe, expect, test } from "vitest";
import { fargate } from "../../src/services/fargate.ts";
import { minimumOverTime, schedule } from "../../src/services/fleet/schedule.ts";
import { alone } from "../support/service-alone.ts";

const HOUR = 3600;
/** Monday 2026-11-16, 00:00 UTC. */
const MONDAY = Date.UTC(2026, 10, 16) / 1000;

function minimums(entries: unknown, hours: readonly number[], prepared: (seconds: number) => number = () => 0) {
  const at = minimumOverTime(3, schedule.parse(entries), {
    startSeconds: MONDAY,
    prepared: (_key, base) => (seconds) => Math.max(base, prepared(seconds)),
  });
  return hours.map((hour) => at(hour * HOUR));
}

describe("the minimum by the clock", () => {
  test("a window opens and closes every day", () => {
    expect(minimums([{ from: "18:00", until: "22:00", min: 20 }], [17.99, 18, 21.99, 22, 42])).toEqual([
      3, 20, 20, 3, 20,
    ]);
  });

  test("a window that begins on Friday evening ends on Saturday morning", () => {
    const friday = 4 * 24;
    const at = [friday - 2, friday + 22, friday + 25, friday + 26, friday + 46];
    expect(minimums([{ from: "22:00", until: "02:00", min: 9, days: ["fri"] }], at)).toEqual([3, 9, 9, 3, 3]);
  });

  test("an action holds until the next, the week before the period included, and may go below the configured minimum", () => {
    const entries = [
      { at: "08:00", min: 10 },
      { at: "20:00", min: 1 },
    ];
    expect(minimums(entries, [0, 7.99, 8, 19.99, 20, 32])).toEqual([1, 1, 10, 10, 1, 10]);
  });

  test("the clock is the zone's: 19:00 in Paris is 18:00 UTC in winter, 17:00 in summer", () => {
    const entries = [{ from: "19:00", until: "20:00", min: 8, timezone: "Europe/Paris" }];
    expect(minimums(entries, [17, 18])).toEqual([3, 8]);
    const july = (Date.UTC(2026, 6, 6) / 1000 - MONDAY) / HOUR;
    expect(minimums(entries, [july + 17, july + 18])).toEqual([8, 3]);
  });

  test("the largest of windows and preparation counts", () => {
    const entries = [{ from: "18:00", until: "22:00", min: 20 }];
    expect(minimums(entries, [12, 19], () => 30)).toEqual([30, 30]);
    expect(minimums(entries, [12, 19], () => 5)).toEqual([5, 20]);
  });

  test("without entries it is the configured one", () => {
    expect(minimums([], [0, 12])).toEqual([3, 3]);
  });
});

test("an entry says when and how many", () => {
  const messages = (entry: object) => schedule.safeParse([entry]).error?.issues.map(({ message }) => message);
  expect(messages({ min: 3 })).toEqual(["must be a map with min and at, or with min, from and until"]);
  expect(schedule.safeParse([{ at: "18:00", min: 20 }]).success).toBe(true);
});

test.each([60, 900, 3600])(
  "a Fargate service grows before the evening and gives back after it: steps of %d s",
  (dt) => {
    const scheduled = [{ from: "18:00", until: "22:00", min: 20 }];
    const it = alone(fargate, { min: 2, max: 40, scaling: { scheduled } }, { hours: 24, startSeconds: MONDAY });
    const tasks: number[] = [];
    for (let at = 0; at < 24 * HOUR; at += dt) {
      it.step(dt, []);
      if ((at + dt) % HOUR === 0) tasks.push(Math.round(it.driver("running tasks").now / dt));
    }
    expect(tasks.slice(16, 18)).toEqual([2, 2]);
    expect(tasks.slice(19, 22)).toEqual([20, 20, 20]);
    expect(tasks[23]).toBe(2);
  },
);

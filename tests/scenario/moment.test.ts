import { expect, test } from "vitest";
import { moment, start } from "../../src/scenario/moment.ts";

test.each([
  ["2026-11-20T19:00:00+01:00", { since: "1970", seconds: Date.UTC(2026, 10, 20, 18) / 1000 }],
  ["2026-11-20T19:00+0530", { since: "1970", seconds: Date.UTC(2026, 10, 20, 13, 30) / 1000 }],
  ["2026-11-20 19:00:00.5 Z", { since: "1970", seconds: Date.UTC(2026, 10, 20, 19) / 1000 + 0.5 }],
  ["2026-11-20T02:00:00-03:00", { since: "1970", seconds: Date.UTC(2026, 10, 20, 5) / 1000 }],
  ["2028-02-29", { since: "1970", seconds: Date.UTC(2028, 1, 29) / 1000 }],
  ["36h", { since: "start", seconds: 129_600 }],
  ["-30m", { since: "start", seconds: -1800 }],
] as const)("%s", (written, seconds) => {
  expect(moment().parse(written)).toEqual(seconds);
});

test.each([
  "2026-11-20T19:00:00",
  "2026-02-29",
  "2026-11-20T24:00:00Z",
  "2026-11-20T19:60:00Z",
  "2026-11-20T19:00:00+15:00",
  "tomorrow",
])("%s is no moment", (written) => {
  expect(moment().safeParse(written).success).toBe(false);
});

test("a period begins at an instant or a day, not relative to itself", () => {
  expect(start.parse("2026-11-20")).toBe(Date.UTC(2026, 10, 20) / 1000);
  expect(start.safeParse("36h").success).toBe(false);
});

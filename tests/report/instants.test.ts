import { expect, test } from "vitest";
import { clock, day, isoInstant, moment, periodInWords, secondsOf } from "../../src/report/instants.ts";

test("prints instants in UTC", () => {
  const seconds = secondsOf("2026-11-20T19:00:12+01:00");
  expect([day(seconds), clock(seconds), isoInstant(seconds)]).toEqual(["20 Nov", "18:00:12", "2026-11-20T18:00:12Z"]);
  expect(moment("2026-11-20T18:00:00Z")).toBe("20 Nov 18:00");
  expect(isoInstant(0.5)).toBe("1970-01-01T00:00:00.500Z");
});

test("refuses what is no instant", () => {
  expect(() => secondsOf("soon")).toThrow(new RangeError('not an instant: "soon"'));
});

test.each([
  ["2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "November 2026"],
  ["2026-11-01T00:00:00Z", "2026-11-08T00:00:00Z", "1 Nov – 7 Nov 2026"],
  ["2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "20 Nov 2026"],
  ["2026-12-30T00:00:00Z", "2027-01-02T00:00:00Z", "30 Dec 2026 – 1 Jan 2027"],
  ["2026-11-20T17:00:00Z", "2026-11-20T19:00:00Z", "20 Nov 2026 17:00 – 19:00"],
  ["2026-11-20T23:00:00Z", "2026-11-21T01:00:00Z", "20 Nov 23:00 – 21 Nov 2026 01:00"],
])("puts the period from %s to %s in words", (start, end, words) => {
  expect(periodInWords(start, end)).toBe(words);
});

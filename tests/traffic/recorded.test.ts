import * as fc from "fast-check";
import { expect, test } from "vitest";
import { grid } from "../../src/simulation/grid.ts";
import { arrivals, fillArrivals, type Traffic } from "../../src/traffic/arrivals.ts";
import { placeRecording, type Placing } from "../../src/traffic/place-recording.ts";
import { cutRecorded, requestsBetween, type Recording } from "../../src/traffic/recorded.ts";
import { momentsOf, zoneOffset } from "../../src/traffic/time-zone.ts";

const seconds = (text: string): number => Date.parse(text) / 1000;

/** Counts of `every` seconds each from `start` on. */
function recording(start: string, every: number, requests: readonly number[]): Recording {
  const fromSeconds = Float64Array.from(requests, (_, i) => seconds(start) + i * every);
  return {
    fromSeconds,
    untilSeconds: fromSeconds.map((from) => from + every),
    requests: Float64Array.from(requests),
    bytesPerRequest: null,
    remarks: [],
  };
}

/** Two hours from midnight. */
const twoHours: Placing = {
  startSeconds: seconds("2026-11-01T00:00:00Z"),
  seconds: 7200,
  align: "start",
  repeat: null,
  timezone: "UTC",
  scale: 1,
  meanPerSecond: null,
  stepSeconds: 60,
};

const table = (placed: ReturnType<typeof placeRecording>): number[][] =>
  [...placed.fromSeconds].map((from, i) => [from, placed.untilSeconds[i] ?? 0, placed.requests[i] ?? 0]);

test("an even rate within each count, and none between two", () => {
  const recorded = {
    fromSeconds: Float64Array.of(0, 60, 300),
    untilSeconds: Float64Array.of(60, 120, 360),
    requests: Float64Array.of(600, 60_000, 30),
  };
  const between = (from: number, until: number) => requestsBetween(recorded, from, until);
  expect(between(0, 60)).toBe(600);
  expect(between(90, 91)).toBe(1000);
  expect(between(30, 90)).toBe(300 + 30_000);
  expect(between(120, 300)).toBe(0);
  expect(between(0, 3600)).toBe(60_630);
});

test("stands at the period's start unless told otherwise; what is left over is left out, with a remark", () => {
  const placed = placeRecording(recording("1998-06-30T19:00:00Z", 3600, [1, 2, 3]), twoHours);
  expect(table(placed)).toEqual([
    [0, 3600, 1],
    [3600, 7200, 2],
  ]);
  expect(placed.remarks).toEqual(["60 min of the recording, with 3 requests, lie outside of the period: left out"]);
});

test("stands by weekday and local time when asked, also across a change of clocks", () => {
  // Wednesdays at 20:00 in Paris: in July 18:00 UTC, in November 19:00 UTC.
  const summer = recording("2026-07-01T18:00:00Z", 3600, [5]);
  const november = {
    ...twoHours,
    startSeconds: seconds("2026-11-04T19:00:00Z"),
    align: "week",
    timezone: "Europe/Paris",
  };
  expect(table(placeRecording(summer, november as Placing))).toEqual([[0, 3600, 5]]);
});

test("stands at its own dates when asked", () => {
  const placed = placeRecording(recording("2026-11-01T01:00:00Z", 3600, [7]), { ...twoHours, align: "date" });
  expect(table(placed)).toEqual([[3600, 7200, 7]]);
  expect(placed.remarks).toEqual(["the recording begins 60 min after the period: there is no traffic until then"]);
});

test("ends where it ends, and repeats its last day or week only when asked", () => {
  const day = recording("2026-03-02T00:00:00Z", 43_200, [1, 9]);
  const threeDays = { ...twoHours, seconds: 3 * 86_400 };
  const once = placeRecording(day, threeDays);
  expect([...once.requests]).toEqual([1, 9]);
  expect(once.remarks).toEqual([
    "the recording ends 48 h before the period: no traffic comes after it; shorten the period, or say traffic.baseline.repeat: weekly",
  ]);
  const again = placeRecording(day, { ...threeDays, repeat: "daily" });
  expect([...again.requests]).toEqual([1, 9, 1, 9, 1, 9]);
  expect(again.remarks).toEqual([]);
});

test("is scaled by a factor, or to a mean over the period", () => {
  const hours = recording("2026-03-02T00:00:00Z", 3600, [3600, 10_800]);
  expect([...placeRecording(hours, { ...twoHours, scale: 2 }).requests]).toEqual([7200, 21_600]);
  expect([...placeRecording(hours, { ...twoHours, meanPerSecond: 1 }).requests]).toEqual([1800, 5400]);
});

test("says when the steps are too coarse to see its peaks", () => {
  const fine = recording(
    "2026-03-02T00:00:00Z",
    5,
    Array.from({ length: 1440 }, () => 1),
  );
  expect(placeRecording(fine, twoHours).remarks).toEqual([
    "the recording is finer than the steps of 60 s, within which requests are spread evenly; say step: { base: 5s } to see its peaks",
  ]);
});

const quiet: Omit<Traffic, "recorded"> = {
  seed: 1,
  streams: Int32Array.of(1, 2),
  noise: 0,
  hourRates: new Float64Array(3),
  mix: Float64Array.of(0.75, 0.25),
  events: [],
  startMinute: 0,
};

/** A recording of random stretches with random gaps, anywhere in 1970 to 2090. */
const anyRecording = fc
  .record({
    start: fc.integer({ min: 0, max: 3_700_000_000 }),
    rows: fc.array(
      fc.record({
        length: fc.integer({ min: 1, max: 4000 }),
        gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
        requests: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000_000 })),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  })
  .map(({ start, rows }): Recording => {
    let at = start;
    const from = rows.map(({ length, gap }) => {
      const here = at;
      at += length + gap;
      return here;
    });
    return {
      fromSeconds: Float64Array.from(from),
      untilSeconds: Float64Array.from(rows, ({ length }, i) => (from[i] ?? 0) + length),
      requests: Float64Array.from(rows, ({ requests }) => requests),
      bytesPerRequest: null,
      remarks: [],
    };
  });

test("property: the simulation gets as many requests as the recording has in the period, whatever the spacing and the grid", () => {
  fc.assert(
    fc.property(
      anyRecording,
      fc.integer({ min: 1, max: 3600 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 24 }),
      fc.boolean(),
      (recording, baseSeconds, fineSeconds, hours, refined) => {
        const period = hours * 3600;
        const placed = placeRecording(recording, { ...twoHours, seconds: period });
        const steps = grid({
          seconds: period,
          baseSeconds,
          fineSeconds,
          windows: refined ? [{ fromSeconds: 600, untilSeconds: 1800 }] : [],
        });
        const rows = steps.stepSeconds.length;
        const into = arrivals(2, rows);
        fillArrivals(into, { ...quiet, recorded: placed }, steps, 0, rows);
        const simulated = into.requests.reduce((sum, requests) => sum + requests, 0);
        const start = recording.fromSeconds[0] ?? 0;
        const inPeriod = requestsBetween(recording, start, start + period);
        // Whole counts are conserved to the request; parts of one to the last bits of a double.
        expect(Math.abs(simulated - inPeriod)).toBeLessThanOrEqual(1e-9 * Math.max(1, inPeriod));
      },
    ),
  );
});

test("property: steps of a minute see counts of a minute exactly, so no burst is smoothed", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 120, maxLength: 120 }), (requests) => {
      const recorded = placeRecording(recording("1998-05-12T06:00:00Z", 60, requests), twoHours);
      const steps = grid({ seconds: 7200, baseSeconds: 60, fineSeconds: 1, windows: [] });
      const into = arrivals(1, 120);
      fillArrivals(into, { ...quiet, recorded, mix: Float64Array.of(1), streams: Int32Array.of(1) }, steps, 0, 120);
      expect([...into.requests]).toEqual(requests);
    }),
  );
});

test("property: a part of a period has the counts of that part", () => {
  fc.assert(
    fc.property(
      anyRecording,
      fc.integer({ min: 0, max: 7200 }),
      fc.integer({ min: 1, max: 7200 }),
      (any, from, length) => {
        const whole = placeRecording(any, twoHours);
        const part = cutRecorded(whole, from, length);
        const expected = requestsBetween(whole, from, from + length);
        expect(Math.abs(requestsBetween(part, 0, length) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected));
      },
    ),
  );
});

test("finds the moments of a local time: two where clocks go back, none where they skip it", () => {
  const paris = zoneOffset("Europe/Paris");
  const moments = (local: string) =>
    momentsOf(seconds(`${local}Z`), paris).map((at) => new Date(at * 1000).toISOString());
  expect(moments("2026-11-20T19:00:00")).toEqual(["2026-11-20T18:00:00.000Z"]);
  expect(moments("2026-10-25T02:30:00")).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]);
  expect(moments("2026-03-29T02:30:00")).toEqual([]);
});

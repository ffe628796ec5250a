import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readRecordingCsv } from "../../../src/scenario/recording/read-csv.ts";
import type { RecordingOptions } from "../../../src/scenario/recording/recording-rows.ts";
import type { ColumnNames } from "../../../src/scenario/recording/columns.ts";

const usual = {
  timezone: "UTC",
  fromSeconds: -Infinity,
  untilSeconds: Infinity,
  intervalSeconds: null,
  gaps: "zero",
  columns: {},
} as const;

type Options = Partial<RecordingOptions & { columns: ColumnNames }>;

/** Rows as `[start, end, requests]`, what was remarked, and what was wrong. */
function read(lines: readonly string[], options: Options = {}) {
  const problems: string[] = [];
  const recording = readRecordingCsv(lines.join("\n"), { ...usual, ...options }, (line, what, hint) =>
    problems.push(`${line}: ${what}${hint === null ? "" : ` (${hint})`}`),
  );
  const iso = (at: number) => new Date(at * 1000).toISOString().slice(0, 19);
  const rows =
    recording === null
      ? []
      : [...recording.fromSeconds].map((from, i) => [
          iso(from),
          iso(recording.untilSeconds[i] ?? 0),
          recording.requests[i] ?? 0,
        ]);
  return { rows, remarks: recording?.remarks ?? [], problems, bytesPerRequest: recording?.bytesPerRequest ?? null };
}

const twoMinutes = [
  ["2026-11-20T19:00:00", "2026-11-20T19:01:00", 1200],
  ["2026-11-20T19:01:00", "2026-11-20T19:02:00", 60_000],
];

test.each<[string, readonly string[], Options?]>([
  ["ISO times in UTC", ["time,requests", "2026-11-20T19:00:00Z,1200", "2026-11-20T19:01:00Z,60000"]],
  ["times with their own zone", ["2026-11-20T20:00+01:00,1200", "2026-11-20T20:01+01:00,60000"]],
  ["seconds since 1970", ["timestamp,value", "1795201200,1200", "1795201260,60000"]],
  ["milliseconds since 1970", ["1795201200000,1200", "1795201260000,60000"]],
  ["local times", ["2026-11-20 20:00:00,1200", "2026-11-20 20:01:00,60000"], { timezone: "Europe/Paris" }],
  ["semicolons and decimal commas", ["Date;Count", "2026-11-20 19:00;1200,0", "2026-11-20 19:01;60000,0"]],
  [
    "tabs, comments, empty lines",
    ["# from the log", "", "minute_utc\thits", "2026-11-20T19:00Z\t1200", "2026-11-20T19:01Z\t60000"],
  ],
  [
    "quotes and groups of thousands",
    ['"Time (UTC)","Requests"', '"2026-11-20 19:00:00","1,200"', '"2026-11-20 19:01:00","60,000"'],
  ],
  [
    "a byte order mark and CRLF",
    ["\uFEFFtime,requests\r", "2026-11-20T19:00:00Z,1200\r", "2026-11-20T19:01:00Z,60000\r"],
  ],
  [
    "columns by name",
    ["id,when,hits,errors", "1,2026-11-20 19:00,1200,3", "2,2026-11-20 19:01,60000,4"],
    { columns: { time: "when" } },
  ],
  ["columns by number", ["1200,a,2026-11-20 19:00", "60000,b,2026-11-20 19:01"], { columns: { time: 3, requests: 1 } }],
])("reads %s", (_, lines, options) => {
  expect(read(lines, options)).toMatchObject({ rows: twoMinutes, problems: [] });
});

test("takes bytes where there is a column of them", () => {
  expect(read(["time,requests,bytes", "1795201200,10,5000", "1795201260,30,15000"]).bytesPerRequest).toBe(500);
});

test("says every problem with its line", () => {
  const lines = [
    "time,requests",
    "2026-11-20T19:00Z,12",
    "2026-11-20T19:00Z,12",
    "2026-11-20T18:59Z,12",
    "2026-11-20T19:02Z,-5",
    "2026-11-20T19:03Z,NaN",
    "yesterday,3",
    "2026-02-30T19:04Z,3",
  ];
  expect(read(lines)).toEqual({
    rows: [],
    remarks: [],
    bytesPerRequest: null,
    problems: [
      "3: time must differ from row 2's (add up the requests of one time)",
      "4: time must come after row 2's (sort the rows by time)",
      '5: requests must be 0 or more; got "-5"',
      '6: requests must be a number such as 1200; got "NaN"',
      '7: time must be a time such as 2026-11-20T19:00:00Z, 2026-11-20 19:00:00 or 1795201200; got "yesterday"',
      '8: time must be a time such as 2026-11-20T19:00:00Z, 2026-11-20 19:00:00 or 1795201200; got "2026-02-30T19:04Z"',
    ],
  });
});

test("stops after 50 problems", () => {
  const { problems } = read(["time,requests", ...Array.from({ length: 500 }, (_, i) => `2026-11-20T19:00Z,-${i + 1}`)]);
  expect(problems).toHaveLength(51);
  expect(problems.at(-1)).toMatch("reading stopped here, after 50 problems");
});

test.each([
  ["no line", [], "1: the recording is empty (write a line for each minute: time,requests)"],
  [
    "names alone",
    ["time,requests"],
    "1: the recording has no row of time and requests (write a line for each minute: time,requests; or say interval: 60s)",
  ],
  [
    "no column of counts",
    ["time,p50,p99", "1795201200,1,2"],
    "1: the recording has no column for requests; it has time, p50, p99 (name them: columns: { time: <name>, requests: <name> })",
  ],
  [
    "one row",
    ["1795201200,5"],
    "1: the recording has one row, which shows no spacing (write a line for each minute: time,requests; or say interval: 60s)",
  ],
])("refuses a file with %s", (_, lines, problem) => {
  expect(read(lines).problems).toEqual([problem]);
});

test("counts missing rows as no requests, or as the mean of both sides, and says how many", () => {
  const lines = ["19:00Z,10", "19:01Z,20", "19:02Z,40", "19:05Z,80", "19:06Z,80", "19:07Z,"].map(
    (row) => `2026-11-20T${row}`,
  );
  const zero = read(lines);
  expect(zero.rows.map(([, , requests]) => requests)).toEqual([10, 20, 40, 80, 80]);
  expect(zero.remarks).toEqual([
    "the recording has 5 rows, and 2 rows of 60 s are missing between them: counted as no requests; say traffic.baseline.gaps: interpolate where they came and were not counted",
  ]);
  const filled = read(lines, { gaps: "interpolate" });
  expect(filled.rows[3]).toEqual(["2026-11-20T19:03:00", "2026-11-20T19:05:00", 120]);
  expect(filled.remarks).toEqual([
    "the recording has 5 rows, and 2 rows of 60 s are missing between them: filled with the mean of the rows on both sides",
  ]);
});

test("sees where rows become coarser, as CloudWatch keeps them", () => {
  const lines = ["08:00Z,600", "09:00Z,600", "10:00Z,10", "10:01Z,10", "10:02Z,10", "10:03Z,10", "10:04Z,10"];
  const { rows, remarks } = read(lines.map((row) => `2026-11-20T${row}`));
  expect(rows[1]).toEqual(["2026-11-20T09:00:00", "2026-11-20T10:00:00", 600]);
  expect(rows.at(-1)).toEqual(["2026-11-20T10:04:00", "2026-11-20T10:05:00", 10]);
  expect(remarks).toEqual([]);
});

test("takes the part between two moments", () => {
  const lines = ["18:59Z,5", "19:00Z,1200", "19:01Z,60000", "19:02Z,7"].map((row) => `2026-11-20T${row}`);
  const at = (text: string) => Date.parse(text) / 1000;
  const part = { fromSeconds: at("2026-11-20T19:00Z"), untilSeconds: at("2026-11-20T19:02Z") };
  expect(read(lines, part).rows).toEqual(twoMinutes);
});

test("keeps both of the hours that clocks show twice, and refuses one that they skip", () => {
  const autumn = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"].map((time) => `2026-10-25 ${time},1`);
  expect(read(autumn, { timezone: "Europe/Paris" }).rows.map(([from]) => String(from).slice(11, 16))).toEqual([
    "23:30",
    "00:00",
    "00:30",
    "01:00",
    "01:30",
    "02:00",
  ]);
  expect(read(["2026-03-29 01:30,1", "2026-03-29 02:30,1"], { timezone: "Europe/Paris" }).problems).toEqual([
    '2: time must be a time that clocks in Europe/Paris show; they skip it that day; got "2026-03-29 02:30"',
  ]);
});

test("property: times written in any zone's clock come back, also over the days when it changes", () => {
  const zones = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "UTC"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2029, 0, 1) / 60_000 }),
      fc.constantFrom(1, 5, 15, 30, 60),
      (timezone, startMinute, everyMinutes) => {
        const format = new Intl.DateTimeFormat("sv-SE", {
          timeZone: timezone,
          dateStyle: "short",
          timeStyle: "medium",
        });
        const times = Array.from({ length: 60 }, (_, i) => (startMinute + i * everyMinutes) * 60_000);
        // What a clock shows twice is told apart by the row before; the first row has none.
        fc.pre(
          !times
            .slice(0, 1)
            .some(
              (at) =>
                format.format(at) === format.format(at - 3_600_000) ||
                format.format(at) === format.format(at - 1_800_000),
            ),
        );
        const { rows, problems } = read(
          times.map((at) => `${format.format(at)},1`),
          { timezone },
        );
        expect(problems).toEqual([]);
        expect(rows.map(([from]) => from)).toEqual(times.map((at) => new Date(at).toISOString().slice(0, 19)));
      },
    ),
    { numRuns: 60 },
  );
});
